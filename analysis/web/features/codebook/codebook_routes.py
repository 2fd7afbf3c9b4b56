"""The codebook: its themes, and changing them, with what that does shown before it is saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from analysis.app.coding.codebook_edit import (
    STALE,
    Act,
    Book,
    Draft,
    book,
    find_proposal,
    give_up,
    is_of_several,
    is_stale,
    propose,
    save,
)
from analysis.app.coding.codebook_import import propose_import, read_foreign
from analysis.app.coding.codebook_validation import Mistake, keyed, mistakes
from analysis.app.coding.theme_table import table_of_change
from analysis.app.revisions import Kept, saved_as
from analysis.app.views.figures import figures
from analysis.errors import ConsultationError, UnreadableError
from analysis.text import one_line
from analysis.web import page_rendering
from analysis.web.coding_job import code_again
from analysis.web.features.codebook.codebook_forms import (
    MOST_PARTS,
    OF_ONE,
    first_drafts,
    parse_change,
)
from analysis.web.features.codebook.codebook_views import (
    ChangePage,
    CodebookPage,
    FormPage,
    ImportPage,
    SavedPage,
    ThemeView,
)
from analysis.web.features.codebook.codebook_words import CHOOSE_TWO, NO_FILE, NOTHING_NEW, STALE_FILE
from analysis.web.features.codebook.past_routes import HISTORY
from analysis.web.features.codebook.past_routes import router as past_router
from analysis.web.features.codebook.table_routes import router as table_router
from analysis.web.features.codebook.table_routes import show_table
from analysis.web.features.codebook.weighing import prepare_weighing, show_weighed, weighing_job
from analysis.web.identity import CurrentUser, SentForm
from analysis.web.state import AppState, Services

router = APIRouter()
router.include_router(table_router)
router.include_router(past_router)


IMPORT, PROPOSALS = "/codebook/import", "/codebook/proposals"


# Looking --------------------------------------------------------------------------------------------------------------


@router.get("/codebook")
def show(request: Request, state: AppState, done: str = "") -> Response:
    """Show the codebook."""
    return page_rendering.render(request, "codebook.html.j2", _codebook_page(state, done=bool(done)))


@router.get("/codebook/theme/{key}")
def show_theme(request: Request, state: AppState, key: str) -> Response:
    """Show one theme, whole."""
    codebook_page = _codebook_page(state)
    return page_rendering.render(request, "theme.html.j2", ThemeView(codebook_page.book.theme(key), codebook_page))


def _codebook_page(state: Services, done: bool = False) -> CodebookPage:
    return CodebookPage(book(state.app_context), figures(state.snapshots, state.snapshots.get_soon()), done)


# Writing --------------------------------------------------------------------------------------------------------------


@router.get("/codebook/form")
def write(
    request: Request,
    state: AppState,
    act: Act = Act.ADD,
    keys: Annotated[Sequence[str], Query()] = (),
    proposal: str = "",
    chosen: str = "",
) -> Response:
    """Return a form: an empty one, one with themes as they are, or one with what was written before.

    ``chosen``: somebody has sent the choice of the themes that are to be merged.
    """
    current_book, keys = book(state.app_context), tuple(dict.fromkeys(keys))
    prepare_weighing(state)
    if proposal and (saved_revision := saved_as(state.app_context, proposal)):
        return _show_saved(request, saved_revision)
    if proposal:
        proposed_change = find_proposal(state.app_context, proposal).change
        elsewhere = {Act.IMPORT: IMPORT, Act.RESTORE: HISTORY}.get(proposed_change.act, "")
        if elsewhere or is_of_several(proposed_change):
            return page_rendering.redirect(elsewhere or PROPOSALS)
        if proposed_change.act is Act.TABLE:
            return show_table(request, table_of_change(proposed_change), current_book.base)
        return _show_form(request, proposed_change.act, proposed_change.keys, proposed_change.drafts, current_book)
    if act in (Act.IMPORT, Act.TABLE, Act.RESTORE) or (act in OF_ONE and len(keys) != 1):
        return page_rendering.redirect("/codebook")
    chosen_themes = tuple(current_book.theme(key) for key in keys)
    is_short = act is Act.MERGE and chosen and len(keys) < 2
    return _show_form(
        request, act, keys, first_drafts(act, chosen_themes), current_book, [("form", CHOOSE_TWO)] if is_short else ()
    )


def _show_form(
    request: Request,
    action: Act,
    keys: Sequence[str],
    drafts: tuple[Draft, ...],
    current_book: Book,
    problems: Sequence[Mistake] = (),
) -> Response:
    chosen_themes = tuple(theme for theme in current_book.codebook.themes if theme.key in keys)
    if action is Act.MERGE and len(chosen_themes) < 2:
        drafts = ()
    form_page = FormPage(action, chosen_themes, drafts, current_book, tuple(problems))
    return page_rendering.render(request, "theme_form.html.j2", form_page, 400 if problems else 200)


@router.post("/codebook/form")
def send(request: Request, state: AppState, user: CurrentUser, form: SentForm) -> Response:
    """Keep what is written, and work out what it does."""
    sent_change = parse_change(form)
    current_book = book(state.app_context)
    if form.text("more"):
        return _show_form(
            request, sent_change.act, sent_change.keys, (*sent_change.drafts, Draft())[:MOST_PARTS], current_book
        )
    form_problems = mistakes(sent_change, current_book.codebook)
    if not form_problems:
        try:
            proposal = propose(state.app_context, keyed(sent_change, current_book.codebook), user)
        except ConsultationError as error:
            form_problems = [("form", problem_text) for problem_text in error.problems]
        else:
            return show_weighed(state, proposal, user)
    return _show_form(request, sent_change.act, sent_change.keys, sent_change.drafts, current_book, form_problems)


# Importing ------------------------------------------------------------------------------------------------------------


@router.get(IMPORT)
def choose_file(request: Request) -> Response:
    """Show the page on which a codebook's file is chosen."""
    return page_rendering.render(request, "codebook_import.html.j2", ImportPage())


