"""Evaluating: how well codings meet a gold, a file of texts or points that somebody has labelled. Nothing is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analysis.app.coding.gold_standard import NONE, GoldKind, GoldRow, GoldStandard, UnknownLabel, gold_in
from analysis.app.context import AppContext
from analysis.app.single_file import named
from analysis.app.snapshot.machine_identity import chosen_model
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.snapshot.taking import take
from analysis.auditing.agreement.coefficients import set_agreement, theme_agreement
from analysis.auditing.estimation.classification_metrics import (
    Calibration,
    Pairs,
    calibration,
    classification_report,
    numbered,
)
from analysis.auditing.estimation.sampling_frame import Bools, Floats
from analysis.errors import UnreadableError
from analysis.languages.codebook_languages import spoken_languages
from analysis.languages.detection import detect
from analysis.languages.unread_codings import can_be_meant
from analysis.model import Agreements, Codebook, Coder, CoderKind, Coding, Outcome, PointKey, Quality, QualityReport
from analysis.text import normalise, plural

if TYPE_CHECKING:
    from analysis.exporting import RefusedRow

GOLD, OTHER = "gold", "other"
"""What the two coders are called whose agreement is measured."""

NEVER_GIVEN = "no label in the file matches it, so it is not known whether its coders used it"
REDEFINED = "it was redefined, split or added after the sheet was made"

TOLD = 5
"""Labels that a message names; more would hide what it says."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The part of a gold standard that was not compared: rows, each with the reason, labels and themes.

    ``uncoded`` points the coder has not coded whose codings were to be compared, and ``for_person`` are rows in a
    language that the codebook does not cover, which the machine leaves to people. ``themes`` holds (theme, reason).
    """

    unread: tuple[RefusedRow, ...]
    repeated: tuple[RefusedRow, ...]
    unplaced: tuple[RefusedRow, ...]
    uncoded: int
    for_person: int
    blank: int
    cannot_tell: int
    labels: tuple[UnknownLabel, ...]
    themes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CodedTexts:
    """Counts of the gold's texts that people have ``coded`` in this workspace, and the machine has ``learned`` from.

    ``rest`` is how well the codings meet the gold over all themes without what was learned from; None where nothing
    was, or nothing is left.
    """

    coded: int
    learned: int
    rest: Quality | None


@dataclass(frozen=True, slots=True)
class Evaluated:
    """The evaluation of codings against a gold standard, in themes of the codebook.

    ``coder`` says whose codings they are. ``unlabelled`` rows have an empty cell for their labels.
    ``documents`` counts those that the rows are part of; ``apart``: every row was taken on its own, because there is
    one document or none. ``agreements`` has those of each theme, ``sets`` those of whole sets. ``scored`` is None where
    there are no scores.
    """

    gold: str
    kind: GoldKind
    coder: str
    rows: int
    unlabelled: int
    documents: int
    apart: bool
    figures: QualityReport
    agreements: Mapping[str, Agreements]
    sets: Agreements
    scored: Calibration | None
    known: CodedTexts
    left_out: LeftOut
    audit: str = ""
    is_assisted: bool = False


@dataclass(frozen=True, slots=True)
class _Given:
    """One coder's themes of each row, None where there are none; ``open`` are themes of which it says nothing.

    ``for_person`` of the rows without are those that the machine leaves to people.
    """

    coder: str
    sets: Sequence[frozenset[str] | None]
    open: Sequence[frozenset[str]]
    scores: Floats | None = None
    is_person: bool = False
    for_person: int = 0


def evaluate(app: AppContext, file: Path, coder: str = "", is_settled: bool = False) -> Evaluated:
    """Compare the codings of the machine as it stands with a gold; or a person's (``coder``), or those that count now.

    Raises UnreadableError where the file is no gold, or nothing in it can be compared.
    """
    content, name = named(file), str(file)
    snapshot = take(app, keep=False)
    gold = gold_in(snapshot, content, name)
    if (coder or is_settled) and gold.kind is GoldKind.TEXTS:
        raise UnreadableError(
            name, "it holds texts, and people code points of responses; leave out --coder and --settled"
        )
    if is_settled:
        given = _settled(snapshot, gold)
    else:
        given = _of_person(snapshot, gold, coder) if coder else _of_machine(snapshot, gold)
    return _evaluated(snapshot, gold, given, name)


# Whose codings --------------------------------------------------------------------------------------------------------


def _of_machine(snapshot: Snapshot, gold: GoldStandard) -> _Given:
    """Return what the machine says of the rows as it stands: of points it is what `everypoint code` records."""
    from analysis.classifying.machine_coding import contexts_of

    if chosen_model(snapshot.corpus.consultation) and gold.kind is not GoldKind.TEXTS:
        return _of_model(snapshot, gold)
    corpus, classifier = snapshot.corpus, snapshot.classifier
    texts = [row.text for row in gold.rows]
    context_of_point = dict(zip((point.key for point in corpus.points), contexts_of(corpus.points), strict=True))
    contexts = None if gold.kind is GoldKind.TEXTS else [context_of_point[row.point] for row in gold.rows if row.point]
    scores = classifier.predict_proba(texts, contexts)
    coder_name = f"machine coder {snapshot.local_machine.id}"
    languages, learned = _unread_languages(snapshot, gold), snapshot.learned_themes()
    theme_sets = [
        themes if language is None or can_be_meant(themes, language, learned) else None
        for themes, language in zip(classifier.assigned(scores), languages, strict=True)
    ]
    for_person = theme_sets.count(None)
    return _Given(coder_name, theme_sets, [NONE] * len(texts), np.asarray(scores), for_person=for_person)


def _unread_languages(snapshot: Snapshot, gold: GoldStandard) -> list[str | None]:
    """Return the language of each row that is in one which the codebook does not cover."""
    if gold.kind is not GoldKind.TEXTS:
        return [snapshot.unread.get(row.point) if row.point else None for row in gold.rows]
    spoken = spoken_languages(replace(snapshot.corpus.consultation, codebook=snapshot.codebook))
    languages = map(detect, (row.text for row in gold.rows))
    return [language if language and language not in spoken else None for language in languages]


def _of_model(snapshot: Snapshot, gold: GoldStandard) -> _Given:
    """Return what a coder of which a model is a part has recorded of the rows' points; nothing is asked for it."""
    codings = {coding.point: coding for coding in snapshot.machine_codings(snapshot.machine.id)}
    usable = {point: one for point, one in codings.items() if one.outcome is Outcome.CODED}
    theme_sets = [
        snapshot.codebook.with_wider(usable[row.point].themes) if row.point in usable else None for row in gold.rows
    ]
    return _Given(f"machine coder {snapshot.machine.id}", theme_sets, [NONE] * len(theme_sets))


