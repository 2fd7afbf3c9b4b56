"""Shared state of the app, and the handler argument that holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, cast

from fastapi import Depends, Request
from jinja2 import Environment

from analysis.app.audit.session import AuditByHand
from analysis.app.context import AppContext
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.snapshot.snapshot_cache import SnapshotCache
from analysis.app.views.first_visits import first_visits
from analysis.app.views.journey import Journey, journey
from analysis.errors import UnreadableError
from analysis.model import Consultation
from analysis.web.background_jobs import CODING, Job, Jobs
from analysis.web.middleware import Refused
from analysis.workspace import Workspace, load_consultation

if TYPE_CHECKING:
    from analysis.web.launcher import Launcher

BUSY = "{} is in progress, so nothing else can be changed. Nothing was saved. Go back and try again later."
"""What is said to whoever wants to change something while a job holds the workspace."""

SOON = 3.0
"""Seconds for which a page waits for points to be coded before it says that it cannot be changed now."""

ONE_ALONE = "Everypoint was started for one consultation. To see the others, stop it and start it without --workspace"
"""What is said where the program serves one workspace."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """What every page needs, also where no workspace is open: the templates, and the way to the other workspaces."""

    templates: Environment
    key: bytes
    """What the forms of these pages are signed with."""
    launcher: Launcher | None = None
    """The workspaces that this user knows; None where the program was started for one alone."""
    sections: tuple[tuple[str, str], ...] = ()
    """The navigation: (name, path) of each group of pages that is there."""
    parts: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """The pages of each group that has several, by its path."""

    @property
    def workspace(self) -> Workspace | None:
        """Return the workspace that is open."""
        return None

    @property
    def under_way(self) -> tuple[Job, ...]:
        """Return the jobs that run and that wait."""
        return ()

    @property
    def journey(self) -> Journey | None:
        """Return how far the consultation is on its way to a report."""
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Services(Shell):
    """The use cases with all that serves them; safe to use from several threads."""

    app_context: AppContext
    snapshots: SnapshotCache
    audit_session: AuditByHand
    position_session: AuditByHand
    jobs: Jobs

    @property
    def workspace(self) -> Workspace:
        """Return the workspace that is open."""
        return self.app_context.workspace

    @property
    def consultation(self) -> Consultation:
        """Return the consultation as its file says now; raises ConsultationError."""
        return load_consultation(self.workspace.consultation)

    @property
    def under_way(self) -> tuple[Job, ...]:
        """Return the jobs that run and that wait."""
        return self.jobs.under_way()

    @property
    def journey(self) -> Journey:
        """Return how far the consultation is on its way to a report; raises ConsultationError."""
        return journey(self.app_context, self.snapshots)

    def must_be_free(self, only_appends: bool = False) -> None:
        """Raise Refused while a job holds the workspace: a page does not wait for minutes.

        While points are coded, it waits a moment, as that is mostly over then; what ``only_appends`` records need not.
        """
        for job in self.jobs.under_way():
            if job.holds or (job.title == CODING and not only_appends and not self.jobs.is_over_soon(job.id, SOON)):
                raise Refused(409, BUSY.format(job.title))


def shell(request: Request) -> Shell:
    """Return what every page needs, whether a workspace is open or not."""
    return cast(Shell, request.app.state.services)


def _launcher(request: Request) -> Launcher:
    launcher = shell(request).launcher
    if launcher is None:
        raise UnreadableError("Other consultations", ONE_ALONE)
    return launcher


CurrentLauncher = Annotated["Launcher", Depends(_launcher)]
"""A handler's argument of this type is the launcher; the page is not there where the program serves one workspace."""


def services(request: Request) -> Services:
    """Return the app's Services, as create_app has set them."""
    return cast(Services, request.app.state.services)


AppState = Annotated[Services, Depends(services)]
"""A handler's argument of this type is the app's Services."""


def _current_snapshot(state: AppState, request: Request) -> Snapshot:
    if request.method != "GET":
        return state.snapshots.get()
    snapshot = state.snapshots.get_soon()
    state.snapshots.begin(first_visits, snapshot, when_quiet=True)
    return snapshot


CurrentSnapshot = Annotated[Snapshot, Depends(_current_snapshot)]
"""A handler's argument of this type is how the workspace stands, the same throughout the request."""


POSITIONS = "/positions"
"""How the addresses of the pages begin on which positions are audited, as points are on those without it."""


def audit_address(path: str) -> str:
    """Return where auditing begins in the frame of this page: of points, or of positions."""
    return f"{POSITIONS}/audit" if path.startswith(f"{POSITIONS}/") else "/audit"
