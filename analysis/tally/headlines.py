"""Headlines: the one figure by which each theme is told where a blind audit estimated it (ADR 105, 116, 129).

The estimate of a theme leads where the sample says enough of that theme. Where its interval is wide, the sample says
more of all themes together than of this one: then its count leads, corrected as all counts together are, so far as
that is more than chance, and drawn to its own estimate so far as themes are seen to differ (Fay and Herriot 1979),
never away from it (ADR 149). Where people have found a theme in no point, and its count lies within the interval, the
audit has measured nothing. Parts are told by their estimates where these are sure as well, and else share the figure
of the theme as their counts do, so that they add up.

The positions on one question are of all who answer it and add up to these, so they are told alike: by their counts
where one of the estimates is so rough and no count is off, else by their estimates (ADR 113).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.model import Accuracy, AdjustedCount, PartCounts, ThemeCounts

END = 1.96
"""How many standard errors lie between an estimate and either end of its 95 % interval."""

LEAST_ERROR = 0.5
"""The standard error that whole numbers have at the least."""

_HALVINGS = 40
"""Steps of the bisection for the variance between themes, past which a double holds no more."""

_Ways = tuple[ThemeCounts, ...]
"""The figures of a theme as they are told at best, by its counts, and by its estimates alone."""


def with_headlines(accuracy: Accuracy, wider: Mapping[str, tuple[str, ...]]) -> Accuracy:
    """Return what an audit measured, with the counts by which each theme is told; none of a theme that it did not
    measure.

    ``wider`` holds the themes that each is part of: no figure of these is below one of their parts, nor is that of any
    theme at all. What was measured of former themes stays.
    """
    measured = [_swapped(one) for one in accuracy.counts if one.respondents.of]
    current = [one for one in measured if one.is_current]
    some = _swapped(accuracy.some) if accuracy.some and accuracy.some.is_current else None
    wholes = {one.key: (*wider.get(one.key, ()), *([some.key] if some else [])) for one in current}
    factors = _factors([*measured, *map(_swapped, accuracy.former)])
    ways = {one.key: _ways(one, factors) for one in current}
    if some:  # of how many themes a point is given, what is given at all says little
        first, *further = _ways(some, _Factors())
        ways[some.key] = (first if factors == _Factors() else some, *further)
    told = {key: _swapped(one) for key, one in _headlines(ways, wholes).items()}
    counts = (told.get(one.key) if one.is_current and one.respondents.of else one for one in accuracy.counts)
    return replace(accuracy, counts=tuple(filter(None, counts)), some=told.get(some.key) if some else accuracy.some)


def with_position_headlines(accuracy: Accuracy) -> Accuracy:
    """Return what an audit of positions measured, with the counts by which those on each question are told."""
    questions: dict[str, list[ThemeCounts]] = {}
    for one in accuracy.counts:
        questions.setdefault(one.key.rpartition(":")[0], []).append(one)
    led = {question for question, counts in questions.items() if _is_led_by_counts(counts)}
    told = (_by_counts(one, _Factors()) if one.key.rpartition(":")[0] in led else one for one in accuracy.counts)
    return replace(accuracy, counts=tuple(told))


def _is_led_by_counts(positions: Sequence[ThemeCounts]) -> bool:
    respondents = [one.respondents for one in positions]
    return any(one.is_rough for one in respondents) and not any(one.is_off for one in respondents)


def _swapped(counts: ThemeCounts) -> ThemeCounts:
    """Return figures with the counts of the coder that was measured for those of today, or again as they were: no later
    count moves what is told."""

    def figure(one: AdjustedCount) -> AdjustedCount:
        return one if one.measured is None else replace(one, counted=one.measured, measured=one.counted)

    def part(one: PartCounts | None) -> PartCounts | None:
        return replace(one, points=figure(one.points), respondents=figure(one.respondents)) if one else None

    return replace(
        counts,
        points=figure(counts.points),
        respondents=figure(counts.respondents),
        campaigns=part(counts.campaigns),
        rest=part(counts.rest),
        types=tuple(filter(None, map(part, counts.types))),
    )


@dataclass(frozen=True, slots=True)
class _Factor:
    """By what counts are to be multiplied, and the variance by which that differs between themes."""

    ratio: float = 1.0
    spread: float = 0.0

    def figure(self, one: AdjustedCount) -> float:
        """Return the count as it is corrected, drawn to its own estimate so far as themes differ; as it is where that
        would move it away from its estimate: no theme is less for what is wrong with others."""
        own, common = one.value or 0.0, one.counted * self.ratio
        corrected = common + self._own_weight(one) * (own - common)
        return corrected if (corrected - one.counted) * (own - one.counted) > 0 else one.counted

    def _own_weight(self, one: AdjustedCount) -> float:
        between = self.spread * max(one.counted, 1) ** 2
        return between / (between + _error(one, self.ratio) ** 2)


@dataclass(frozen=True, slots=True)
class _Factors:
    """The factors for all counts of points, and of respondents."""

    points: _Factor = _Factor()
    respondents: _Factor = _Factor()


def _factors(estimates: Sequence[ThemeCounts]) -> _Factors:
    """Return by what the audit corrects all counts together: by as much of it as is more than chance (positive-part
    James and Stein 1961)."""
    estimates = [one for one in estimates if one.points.value is not None]
    off = sum((one.points.value or 0.0) - one.points.counted for one in estimates)
    variance = sum(((one.points.high - one.points.low) / (2 * END)) ** 2 for one in estimates)
    kept = max(0.0, 1 - variance / off**2) if off else 0.0
    return _Factors(
        _factor([one.points for one in estimates], kept), _factor([one.respondents for one in estimates], kept)
    )


def _factor(figures: Sequence[AdjustedCount], kept: float) -> _Factor:
    in_all = sum(one.value or 0.0 for one in figures) / max(sum(one.counted for one in figures), 1)
    ratio = 1 + kept * (in_all - 1)
    return _Factor(ratio, _spread(figures, ratio))


def _spread(figures: Sequence[AdjustedCount], ratio: float) -> float:
    """Return the variance of the themes' own factors, by which estimates are as far from the common one as is usual:
    none where the errors of the sample explain it."""

    def is_too_little(variance: float) -> bool:
        errors = (variance * max(one.counted, 1) ** 2 + _error(one, ratio) ** 2 for one in figures)
        apart = (((one.value or 0.0) - one.counted * ratio) ** 2 for one in figures)
        return sum(far / error for far, error in zip(apart, errors, strict=True)) > len(figures)

    low, high = 0.0, 1.0
    if not is_too_little(low):
        return 0.0
    while is_too_little(high):
        low, high = high, 2 * high
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if is_too_little(middle) else (low, middle)
    return high


def _error(one: AdjustedCount, ratio: float) -> float:
    """Return the standard error of an estimate on the side on which its count is, when corrected as all are."""
    value = one.value or 0.0
    reach = one.high - value if one.counted * ratio > value else value - one.low
    return max(reach / END, LEAST_ERROR)


def _headlines(ways: Mapping[str, _Ways], wholes: Mapping[str, tuple[str, ...]]) -> dict[str, ThemeCounts]:
    """Return the figures of each theme that was measured.

    Where a theme would be told below one that is part of it, both are told by their counts, or else by the estimates.
    """
    taken = dict.fromkeys(ways, 0)
    pairs = [(key, whole) for key in ways for whole in wholes.get(key, ()) if whole in ways]
    while contradicting := {
        key
        for pair in pairs
        if not _holds(ways[pair[1]][taken[pair[1]]], ways[pair[0]][taken[pair[0]]])
        for key in pair
    }:
        further = {key: taken[key] + 1 for key in contradicting if taken[key] + 1 < len(ways[key])}
        if not further:
            break
        taken |= further
    return {key: own[taken[key]] for key, own in ways.items() if taken[key] or _is_measured(own[-1])}


def _ways(estimate: ThemeCounts, factors: _Factors) -> _Ways:
    """Return the figures of a theme in each way."""
    by_counts = _by_counts(estimate, factors)
    if not _is_measured(estimate):
        return _by_counts(estimate, _Factors()), by_counts, estimate
    one = estimate.respondents
    within = max(one.low, one.confirmed + 1) <= one.counted * factors.respondents.ratio <= one.high
    is_by_counts = one.is_rough and (within or (one.value or 0.0) <= one.confirmed)
    return by_counts if is_by_counts else _with_sure_parts(estimate), by_counts, estimate


def _is_measured(counts: ThemeCounts) -> bool:
    """Return whether an audit says anything of a theme: people have found it, or the counts are off."""
    return counts.points.confirmed > 0 or counts.points.is_off or counts.respondents.is_off


def _holds(whole: ThemeCounts, part: ThemeCounts) -> bool:
    """Return whether no figure of a theme is below that of a theme that is part of it."""
    return all(more >= less for more, less in zip(_values(whole), _values(part), strict=False))


def _values(counts: ThemeCounts) -> list[float]:
    parts = [part for part in (counts.campaigns, counts.rest, *counts.types) if part]
    figures = [counts.points, counts.respondents, *(one for part in parts for one in (part.points, part.respondents))]
    return [one.value or 0.0 for one in figures]


# Figures that follow the counts ---------------------------------------------------------------------------------------


def _by_counts(estimate: ThemeCounts, factors: _Factors) -> ThemeCounts:
    """Return the counts as the figures, multiplied, each within its interval; those of parts add up."""
    respondents = _moved(estimate.respondents, factors.respondents)
    points = _moved(estimate.points, factors.points, least=respondents.value or 0.0)
    return _shared_out(replace(estimate, points=points, respondents=respondents), has_sure_parts=False)


def _moved(one: AdjustedCount, factor: _Factor, least: float = 0.0) -> AdjustedCount:
    value = max(min(max(float(round(factor.figure(one))), one.low, one.confirmed), one.high), least)
    return replace(_told(one, value), is_by_count=True)


def _told(one: AdjustedCount, value: float) -> AdjustedCount:
    return replace(one, value=value, low=min(one.low, value), high=max(one.high, value))


def _with_sure_parts(estimate: ThemeCounts) -> ThemeCounts:
    """Return a theme's estimates, of its parts where none of them is rough."""
    return _shared_out(estimate, has_sure_parts=True)


