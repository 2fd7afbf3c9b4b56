"""The history page: what was done, and by whom."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from analysis.app.views.activity_history import History, history
from analysis.web import page_rendering
from analysis.web.state import AppState, CurrentSnapshot

router = APIRouter()


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """The newest of what people did; ``documents`` names the responses that can be opened."""

    history: History
    documents: Collection[str]


@router.get("/history")
def show(request: Request, state: AppState, snapshot: CurrentSnapshot) -> Response:
    """Show what was done last, when and by whom."""
    page = HistoryPage(history(state.app_context, snapshot), snapshot.corpus.labels)
    return page_rendering.render(request, "history.html.j2", page)
