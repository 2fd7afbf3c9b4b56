"""The launcher: the workspaces that this user knows, of which one is open at a time, behind one address.

A request goes to the app of the open workspace, or to the pages on which one is opened. An app that was opened stays
until the program ends, so that its jobs go on. The forms of each workspace are signed with a key of its own, so that a
page of one can change nothing in another that was opened since.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from analysis.app.admin.new_consultation import NewConsultation, start
from analysis.app.context import now
from analysis.app.single_file import shared_readers
from analysis.errors import WorkspaceError
from analysis.model import Coder
from analysis.rendering.sandbox import SHIPPED
from analysis.web import page_rendering
from analysis.web.app import PORT, bare_app, create_app, joined, shut
from analysis.web.features.names import router as names_router
from analysis.web.features.workspaces import router as workspaces_router
from analysis.web.middleware import load_form_key
from analysis.web.state import Services, Shell
from analysis.workspace import KnownWorkspace, KnownWorkspaces, Settings, Workspace

NO_WORKSPACE = "{} does not hold a consultation: there is no responses/consultation.toml in it. Choose another folder"


@dataclass(frozen=True, slots=True)
class ListedWorkspace:
    """A workspace of the list; ``is_busy``: work goes on in it."""

    known: KnownWorkspace
    is_open: bool
    is_busy: bool


class Launcher:
    """The ASGI application of several workspaces; safe to use from several threads."""

    def __init__(
        self,
        known: KnownWorkspaces,
        settings: Settings | None = None,
        *,
        port: int = PORT,
        clock: Callable[[], str] = now,
    ) -> None:
        """Begin with none open."""
        self._known, self._settings, self._port, self._clock = known, settings, port, clock
        self._lock = threading.Lock()
        self._apps: dict[Path, FastAPI] = {}
        self._current: FastAPI | None = None
        self._start = self._start_pages()

    def _start_pages(self) -> FastAPI:
        """Return the pages that are there where no workspace is open."""
        pages = joined([names_router, workspaces_router])
        pages.add_api_route("/", lambda: page_rendering.redirect("/workspaces"), response_class=Response)
        app = bare_app(pages, self._port)
        app.state.services = Shell(
            templates=page_rendering.environment(SHIPPED), key=load_form_key(self._known.home), launcher=self
        )
        return app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request of the workspace that is open, or show which there are."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        else:
            await (self._current or self._start)(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        """Close every workspace when the program ends."""
        while True:
            message = await receive()
            if message["type"] == "lifespan.shutdown":
                for app in self._apps.values():
                    shut(app)
                shared_readers().close()  # a consultation's document may have been read with none open
            await send({"type": f"{message['type']}.complete"})
            if message["type"] == "lifespan.shutdown":
                return

    @property
    def services(self) -> Services | None:
        """Return the state of the workspace that is open."""
        return self._current.state.services if self._current else None

    def listed(self) -> tuple[ListedWorkspace, ...]:
        """Return the workspaces that this user has opened, the last one first."""
        return tuple(self._listed(known) for known in self._known.listed())

    def _listed(self, known: KnownWorkspace) -> ListedWorkspace:
        app = self._apps.get(Path(known.folder))
        is_busy = app is not None and bool(app.state.services.under_way)
        return ListedWorkspace(known, app is not None and app is self._current, is_busy)

    def open(self, folder: Path) -> None:
        """Open the workspace in a folder; raises WorkspaceError where there is none, and StoreError."""
        root = folder.resolve()
        if not Workspace(root).consultation.is_file():
            raise WorkspaceError(NO_WORKSPACE.format(folder))
        with self._lock:
            if root not in self._apps:
                self._apps[root] = create_app(
                    Workspace(root), self._settings, port=self._port, clock=self._clock, launcher=self
                )
            self._current = self._apps[root]
        self._known.note(Workspace(root), self._clock())

    def create(self, new: NewConsultation, coder: Coder) -> None:
        """Make the workspace of a new consultation and open it; raises WorkspaceError and ConsultationError."""
        self.open(start(new, coder, self._settings, self._clock).root)

    def forget(self, folder: str) -> None:
        """Take a workspace off the list; nothing in its folder changes."""
        self._known.forget(folder)
