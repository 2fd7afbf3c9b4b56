"""Closed counts: what a closed audit measured, applied to what is in today (ADR 79)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from analysis.app.audit.measure import any_theme, counts, measure_frame
from analysis.app.audit.progress import AuditProgress
from analysis.app.audit.recorded_results import AuditFindings
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.use_case_results import Corpus
from analysis.auditing.resolution.resolve import resolve
from analysis.model import Accuracy, AdjustedCount, Letters, PartCounts, PointKey, ResolvedCoding, ThemeCounts


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
    closed, corpus = record.accuracy, _covered(snapshot, record)
    measured = measure_frame(snapshot, progress, _decided_at(snapshot, progress, record))
    if not measured.audited_rows:
        return replace(closed, counts=(), some=None, further=None, reduced=True)
    today = {theme.key: theme for theme in counts(corpus, measured, choices, letters)}
    told = tuple(_kept(today.get(theme.key, theme), theme) if theme.is_current else theme for theme in closed.counts)
    some = closed.some
    if some and some.is_current:
        whole = any_theme(measured, choices, tuple(today.values()))
        some = _kept(whole, some) if whole else some
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


def _kept(today: ThemeCounts, closed: ThemeCounts) -> ThemeCounts:
    """Return the counts of today; where nothing has changed that they rest on, with the estimates of the record."""
    if _basis(today) != _basis(closed):
        return today

    def part(one: PartCounts | None, recorded: PartCounts | None) -> PartCounts | None:
        if one is None or recorded is None:
            return one
        points, respondents = _estimated(one.points, recorded.points), _estimated(one.respondents, recorded.respondents)
        return replace(one, points=points, respondents=respondents)

    return replace(
        today,
        points=_estimated(today.points, closed.points),
        respondents=_estimated(today.respondents, closed.respondents),
        campaigns=part(today.campaigns, closed.campaigns),
        rest=part(today.rest, closed.rest),
        types=tuple(filter(None, map(part, today.types, closed.types))),
    )


def _estimated(today: AdjustedCount, closed: AdjustedCount) -> AdjustedCount:
    return replace(today, value=closed.value, low=closed.low, high=closed.high)


def _basis(theme: ThemeCounts) -> list[tuple[str, int, int]]:
    """Return of how many each figure is, and in how many of them people have found the theme."""
    figures = [("", theme.points), ("", theme.respondents)]
    for part in filter(None, (theme.campaigns, theme.rest, *theme.types)):
        figures += [(part.name, part.points), (part.name, part.respondents)]
    return [(name, figure.of, figure.confirmed) for name, figure in figures]


def _is_less(closed: tuple[ThemeCounts, ...], today: tuple[ThemeCounts, ...]) -> bool:
    return any(
        now.points.of < then.points.of or now.respondents.of < then.respondents.of
        for then, now in zip(closed, today, strict=True)
    )
