"""Evaluating: how well codings meet a gold, a file of texts or points that somebody has labelled. Nothing is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analysis.app.audit.sheet_io import auditor
from analysis.app.coding.gold_standard import NONE, GoldKind, GoldRow, GoldStandard, UnknownLabel, gold_in
from analysis.app.coding.machine import people, settled, taught, trained
from analysis.app.context import AppContext
from analysis.app.ingest.ingest import take_in
from analysis.app.results import Corpus
from analysis.app.single_file import named
from analysis.auditing.agreement.agreement_intervals import Agreements
from analysis.auditing.agreement.coefficients import set_agreement, theme_agreement
from analysis.auditing.estimation.accuracy import Scores
from analysis.auditing.estimation.classification_metrics import (
    Calibration,
    ClassificationReport,
    Pairs,
    calibration,
    classification_report,
    numbered,
)
from analysis.auditing.estimation.sampling_frame import Bools, Floats
from analysis.auditing.resolution.codebook_migration import translator
from analysis.errors import UnreadableError
from analysis.model import Codebook, CoderKind, Coding, Outcome, PointKey
from analysis.text import normalise, plural

if TYPE_CHECKING:
    from analysis.classifying import ThemeClassifier
    from analysis.exporting import RefusedRow

GOLD, OTHER = "gold", "other"
"""What the two coders are called whose agreement is measured."""

NEVER_GIVEN = "no label of the file means it, so that nothing says whether its coders knew it"
REDEFINED = "it was redefined, split or added after the sheet was made"

TOLD = 5
"""Labels that a message names; more would hide what it says."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The part of a gold standard that was not compared: rows, each with the reason, labels and themes.

    ``uncoded`` points the coder has not coded whose codings were to be compared. ``themes`` holds (theme, reason).
    """

    unread: tuple[RefusedRow, ...]
    repeated: tuple[RefusedRow, ...]
    unplaced: tuple[RefusedRow, ...]
    uncoded: int
    blank: int
    cannot_tell: int
    labels: tuple[UnknownLabel, ...]
    themes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CodedTexts:
    """How many texts of the gold people have ``coded`` in this workspace, and the machine has ``learned`` from.

    ``rest`` is how well the codings meet the gold over all themes without what was learned from; None where nothing
    was, or nothing is left.
    """

    coded: int
    learned: int
    rest: Scores | None


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
    names: tuple[str, ...]
    figures: ClassificationReport
    agreements: Mapping[str, Agreements]
    sets: Agreements
    scored: Calibration | None
    known: CodedTexts
    left_out: LeftOut
    audit: str = ""
    is_assisted: bool = False


@dataclass(frozen=True, slots=True)
class _Given:
    """One coder's themes of each row, None where there are none; ``open`` are themes of which it says nothing."""

    coder: str
    sets: Sequence[frozenset[str] | None]
    open: Sequence[frozenset[str]]
    scores: Floats | None = None
    is_person: bool = False


def evaluate(desk: AppContext, file: Path, coder: str = "", is_settled: bool = False) -> Evaluated:
    """Compare the codings of the machine as it stands with a gold; or a person's (``coder``), or those that count now.

    Raises UnreadableError where the file is no gold, or nothing in it can be compared.
    """
    content, name = named(file), str(file)
    intake = take_in(desk, keep=False)
    gold = gold_in(desk, intake, content, name)
    if (coder or is_settled) and gold.kind is GoldKind.TEXTS:
        raise UnreadableError(
            name, "it holds texts, and people code points of responses; leave out --coder and --settled"
        )
    classifier = trained(intake, desk.store.codings(), desk.store.codebooks(), desk.store.audits().values())
    if is_settled:
        given = _settled(desk, intake, gold, classifier)
    else:
        given = _of_person(desk, intake, gold, coder) if coder else _of_machine(intake, gold, classifier)
    return _evaluated(desk, intake, gold, given, name)


# Whose codings --------------------------------------------------------------------------------------------------------


def _of_machine(intake: Corpus, gold: GoldStandard, classifier: ThemeClassifier) -> _Given:
    """Return what the machine says of the rows as it stands: of points it is what `everypoint code` records."""
    from analysis.classifying import machine_coder
    from analysis.classifying.machine_coding import contexts_of

    texts = [row.text for row in gold.rows]
    around = dict(zip((point.key for point in intake.points), contexts_of(intake.points), strict=True))
    contexts = None if gold.kind is GoldKind.TEXTS else [around[row.point] for row in gold.rows if row.point]
    scores = classifier.predict_proba(texts, contexts)
    coder = f"machine coder {machine_coder(classifier).id}"
    return _Given(coder, classifier.assigned(scores), [NONE] * len(texts), np.asarray(scores, dtype=float))


