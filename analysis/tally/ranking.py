"""Ranking: which themes may be said to be raised by most or by fewest, and in which order themes may be shown.

Where a blind audit measured, one theme is raised more widely than another only if their intervals do not overlap.
Before that there are no intervals: counts are ranked as what they are, the counts of whoever coded the points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Generic, TypeVar

from analysis.model import AdjustedCount, ThemeCounts

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rank(Generic[T]):
    """The themes that may stand first or last; ``is_clear``: by what is measured these do, and no other may."""

    themes: tuple[T, ...] = ()
    is_clear: bool = False


@dataclass(frozen=True, slots=True)
class Ranking(Generic[T]):
    """The themes raised by most respondents, by fewest, and in most points; ``order`` is that of all themes.

    ``largest_first`` are all themes by the figures that are told of them, which says nothing of who may stand first.
    ``is_corrected``: the figures are those that a blind audit corrected. ``is_ordered``: the themes are in the order of
    their respondents, and not in the codebook's. Nothing is ranked where an audit measured some themes and not all.
    """

    is_corrected: bool
    most: Rank[T]
    fewest: Rank[T]
    fullest: Rank[T]
    order: tuple[T, ...]
    largest_first: tuple[T, ...]
    is_ordered: bool


def ranked(
    themes: Sequence[T], counted: Sequence[tuple[int, int]], corrected: Sequence[ThemeCounts | None]
) -> Ranking[T]:
    """Rank themes by their counts of respondents and points, or as an audit corrected these."""
    measured_counts = [counts for counts in corrected if counts is not None]
    told = [_value(one.respondents) if one else count for one, (count, _) in zip(corrected, counted, strict=True)]
    largest_first = tuple(themes[n] for n in sorted(range(len(themes)), key=lambda n: -told[n]))
    if measured_counts and len(measured_counts) < len(themes):
        return Ranking(True, Rank(), Rank(), Rank(), tuple(themes), largest_first, False)
    figures = [(one.respondents, one.points) for one in measured_counts] or [
        (_exact(respondents), _exact(points)) for respondents, points in counted
    ]
    respondents, points = [pair[0] for pair in figures], [pair[1] for pair in figures]
    order = sorted(range(len(themes)), key=lambda n: -_value(respondents[n]))
    is_ordered = not measured_counts or all(respondents[a].low > respondents[b].high for a, b in pairwise(order))
    negated = [replace(one, value=-_value(one), low=-one.high, high=-one.low) for one in respondents]
    return Ranking(
        bool(measured_counts),
        _first(themes, respondents),
        _first(themes, negated),
        _first(themes, points),
        tuple(themes[n] for n in order) if is_ordered else tuple(themes),
        largest_first,
        is_ordered,
    )


def _exact(count: int) -> AdjustedCount:
    """Return a count that nobody audited: the ends of its interval are the count itself."""
    return AdjustedCount(count, float(count), float(count), float(count))


def _value(count: AdjustedCount) -> float:
    return count.value or 0.0


def _first(themes: Sequence[T], counts: Sequence[AdjustedCount]) -> Rank[T]:
    """Return the theme with the largest figure, and those of which nobody can say that they have a smaller one."""
    if not counts:
        return Rank()
    top = max(counts, key=_value)
    overlapping = [(theme, one) for theme, one in zip(themes, counts, strict=True) if one.high >= top.low]
    is_known = all(one.low == one.high == _value(top) for _, one in overlapping)
    return Rank(tuple(theme for theme, _ in overlapping), len(overlapping) == 1 or is_known)
