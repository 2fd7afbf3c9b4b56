"""The codebook diff: what another codebook asks people to look at again, and which figures it moves.

A page shows it of a change before that is saved, the command line of what consultation.toml says by now.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from analysis.app.coding.stale_codings import lost_points, places
from analysis.app.context import AppContext
from analysis.app.corpus import Corpus
from analysis.app.points_in_figures import points_in_figures
from analysis.app.provenance import collect_provenance
from analysis.app.snapshot.machine_identity import chosen_model
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.snapshot.taking import take
from analysis.app.snapshot.unthemed import unthemed
from analysis.app.use_case_results import PointPlace, StaleCoding
from analysis.auditing import ChangeKind, CountChange, Led, ThemeChange, Translator, changes, figures, resolve
from analysis.errors import UnreadableError
from analysis.model import Codebook, Coder, Coding, Outcome, PointKey, ResolvedCoding, is_position_frame
from analysis.tally.repeated_arguments import points_in_full, repeated_points
from analysis.workspace import load_consultation, manifest_of

CHUNK = 2_000
"""Points that are scored at a time, so that people see how far it is."""


LeadingFigures = Callable[[Snapshot, Coder, Mapping[PointKey, ResolvedCoding]], Led]
"""Tells what a report says first of the themes that a blind audit corrects, as a coder and people have coded."""

KEEPS_CODINGS = frozenset({ChangeKind.RENAMED, ChangeKind.REWORDED})
"""Changes that ask nobody to look again; another change of the same theme may, and is told by itself."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A change of the codebook, and what it does to people's codings.

    ``codings`` of people need another look, at these ``points``; ``silent`` ones were made before a theme was added.
    """

    change: ThemeChange
    codings: int = 0
    points: tuple[PointPlace, ...] = ()
    silent: int = 0


@dataclass(frozen=True, slots=True)
class CodebookDiff:
    """The changes that a codebook makes to an earlier one, on today's responses and codings.

    ``against`` is the earlier one's version, or None where there is none; ``of_report``: the last report was made with
    it. ``as_published``: the figures before are those of the last report; else they are what it would say now.
    ``codings`` counts people's codings that count and have a point; ``another_look`` those of them that are stale in
    any way, ``newly_stale`` those that are so because of these changes, at so many ``points``. ``lost`` have no point.
    Of themes ``no_longer_measured`` the figures after are plain counts: the blind audit measured another entry.
    """

    against: str | None
    current: str
    changes: tuple[Changed, ...] = ()
    figures: tuple[CountChange, ...] = ()
    of_report: bool = False
    as_published: bool = False
    codings: int = 0
    another_look: int = 0
    lost: tuple[StaleCoding, ...] = ()
    newly_stale: int = 0
    points: int = 0
    no_longer_measured: tuple[str, ...] = ()

    @property
    def moved(self) -> int:
        """Return how many themes' figures move."""
        return sum(figure.has_moved for figure in self.figures if figure.key)


def codebook_diff(app: AppContext, led: LeadingFigures, against: str = "") -> CodebookDiff:
    """Return what consultation.toml changes against the codebook of the last report, or another one.

    ``against`` is a codebook's version, or how it begins, or a consultation.toml; ``led`` tells the figures that an
    audit corrects. Raises UnreadableError where there is
    no such codebook.
    """
    snapshot = take(app, keep=False)
    earlier = _earlier(app, snapshot, against)
    return (
        CodebookDiff(None, snapshot.codebook.version)
        if earlier is None
        else compare(app, snapshot, earlier, snapshot.codebook, led)
    )


def compare(
    app: AppContext,
    snapshot: Snapshot,
    old: Codebook,
    new: Codebook,
    led: LeadingFigures,
    hidden: Collection[PointKey] = (),
) -> CodebookDiff:
    """Compare two codebooks on today's responses and codings, coded by the machine anew; nothing is recorded.

    Figures are those that reports and pages lead with: of what they count, and corrected where a blind audit measured
    the theme, as ``led`` tells. ``hidden`` points carry no theme in them, as on pages.
    """
    restates = points_in_full(snapshot.restatements)
    before, after = (_under(app, snapshot, codebook) for codebook in (old, new))
    counted = _counting(snapshot.people.codings)
    stale = [coding for coding in counted if _still_stale(coding, after)]
    newly_stale = [coding for coding in stale if not _still_stale(coding, before)]
    led_before, led_after = (led(one.snapshot, one.coder, one.choices) for one in (before, after))
    return CodebookDiff(
        against=old.version,
        current=new.version,
        changes=tuple(_changed_by(change, counted, before, after) for change in changes(old, new)),
        figures=figures(
            old,
            new,
            before.themed(hidden),
            after.themed(hidden),
            partial(repeated_points, restates=restates),
            (led_before, led_after),
        ),
        no_longer_measured=tuple(new.names[key] for key in new.keys if key in led_before and key not in led_after),
        of_report=_reported(app).get("codebook") == old.version,
        as_published=_is_published(app, before, snapshot.codings),
        codings=len(counted),
        another_look=len(stale),
        lost=lost_points(snapshot),
        newly_stale=len(newly_stale),
        points=len({coding.point for coding in newly_stale}),
    )


def _counting(codings: Iterable[Coding]) -> list[Coding]:
    """Return the last coding of each point by each person, where they could decide."""
    last_codings = {(coding.point, coding.coder.kind, coding.coder.id): coding for coding in codings}
    return [coding for coding in last_codings.values() if coding.outcome is Outcome.CODED]


