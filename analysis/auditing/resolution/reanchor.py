"""Reanchoring: codings follow their points where documents were divided otherwise or have changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.model import Coding, Evidence, PointKey

CHANGED = "its words have changed"
DIVIDED = "its text has been divided differently, or its words have changed"


@dataclass(frozen=True, slots=True)
class OrphanedCoding:
    """A coding whose point is not there any more, though its document is; it needs another look."""

    coding: Coding
    reason: str


@dataclass(frozen=True, slots=True)
class AnchoredCodings:
    """Codings as they apply to the points of today.

    ``codings`` hold in the order in which they were made; of these, ``moved`` were made of the same words elsewhere in
    the document and are given as they were made. ``missing`` are those of documents that are not there any more.
    """

    codings: tuple[Coding, ...] = ()
    moved: tuple[Coding, ...] = ()
    orphaned: tuple[OrphanedCoding, ...] = ()
    missing: tuple[Coding, ...] = ()


def reanchor(codings: Iterable[Coding], points: Mapping[PointKey, str]) -> AnchoredCodings:
    """Keep, move or list each coding, exactly once; ``points`` are today's, with the SHA-256 of their words.

    A coding stays where its place and words are those of a point. Else it moves to the point of the same document with
    the same words; between equal points in their order, or to the nearest. Where the words that a coding judged are not
    known, its place alone counts. What is moved is a view: the record stays as it was made.
    """
    all_codings = list(codings)
    targets = locate([(coding.point, coding.text_sha256) for coding in all_codings], points)
    documents = {point.document for point in points}
    anchored: list[Coding] = []
    moved: list[Coding] = []
    orphaned: list[OrphanedCoding] = []
    missing: list[Coding] = []
    for coding in all_codings:
        target = targets.get((coding.point, coding.text_sha256))
        if target is not None:
            anchored.append(_moved_to(coding, target))
            moved.extend([coding] if target != coding.point else [])
        elif coding.point.document in documents:
            orphaned.append(OrphanedCoding(coding, CHANGED if coding.point in points else DIVIDED))
        else:
            missing.append(coding)
    return AnchoredCodings(tuple(anchored), tuple(moved), tuple(orphaned), tuple(missing))


Place = tuple[PointKey, str]
"""Where a point was, and the SHA-256 of its words; empty where those are not known."""


def locate(places: Iterable[Place], points: Mapping[PointKey, str]) -> dict[Place, PointKey]:
    """Return which point of today is what once was at a place, for those that are found, by the rules of
    ``reanchor``."""
    distinct_places = dict.fromkeys(places)
    staying = [place for place in distinct_places if _stays(place, points)]
    moved_places = _moved_places(
        [place for place in distinct_places if not _stays(place, points)], {point for point, _ in staying}, points
    )
    return {**{place: place[0] for place in staying}, **moved_places}


def _stays(place: Place, points: Mapping[PointKey, str]) -> bool:
    point, former_sha256 = place
    current_sha256 = points.get(point)
    return current_sha256 is not None and former_sha256 in ("", current_sha256)


def _moved_places(
    places: Iterable[Place], taken: set[PointKey], points: Mapping[PointKey, str]
) -> dict[Place, PointKey]:
    """Return where each place and its words went, for those that are found again."""
    old_places: dict[tuple[str, str], set[PointKey]] = {}
    for point, text_sha256 in places:
        if text_sha256:
            old_places.setdefault((point.document, text_sha256), set()).add(point)
    new_places: dict[tuple[str, str], list[PointKey]] = {}
    for point, point_sha256 in points.items():
        if (point.document, point_sha256) in old_places:
            new_places.setdefault((point.document, point_sha256), []).append(point)
    return {
        (old_place, point_sha256): new_place
        for (document, point_sha256), places in old_places.items()
        for old_place, new_place in _paired_places(
            sorted(places), sorted(new_places.get((document, point_sha256), ())), taken
        )
    }


def _paired_places(
    old_places: Sequence[PointKey], new_places: Sequence[PointKey], taken: set[PointKey]
) -> Iterator[tuple[PointKey, PointKey]]:
    """Yield each old place of some words with a new one: in order where there are as many, else the nearest one.

    A place that a coding kept is given to another one only where there is no other.
    """
    free_places = [point for point in new_places if point not in taken] or new_places
    if len(old_places) == len(free_places):
        yield from zip(old_places, free_places, strict=True)
    elif free_places:
        for old_place in old_places:
            yield old_place, min(free_places, key=lambda new: (abs(new.start - old_place.start), new.start))


def _moved_to(coding: Coding, point: PointKey) -> Coding:
    """Return the coding seen as one of this point, its evidence moved along."""
    offset = point.start - coding.point.start
    if point == coding.point:
        return coding
    evidence = tuple(Evidence(e.theme, e.start + offset, e.end + offset, e.weight) for e in coding.evidence)
    return replace(coding, point=point, evidence=evidence)