@router.post(IMPORT)
def import_file(request: Request, state: AppState, user: CurrentUser, form: SentForm) -> Response:
    """Read a file, keep its themes as a change, and work out what that does."""
    sent_file = next(iter(form.files("files")), None)
    if sent_file is None:
        return _refuse_file(request, (NO_FILE,))
    name = one_line(sent_file.filename or "")
    try:
        project = read_foreign(sent_file.file.read(), name)
        proposal = propose_import(state.app_context, project, name, user)
    except ConsultationError as error:
        return _refuse_file(request, error.problems)
    except UnreadableError as error:
        return _refuse_file(request, (str(error),))
    if proposal is None:
        return _refuse_file(request, (NOTHING_NEW,))
    return show_weighed(state, proposal, user)


def _refuse_file(request: Request, problems: Sequence[str]) -> Response:
    return page_rendering.render(request, "codebook_import.html.j2", ImportPage(tuple(problems)), 400)


# Saving ---------------------------------------------------------------------------------------------------------------


@router.get("/codebook/change/{id}")
def show_change(request: Request, state: AppState, user: CurrentUser, id: str) -> Response:
    """Return what a change does, before it is saved."""
    if saved_revision := saved_as(state.app_context, id):
        return _show_saved(request, saved_revision)
    proposal = find_proposal(state.app_context, id)
    change_page = ChangePage(
        proposal,
        book(state.app_context).codebook,
        weighing_job(state, proposal, user),
        is_stale(state.app_context, proposal),
    )
    return page_rendering.render(request, "change.html.j2", change_page)


@router.post("/codebook/change/{id}/save")
def save_change(request: Request, state: AppState, user: CurrentUser, id: str) -> Response:
    """Write a change into consultation.toml; one that was made of another file goes back to its form."""
    if saved_as(state.app_context, id):
        return page_rendering.redirect("/codebook", done="saved")
    state.must_be_free()
    try:
        save(state.app_context, id, user)
    except ConsultationError:
        change, current_book = find_proposal(state.app_context, id).change, book(state.app_context)
        if change.act is Act.IMPORT:
            return _refuse_file(request, (STALE_FILE,))
        if change.act is Act.RESTORE:
            return page_rendering.redirect(HISTORY, stale=1)
        if is_of_several(change):
            return page_rendering.redirect(PROPOSALS, stale=1)
        if change.act is Act.TABLE:
            return show_table(request, table_of_change(change), current_book.base, [("form", STALE)])
        return _show_form(request, change.act, change.keys, change.drafts, current_book, [("form", STALE)])
    code_again(state, user.name)
    return page_rendering.redirect("/codebook", done="saved")


@router.post("/codebook/change/{id}/drop")
def drop_change(request: Request, state: AppState, id: str) -> Response:
    """Give a change up; one that is saved already stays."""
    if saved_revision := saved_as(state.app_context, id):
        return _show_saved(request, saved_revision)
    give_up(state.app_context, id)
    return page_rendering.redirect("/codebook")


def _show_saved(request: Request, saved_revision: Kept) -> Response:
    return page_rendering.render(request, "change_saved.html.j2", SavedPage(saved_revision))
