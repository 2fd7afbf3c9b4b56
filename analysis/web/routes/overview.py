"""The first page: what is in, what is waiting, what could not be read, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from analysis.service.showing.overview import Overview, overview
from analysis.web import pages
from analysis.web.services import Here

router = APIRouter()


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """What the first page shows."""

    stands: Overview


@router.get("/")
def first(request: Request, here: Here) -> Response:
    """Where the consultation stands."""
    return pages.show(request, "overview.html.j2", OverviewPage(overview(here.everypoint, here.current)))
