"""Ranking: which themes may be said to be raised by most or by fewest, and in which order themes may be shown.

Where a blind audit measured, one theme is raised more widely than another only if their intervals do not overlap.
Before that there are no intervals: counts are ranked as what they are, the counts of whoever coded the points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

from analysis.model import AdjustedCount, ThemeCounts

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
    """The themes raised by most respondents, by fewest, and in most points; ``order`` is that of all themes.

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
    measured_counts = [counts for counts in corrected if counts is not None]
    if measured_counts and len(measured_counts) < len(themes):
        return Ranking(True, Place(), Place(), Place(), tuple(themes), False)
    figures = [(one.respondents, one.points) for one in measured_counts] or [
        (_exact(respondents), _exact(points)) for respondents, points in counted
    ]
    respondent_ranges, point_ranges = (
        [_range(theme, pair[of]) for theme, pair in zip(themes, figures, strict=True)] for of in (0, 1)
    )
    descending = sorted(respondent_ranges, key=lambda ranged: -ranged.value)
    is_ordered = not measured_counts or all(higher.low > lower.high for higher, lower in pairwise(descending))
    negated_ranges = [Range(ranged.theme, -ranged.value, -ranged.high, -ranged.low) for ranged in respondent_ranges]
    by_respondents = tuple(ranged.theme for ranged in descending) if is_ordered else tuple(themes)
    return Ranking(
        bool(measured_counts),
        _first(respondent_ranges),
        _first(negated_ranges),
        _first(point_ranges),
        by_respondents,
        is_ordered,
    )


def _exact(count: int) -> AdjustedCount:
    return AdjustedCount(count, float(count), float(count), float(count))


def _range(theme: T, correction: AdjustedCount) -> Range[T]:
    return Range(theme, correction.value or 0.0, correction.low, correction.high)


def _first(ranges: Sequence[Range[T]]) -> Place[T]:
    """Return the theme with the largest figure, and those of which nobody can say that they have a smaller one."""
    if not ranges:
        return Place()
    top_range = max(ranges, key=lambda ranged: ranged.value)
    overlapping = [ranged for ranged in ranges if ranged.high >= top_range.low]
    is_known = all(ranged.low == ranged.high == top_range.value for ranged in overlapping)
    return Place(tuple(ranged.theme for ranged in overlapping), len(overlapping) == 1 or is_known)
