"""Undoing a draw: a sample of which nothing is coded yet is given up, and the record of both stays."""

from __future__ import annotations

from analysis.app.context import AppContext
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.snapshot.taking import take
from analysis.auditing.blinding import Sample
from analysis.errors import AuditError
from analysis.model import ActivityEvent, ActivityKind, CodingMode

CODED = "Points of this sample have been coded, so it cannot be undone. Code the rest of them, or close the audit."


def undoable(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the names of the audits of which the draw can be undone: nobody has coded a point of them."""
    return tuple(sample.audit.name for sample in snapshot.samples if _is_untouched(snapshot, sample))


def undo_draw(app: AppContext, name: str, who: str) -> None:
    """Give a sample up, in somebody's name; drawn again by the same size, it has the same points.

    Raises AuditError where there is no such audit, or something of it is coded.
    """
    with app.store.alone():
        snapshot = take(app).frame_of(name)
        snapshot.audit(name)
        if name not in undoable(snapshot):
            raise AuditError(CODED)
        app.store.note(ActivityEvent(ActivityKind.UNDID_DRAW, who, app.clock(), name))


def _is_untouched(snapshot: Snapshot, sample: Sample) -> bool:
    """Return whether nobody has coded a point of a sample blind, also not for a moment."""
    if sample.audit.scored:
        return False
    coded = sample.coded(snapshot.people.codings)
    drawn, since = set(sample.today.drawn), sample.audit.draws[0].time
    return not (coded.first or coded.others) and not any(
        coding.point in drawn and coding.mode is not CodingMode.ASSISTED and coding.time >= since
        for coding in snapshot.people.codings
    )