def _shared_out(counts: ThemeCounts, has_sure_parts: bool) -> ThemeCounts:
    """Return counts whose parts share the figure of the whole as their counts do; those that are sure may stay."""
    points, people = counts.points.value or 0.0, counts.respondents.value or 0.0

    def shared(parts: Sequence[PartCounts]) -> list[PartCounts]:
        if has_sure_parts and not any(part.respondents.is_rough or part.points.is_rough for part in parts):
            return list(parts)
        respondents = _shares([part.respondents for part in parts], people)
        raised = [
            replace(part.points, confirmed=_least(part, one)) for part, one in zip(parts, respondents, strict=True)
        ]
        return [
            replace(part, respondents=one, points=replace(of_points, confirmed=part.points.confirmed))
            for part, one, of_points in zip(parts, respondents, _shares(raised, points), strict=True)
        ]

    by_letter = shared([part for part in (counts.campaigns, counts.rest) if part])
    by_type = shared(counts.types)
    most = max(
        (sum(part.points.value or 0.0 for part in parts) for parts in (by_letter, by_type) if parts), default=0.0
    )
    if most > points:  # people found it more than once in some parts
        return _shared_out(replace(counts, points=_told(counts.points, most)), has_sure_parts=False)
    campaigns, rest = by_letter if len(by_letter) > 1 else (counts.campaigns, counts.rest)
    return replace(counts, campaigns=campaigns, rest=rest, types=tuple(by_type))


def _least(part: PartCounts, respondents: AdjustedCount) -> int:
    """Return the fewest points of a part: as many as people found, and one for each respondent."""
    return max(part.points.confirmed, int(respondents.value or 0.0))


def _shares(parts: Sequence[AdjustedCount], whole: float) -> list[AdjustedCount]:
    """Return the parts with whole numbers that add up to the whole, as near to their shares of the counts as can be.

    No part is below what is confirmed in it, nor above its size.
    """
    counted = max(sum(one.counted for one in parts), 1)
    fair = [whole * one.counted / counted for one in parts]
    values = [max(one.confirmed, min(math.floor(own), one.most)) for own, one in zip(fair, parts, strict=True)]
    while missing := round(whole) - sum(values):
        step = 1 if missing > 0 else -1
        movable = [n for n, one in enumerate(parts) if one.confirmed <= values[n] + step <= one.most]
        if not movable:
            break
        values[max(movable, key=lambda n: step * (fair[n] - values[n]))] += step
    return [_told(one, float(value)) for one, value in zip(parts, values, strict=True)]
