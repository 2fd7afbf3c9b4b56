"""Closed counts: what a closed audit measured, applied to what is in today (ADR 79), in limits of today's rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from analysis.app.audit.measure import MeasuredFrame, any_theme, counts, measure_frame, qualities
from analysis.app.audit.progress import AuditProgress
from analysis.app.audit.recorded_results import AuditFindings
from analysis.app.corpus import Corpus
from analysis.app.ingest.links import same_letters_among
from analysis.app.snapshot.snapshot import Snapshot
from analysis.auditing.resolution.resolve import resolve
from analysis.model import (
    Accuracy,
    AdjustedCount,
    Estimate,
    Letters,
    PartCounts,
    PointKey,
    Quality,
    ResolvedCoding,
    ThemeCounts,
    ThemeQuality,
)
from analysis.tally.passages.letters import campaigns_of

LIMITS = 2
"""The version of the rules by which limits are worked out; it rises when they change what a sample is said to bear."""


def counted_today(
    snapshot: Snapshot,
    progress: AuditProgress,
    record: AuditFindings,
    choices: Mapping[PointKey, ResolvedCoding],
    letters: Letters,
) -> Accuracy:
    """Return what a closed audit measured, with the counts that follow from it for what is in today.

    Its frame and its sample are those at its closing, without what was taken out since; no count is below what people
    have confirmed up to today. Of a theme that is not measured any more the count of then stays.
    """
    corpus = _covered(snapshot, record)
    measured = measure_frame(snapshot, progress, _decided_at(snapshot, progress, record))
    if not measured.audited_rows:
        return replace(record.accuracy, counts=(), some=None, further=None, reduced=True)
    closed = limited_today(corpus, measured, record.accuracy)
    is_of_today = record.accuracy.rule == LIMITS
    today = {theme.key: theme for theme in counts(corpus, measured, choices, letters)}
    told = tuple(
        _kept(today.get(theme.key, theme), theme, is_of_today) if theme.is_current else theme for theme in closed.counts
    )
    some = closed.some
    if some and some.is_current:
        whole = any_theme(measured, choices, tuple(today.values()))
        some = _kept(whole, some, is_of_today) if whole else some
    return replace(closed, counts=told, some=some, reduced=_is_less(closed.counts, told))


def _covered(snapshot: Snapshot, record: AuditFindings) -> Corpus:
    """Return what is in today of what was in when the audit was closed."""
    corpus, arrivals = snapshot.corpus, snapshot.arrivals
    responses = tuple(one for one in corpus.responses if arrivals.get(one.document.name, record.number) < record.number)
    return replace(corpus, responses=responses)


def _decided_at(snapshot: Snapshot, progress: AuditProgress, record: AuditFindings) -> dict[PointKey, ResolvedCoding]:
    """Return what people had decided outside the audit's frame when it was closed."""
    machine, frame = progress.audit.machine, progress.today.strata
    codings = (
        coding
        for coding in (*filter(snapshot.is_of_today, snapshot.machine_codings(machine)), *snapshot.people.codings)
        if coding.point not in frame and coding.time <= record.time
    )
    return resolve(codings, machine, snapshot.translate)


def relimited(snapshot: Snapshot, progress: AuditProgress, record: AuditFindings) -> AuditFindings:
    """Return what was recorded when an audit was closed, with every figure in limits of today's rules."""
    closed = record.accuracy
    if closed.rule == LIMITS:
        return record
    measured = measure_frame(snapshot, progress, _decided_at(snapshot, progress, record))
    corpus = (snapshot.whole or snapshot).corpus
    letters = campaigns_of(same_letters_among(corpus.responses), corpus.responses, corpus.consultation)
    today = {theme.key: theme for theme in counts(_covered(snapshot, record), measured, snapshot.decided, letters)}
    told = tuple(
        _joined(today[theme.key], theme, _counted_then)
        if theme.key in today and _basis(today[theme.key]) == _basis(theme)
        else theme
        for theme in closed.counts
    )
    return replace(record, accuracy=replace(limited_today(snapshot.corpus, measured, closed), counts=told))


