"""Error pages: what is wrong, and where to go on."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from fastapi import Request
from starlette.responses import Response

from analysis.web import page_rendering
from analysis.web.identity import own_path

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

BACK = "Go back to the page that you came from"


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """An error for people, and where to go on."""

    title: str
    lines: tuple[str, ...]
    on: tuple[str, str]


def show_error(request: Request, status: int, explanation: str, link: tuple[str, str] | None = None) -> Response:
    """Return an error page; ``explanation`` names the thing, the fault and what to do.

    Without a ``link`` it leads back to the page of ours that led to it, or else to the overview.
    """
    titled = 403 if status == 404 and request.method == "POST" else status  # what was sent was not done
    error_page = ErrorPage(TITLES.get(titled, TITLES[500]), tuple(explanation.splitlines()), link or _way_back(request))
    return page_rendering.render_error(request, error_page, status)


def _way_back(request: Request) -> tuple[str, str]:
    came_from = urlsplit(request.headers.get("referer", ""))
    is_ours = came_from.netloc and came_from.netloc == request.headers.get("host")
    if not is_ours or came_from.path == request.url.path:
        return OVERVIEW
    return own_path(came_from._replace(scheme="", netloc="", fragment="").geturl()), BACK
