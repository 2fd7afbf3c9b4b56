"""Carrying: codings follow their points where documents were divided otherwise or have changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.model import Coding, Evidence, PointKey

CHANGED = "its words have changed"
DIVIDED = "its text is divided otherwise, or its words have changed"


@dataclass(frozen=True, slots=True)
class OrphanedCoding:
    """A coding whose point is not there any more, though its document is; it needs another look."""

    coding: Coding
    reason: str


@dataclass(frozen=True, slots=True)
class AnchoredCodings:
    """Codings as they apply to the points of today.

    ``codings`` hold in the order in which they were made; of these, ``moved`` were made of the same words elsewhere in
    the document and are given as they were made. ``gone`` are those of documents that are not there any more.
    """

    codings: tuple[Coding, ...] = ()
    moved: tuple[Coding, ...] = ()
    astray: tuple[OrphanedCoding, ...] = ()
    gone: tuple[Coding, ...] = ()


def reanchor(codings: Iterable[Coding], points: Mapping[PointKey, str]) -> AnchoredCodings:
    """Keep, move or list each coding, exactly once; ``points`` are today's, with the SHA-256 of their words.

    A coding stays where its place and words are those of a point. Else it moves to the point of the same document with
    the same words; between equal points in their order, or to the nearest. Where the words that a coding judged are not
    known, its place alone counts. What is moved is a view: the record stays as it was made.
    """
    made = list(codings)
    targets = whereabouts([(coding.point, coding.text_sha256) for coding in made], points)
    documents = {point.document for point in points}
    kept: list[Coding] = []
    moved: list[Coding] = []
    astray: list[OrphanedCoding] = []
    gone: list[Coding] = []
    for coding in made:
        target = targets.get((coding.point, coding.text_sha256))
        if target is not None:
            kept.append(_at(coding, target))
            moved.extend([coding] if target != coding.point else [])
        elif coding.point.document in documents:
            astray.append(OrphanedCoding(coding, CHANGED if coding.point in points else DIVIDED))
        else:
            gone.append(coding)
    return AnchoredCodings(tuple(kept), tuple(moved), tuple(astray), tuple(gone))


Place = tuple[PointKey, str]
"""Where a point was, and the SHA-256 of its words; empty where those are not known."""


def whereabouts(places: Iterable[Place], points: Mapping[PointKey, str]) -> dict[Place, PointKey]:
    """Return which point of today is what once was at a place, for those that are found, by the rules of
    ``reanchor``."""
    wanted = dict.fromkeys(places)
    stay = [place for place in wanted if _stays(place, points)]
    moves = _moves([place for place in wanted if not _stays(place, points)], {point for point, _ in stay}, points)
    return {**{place: place[0] for place in stay}, **moves}


def _stays(place: Place, points: Mapping[PointKey, str]) -> bool:
    point, text = place
    words = points.get(point)
    return words is not None and text in ("", words)


def _moves(places: Iterable[Place], taken: set[PointKey], points: Mapping[PointKey, str]) -> dict[Place, PointKey]:
    """Return where each place and its words went, for those that are found again."""
    olds: dict[tuple[str, str], set[PointKey]] = {}
    for point, text in places:
        if text:
            olds.setdefault((point.document, text), set()).add(point)
    news: dict[tuple[str, str], list[PointKey]] = {}
    for point, words in points.items():
        if (point.document, words) in olds:
            news.setdefault((point.document, words), []).append(point)
    return {
        (old, words): new
        for (document, words), places in olds.items()
        for old, new in _paired(sorted(places), sorted(news.get((document, words), ())), taken)
    }


def _paired(
    olds: Sequence[PointKey], news: Sequence[PointKey], taken: set[PointKey]
) -> Iterator[tuple[PointKey, PointKey]]:
    """Yield each old place of some words with a new one: in order where there are as many, else the nearest one.

    A place that a coding kept is given to another one only where there is no other.
    """
    targets = [point for point in news if point not in taken] or news
    if len(olds) == len(targets):
        yield from zip(olds, targets, strict=True)
    elif targets:
        for old in olds:
            yield old, min(targets, key=lambda new: (abs(new.start - old.start), new.start))


def _at(coding: Coding, point: PointKey) -> Coding:
    """Return the coding seen as one of this point, its evidence moved along."""
    by = point.start - coding.point.start
    if point == coding.point:
        return coding
    evidence = tuple(Evidence(e.theme, e.start + by, e.end + by, e.weight) for e in coding.evidence)
    return replace(coding, point=point, evidence=evidence)
