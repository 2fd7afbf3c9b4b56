"""Error pages: what is wrong, and where to go on."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request
from starlette.responses import Response

from analysis.web import page_rendering

TITLES = {
    400: "This request could not be understood",
    403: "This was not done",
    404: "Page not found",
    405: "This cannot be opened",
    409: "This cannot be done now",
    413: "This is too large",
    500: "Something went wrong",
}
"""What the page of each status is called."""

OVERVIEW = ("/", "Go to the overview")
"""Where such a page leads, if nothing else is nearer: an address and its words."""


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """An error for people, and where to go on."""

    title: str
    lines: tuple[str, ...]
    on: tuple[str, str]


def show_error(request: Request, status: int, explanation: str, link: tuple[str, str] = OVERVIEW) -> Response:
    """Return an error page; ``explanation`` names the thing, the fault and what to do."""
    titled = 403 if status == 404 and request.method == "POST" else status  # what was sent was not done
    error_page = ErrorPage(TITLES.get(titled, TITLES[500]), tuple(explanation.splitlines()), link)
    return page_rendering.render_error(request, error_page, status)
