"""Charts: the look of the report's charts, for the team's own pages; one style sheet serves both."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from analysis.web.state import AppState

router = APIRouter()


@router.get("/charts.css")
def style(state: AppState) -> Response:
    """Return the style of charts, as the report has it."""
    sheet = state.templates.get_template("report/charts.css").render()
    return Response(sheet, media_type="text/css", headers={"cache-control": "no-cache"})
