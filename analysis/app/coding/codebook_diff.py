"""Revising: what another codebook or another division asks people to look at again, and which figures it moves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from analysis.app.coding.machine import people, trained
from analysis.app.coding.stale_codings import lost_points, place
from analysis.app.context import AppContext
from analysis.app.ingest.ingest import take_in
from analysis.app.publish import made_from
from analysis.app.results import Corpus, PointPlace, StaleCoding
from analysis.auditing import (
    ChangeKind,
    Figure,
    Reading,
    ThemeChange,
    changes,
    figures,
    resolve,
    translator,
)
from analysis.errors import UnreadableError
from analysis.model import Audit, Codebook, Coder, Coding, Outcome, PointKey, ResolvedCoding
from analysis.workspace import load_consultation, manifest_of


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
    """The changes that consultation.toml makes to an earlier codebook.

    ``against`` is that codebook's version, or None where there is none; ``of_report``: the last report was made with
    it. ``as_published``: the figures before are those
    of the last report; else they are what it would say of today's responses and codings. ``codings`` counts people's
    codings that count and have a point; ``another_look`` those of them that are stale in any way.
    """

    against: str | None
    current: str
    changes: tuple[Changed, ...] = ()
    figures: tuple[Figure, ...] = ()
    of_report: bool = False
    as_published: bool = False
    codings: int = 0
    another_look: int = 0
    lost: tuple[StaleCoding, ...] = ()


def counting(codings: Iterable[Coding]) -> list[Coding]:
    """Return the last coding of each point by each person, where they could decide."""
    last_codings = {(coding.point, coding.coder.kind, coding.coder.id): coding for coding in codings}
    return [coding for coding in last_codings.values() if coding.outcome is Outcome.CODED]


# What another codebook does -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CodebookState:
    """Today's points as they are settled under one codebook."""

    coder: Coder
    corpus: Corpus
    reading: Reading
    choices: Mapping[PointKey, ResolvedCoding]

    @property
    def themed(self) -> dict[PointKey, frozenset[str]]:
        """Return each point with its themes."""
        return {point: choice.coding.themes for point, choice in self.choices.items()}


def codebook_diff(app: AppContext, against: str = "") -> CodebookDiff:
    """Return what consultation.toml changes against the codebook of the last report, or another one; nothing is
    recorded.

    ``against`` is a codebook's version, or how it begins, or a consultation.toml. Both sides are today's responses and
    people's codings, coded by the machine anew. Raises UnreadableError where there is no such codebook.
    """
    corpus = take_in(app, keep=False)
    new_codebook, old_codebook = corpus.consultation.codebook, _earlier(app, against)
    if old_codebook is None:
        return CodebookDiff(None, new_codebook.version)
    books, codings = app.store.codebooks(), app.store.codings()
    counted = counting(people(codings, corpus).codings)
    audits = tuple(app.store.audits().values())
    state_before, state_after = (
        _under(codebook, corpus, codings, books, audits) for codebook in (old_codebook, new_codebook)
    )
    return CodebookDiff(
        against=old_codebook.version,
        current=new_codebook.version,
        changes=tuple(
            changed_by(change, counted, state_before, state_after) for change in changes(old_codebook, new_codebook)
        ),
        figures=figures(old_codebook, new_codebook, state_before.themed, state_after.themed),
        of_report=_reported(app).get("codebook") == old_codebook.version,
        as_published=_is_published(app, state_before, codings),
        codings=len(counted),
        another_look=sum(bool(still_stale(coding, state_after)) for coding in counted),
        lost=lost_points(codings, corpus),
    )


def _under(
    book: Codebook,
    corpus: Corpus,
    codings: Sequence[Coding],
    books: Mapping[str, Codebook],
    audits: Sequence[Audit],
) -> CodebookState:
    from analysis.classifying import code, machine_coder

    changed = replace(corpus, consultation=replace(corpus.consultation, codebook=book))
    classifier = trained(changed, codings, books, audits)
    coder, translate = machine_coder(classifier), translator(books, book)
    machine_codings = code(classifier, corpus.points, corpus.texts, [""] * len(corpus.points), "")
    return CodebookState(
        coder, changed, translate, resolve([*machine_codings, *people(codings, corpus).codings], coder.id, translate)
    )


def still_stale(coding: Coding, under: CodebookState) -> frozenset[str]:
    """Return the themes about which a coding needs another look, and nobody has had one."""
    choice = under.choices.get(coding.point)
    return under.reading(coding).about & choice.stale if choice else frozenset()


def changed_by(change: ThemeChange, codings: Sequence[Coding], before: CodebookState, after: CodebookState) -> Changed:
    """Return what a change does to people's codings; what was stale already is no doing of its own."""
    keys_after, keys_before = frozenset(change.after), frozenset(change.before)
    stale_codings = [
        c for c in codings if still_stale(c, after) & keys_after and not still_stale(c, before) & keys_before
    ]
    is_new = change.kind is ChangeKind.ADDED
    stale_points = {coding.point for coding in stale_codings}
    return Changed(
        change,
        len(stale_codings),
        tuple(place(point) for point in after.corpus.points if point.key in stale_points),
        sum(is_new and bool(after.reading(coding).silent & keys_after) for coding in codings),
    )


def _is_published(app: AppContext, before: CodebookState, codings: Iterable[Coding]) -> bool:
    """Return whether the last report counted just this: the same inputs, machine coder and people's codings."""
    reported_facts = _reported(app)
    is_unchanged = all(
        reported_facts.get(fact_name) == fact for fact_name, fact in made_from(app, before.corpus, before.coder).items()
    )
    return is_unchanged and all(c.time < str(reported_facts.get("time", "")) for c in codings if not c.coder.is_machine)


# Which codebook to compare with ---------------------------------------------------------------------------------------


def _earlier(app: AppContext, against: str) -> Codebook | None:
    """Return the codebook that was asked for; else that of the last report; else the last that anything was coded
    with."""
    books = app.store.codebooks()
    if against:
        return _named(against, books)
    reported_codebook = books.get(str(_reported(app).get("codebook")))
    return reported_codebook or next(reversed(books.values()), None)


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
