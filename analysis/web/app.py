"""Application factory: the use cases, the pages and the middleware, put together."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from analysis.app.audit.session import AuditByHand
from analysis.app.context import AppContext, now
from analysis.app.snapshot.snapshot_cache import SnapshotCache
from analysis.errors import EverypointError, StillReadingError, UnreadableError
from analysis.web import page_rendering
from analysis.web.background_jobs import Jobs
from analysis.web.error_pages import show_error
from analysis.web.features import PARTS, SECTIONS, names, routers
from analysis.web.features.audit import router as audit_router
from analysis.web.features.uploads import upload_routes
from analysis.web.identity import Renamed, Unnamed, check_token, require_introduction
from analysis.web.middleware import Guard, Rules, allowed_hosts, load_form_key
from analysis.web.state import POSITIONS, Services
from analysis.workspace import Settings, Workspace, template_folders

if TYPE_CHECKING:
    from analysis.web.launcher import Launcher

PORT = 8137
"""Where the pages are, if nothing else is said; no well-known program listens there."""

STATIC = Path(__file__).parent / "static"

LARGER = {"/upload": 2_000_000_000, "/codebook/import": 500_000_000, "/workspaces/new": 200_000_000}
"""Paths that take files, and how many bytes at once: a table of half a million answers has 300 MB, a project of another
tool the responses' texts, a consultation's own document pictures."""

MISSING = "There is no such page. The address may be mistyped, or the page has been removed."


SWITCH = 0.0005
"""Seconds for which a thread works on while others wait: with Python's five thousandths a page that is asked for while
figures are counted waits as long at each of its forty questions to the store and the disk."""


def create_app(
    workspace: Workspace,
    settings: Settings | None = None,
    *,
    port: int = PORT,
    clock: Callable[[], str] = now,
    launcher: Launcher | None = None,
) -> FastAPI:
    """Return the web app on one workspace, for this machine's own browser at this port; raises WorkspaceError.

    With a ``launcher``, its pages lead to the user's other workspaces.
    """
    sys.setswitchinterval(SWITCH)
    app_context = AppContext(workspace, clock=clock, settings=settings or Settings.of_environment())
    app = bare_app(_pages(), port)
    job_queue = Jobs(app_context)
    snapshots = SnapshotCache(
        app_context,
        lambda: any(running_job.holds for running_job in job_queue.under_way()),
        lambda: job_queue.ended,
        is_receiving=lambda: any(running_job.then.startswith("/upload/") for running_job in job_queue.under_way()),
    )
    app.state.services = Services(
        app_context=app_context,
        snapshots=snapshots,
        audit_session=AuditByHand(snapshots),
        position_session=AuditByHand(snapshots, of_positions=True),
        jobs=job_queue,
        templates=page_rendering.environment(template_folders(workspace)),
        key=load_form_key(workspace.state),
        launcher=launcher,
        sections=SECTIONS,
        parts=PARTS,
    )
    upload_routes.resume(app.state.services)
    return app


@cache
def _pages() -> APIRouter:
    """Return the pages of a workspace, of which the routes are worked out once for all apps."""
    pages = joined(routers())
    pages.include_router(audit_router, prefix=POSITIONS)
    return pages


def joined(page_routers: Sequence[APIRouter]) -> APIRouter:
    """Return these pages as one router that sees to who asks, and whether a form is ours."""
    pages = APIRouter(dependencies=[Depends(require_introduction), Depends(check_token)])
    for router in page_routers:
        pages.include_router(router)
    return pages


def bare_app(pages: APIRouter, port: int) -> FastAPI:
    """Return an app of these pages behind all that every request goes through; its state is still to be set."""
    app = FastAPI(
        openapi_url=None,
        routes=[*pages.routes],
        middleware=[Middleware(Guard, rules=Rules(allowed_hosts(port), LARGER), explain=_show_refusal)],
        lifespan=_close_at_end,
    )
    app.mount("/static", _Static(directory=STATIC))
    _handle_errors(app)
    return app


class _Static(StaticFiles):
    """Styles and scripts, which a browser keeps but asks about each time: an upgrade is seen at once."""

    def file_response(self, *arguments: Any, **options: Any) -> Response:
        """Return one file, to be asked for again each time."""
        response = super().file_response(*arguments, **options)
        response.headers["cache-control"] = "no-cache"
        return response


@asynccontextmanager
async def _close_at_end(app: FastAPI) -> AsyncIterator[None]:
    """Close the store and the reader processes when the program ends."""
    yield
    shut(app)


def shut(app: FastAPI) -> None:
    """Close the store of an app's workspace, and the reader processes."""
    app_context = app.state.services.app_context
    app_context.readers.close()
    app_context.store.close()


# What went wrong ------------------------------------------------------------------------------------------------------


def _handle_errors(app: FastAPI) -> None:
    """Register the handlers that show every error on a page."""
    error_handlers: dict[type[Exception], Callable[[Request, Any], Response]] = {
        Unnamed: _ask_name,
        Renamed: names.show_renamed,
        HTTPException: _show_http_error,
        RequestValidationError: _show_invalid_request,
        StillReadingError: _show_reading,
        UnreadableError: _show_missing,
        EverypointError: _show_refused,
    }
    for error_class, handler in error_handlers.items():
        app.add_exception_handler(error_class, handler)


def _ask_name(_: Request, error: Unnamed) -> Response:
    return page_rendering.redirect("/name", next=error.back)


def _show_http_error(request: Request, error: HTTPException) -> Response:
    return show_error(request, error.status_code, MISSING if error.status_code == 404 else str(error.detail))


def _show_invalid_request(request: Request, error: RequestValidationError) -> Response:
    field_names = ", ".join(str(field_error["loc"][-1]) for field_error in error.errors())
    return show_error(
        request, 400, f"Something is missing from the address or form: {field_names}. Go back and try again."
    )


def _show_reading(request: Request, _: StillReadingError) -> Response:
    return page_rendering.render(request, "reading.html.j2")


def _show_missing(request: Request, error: UnreadableError) -> Response:
    return show_error(request, 404, str(error))


def _show_refused(request: Request, error: EverypointError) -> Response:
    return show_error(request, 409, str(error))


def _show_refusal(scope: Scope, status: int, explanation: str) -> Response:
    return show_error(Request(scope), status, explanation)
