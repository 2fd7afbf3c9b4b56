"""Taking out what should not count, putting it back, and deleting for good what a respondent may demand."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from analysis.app.admin import erasure, taking_out
from analysis.app.admin.erasure_preview import ErasurePreview, preview_erasure
from analysis.app.use_case_results import Erased
from analysis.web import page_rendering
from analysis.web.coding_job import code_again
from analysis.web.identity import CurrentUser, SentForm, own_path
from analysis.web.state import AppState, CurrentSnapshot

router = APIRouter()

LONGEST = 200
"""Characters of a reason."""

NO_REASON = "Enter why it is being taken out"
NO_REASON_TO_DELETE = "Enter why it is being deleted"
NOT_MEANT = "Tick the box to confirm that you want to delete it for good"

OUT = "/responses?out=yes#taken-out"
"""Where what was taken out is listed."""


@dataclass(frozen=True, slots=True)
class OutPage:
    """What is to be taken out, or ``going`` for good, and what has been said; ``problems`` are told at their fields."""

    going: ErasurePreview
    why: str
    back: str
    waiting: str = "keep"
    problems: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ErasedPage:
    """The result of an erasure."""

    document: str
    done: Erased
    back: str


@router.get("/response/out")
def ask_out(
    request: Request, state: AppState, snapshot: CurrentSnapshot, document: str, why: str = "", back: str = ""
) -> Response:
    """Return what taking out a response, or a whole file, means."""
    going = preview_erasure(state.app_context, snapshot, document)
    return page_rendering.render(request, "out.html.j2", OutPage(going, why[:LONGEST], own_path(back or "/responses")))


@router.post("/response/out")
def take_out(request: Request, state: AppState, user: CurrentUser, form: SentForm) -> Response:
    """Have it count no longer, in the name of whoever asked for it; nothing is deleted."""
    state.must_be_free(only_appends=True)
    document, reason, back = form.text("document"), form.text("why")[:LONGEST], own_path(form.text("back"))
    snapshot = state.snapshots.get()
    if not reason:
        going = preview_erasure(state.app_context, snapshot, document)
        return page_rendering.render(
            request, "out.html.j2", OutPage(going, reason, back, problems=(("why", NO_REASON),)), 400
        )
    taking_out.take_out(state.app_context, snapshot, document, user.name, reason)
    return page_rendering.redirect_to(back if back.startswith("/upload/") else OUT)


@router.post("/response/back")
def put_back(state: AppState, user: CurrentUser, form: SentForm) -> Response:
    """Have it count again."""
    state.must_be_free(only_appends=True)
    taking_out.put_back(state.app_context, form.text("document"), user.name)
    code_again(state, user.name)
    return page_rendering.redirect("/responses", back="yes")


@router.get("/response/erase")
def ask_erasure(
    request: Request, state: AppState, snapshot: CurrentSnapshot, document: str, why: str = "", back: str = ""
) -> Response:
    """Return what would be deleted with a response, or with a whole file."""
    going = preview_erasure(state.app_context, snapshot, document)
    page = OutPage(going, why[:LONGEST], own_path(back or "/responses"))
    return page_rendering.render(request, "erase.html.j2", page)


@router.post("/response/erase")
def erase(request: Request, state: AppState, user: CurrentUser, form: SentForm) -> Response:
    """Erase it, as the command line does, in the name of whoever asked for it."""
    state.must_be_free()
    document, reason, back = form.text("document"), form.text("why")[:LONGEST], own_path(form.text("back"))
    going = preview_erasure(state.app_context, state.snapshots.get(), document)
    waiting = form.text("waiting", "keep")
    problems = [("why", NO_REASON_TO_DELETE)] if not reason else []
    if form.text("sure") != "yes":
        problems.append(("sure", NOT_MEANT))
    if problems:
        return page_rendering.render(
            request, "erase.html.j2", OutPage(going, reason, back, waiting, tuple(problems)), 400
        )
    erased = erasure.erase(state.app_context, document, user.name, reason, keep_waiting=waiting != "delete")
    return page_rendering.render(request, "gone.html.j2", ErasedPage(document, erased, back))
