"""Headlines: the one figure by which each theme is told where a blind audit estimated it (ADR 105).

The estimate leads, but for two cases. Where people have found the theme in no point, and its count lies within the
interval, the audit has measured nothing. Where the interval is wider than the estimate itself, and holds the count, the
count leads: such an estimate is further from the truth than the count of a coder that gives about as many themes as
people do. Of a coder that gives too many themes in all, or too few, no count leads.

The positions on one question are of all who answer it and add up to these, so they are told alike: by their counts
where one of the estimates is so rough and no count is off, else by their estimates (ADR 113).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from analysis.model import Accuracy, AdjustedCount, PartCounts, ThemeCounts

APART = 1.5
"""By how many standard errors all counts together may be off, for a single count to lead."""

ENDS = 2 * 1.96
"""How many standard errors lie between the ends of a 95 % interval."""


def with_headlines(accuracy: Accuracy, wider: Mapping[str, tuple[str, ...]]) -> Accuracy:
    """Return what an audit measured, with the counts by which each theme is told; none of a theme that it did not
    measure.

    ``wider`` holds the themes that each is part of: no figure of these is below one of their parts, nor is that of any
    theme at all. What was measured of former themes stays.
    """
    current = [one for one in accuracy.counts if one.is_current and one.respondents.of]
    some = accuracy.some if accuracy.some and accuracy.some.is_current else None
    wholes = {one.key: (*wider.get(one.key, ()), *([some.key] if some else [])) for one in current}
    told = _headlines([*current, *([some] if some else [])], _is_biased(current), wholes)
    counts = tuple(told.get(one.key) if one in current else one for one in accuracy.counts)
    return replace(accuracy, counts=tuple(filter(None, counts)), some=told.get(some.key) if some else accuracy.some)


def with_position_headlines(accuracy: Accuracy) -> Accuracy:
    """Return what an audit of positions measured, with the counts by which those on each question are told."""
    questions: dict[str, list[ThemeCounts]] = {}
    for one in accuracy.counts:
        questions.setdefault(one.key.rpartition(":")[0], []).append(one)
    led = {question for question, counts in questions.items() if _is_led_by_counts(counts)}
    told = (_as_counted(one) if one.key.rpartition(":")[0] in led else one for one in accuracy.counts)
    return replace(accuracy, counts=tuple(told))


def _is_led_by_counts(positions: Sequence[ThemeCounts]) -> bool:
    respondents = [one.respondents for one in positions]
    return any(one.is_rough for one in respondents) and not any(one.is_off for one in respondents)


def _headlines(
    estimates: Iterable[ThemeCounts], is_biased: bool, wholes: Mapping[str, tuple[str, ...]]
) -> dict[str, ThemeCounts]:
    measured = {one.key: one for one in estimates if _is_measured(one)}
    if is_biased:
        return measured
    told = {key: _as_counted(one) if _is_rough(one) else one for key, one in measured.items()}
    pairs = [(key, whole) for key in told for whole in wholes.get(key, ()) if whole in told]
    while contradicting := [pair for pair in pairs if not _holds(told[pair[1]], told[pair[0]])]:
        estimated = {key: measured[key] for pair in contradicting for key in pair}
        if all(told[key] is one for key, one in estimated.items()):
            break
        told |= estimated
    return told


def _is_measured(counts: ThemeCounts) -> bool:
    """Return whether an audit says anything of a theme: people have found it, or the counts are off."""
    return counts.points.confirmed > 0 or counts.points.is_off or counts.respondents.is_off


def _is_biased(estimates: Iterable[ThemeCounts]) -> bool:
    """Return whether all counts of points together are off by more than chance."""
    points = [one.points for one in estimates if one.points.value is not None]
    off = sum((one.value or 0.0) - one.counted for one in points)
    return abs(off) > APART * math.hypot(*((one.high - one.low) / ENDS for one in points))


def _is_rough(counts: ThemeCounts) -> bool:
    return counts.respondents.is_rough and not counts.respondents.is_off and not counts.points.is_off


def _as_counted(counts: ThemeCounts) -> ThemeCounts:
    """Return the counts themselves as the figures, of the theme and of its parts, so that these add up."""

    def part(one: PartCounts | None) -> PartCounts | None:
        return replace(one, points=_count(one.points), respondents=_count(one.respondents)) if one else None

    return replace(
        counts,
        points=_count(counts.points),
        respondents=_count(counts.respondents),
        campaigns=part(counts.campaigns),
        rest=part(counts.rest),
        types=tuple(filter(None, map(part, counts.types))),
    )


def _count(one: AdjustedCount) -> AdjustedCount:
    count = float(one.counted)
    return replace(one, value=count, low=min(one.low, count), high=max(one.high, count))


def _holds(whole: ThemeCounts, part: ThemeCounts) -> bool:
    """Return whether no figure of a theme is below that of a theme that is part of it."""
    return all(more >= less for more, less in zip(_values(whole), _values(part), strict=False))


def _values(counts: ThemeCounts) -> list[float]:
    parts = [part for part in (counts.campaigns, counts.rest, *counts.types) if part]
    figures = [counts.points, counts.respondents, *(one for part in parts for one in (part.points, part.respondents))]
    return [one.value or 0.0 for one in figures]
