"""A visit to the audit pages: who comes, and how the workspace stands in the frame of the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.responses import Response

from analysis.app.audit.coding_page import CodingPage
from analysis.app.audit.queues import QueueKind
from analysis.app.audit.record import Last
from analysis.app.audit.session import AuditByHand, Progress, Start
from analysis.app.context import AppContext
from analysis.app.snapshot.snapshot import Snapshot
from analysis.model import Coder, PointKey
from analysis.web import page_rendering
from analysis.web.identity import CurrentUser
from analysis.web.state import POSITIONS, AppState, CurrentSnapshot, Services, audit_address


@dataclass(frozen=True, slots=True)
class Visit:
    """A request of the audit pages; ``base`` is where auditing begins in its frame, of points or of positions."""

    state: Services
    snapshot: Snapshot
    session: AuditByHand
    user: Coder
    base: str

    def start(self) -> Start:
        """Return the kinds of audit, and how far each is."""
        return self.session.start(self.snapshot, self.user)

    def progress(self, kind: QueueKind) -> Progress:
        """Return how far one kind of audit is."""
        return self.session.progress(self.snapshot, kind, self.user)

    def next(self, kind: QueueKind, after: PointKey | None = None) -> PointKey | None:
        """Return the next point of a kind, after one; None where none is left."""
        return self.session.next(self.snapshot, kind, self.user, after)

    def look(self, kind: QueueKind, point: PointKey) -> CodingPage:
        """Return a point, laid before the visitor; raises UnreadableError or AuditError."""
        return self.session.look(self.snapshot, kind, self.user, point)

    def last(self, kind: QueueKind) -> Last | None:
        """Return the visitor's last coding of a kind, which they can take back."""
        return self.session.last(self.snapshot, kind, self.user)

    def run(self, title: str, work: Callable[[AppContext], Any], then: str, holds_workspace: bool = True) -> Response:
        """Start a job, and lead to its page."""
        job = self.state.jobs.start(title, work, then, self.user.name, holds_workspace=holds_workspace)
        return page_rendering.redirect_to_job(job)


def _visit(request: Request, state: AppState, snapshot: CurrentSnapshot, user: CurrentUser) -> Visit:
    base = audit_address(request.url.path)
    if base.startswith(POSITIONS):
        return Visit(state, snapshot.positions, state.position_session, user, base)
    return Visit(state, snapshot, state.audit_session, user, base)


AuditVisit = Annotated[Visit, Depends(_visit)]
"""A handler's argument of this type is the visit that its request makes."""
