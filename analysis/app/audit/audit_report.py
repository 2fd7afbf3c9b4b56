"""Accuracy: everything that a blind audit measured, put together for the report and the terminal, and scoring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from itertools import takewhile
from typing import Any, TypeVar

from analysis.app.audit.closed_counts import LIMITS, counted_today
from analysis.app.audit.former_themes import former_counts, machine_changes
from analysis.app.audit.measure import (
    MeasuredFrame,
    any_theme,
    counts,
    documents_listed,
    further,
    measure_frame,
    qualities,
)
from analysis.app.audit.progress import AuditProgress, AuditStatus, agreed_of, audit_progress, status_of
from analysis.app.audit.recorded_results import recorded, still_measured
from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.context import AppContext
from analysis.app.ingest.links import same_letters_among
from analysis.app.snapshot.position_snapshot import PositionSnapshot
from analysis.app.snapshot.snapshot import Snapshot
from analysis.auditing.agreement.wording import people_agreement
from analysis.errors import AuditError
from analysis.model import (
    Accuracy,
    Audit,
    Coder,
    Draw,
    Letters,
    PointKey,
    ResolvedCoding,
    ThemeCounts,
    ThemeQuality,
)
from analysis.tally.headlines import with_headlines, with_position_headlines
from analysis.tally.passages.letters import campaigns_of
from analysis.text import plural

T = TypeVar("T", ThemeQuality, ThemeCounts)


@dataclass(frozen=True, slots=True)
class AuditReport:
    """The result of an audit, as it is recorded and as it is told, and whether it was scored now."""

    progress: AuditProgress
    accuracy: Accuracy
    told: Accuracy
    is_scored: bool


def accuracy_of(
    snapshot: Snapshot,
    coder: Coder,
    choices: Mapping[PointKey, ResolvedCoding],
    letters: Letters,
    audit: Audit,
) -> tuple[AuditProgress, Accuracy]:
    """Return what an audit measured; ``coder`` is the machine of today and ``choices`` what counts now of each point.

    Of a closed audit that is what was recorded when it was closed, and its counts are what that says of today.
    """
    progress = audit_progress(snapshot, audit)
    record = recorded(snapshot.store, audit.name) if progress.status.is_scored else None
    if record:
        closed = _as_of_today(snapshot, progress, record.accuracy, coder)
        return progress, counted_today(snapshot, progress, replace(record, accuracy=closed), choices, letters)
    measured = measure_frame(snapshot, progress, choices)
    return progress, _accuracy(snapshot, progress, measured, choices, letters, coder)


def _as_of_today(snapshot: Snapshot, progress: AuditProgress, closed: Accuracy, coder: Coder) -> Accuracy:
    """Return a closed audit's figures, with which of its themes are those of today's codebook."""
    measured = still_measured(snapshot, closed)
    has_same_codebook = closed.codebook == snapshot.codebook.version

    def current(theme: T) -> T:
        is_current = has_same_codebook or theme.key in measured
        return replace(theme, key=measured.get(theme.key, theme.key), is_current=is_current)

    is_same = len(measured) == len(closed.themes) == len(snapshot.codebook.themes)
    return replace(
        closed,
        notice=snapshot.corpus.consultation.audit_notice,
        late=_told_status(snapshot, progress).new,
        learnt=coder.id != progress.audit.machine,
        machine_changes=machine_changes(snapshot, progress, coder),
        themes=tuple(current(theme) for theme in closed.themes),
        some=replace(closed.some, is_current=is_same) if closed.some else None,
        counts=tuple(current(theme) for theme in closed.counts),
    )


def last_accuracy(
    snapshot: Snapshot, coder: Coder, choices: Mapping[PointKey, ResolvedCoding], letters: Letters
) -> Accuracy | None:
    """Return what the last audit measured that is complete or closed, as far as it is; None without any audit.

    Of a sample that is being coded there are no figures: they would move with every point that is coded.
    """
    latest_first = list(reversed(list(snapshot.audits.values())))
    for audit in latest_first:
        draws = _finished_draws(snapshot, audit)
        if draws:
            _, accuracy = accuracy_of(snapshot, coder, choices, letters, replace(audit, draws=draws))
            if accuracy.overall:
                return accuracy
    if not latest_first:
        return None
    nothing: dict[str, Any] = {"overall": None, "themes": (), "counts": (), "people": None, "types": (), "withheld": 0}
    return _told(snapshot, audit_progress(snapshot, latest_first[0]), coder, **nothing)


def _finished_draws(snapshot: Snapshot, audit: Audit) -> tuple[Draw, ...]:
    """Return the first draws of an audit that are closed, or of which every point that is still there is coded."""
    sample = snapshot.sample(audit)
    firsts, former = sample.coded(snapshot.people.codings).first, sample.today.former
    closed = max((draws for draws, _ in audit.scored), default=0)

    def is_finished(number: int, draw: Draw) -> bool:
        return number <= closed or all(former[point] in firsts for point in draw.points if point in former)

    finished = takewhile(lambda numbered: is_finished(*numbered), enumerate(audit.draws, 1))
    return tuple(draw for _, draw in finished)


def _accuracy(
    snapshot: Snapshot,
    progress: AuditProgress,
    measured: MeasuredFrame,
    choices: Mapping[PointKey, ResolvedCoding],
    letters: Letters,
    coder: Coder,
) -> Accuracy:
    corpus = snapshot.corpus
    is_of_positions = isinstance(snapshot, PositionSnapshot)
    overall_quality, themes, types = qualities(corpus, measured)
    counted = counts(corpus, measured, choices, letters) if overall_quality else ()
    names, listed = corpus.consultation.codebook.names, documents_listed(corpus)
    agreed, first = agreed_of(snapshot, progress, listed), progress.coded.first
    people = people_agreement(agreed.sets, agreed.themes, agreed.together, names) if agreed else None
    return _told(
        snapshot,
        progress,
        coder,
        overall=overall_quality,
        themes=themes,
        counts=counted,
        former=former_counts(snapshot, progress, measured, letters) if counted else (),
        people=people,
        types=types if overall_quality else (),
        withheld=sum(point in first and point.document not in listed for point in measured.points),
        some=any_theme(measured, choices, counted) if overall_quality and not is_of_positions else None,
        further=further(corpus, progress, measured, choices) if overall_quality else None,
    )


def _told(snapshot: Snapshot, progress: AuditProgress, coder: Coder, **measured: Any) -> Accuracy:
    """Return what was measured, if anything, with how far the audit is."""
    status, consultation = _told_status(snapshot, progress), snapshot.corpus.consultation
    return Accuracy(
        notice=consultation.audit_notice,
        frame=status.frame,
        drawn=status.drawn,
        strata=len(progress.audit.strata),
        coded=status.coded,
        coders=len(status.coders),
        cannot_tell=status.cannot_tell,
        left=status.left,
        dropped=status.dropped,
        late=status.new,
        learnt=coder.id != progress.audit.machine,
        machine_changes=machine_changes(snapshot, progress, coder),
        codebook=consultation.codebook.version,
        rule=LIMITS,
        **measured,
    )


def _told_status(snapshot: Snapshot, progress: AuditProgress) -> AuditStatus:
    """Return how far an audit is, of the points that are listed: a total with others tells how many those are."""
    return status_of(snapshot, progress, documents_listed(snapshot.corpus))


def audit_report(app: AppContext, name: str = "", score: bool = False, anyway: bool = False) -> AuditReport:
    """Return what the audit of this name, or the last one, measured; with ``score`` it is closed, and teaches from now
    on.

    The figures stay those of the machine as it was when the audit was drawn. Raises AuditError where there is no such
    audit, or where it is to be scored with points that nobody has coded, unless that is meant (``anyway``).
    """
    snapshot = take_in_and_code(app).snapshot.frame_of(name)
    audit, corpus = snapshot.audit(name), (snapshot.whole or snapshot).corpus
    letters = campaigns_of(same_letters_among(corpus.responses), corpus.responses, corpus.consultation)
    progress, accuracy = accuracy_of(snapshot, snapshot.machine, snapshot.resolved, letters, audit)
    if score:
        _must_be_done(progress, accuracy, anyway)
        accuracy = replace(accuracy, closed=True)
        app.store.know_codebook(snapshot.codebook, app.clock())
        app.store.score(audit, asdict(accuracy), app.clock())  # it names themes and types of respondents, and nobody
    return AuditReport(progress, accuracy, as_told(snapshot, accuracy), score)


def as_told(snapshot: Snapshot, accuracy: Accuracy) -> Accuracy:
    """Return what an audit measured with the figures that lead wherever it is told."""
    if isinstance(snapshot, PositionSnapshot):
        return with_position_headlines(accuracy)
    return with_headlines(accuracy, snapshot.codebook.wider)


def _must_be_done(progress: AuditProgress, accuracy: Accuracy, anyway: bool) -> None:
    status = progress.status
    if status.is_scored:
        raise AuditError(f"{status.name}: it is closed already, and nothing has been drawn since")
    if accuracy.overall is None:
        raise AuditError(
            f"{status.name}: too little of it is coded to measure anything; `everypoint audit status` says more"
        )
    if status.left and not anyway:
        raise AuditError(
            f"{status.name}: {plural(status.left, 'point')} of it have not been coded, and could not be coded blind "
            "after that; code them first, or add --anyway"
        )
