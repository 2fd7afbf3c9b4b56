"""The codebook's history: what was changed, by whom, and putting an earlier codebook back."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from analysis.app.coding.codebook_edit import UNCHANGED
from analysis.app.coding.codebook_history import PastChange, codebook_history, propose_restored
from analysis.errors import ConsultationError
from analysis.web import page_rendering
from analysis.web.features.codebook.weighing import show_weighed
from analysis.web.identity import CurrentUser, SentForm
from analysis.web.state import AppState, Services

router = APIRouter()

HISTORY = "/codebook/history"

STALE = "Someone has changed the codebook since. Nothing was put back. Choose again."
THE_SAME = "The codebook is already like that."


@dataclass(frozen=True, slots=True)
class PastPage:
    """What was changed, and why something could not be put back."""

    past: tuple[PastChange, ...]
    problem: str = ""


@router.get(HISTORY)
def show(request: Request, state: AppState, stale: bool = False) -> Response:
    """Show what was changed in the codebook, the newest first."""
    return _page(request, state, STALE if stale else "")


@router.post(HISTORY)
def put_back(request: Request, state: AppState, user: CurrentUser, form: SentForm) -> Response:
    """Keep the codebook as it was before a change as a change itself, and work out what it does."""
    try:
        proposal = propose_restored(state.app_context, form.text("id"), user)
    except ConsultationError as error:
        problem = THE_SAME if error.problems == (UNCHANGED,) else f"Nothing was put back: {'; '.join(error.problems)}."
        return _page(request, state, problem, 400)
    return show_weighed(state, proposal, user)


def _page(request: Request, state: Services, problem: str, status: int = 200) -> Response:
    page = PastPage(codebook_history(state.app_context), problem)
    return page_rendering.render(request, "codebook_history.html.j2", page, status)
