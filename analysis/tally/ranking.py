"""Ranking: which themes may be said to be raised by most or by fewest, and in which order themes may be shown.

Where a blind audit measured, one theme is raised more widely than another only if their intervals do not overlap.
Before that there are no intervals: counts are ranked as what they are, the counts of whoever coded the points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

from analysis.tally.accuracy_results import Correction, ThemeCounts

T = TypeVar("T")


class Range(NamedTuple, Generic[T]):
    """A theme with its figure and the ends of its interval; without an audit these are the figure itself."""

    theme: T
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Place(Generic[T]):
    """The themes that may stand first or last; ``is_clear``: by what is measured these do, and no other may."""

    themes: tuple[T, ...] = ()
    is_clear: bool = False


@dataclass(frozen=True, slots=True)
class Ranking(Generic[T]):
    """Which themes are raised by most respondents, by fewest, and in most points; ``order`` is that of all themes.

    ``is_corrected``: the figures are those that a blind audit corrected. ``is_ordered``: the themes are in the order of
    their respondents, and not in the codebook's. Nothing is ranked where an audit measured some themes and not all.
    """

    is_corrected: bool
    most: Place[T]
    fewest: Place[T]
    fullest: Place[T]
    order: tuple[T, ...]
    is_ordered: bool


def ranked(
    themes: Sequence[T], counted: Sequence[tuple[int, int]], corrected: Sequence[ThemeCounts | None]
) -> Ranking[T]:
    """Rank themes by their counts of respondents and points, or as an audit corrected these."""
    measured = [one for one in corrected if one is not None]
    if measured and len(measured) < len(themes):
        return Ranking(True, Place(), Place(), Place(), tuple(themes), False)
    if measured:
        people = [_range(theme, one.respondents) for theme, one in zip(themes, measured, strict=True)]
        points = [_range(theme, one.points) for theme, one in zip(themes, measured, strict=True)]
    else:
        people = [Range(theme, *[float(own[0])] * 3) for theme, own in zip(themes, counted, strict=True)]
        points = [Range(theme, *[float(own[1])] * 3) for theme, own in zip(themes, counted, strict=True)]
    order = sorted(people, key=lambda one: -one.value)
    is_ordered = not measured or all(above.low > below.high for above, below in pairwise(order))
    least = [Range(one.theme, -one.value, -one.high, -one.low) for one in people]
    by_respondents = tuple(one.theme for one in order) if is_ordered else tuple(themes)
    return Ranking(bool(measured), _first(people), _first(least), _first(points), by_respondents, is_ordered)


def _range(theme: T, one: Correction) -> Range[T]:
    return Range(theme, one.value or 0.0, one.low, one.high)


def _first(ranges: Sequence[Range[T]]) -> Place[T]:
    """Return the theme with the largest figure, and those of which nobody can say that they have a smaller one."""
    if not ranges:
        return Place()
    top = max(ranges, key=lambda one: one.value)
    own = [one for one in ranges if one.high >= top.low]
    is_known = all(one.low == one.high == top.value for one in own)
    return Place(tuple(one.theme for one in own), len(own) == 1 or is_known)