def _of_person(desk: AppContext, intake: Corpus, gold: GoldStandard, name: str) -> _Given:
    """Return what this person said of each point last, in the themes of today."""
    who = auditor(name)
    reading = translator(desk.store.codebooks(), intake.consultation.codebook)
    own: dict[PointKey, Coding] = {
        c.point: c for c in people(desk.store.codings(), intake).codings if _is_by(c, who.id)
    }
    if not own:
        raise UnreadableError("--coder", f"{who.name} has coded no point of this workspace")
    stands = [
        reading(own[row.point]) if row.point in own and own[row.point].outcome is Outcome.CODED else None
        for row in gold.rows
    ]
    sets = [one.coding.themes if one and not one.says_nothing else None for one in stands]
    return _Given(who.name, sets, [one.about | one.silent if one else NONE for one in stands], is_person=True)


def _is_by(coding: Coding, person: str) -> bool:
    return coding.coder.kind is CoderKind.HUMAN and coding.coder.id == person


def _settled(desk: AppContext, intake: Corpus, gold: GoldStandard, classifier: ThemeClassifier) -> _Given:
    """Return what counts now of each point, as the report counts it."""
    from analysis.classifying import machine_coder

    choices = settled(desk, intake, machine_coder(classifier))
    sets = [choices[row.point].coding.themes if row.point else None for row in gold.rows]
    return _Given("what counts now (people where they agree, else the machine)", sets, [NONE] * len(sets))


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


def _evaluated(desk: AppContext, intake: Corpus, gold: GoldStandard, given: _Given, name: str) -> Evaluated:
    book = intake.consultation.codebook
    ground = _ground(gold, given, book)
    rows, pairs = ground.rows, ground.pairs
    if not rows or not pairs.themes:
        raise UnreadableError(name, f"nothing in it can be compared: {_why_nothing(gold, ground.left_out, book)}")
    return Evaluated(
        gold=name,
        kind=gold.kind,
        coder=given.coder,
        rows=len(rows),
        unlabelled=sum(row.is_blank for row in rows),
        documents=len({row.document for row in rows if row.document}),
        apart=ground.apart,
        names=tuple(theme.name for theme in book.themes if theme.key in pairs.themes),
        figures=classification_report(pairs),
        agreements=_theme_agreements(pairs),
        sets=_set_agreements(pairs),
        scored=None if ground.scores is None else calibration(ground.scores, pairs.found, pairs.asked),
        known=_known(desk, intake, rows, pairs, given),
        left_out=ground.left_out,
        audit=gold.audit,
        is_assisted=gold.is_assisted,
    )


def _ground(gold: GoldStandard, given: _Given, book: Codebook) -> _Ground:
    keep = [n for n, themes in enumerate(given.sets) if themes is not None]
    rows = tuple(gold.rows[n] for n in keep)
    own = _table((given.sets[n] or NONE for n in keep), book.keys)
    found = _table((row.themes for row in rows), book.keys)
    asked = ~_table((row.open | given.open[n] for n, row in zip(keep, rows, strict=True)), book.keys)
    gone = dict(_themes_left_out(gold, book, found, asked))
    left_out = _left_out(gold, len(gold.rows) - len(rows), tuple(gone.items()))
    kept = np.array([key not in gone for key in book.keys], dtype=bool)
    themes = tuple(key for key in book.keys if key not in gone)
    apart = len({row.document for row in rows}) < 2
    documents = numbered([_document(row, n, apart) for n, row in enumerate(rows)])
    pairs = Pairs(themes, own[:, kept], found[:, kept], asked[:, kept], documents)
    scores = None if given.scores is None or not rows else given.scores[:, kept]
    return _Ground(rows, pairs, scores, left_out, apart)


def _document(row: GoldRow, number: int, apart: bool) -> str:
    """Return what a row is taken together with: its document, where there are several; else it stands alone."""
    return f"row {number}" if apart or row.document is None else f"document {row.document}"


def _table(sets: Iterable[frozenset[str]], keys: Sequence[str]) -> Bools:
    return np.array([[key in own for key in keys] for own in sets], dtype=bool).reshape(-1, len(keys))


