"""Restated: what a respondent says in a summary and again in the body is one argument, counted once, shown at both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.model import Link, LinkKind, PointKey

Restates = Mapping[PointKey, Sequence[PointKey]]
"""For each point that restates others, those; no point is both."""


def in_full(links: Sequence[Link]) -> dict[PointKey, tuple[PointKey, ...]]:
    """For each point of a summary, the points that say it in full."""
    found: dict[PointKey, tuple[PointKey, ...]] = {}
    for link in links:
        if link.kind is LinkKind.RESTATES:
            found[link.first] = (*found.get(link.first, ()), link.second)
    return found


def in_short(restates: Restates) -> dict[PointKey, tuple[PointKey, ...]]:
    """For each point that is restated, the points that say it in short."""
    found: dict[PointKey, tuple[PointKey, ...]] = {}
    for short, full in restates.items():
        for key in full:
            found[key] = (*found.get(key, ()), short)
    return found


def said_again(carrying: Sequence[PointKey], restates: Restates) -> frozenset[PointKey]:
    """Of the points that carry a theme, those that only repeat an argument which another of them is counted for.

    An argument is counted at the point that says it in full, where that carries the theme, else at the first place in
    the summary that does. So a theme never has more arguments than there are points that restate nothing.
    """
    counted, again = set(carrying), set()
    for key in carrying:
        full = restates.get(key, ())
        if counted.intersection(full):
            again.add(key)
        elif full:
            counted.add(full[0])
    return frozenset(again)
