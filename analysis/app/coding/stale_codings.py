"""Stale codings: people's decisions to look at again, as the theme was redefined or the point is not there any more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from analysis.app.coding.machine import people
from analysis.app.context import AppContext
from analysis.app.results import Corpus, PointPlace, StaleCoding
from analysis.auditing import OrphanedCoding
from analysis.model import Coding, Point, PointKey, ResolvedCoding

REDEFINED = "the theme was redefined or split after it was coded"
GONE = "its document is no longer in responses/"


def stale_points(
    desk: AppContext, intake: Corpus, choices: Mapping[PointKey, ResolvedCoding]
) -> tuple[StaleCoding, ...]:
    """Return every point that somebody must look at again, in the order of the responses, then codings without a point.

    ``choices`` are what ``settled`` says of the same points.
    """
    codings = desk.store.codings()
    coders = _coders(people(codings, intake).codings)
    outdated = [
        StaleCoding(place(point), tuple(sorted(choice.stale)), REDEFINED, coders.get(point.key, ()))
        for point in intake.points
        if (choice := choices.get(point.key)) and choice.stale
    ]
    return (*outdated, *lost_points(codings, intake))


def lost_points(codings: Iterable[Coding], intake: Corpus) -> tuple[StaleCoding, ...]:
    """Return people's codings whose point is not there any more, by the place that they were made of."""
    found = people(codings, intake)
    lost = [astray for astray in found.astray if not _is_answered(astray.coding, found.codings)]
    lost += [OrphanedCoding(coding, GONE) for coding in found.gone]
    coders = _coders(astray.coding for astray in lost)
    reasons = {astray.coding.point: astray.reason for astray in lost}
    return tuple(StaleCoding(_former(point), (), reason, coders[point]) for point, reason in sorted(reasons.items()))


def _is_answered(lost: Coding, today: Iterable[Coding]) -> bool:
    """Return whether whoever made a coding has since coded a point of today in the same place."""
    there = lost.point
    return any(
        coding.coder.id == lost.coder.id
        and coding.point.document == there.document
        and coding.point.start < there.end
        and there.start < coding.point.end
        and coding.time >= lost.time
        for coding in today
    )


def place(point: Point) -> PointPlace:
    """Return where a point of today stands."""
    return PointPlace(point.document, point.label)


def _former(point: PointKey) -> PointPlace:
    return PointPlace(point.document, f"characters {point.start:,} to {point.end:,}")


def _coders(codings: Iterable[Coding]) -> dict[PointKey, tuple[str, ...]]:
    names: dict[PointKey, set[str]] = {}
    for coding in codings:
        names.setdefault(coding.point, set()).add(coding.coder.name)
    return {point: tuple(sorted(own)) for point, own in names.items()}
