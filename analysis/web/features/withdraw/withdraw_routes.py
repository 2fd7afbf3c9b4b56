"""Taking out what should not be in: what would go, why, and that it is meant."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from analysis.app.admin import erasure
from analysis.app.admin.withdraw import Withdrawal, preview_withdrawal
from analysis.app.use_case_results import Erased
from analysis.web import page_rendering
from analysis.web.identity import CurrentUser, SentForm, own_path
from analysis.web.state import AppState, CurrentSnapshot

router = APIRouter()

LONGEST = 200
"""Characters of a reason."""

NO_REASON = "Enter why it is being removed"
NOT_MEANT = "Tick the box to confirm that you want to remove it"


@dataclass(frozen=True, slots=True)
class OutPage:
    """The consequences of a withdrawal, and what has been said; ``problems`` are told at their fields."""

    going: Withdrawal
    why: str
    back: str
    waiting: str = "keep"
    problems: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class WithdrawnPage:
    """The result of a withdrawal."""

    document: str
    done: Erased
    back: str


@router.get("/response/out")
def ask(
    request: Request, state: AppState, snapshot: CurrentSnapshot, document: str, why: str = "", back: str = ""
) -> Response:
    """Return what would go with a response, or with a whole file."""
    withdraw_page = OutPage(
        preview_withdrawal(state.app_context, snapshot, document), why[:LONGEST], own_path(back or "/responses")
    )
    return page_rendering.render(request, "out.html.j2", withdraw_page)


@router.post("/response/out")
def take_out(request: Request, state: AppState, user: CurrentUser, form: SentForm) -> Response:
    """Erase it, as the command line does, in the name of whoever asked for it."""
    state.must_be_free()
    document, reason, return_address = form.text("document"), form.text("why")[:LONGEST], own_path(form.text("back"))
    consequences = preview_withdrawal(state.app_context, state.snapshots.get(), document)
    waiting = form.text("waiting", "keep")
    form_problems = [("why", NO_REASON)] if not reason else []
    if form.text("sure") != "yes":
        form_problems.append(("sure", NOT_MEANT))
    if form_problems:
        return page_rendering.render(
            request, "out.html.j2", OutPage(consequences, reason, return_address, waiting, tuple(form_problems)), 400
        )
    erased = erasure.erase(state.app_context, document, user.name, reason, keep_waiting=waiting != "delete")
    return page_rendering.render(request, "gone.html.j2", WithdrawnPage(document, erased, return_address))
