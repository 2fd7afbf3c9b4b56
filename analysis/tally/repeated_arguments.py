"""Repeated arguments: one that a respondent makes in a summary and in the body is counted once and shown at both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.model import Link, LinkKind, PointKey

Restates = Mapping[PointKey, Sequence[PointKey]]
"""For each point that restates others, those; no point is both."""


def points_in_full(links: Sequence[Link]) -> dict[PointKey, tuple[PointKey, ...]]:
    """Return for each point of a summary, the points that say it in full."""
    full_points: dict[PointKey, tuple[PointKey, ...]] = {}
    for link in links:
        if link.kind is LinkKind.RESTATES:
            full_points[link.first] = (*full_points.get(link.first, ()), link.second)
    return full_points


def points_in_short(restates: Restates) -> dict[PointKey, tuple[PointKey, ...]]:
    """Return for each point that is restated, the points that say it in short."""
    short_points: dict[PointKey, tuple[PointKey, ...]] = {}
    for short_key, full_keys in restates.items():
        for full_key in full_keys:
            short_points[full_key] = (*short_points.get(full_key, ()), short_key)
    return short_points


def argument_of(point: PointKey, restates: Restates) -> PointKey:
    """Return the point at which an argument is counted: that which says it in full, the first of several.

    It is the same for every theme. So whatever a theme counts, a theme that it is part of counts at the same place, and
    no theme has more arguments than there are points that restate nothing.
    """
    return next(iter(restates.get(point, ())), point)


def repeated_points(carrying: Sequence[PointKey], restates: Restates) -> frozenset[PointKey]:
    """Return, of the points that carry a theme, all but one of each argument: that which says it in full, or the
    first."""
    counted_points: dict[PointKey, PointKey] = {}
    for point in carrying:
        argument = argument_of(point, restates)
        counted_points.setdefault(argument, point)
        if point == argument:
            counted_points[argument] = point
    return frozenset(carrying).difference(counted_points.values())