def _of_person(snapshot: Snapshot, gold: GoldStandard, name: str) -> _Given:
    """Return what this person said of each point last, in the themes of today."""
    coder, translate = Coder.person(name), snapshot.translate
    by_people = (c for c in snapshot.people.codings if c.coder.kind is CoderKind.HUMAN)
    own_codings: dict[PointKey, Coding] = {c.point: c for c in by_people if c.coder.id == coder.id}
    if not own_codings:
        raise UnreadableError("--coder", f"{coder.name} has coded no point of this workspace")
    translations = [
        translate(own_codings[row.point])
        if row.point in own_codings and own_codings[row.point].outcome is Outcome.CODED
        else None
        for row in gold.rows
    ]
    theme_sets = [
        translation.coding.themes if translation and not translation.says_nothing else None
        for translation in translations
    ]
    return _Given(
        coder.name,
        theme_sets,
        [translation.about | translation.silent if translation else NONE for translation in translations],
        is_person=True,
    )


def _settled(snapshot: Snapshot, gold: GoldStandard) -> _Given:
    """Return what counts now of each point, as the report counts it."""
    choices = [snapshot.resolved[row.point] if row.point else None for row in gold.rows]
    theme_sets = [choice.coding.themes if choice and not choice.is_for_person else None for choice in choices]
    for_person = sum(choice.is_for_person for choice in choices if choice)
    coder_name = "what counts now (people where they agree, else the machine)"
    return _Given(coder_name, theme_sets, [NONE] * len(theme_sets), for_person=for_person)