# What another codebook does -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CodebookState:
    """Today's points as they are settled under one codebook."""

    snapshot: Snapshot
    coder: Coder
    corpus: Corpus
    translate: Translator
    choices: Mapping[PointKey, ResolvedCoding]

    def themed(self, hidden: Collection[PointKey]) -> dict[PointKey, frozenset[str]]:
        """Return each point that figures count with its themes, but for those that are hidden."""
        shown = points_in_figures(self.corpus, self.choices).difference(hidden)
        return {point: choice.coding.themes for point, choice in self.choices.items() if point in shown}


def _under(app: AppContext, snapshot: Snapshot, book: Codebook) -> CodebookState:
    """Return today's points as settled under a codebook, coded anew where the machine has not coded all."""
    under = snapshot.after(codebook=book)
    # A preview asks no model: where one codes, both sides are as the local classifier would have them.
    coder = under.local_machine if chosen_model(under.corpus.consultation) else under.machine
    recorded = [coding for coding in under.machine_codings(coder.id) if under.is_of_today(coding)]
    if under.digests.keys() <= {coding.point for coding in recorded}:
        codings = [*recorded, *under.people.codings]
    else:
        _ = snapshot.text_views  # learned once for all codebooks that are looked at, and taken over by each
        under = snapshot.after(codebook=book)
        codings = [*under.as_read(_scored(app, under, coder)), *under.people.codings]
    corpus = replace(under.corpus, consultation=replace(under.corpus.consultation, codebook=book))
    return CodebookState(
        under.after(corpus=corpus), coder, corpus, under.translate, resolve(codings, coder.id, under.translate)
    )


def _scored(app: AppContext, under: Snapshot, coder: Coder) -> Iterator[Coding]:
    """Yield the machine's codings of all points; without evidence, which takes longest and is not asked."""
    from analysis.classifying.machine_coding import contexts_of

    if not under.codebook.themes:
        yield from unthemed(under.corpus, under.codebook, coder)
        return
    points, texts, contexts = under.corpus.points, under.corpus.own_texts, contexts_of(under.corpus.points)
    version = under.codebook.version
    for chunk_start in app.track(range(0, len(points), CHUNK), "Coding with the changed codebook"):
        chunk_slice = slice(chunk_start, chunk_start + CHUNK)
        scores = under.classifier.predict_proba(texts[chunk_slice], contexts[chunk_slice])
        for point, keys in zip(points[chunk_slice], under.classifier.assigned(scores), strict=True):
            yield Coding(point.key, coder, version, "", keys, "")


def _still_stale(coding: Coding, under: CodebookState) -> frozenset[str]:
    """Return the themes about which a coding needs another look, and nobody has had one."""
    choice = under.choices.get(coding.point)
    return under.translate(coding).about & choice.stale if choice else frozenset()


def _changed_by(change: ThemeChange, codings: Sequence[Coding], before: CodebookState, after: CodebookState) -> Changed:
    """Return what a change does to people's codings; what was stale already is no doing of its own."""
    keys_after, keys_before = frozenset(change.after), frozenset(change.before)
    stale_codings = [
        c
        for c in codings
        if change.kind not in KEEPS_CODINGS
        and _still_stale(c, after) & keys_after
        and not _still_stale(c, before) & keys_before
    ]
    is_new = change.kind is ChangeKind.ADDED
    stale_points = {coding.point for coding in stale_codings}
    return Changed(
        change,
        len(stale_codings),
        places(after.corpus, [point for point in after.corpus.points if point.key in stale_points]),
        sum(is_new and bool(after.translate(coding).silent & keys_after) for coding in codings),
    )


def _is_published(app: AppContext, before: CodebookState, codings: Iterable[Coding]) -> bool:
    """Return whether the last report counted just this: the same inputs, machine coder and people's codings."""
    reported_facts = _reported(app)
    current_facts = collect_provenance(app, before.corpus, before.coder)
    is_unchanged = all(reported_facts.get(fact_name) == fact for fact_name, fact in current_facts.items())
    return is_unchanged and all(c.time < str(reported_facts.get("time", "")) for c in codings)


# Which codebook to compare with ---------------------------------------------------------------------------------------


def _earlier(app: AppContext, snapshot: Snapshot, against: str) -> Codebook | None:
    """Return the codebook asked for, else that of the last report, else the last that anything was coded with."""
    books = {version: codebook for version, codebook in snapshot.codebooks.items() if not is_position_frame(codebook)}
    if against:
        return _named(against, books)
    reported_codebook = books.get(str(_reported(app).get("codebook")))
    return reported_codebook or next(reversed(list(books.values())), None)


def _reported(app: AppContext) -> dict[str, Any]:
    """Return what the manifest of the last report says; nothing where this store made none."""
    return manifest_of(app.workspace, app.store.chain().first) or {}


def _named(against: str, books: Mapping[str, Codebook]) -> Codebook:
    matching_codebooks = [codebook for version, codebook in books.items() if version.startswith(against)]
    if len(matching_codebooks) == 1:
        return matching_codebooks[0]
    if Path(against).is_file():
        return load_consultation(Path(against)).codebook
    known_versions = ", ".join(books) or "none yet"
    raise UnreadableError(
        against, f"neither a consultation.toml nor a codebook's version; the versions are: {known_versions}"
    )
