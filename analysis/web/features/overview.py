"""The first page: what is in, what is waiting, what could not be read, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from analysis.app.views.overview_view import Overview, overview
from analysis.web import page_rendering
from analysis.web.state import AppState

router = APIRouter()


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """The contents of the first page."""

    stands: Overview


@router.get("/")
def first(request: Request, state: AppState) -> Response:
    """Return where the consultation stands."""
    return page_rendering.render(
        request, "overview.html.j2", OverviewPage(overview(state.app_context, state.snapshots))
    )