# Compared -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class _Ground:
    """The rows that can be compared, their tables and scores in the themes that can, and what is left out.

    ``apart``: every row is taken on its own.
    """

    rows: tuple[GoldRow, ...]
    pairs: Pairs
    scores: Floats | None
    left_out: LeftOut
    apart: bool


def _evaluated(snapshot: Snapshot, gold: GoldStandard, given: _Given, name: str) -> Evaluated:
    codebook = snapshot.codebook
    ground = _ground(gold, given, codebook)
    rows, pairs = ground.rows, ground.pairs
    if not rows or not pairs.themes:
        raise UnreadableError(name, f"nothing in it can be compared: {_why_nothing(gold, ground.left_out, codebook)}")
    return Evaluated(
        gold=name,
        kind=gold.kind,
        coder=given.coder,
        rows=len(rows),
        unlabelled=sum(row.is_blank for row in rows),
        documents=len({row.document for row in rows if row.document}),
        apart=ground.apart,
        figures=_named(classification_report(pairs), codebook),
        agreements=_theme_agreements(pairs),
        sets=_set_agreements(pairs),
        scored=None if ground.scores is None else calibration(ground.scores, pairs.found, pairs.asked),
        known=_known(snapshot, rows, pairs, given),
        left_out=ground.left_out,
        audit=gold.audit,
        is_assisted=gold.is_assisted,
    )


def _named(report: QualityReport, codebook: Codebook) -> QualityReport:
    return replace(report, themes=tuple(replace(theme, name=codebook.names[theme.key]) for theme in report.themes))


def _ground(gold: GoldStandard, given: _Given, codebook: Codebook) -> _Ground:
    kept_rows = [n for n, themes in enumerate(given.sets) if themes is not None]
    rows = tuple(gold.rows[n] for n in kept_rows)
    given_table = _table((given.sets[n] or NONE for n in kept_rows), codebook.keys)
    gold_table = _table((row.themes for row in rows), codebook.keys)
    asked_table = ~_table((row.open | given.open[n] for n, row in zip(kept_rows, rows, strict=True)), codebook.keys)
    themes_left_out = dict(_themes_left_out(gold, codebook, gold_table, asked_table))
    uncoded = len(gold.rows) - len(rows) - given.for_person
    left_out = _left_out(gold, uncoded, given.for_person, tuple(themes_left_out.items()))
    kept_columns = np.array([key not in themes_left_out for key in codebook.keys], dtype=bool)
    themes = tuple(key for key in codebook.keys if key not in themes_left_out)
    is_one_document = len({row.document for row in rows}) < 2
    documents = numbered([_document(row, n, is_one_document) for n, row in enumerate(rows)])
    pairs = Pairs(
        themes, given_table[:, kept_columns], gold_table[:, kept_columns], asked_table[:, kept_columns], documents
    )
    kept_scores = None if given.scores is None or not rows else given.scores[kept_rows][:, kept_columns]
    return _Ground(rows, pairs, kept_scores, left_out, is_one_document)


def _document(row: GoldRow, number: int, apart: bool) -> str:
    """Return what a row is taken together with: its document, where there are several; else it stands alone."""
    return f"row {number}" if apart or row.document is None else f"document {row.document}"


def _table(sets: Iterable[frozenset[str]], keys: Sequence[str]) -> Bools:
    return np.array([[key in theme_set for key in keys] for theme_set in sets], dtype=bool).reshape(-1, len(keys))


def _themes_left_out(
    gold: GoldStandard, codebook: Codebook, gold_table: Bools, asked_table: Bools
) -> tuple[tuple[str, str], ...]:
    """Return the themes of which the gold says nothing, each with the reason; a sheet asks about all of its own."""
    left_out = []
    for theme_column, key in enumerate(codebook.keys):
        if not asked_table[:, theme_column].any():
            left_out.append((key, REDEFINED))
        elif gold.kind is not GoldKind.SHEET and not gold_table[:, theme_column].any():
            left_out.append((key, NEVER_GIVEN))
    return tuple(left_out)


def _left_out(gold: GoldStandard, uncoded: int, for_person: int, themes: tuple[tuple[str, str], ...]) -> LeftOut:
    unread_counts = (gold.unread, gold.repeated, gold.unplaced)
    return LeftOut(*unread_counts, uncoded, for_person, gold.blank, gold.cannot_tell, gold.unknown, themes)


