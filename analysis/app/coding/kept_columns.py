"""Kept columns: what the machine made of themes that are what they were stays, and only the others are scored.

Each theme is learned by itself (ADR 33), so a theme whose entry is the same, by a coder that has learned the same, has
the same scores, cuts and evidence. Who coded with the former codebook says whether it learned the same: a coder's
identity is the digest of all that it follows from, and what it would be today under that codebook is worked out anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from analysis.app.snapshot.machine_identity import training
from analysis.app.snapshot.snapshot import Snapshot
from analysis.model import Codebook, Coding, Outcome, PointKey

if TYPE_CHECKING:
    from analysis.classifying import ThemeClassifier

TRIED = 3
"""Former codebooks of which the coder is looked for: those that share most themes with today's, the newest first."""


@dataclass(frozen=True)
class KeptColumns:
    """Codings by the coder of a former codebook, the themes of today that they tell all of, and the others."""

    codings: Mapping[PointKey, Coding]
    themes: frozenset[str]
    others: Codebook

    def completed(self, by_others: Iterable[Coding], codebook: Codebook) -> Iterator[Coding]:
        """Yield codings of the other themes with what is kept of these, in the order of a codebook."""
        order = {key: n for n, key in enumerate(codebook.keys)}
        for coding in by_others:
            kept = self.codings[coding.point]
            spans = [span for span in kept.evidence if span.theme in self.themes]
            yield replace(
                coding,
                codebook=codebook.version,
                themes=coding.themes | (kept.themes & self.themes),
                scores=self._pieced(order, kept.scores, coding.scores),
                cuts=self._pieced(order, kept.cuts, coding.cuts),
                evidence=tuple(sorted([*spans, *coding.evidence], key=lambda span: (span.start, order[span.theme]))),
            )

    def without_themes(self, places: Iterable[tuple[PointKey, str]], time: str) -> Iterator[Coding]:
        """Yield codings of points, given with who divided their documents, that are yet to be completed."""
        for point, segmentation in places:
            coding = replace(self.codings[point], segmentation=segmentation, time=time)
            yield replace(coding, themes=frozenset(), scores=(), cuts=(), evidence=())

    def _pieced(
        self, order: Collection[str], kept: Iterable[tuple[str, float]], others: Iterable[tuple[str, float]]
    ) -> tuple[tuple[str, float], ...]:
        figures = {**{key: figure for key, figure in kept if key in self.themes}, **dict(others)}
        return tuple((key, figures[key]) for key in order)


def kept_columns(snapshot: Snapshot, rows: Sequence[int]) -> KeptColumns | None:
    """Return what is kept of the points in some rows; None where no theme is what it was."""
    digests, learned = snapshot.digests, snapshot.learned_themes()
    # What nobody can tell of these follows from their language, whatever was told of single themes.
    unread = {point for point, language in snapshot.unread.items() if language not in learned}
    wanted = {snapshot.corpus.points[row].key for row in rows}
    newest_first = list(snapshot.codebooks.values())[::-1]
    former_books = [book for book in newest_first if book.version != snapshot.codebook.version]
    unchanged = {book.version: _unchanged(book, snapshot.codebook) for book in former_books}
    for book in sorted(former_books, key=lambda book: -len(unchanged[book.version]))[:TRIED]:
        former = snapshot.after(codebook=book)
        if not unchanged[book.version] or not (codings := former.machine_codings(former.local_machine.id, True)):
            continue
        themes = _learned_alike(unchanged[book.version], training(former), training(snapshot))
        kept = {
            coding.point: coding
            for coding in codings
            if coding.point in wanted
            and coding.text_sha256 == digests[coding.point]
            and (coding.outcome is Outcome.CODED or coding.point in unread)
            and {key for key, _ in coding.scores} == {key for key, _ in coding.cuts} == {*book.keys}
        }
        if themes and kept:
            others = tuple(theme for theme in snapshot.codebook.themes if theme.key not in themes)
            return KeptColumns(kept, themes, Codebook(others))
    return None


def classifier_of(snapshot: Snapshot, themes: Codebook) -> ThemeClassifier:
    """Return the classifier of some themes alone, with all that people's codings teach it of them."""
    from analysis.classifying import ThemeClassifier
    from analysis.classifying.feature_space import FeatureSpace

    texts, theme_sets, contexts, unanswered = training(snapshot)
    keys = frozenset(themes.keys)
    own_sets = [None if theme_set is None else theme_set & keys for theme_set in theme_sets]
    own_unanswered = [silent & keys for silent in unanswered]
    space = FeatureSpace(themes, texts, features=snapshot.text_views)
    return ThemeClassifier(themes).fit(texts, own_sets, contexts, own_unanswered, space=space)


def _unchanged(former: Codebook, today: Codebook) -> frozenset[str]:
    """Return the themes that have the same entry, and with all that they have a say in or that has one in them."""
    from analysis.languages.welsh_mutations import with_mutations

    entries, former_entries = ({theme.key: theme for theme in with_mutations(book).themes} for book in (today, former))
    changed = {key for key in {*entries, *former_entries} if entries.get(key) != former_entries.get(key)}
    pairs = [*_related(former), *_related(today)]
    while more := {key for pair in pairs if changed & pair for key in pair - changed}:
        changed |= more
    others = Codebook(tuple(theme for theme in today.themes if theme.key in changed))
    if with_mutations(others).themes != tuple(entries[key] for key in others.keys):
        return frozenset()  # alone they would not be seen to speak Welsh
    return frozenset(entries.keys() - changed)


def _related(codebook: Codebook) -> Iterator[frozenset[str]]:
    """Yield the pairs of themes of which one excludes the other or is part of it."""
    from analysis.classifying.exclusions import exclusions

    keys = codebook.keys
    yield from (frozenset((key, wider)) for key, all_wider in codebook.wider.items() for wider in all_wider)
    yield from (frozenset((keys[j], keys[i])) for j, excluded in exclusions(codebook) for i in excluded)


def _learned_alike(
    themes: frozenset[str], former: tuple[Any, Any, Any, Any], today: tuple[Any, Any, Any, Any]
) -> frozenset[str]:
    """Return the themes of which people said the same of the same texts, as two codebooks have it."""
    differing: set[str] = set()
    for own, former_own, silent, former_silent in zip(today[1], former[1], today[3], former[3], strict=True):
        if (own is None) is not (former_own is None):
            return frozenset()
        if own is not None:
            differing |= (own ^ former_own) | (silent ^ former_silent)
    return themes - differing
