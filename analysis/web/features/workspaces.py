"""The user's consultations: opening one, and beginning a new one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.responses import Response

from analysis.app.admin.new_consultation import NewConsultation, questions_of_paper, wrong_in
from analysis.app.admin.settings_edit import Mistake
from analysis.errors import ConsultationError, EverypointError, UnreadableError, WorkspaceError
from analysis.text import one_line
from analysis.web import page_rendering
from analysis.web.identity import CurrentUser, Form, SentForm
from analysis.web.state import CurrentLauncher
from analysis.workspace import named_folder

if TYPE_CHECKING:
    from analysis.web.launcher import ListedWorkspace

router = APIRouter()

WHICH = "Enter the path of the folder that holds the consultation"

NO_PAPER = "Choose the consultation document"

DATES = ("opened", "closed")


@dataclass(frozen=True, slots=True)
class WorkspacesPage:
    """The consultations that are known, and what was wrong with the folder that somebody named."""

    listed: tuple[ListedWorkspace, ...]
    folder: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class NewPage(page_rendering.FormProblems):
    """The form for a new consultation; ``told`` says what was read from its document."""

    typed: NewConsultation
    usual: str
    problems: tuple[Mistake, ...] = ()
    told: str = ""

    @property
    def links(self) -> tuple[Mistake, ...]:
        """Return what is wrong, with the id of the field that it is about."""
        return tuple((f"{field}-day" if field in DATES else field, problem) for field, problem in self.problems)


@router.get("/workspaces")
def show(request: Request, launcher: CurrentLauncher) -> Response:
    """Show the consultations that this user has opened."""
    return page_rendering.render(request, "workspaces.html.j2", WorkspacesPage(launcher.listed()))


@router.post("/workspaces/open")
def open_one(request: Request, launcher: CurrentLauncher, user: CurrentUser, form: SentForm) -> Response:  # noqa: ARG001
    """Open the consultation in a folder."""
    folder = form.text("folder")
    try:
        if not folder:
            raise WorkspaceError(WHICH)
        launcher.open(named_folder(folder))
    except EverypointError as error:
        workspaces_page = WorkspacesPage(launcher.listed(), folder, str(error))
        return page_rendering.render(request, "workspaces.html.j2", workspaces_page, 400)
    return page_rendering.redirect("/")


@router.post("/workspaces/forget")
def forget(launcher: CurrentLauncher, user: CurrentUser, form: SentForm) -> Response:  # noqa: ARG001
    """Take a consultation off the list; its folder stays."""
    launcher.forget(form.text("folder"))
    return page_rendering.redirect("/workspaces")


@router.get("/workspaces/new")
def ask(request: Request, launcher: CurrentLauncher) -> Response:  # noqa: ARG001
    """Show the form for a new consultation."""
    return _show_form(request, NewConsultation())


@router.post("/workspaces/new")
def create(request: Request, launcher: CurrentLauncher, user: CurrentUser, form: SentForm) -> Response:
    """Make a new consultation; where its document is to be read first, show what it asks."""
    typed = _parse(form)
    paper = next(iter(form.files("paper")), None)
    if form.text("read"):
        if paper is None:
            return _show_form(request, typed, [("paper", NO_PAPER)])
        try:
            questions = questions_of_paper(paper.file.read(), one_line(paper.filename or ""))
        except UnreadableError as error:
            return _show_form(request, typed, [("paper", str(error))])
        count = len(questions.splitlines())
        told = f"{count} question{'s were' if count > 1 else ' was'} found. Check them below and correct what is wrong."
        return _show_form(request, replace(typed, questions=questions), told=told)
    if problems := wrong_in(typed):
        return _show_form(request, typed, problems)
    try:
        launcher.create(typed, user)
    except ConsultationError as error:
        return _show_form(request, typed, [("title", problem) for problem in error.problems])
    except WorkspaceError as error:
        return _show_form(request, typed, [("folder", str(error))])
    return page_rendering.redirect("/")


def _show_form(
    request: Request, typed: NewConsultation, problems: list[Mistake] | None = None, told: str = ""
) -> Response:
    usual = str(NewConsultation(title=typed.title or "title").place.parent)
    new_page = NewPage(typed, usual, tuple(problems or ()), told)
    return page_rendering.render(request, "workspace_new.html.j2", new_page, 400 if problems else 200)


def _parse(form: Form) -> NewConsultation:
    opened, closed = (
        (form.text(f"{field}-day"), form.text(f"{field}-month"), form.text(f"{field}-year")) for field in DATES
    )
    return NewConsultation(
        form.text("title"), form.text("organisation"), opened, closed, form.text("questions"), form.text("folder")
    )