def _why_nothing(gold: GoldStandard, left_out: LeftOut, book: Codebook) -> str:
    """Return why nothing of a gold can be compared, by what is most of it."""
    lost_rows = left_out.unplaced or left_out.unread
    if not gold.rows and lost_rows:
        return (
            f"{plural(len(lost_rows), 'row')} cannot be used, such as row {lost_rows[0].row:,}: {lost_rows[0].reason}"
        )
    if not gold.rows:
        return "no row of it says anything" + (f"; {plural(gold.blank, 'row')} without a mark" if gold.blank else "")
    if left_out.for_person == len(gold.rows):
        return "all its rows are in languages that the codebook does not cover, and the machine leaves them to people"
    if left_out.uncoded == len(gold.rows):
        return "whoever is compared has coded none of its points"
    if not gold.unknown:
        return f"none of its rows has a theme of the codebook, which has {', '.join(book.keys)}"
    unknown = ", ".join(f"“{unknown_label.label}”" for unknown_label in gold.unknown[:TOLD])
    ellipsis = ", …" if len(gold.unknown) > TOLD else ""
    return f"none of its labels ({unknown}{ellipsis}) is a theme of the codebook, which has {', '.join(book.keys)}"


# Agreement ------------------------------------------------------------------------------------------------------------


def _theme_agreements(pairs: Pairs) -> dict[str, Agreements]:
    judgements, silences = {}, {}
    for number, (given, found_themes, asked) in enumerate(_sets(pairs)):
        judgements[number] = {GOLD: found_themes, OTHER: given}
        silences[number, GOLD] = frozenset(pairs.themes) - asked
    return theme_agreement(judgements, pairs.themes, silences, _whose(pairs))


def _set_agreements(pairs: Pairs) -> Agreements:
    """Agreement on whole sets; where neither giving a theme nor not is wrong, it counts as agreed on."""
    judgements = {
        number: {GOLD: (found_themes & asked) | (given - asked), OTHER: given}
        for number, (given, found_themes, asked) in enumerate(_sets(pairs))
    }
    return set_agreement(judgements, None, _whose(pairs))


def _sets(pairs: Pairs) -> Iterable[tuple[frozenset[str], ...]]:
    """Of each row the themes given, found and asked."""
    for number in range(len(pairs.given)):
        mark_tables = (pairs.given[number], pairs.found[number], pairs.asked[number])
        yield tuple(
            frozenset(key for key, is_marked in zip(pairs.themes, mark_table, strict=True) if is_marked)
            for mark_table in mark_tables
        )


def _whose(pairs: Pairs) -> dict[int, int]:
    return dict(enumerate(pairs.documents.tolist()))


# What is no measure ---------------------------------------------------------------------------------------------------


def _known(snapshot: Snapshot, rows: Sequence[GoldRow], pairs: Pairs, given: _Given) -> CodedTexts:
    """Return which texts people have coded here, or stand in the codebook's examples, by their words."""
    normal_texts = [normalise(point_text) for point_text in snapshot.corpus.texts]
    coded_texts = {
        point_text
        for point, point_text in zip(snapshot.digests, normal_texts, strict=True)
        if point in snapshot.of_point
    }
    # What has taught the machine says nothing against a person's own codings.
    learned_texts = set() if given.is_person else _lesson_texts(snapshot, normal_texts)
    texts = [normalise(row.text) for row in rows]
    is_new = np.array([point_text not in learned_texts for point_text in texts], dtype=bool)
    unlearned_scores = classification_report(pairs.of(is_new)).micro if is_new.any() and not is_new.all() else None
    return CodedTexts(sum(point_text in coded_texts for point_text in texts), int((~is_new).sum()), unlearned_scores)


def _lesson_texts(snapshot: Snapshot, texts: Sequence[str]) -> set[str]:
    """Return the words of what the machine has learned from: points that people coded, and the codebook's examples."""
    examples = {normalise(example) for theme in snapshot.codebook.themes for example in theme.examples}
    return examples.union(point_text for lesson, point_text in zip(snapshot.lessons, texts, strict=True) if lesson)