def limited_today(corpus: Corpus, measured: MeasuredFrame, closed: Accuracy) -> Accuracy:
    """Return what a closed audit measured in limits of today's rules, where it was closed by earlier ones (ADR 98).

    The figures stay those that were measured, and so do their limits where the sample is not the same any more.
    """
    if closed.rule == LIMITS or not closed.overall:
        return closed
    overall, themes, types = qualities(corpus, measured)
    themes_today, types_today = {_looked_at(theme): theme for theme in themes}, {one.name: one for one in types}
    if overall is None or not all(_looked_at(theme) in themes_today for theme in closed.themes if theme.quality):
        return closed
    return replace(
        closed,
        overall=_limited(closed.overall, overall),
        themes=tuple(
            replace(theme, quality=_limited(theme.quality, themes_today[_looked_at(theme)].quality))
            if theme.quality
            else theme
            for theme in closed.themes
        ),
        types=tuple(
            replace(one, quality=_limited(one.quality, types_today[one.name].quality))
            if one.quality and one.name in types_today
            else one
            for one in closed.types
        ),
    )


def _looked_at(theme: ThemeQuality) -> tuple[str, int, int, int]:
    return theme.key, theme.given, theme.found, theme.both


def _limited(closed: Quality, today: Quality | None) -> Quality:
    """Return the figures of a record in the limits of today, which hold them."""

    def limited(one: Estimate, now: Estimate) -> Estimate:
        if one.value is None:
            return one
        low = None if now.low is None else min(now.low, one.value)
        return replace(one, low=low, high=None if now.high is None else max(now.high, one.value))

    if today is None:
        return closed
    figures = ((closed.precision, today.precision), (closed.recall, today.recall), (closed.f1, today.f1))
    return Quality(*(limited(one, now) for one, now in figures))


def _kept(today: ThemeCounts, closed: ThemeCounts, has_limits_of_today: bool) -> ThemeCounts:
    """Return the counts of today; where nothing has changed that they rest on, with the estimates of the record, in
    its limits if they are those of today's rules. Neither ever follows from what the machine has learned since."""
    if _basis(today) != _basis(closed) or (has_limits_of_today and _ruled_out(today) != _ruled_out(closed)):
        return today
    return _joined(today, closed, _recorded if has_limits_of_today else _relimited)


def _joined(
    today: ThemeCounts, closed: ThemeCounts, estimated: Callable[[AdjustedCount, AdjustedCount], AdjustedCount]
) -> ThemeCounts:
    """Return counts whose every figure is made of that of today and that of the record."""

    def part(one: PartCounts | None, recorded: PartCounts | None) -> PartCounts | None:
        if one is None or recorded is None:
            return one
        points, respondents = estimated(one.points, recorded.points), estimated(one.respondents, recorded.respondents)
        return replace(one, points=points, respondents=respondents)

    return replace(
        today,
        points=estimated(today.points, closed.points),
        respondents=estimated(today.respondents, closed.respondents),
        campaigns=part(today.campaigns, closed.campaigns),
        rest=part(today.rest, closed.rest),
        types=tuple(filter(None, map(part, today.types, closed.types))),
    )


def _recorded(today: AdjustedCount, closed: AdjustedCount) -> AdjustedCount:
    return replace(today, value=closed.value, low=closed.low, high=closed.high)


def _relimited(today: AdjustedCount, closed: AdjustedCount) -> AdjustedCount:
    if closed.value is None:
        return today
    low, high = min(today.low, closed.value), max(today.high, closed.value)
    return replace(today, value=closed.value, low=low, high=high)


def _counted_then(today: AdjustedCount, closed: AdjustedCount) -> AdjustedCount:
    measured = today.counted if today.measured is None else today.measured
    return replace(
        _relimited(today, closed),
        counted=closed.counted,
        measured=None if measured == closed.counted else measured,
    )


def _basis(theme: ThemeCounts) -> list[tuple[str, int, int]]:
    """Return of how many each figure is, and in how many of them people have found the theme."""
    return [(name, figure.of, figure.confirmed) for name, figure in _figures(theme)]


def _ruled_out(theme: ThemeCounts) -> list[int]:
    return [figure.ruled_out for _, figure in _figures(theme)]


def _figures(theme: ThemeCounts) -> list[tuple[str, AdjustedCount]]:
    figures = [("", theme.points), ("", theme.respondents)]
    for part in filter(None, (theme.campaigns, theme.rest, *theme.types)):
        figures += [(part.name, part.points), (part.name, part.respondents)]
    return figures


def _is_less(closed: tuple[ThemeCounts, ...], today: tuple[ThemeCounts, ...]) -> bool:
    return any(
        now.points.of < then.points.of or now.respondents.of < then.respondents.of
        for then, now in zip(closed, today, strict=True)
    )
