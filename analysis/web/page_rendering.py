"""Page rendering: templates are found, filled in and sent, with what every page's layout needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request
from jinja2 import Environment, StrictUndefined
from starlette.responses import HTMLResponse, RedirectResponse, Response

from analysis.app.views.journey import Journey, StepState
from analysis.errors import EverypointError
from analysis.rendering.formats import FILTERS, day
from analysis.rendering.sandbox import SHIPPED, Sandbox, loader_of, template_faults
from analysis.web.background_jobs import CODING, Job
from analysis.web.identity import find_user
from analysis.web.middleware import token
from analysis.web.state import audit_address, shell
from analysis.workspace import Workspace, load_consultation, template_folders

BELONGS = {
    "/assignments": "/audit",
    "/crossings": "/themes",
    "/map": "/themes",
    "/points": "/themes",
    "/positions": "/audit",
    "/response": "/responses",
    "/upload": "/responses",
}
"""Pages whose section bears another name than their address begins with."""


@dataclass(frozen=True, slots=True)
class PageFrame:
    """The layout's values: the user, the path, the token of this browser's forms, and the jobs under way."""

    consultation: str
    path: str
    who: str
    token: str
    sections: tuple[tuple[str, str], ...]
    jobs: tuple[Job, ...] = ()
    journey: Journey | None = None
    parts: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """The pages of each section that has several, by its path."""
    has_others: bool = False
    """Whether the user's other workspaces can be opened from here."""

    @property
    def is_reading(self) -> bool:
        """Return whether responses are being read, or counted, of which no figure tells yet."""
        return self.journey is not None and self.journey.steps[0].state is StepState.COUNTING

    @property
    def coding(self) -> Job | None:
        """Return the job that codes the points, while it is under way."""
        return next((job for job in self.jobs if job.title == CODING), None)

    @property
    def audit(self) -> str:
        """Return where auditing begins in the frame of this page."""
        return audit_address(self.path)

    @property
    def here(self) -> str:
        """Return the path of the section that this page belongs to."""
        section_path = f"/{self.path.split('/')[1]}"
        return BELONGS.get(section_path, section_path)


def environment(folders: Sequence[Path]) -> Environment:
    """Return Jinja2 for the pages: escaping everywhere, templates from the first folder that has them."""
    return _environment(tuple(folder for folder in folders if folder.is_dir()))


@cache
def _environment(folders: tuple[Path, ...]) -> Environment:
    jinja_environment = Sandbox(
        loader=loader_of(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    jinja_environment.filters.update(FILTERS)
    jinja_environment.filters["size"] = size
    jinja_environment.filters["when"] = when
    jinja_environment.globals["address"] = address
    return jinja_environment


def size(byte_count: int) -> str:
    """Return a size in words: 1234567 bytes are "1.2 MB"."""
    for unit_name, unit_bytes in (("MB", 1_000_000), ("kB", 1_000)):
        if byte_count >= unit_bytes:
            return f"{byte_count / unit_bytes:,.1f} {unit_name}"
    return f"{byte_count:,} bytes"


def when(timestamp: str) -> str:
    """Return a time in words: "2026-11-22T12:52:07+00:00" is "22 November 2026 at 12:52 (UTC)"."""
    moment = datetime.fromisoformat(timestamp).astimezone(UTC)
    return f"{day(moment.date())} at {moment:%H:%M} (UTC)"


def address(path: str, **query: Any) -> str:
    """Return a path with its query: ``address("/response", document="a b.txt")``."""
    set_parameters = {
        parameter: parameter_value for parameter, parameter_value in query.items() if parameter_value not in (None, "")
    }
    return quote(path) + (f"?{urlencode(set_parameters, doseq=True)}" if set_parameters else "")


def longer_address(address: str, query: str) -> str:
    """Return an address with a further part of its query."""
    return f"{address}{'&' if '?' in address else '?'}{query}"


class FormProblems:
    """The part of a form's page that tells what is wrong in it, by its fields."""

    problems: tuple[tuple[str, str], ...]

    def problem(self, field: str) -> str:
        """Return what is wrong in a field, if anything."""
        return "; ".join(problem for wrong_field, problem in self.problems if wrong_field == field)


def render(
    request: Request,
    template: str,
    view: object = None,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    user_name: str = "",
) -> Response:
    """Render a page: the template ``web/…`` with ``view``, and ``page``, which is the layout's.

    ``user_name`` is whoever is there from now on, where the request itself changes that.
    """
    return _rendered(shell(request).templates, request, template, view, status, headers, user_name)


def render_error(request: Request, view: object, status: int) -> Response:
    """Render an error page from the shipped templates: the workspace's own may be what is wrong."""
    return _rendered(environment(SHIPPED), request, "trouble.html.j2", view, status)


def _rendered(
    templates: Environment,
    request: Request,
    template: str,
    view: object,
    status: int,
    headers: Mapping[str, str] | None = None,
    user_name: str = "",
) -> Response:
    workspace = shell(request).workspace
    with template_faults(f"templates/web/{template}", _custom_folders(workspace) if workspace else []):
        page_html = templates.get_template(f"web/{template}").render(view=view, page=page_frame(request, user_name))
    return HTMLResponse(page_html, status, dict(headers or {}))


def _custom_folders(workspace: Workspace) -> list[Path]:
    """Return the template folders that did not come with Everypoint."""
    return [folder for folder in template_folders(workspace) if folder.resolve() not in SHIPPED]


def redirect(path: str, **query: Any) -> Response:
    """Redirect to a page after a change, so that loading it again changes nothing."""
    return RedirectResponse(address(path, **query), 303)


def redirect_to_job(job: Job) -> Response:
    """Redirect to the page that shows how far a job is."""
    return redirect(f"/jobs/{job.id}")


def redirect_to(target_address: str) -> Response:
    """Redirect to a finished address, query and all."""
    return RedirectResponse(target_address, 303)


def page_frame(request: Request, user_name: str = "") -> PageFrame:
    """Return what this request's layout needs; ``user_name`` is whoever is there, if not who the request says."""
    app_state, current_user = shell(request), find_user(request)
    consultation_title, user_name = "", user_name or (current_user.name if current_user else "")
    way: Journey | None = None
    with suppress(EverypointError):  # a mistake in consultation.toml is told on the page, not in its frame
        if app_state.workspace:
            consultation_title = load_consultation(app_state.workspace.consultation).title
            way = app_state.journey if user_name else None
    return PageFrame(
        consultation=consultation_title,
        path=request.url.path,
        who=user_name,
        token=token(app_state.key, getattr(request.state, "session", ""), user_name),
        sections=app_state.sections,
        parts=app_state.parts,
        jobs=app_state.under_way,
        journey=way,
        has_others=app_state.launcher is not None,
    )
