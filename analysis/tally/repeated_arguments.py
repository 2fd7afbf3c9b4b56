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


def repeated_points(carrying: Sequence[PointKey], restates: Restates) -> frozenset[PointKey]:
    """Return, of the points that carry a theme, those whose argument is counted at another of them.

    An argument is counted at the point that says it in full, where that carries the theme, else at the first place in
    the summary that does. So a theme never has more arguments than there are points that restate nothing.
    """
    counted_keys, repeated_keys = set(carrying), set()
    for point_key in carrying:
        full_keys = restates.get(point_key, ())
        if counted_keys.intersection(full_keys):
            repeated_keys.add(point_key)
        elif full_keys:
            counted_keys.add(full_keys[0])
    return frozenset(repeated_keys)
