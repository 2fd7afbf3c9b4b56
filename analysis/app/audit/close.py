"""Closing a blind audit: what is left of it, what closing means, and what it found, as it was recorded then."""

from __future__ import annotations

from dataclasses import dataclass, replace

from analysis.app.audit.audit_report import as_told, audit_report
from analysis.app.audit.closed_counts import relimited
from analysis.app.audit.progress import audit_progress
from analysis.app.audit.queues import is_disputed
from analysis.app.audit.recorded_results import AuditFindings, recorded
from analysis.app.context import AppContext
from analysis.app.snapshot.snapshot import Snapshot
from analysis.errors import UnreadableError
from analysis.model import ActivityEvent, ActivityKind, Outcome

NOT_CLOSED = "No audit of this name has been closed, so there are no results yet. Go back to Audit"


@dataclass(frozen=True, slots=True)
class Closing:
    """An open audit: points ``coded`` blind, ``left`` to code, and ``disputed`` between people."""

    name: str
    coded: int
    left: int
    disputed: int = 0


def closings(snapshot: Snapshot) -> tuple[Closing, ...]:
    """Return the audits that are open, in the order in which they were drawn."""
    open_audits = []
    for sample in (open_sample for open_sample in snapshot.samples if open_sample.open):
        firsts = sample.coded(snapshot.people.codings).first
        coded_count = sum(coding.outcome is Outcome.CODED for coding in firsts.values())
        left_count = sum(point not in firsts for point in sample.open)
        disputed_count = sum(is_disputed(snapshot, point) for point in firsts)
        open_audits.append(Closing(sample.audit.name, coded_count, left_count, disputed_count))
    return tuple(open_audits)


def close(app: AppContext, name: str, who: str, anyway: bool = False) -> None:
    """Close an audit in somebody's name: its figures are recorded, and what people said of its points teaches the
    machine from now on.

    Raises AuditError where nothing of it is coded, or something is not and that is not meant (``anyway``).
    """
    audit_report(app, name, score=True, anyway=anyway)
    scored = app.store.figures(name)
    if scored is not None:
        app.store.note(ActivityEvent(ActivityKind.CLOSED_AUDIT, who, scored.time, name))


def found(snapshot: Snapshot, name: str) -> AuditFindings:
    """Return what an audit found when it was closed, by today's rules; raises UnreadableError if it was not."""
    record = recorded(snapshot.store, name)
    if record is None:
        raise UnreadableError(name, NOT_CLOSED)
    snapshot = snapshot.frame_of(name)
    findings = relimited(snapshot, audit_progress(snapshot, snapshot.audit(name)), record)
    return replace(findings, accuracy=as_told(snapshot, findings.accuracy))
