"""Shared state of the app, and the handler argument that holds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends, Request
from jinja2 import Environment

from analysis.app.audit.session import AuditByHand
from analysis.app.context import AppContext
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.snapshot.snapshot_cache import SnapshotCache
from analysis.web.background_jobs import Jobs
from analysis.web.middleware import Refused

BUSY = "{} is in progress, so nothing else can be changed. Nothing was saved. Go back and try again later."
"""What is said to whoever wants to change something while a job holds the workspace."""


@dataclass(frozen=True, slots=True)
class Services:
    """The use cases, the snapshot cache, the audit session, the background jobs and the templates; safe to use from
    several threads."""

    app_context: AppContext
    snapshots: SnapshotCache
    audit_session: AuditByHand
    position_session: AuditByHand
    jobs: Jobs
    templates: Environment
    key: bytes
    """What this workspace's forms are signed with."""
    sections: tuple[tuple[str, str], ...] = ()
    """The navigation: (name, path) of each group of pages that is there."""

    def must_be_free(self) -> None:
        """Raise Refused while a job holds the workspace: a page does not wait for minutes."""
        for holding_job in filter(lambda holding_job: holding_job.holds, self.jobs.under_way()):
            raise Refused(409, BUSY.format(holding_job.title))


def services(request: Request) -> Services:
    """Return the app's Services, as create_app has set them."""
    return cast(Services, request.app.state.services)


AppState = Annotated[Services, Depends(services)]
"""A handler's argument of this type is the app's Services."""


def _current_snapshot(state: AppState) -> Snapshot:
    return state.snapshots.get()


CurrentSnapshot = Annotated[Snapshot, Depends(_current_snapshot)]
"""A handler's argument of this type is how the workspace stands, the same throughout the request."""


POSITIONS = "/positions"
"""How the addresses of the pages begin on which positions are audited, as points are on those without it."""


def audit_address(path: str) -> str:
    """Return where auditing begins in the frame of this page: of points, or of positions."""
    return f"{POSITIONS}/audit" if path.startswith(f"{POSITIONS}/") else "/audit"


def _audit_base(request: Request) -> str:
    return audit_address(request.url.path)


AuditBase = Annotated[str, Depends(_audit_base)]
"""A handler's argument of this type is where auditing begins in the frame of its page."""


def _audit_snapshot(snapshot: CurrentSnapshot, base: AuditBase) -> Snapshot:
    return snapshot.positions if base.startswith(POSITIONS) else snapshot


AuditSnapshot = Annotated[Snapshot, Depends(_audit_snapshot)]
"""A handler's argument of this type is how the workspace stands, in the frame of its page."""


def _audit_session(state: AppState, base: AuditBase) -> AuditByHand:
    return state.position_session if base.startswith(POSITIONS) else state.audit_session


AuditSession = Annotated[AuditByHand, Depends(_audit_session)]
"""A handler's argument of this type is the app's audit session."""