def _themes_left_out(gold: GoldStandard, book: Codebook, found: Bools, asked: Bools) -> tuple[tuple[str, str], ...]:
    """Return the themes of which the gold says nothing, each with the reason; an audit sheet asks about all of its
    own."""
    gone = []
    for number, key in enumerate(book.keys):
        if not asked[:, number].any():
            gone.append((key, REDEFINED))
        elif gold.kind is not GoldKind.SHEET and not found[:, number].any():
            gone.append((key, NEVER_GIVEN))
    return tuple(gone)


def _left_out(gold: GoldStandard, uncoded: int, themes: tuple[tuple[str, str], ...]) -> LeftOut:
    rows = (gold.unread, gold.repeated, gold.unplaced)
    return LeftOut(*rows, uncoded, gold.blank, gold.cannot_tell, gold.unknown, themes)


def _why_nothing(gold: GoldStandard, left_out: LeftOut, book: Codebook) -> str:
    """Return why nothing of a gold can be compared, by what is most of it."""
    lost = left_out.unplaced or left_out.unread
    if not gold.rows and lost:
        return f"{plural(len(lost), 'row')} cannot be used, such as row {lost[0].row:,}: {lost[0].reason}"
    if not gold.rows:
        return "no row of it says anything" + (f"; {plural(gold.blank, 'row')} without a mark" if gold.blank else "")
    if left_out.uncoded == len(gold.rows):
        return "whoever is compared has coded none of its points"
    if not gold.unknown:
        return f"none of its rows has a theme of the codebook, which has {', '.join(book.keys)}"
    labels = ", ".join(f"“{one.label}”" for one in gold.unknown[:TOLD])
    more = ", …" if len(gold.unknown) > TOLD else ""
    return f"none of its labels ({labels}{more}) is a theme of the codebook, which has {', '.join(book.keys)}"


# Agreement ------------------------------------------------------------------------------------------------------------


def _theme_agreements(pairs: Pairs) -> dict[str, Agreements]:
    judgements, silences = {}, {}
    for row, (given, found, asked) in enumerate(_sets(pairs)):
        judgements[row] = {GOLD: found, OTHER: given}
        silences[row, GOLD] = frozenset(pairs.themes) - asked
    return theme_agreement(judgements, pairs.themes, silences, _whose(pairs))


def _set_agreements(pairs: Pairs) -> Agreements:
    """Agreement on whole sets; where neither giving a theme nor not is wrong, it counts as agreed on."""
    judgements = {
        row: {GOLD: (found & asked) | (given - asked), OTHER: given}
        for row, (given, found, asked) in enumerate(_sets(pairs))
    }
    return set_agreement(judgements, None, _whose(pairs))


def _sets(pairs: Pairs) -> Iterable[tuple[frozenset[str], ...]]:
    """Of each row the themes given, found and asked."""
    for row in range(len(pairs.given)):
        tables = (pairs.given[row], pairs.found[row], pairs.asked[row])
        yield tuple(frozenset(key for key, own in zip(pairs.themes, table, strict=True) if own) for table in tables)


def _whose(pairs: Pairs) -> dict[int, int]:
    return dict(enumerate(pairs.documents.tolist()))


# What is no measure ---------------------------------------------------------------------------------------------------


def _known(desk: AppContext, intake: Corpus, rows: Sequence[GoldRow], pairs: Pairs, given: _Given) -> CodedTexts:
    """Return which of the texts people have coded here, wherever they stand: by their words, or in the codebook's
    examples."""
    codings = desk.store.codings()
    coded = {coding.point for coding in people(codings, intake).codings}
    texts = [normalise(text) for text in intake.texts]
    seen = {text for point, text in zip(intake.points, texts, strict=True) if point.key in coded}
    # What has taught the machine says nothing against a person's own codings.
    learned = set() if given.is_person else _lessons(desk, intake, codings, texts)
    own = [normalise(row.text) for row in rows]
    new = np.array([text not in learned for text in own], dtype=bool)
    rest = classification_report(pairs.of(new)).micro if new.any() and not new.all() else None
    return CodedTexts(sum(text in seen for text in own), int((~new).sum()), rest)


def _lessons(desk: AppContext, intake: Corpus, codings: Sequence[Coding], texts: Sequence[str]) -> set[str]:
    """Return the words of what the machine has learned from: points that people coded, and the codebook's examples."""
    lessons = taught(codings, intake, desk.store.codebooks(), desk.store.audits().values())
    examples = (normalise(one) for theme in intake.consultation.codebook.themes for one in theme.examples)
    return {text for lesson, text in zip(lessons, texts, strict=True) if lesson}.union(examples)
