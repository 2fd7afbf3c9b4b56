"""The themes in one table: typed, pasted from a spreadsheet, and changed together with one preview."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields

from fastapi import APIRouter, Request
from starlette.responses import Response

from analysis.app.coding.codebook_edit import Book, Draft, book, propose
from analysis.app.coding.codebook_validation import Mistake
from analysis.app.coding.theme_table import MOST, TypedThemes, checked, table_of, with_pasted
from analysis.errors import ConsultationError
from analysis.web import page_rendering
from analysis.web.features.codebook.weighing import prepare_weighing, show_weighed
from analysis.web.identity import CurrentUser, Form, SentForm
from analysis.web.state import AppState

router = APIRouter()

TABLE = "/codebook/table"

EMPTY = 3
"""Empty rows below those that are filled in."""

ROW = re.compile(r"name-(\d{1,4})")

NONE = "Enter at least one theme"

STALE = (
    "Someone has changed the codebook since you opened this table. Nothing was saved; what you wrote is still below. "
    "Open the codebook in another window and compare both: what you save here replaces what they wrote."
)

TOO_MANY = f"A table holds up to {MOST} themes. Import a larger codebook as a file"


@dataclass(frozen=True, slots=True)
class TablePage(page_rendering.FormProblems):
    """The table as it is typed; ``pasted`` is what is still to be put into it."""

    table: TypedThemes
    rows: tuple[Draft, ...]
    base: str
    pasted: str = ""
    problems: tuple[Mistake, ...] = ()


@router.get(TABLE)
def show(request: Request, state: AppState) -> Response:
    """Show the codebook as a table."""
    current_book = book(state.app_context)
    prepare_weighing(state)
    return show_table(request, table_of(current_book.codebook), current_book.base)


@router.post(TABLE)
def send(request: Request, state: AppState, user: CurrentUser, form: SentForm) -> Response:
    """Keep what the table says as one change, and work out what it does; or put pasted rows into the table."""
    current_book, base = book(state.app_context), form.text("base")
    table = _parse(form, current_book)
    if form.text("more") or form.text("add"):
        return show_table(request, table, base, extra=5 if form.text("more") else 0)
    change, problems = checked(table, current_book, base)
    if not table.rows:
        problems = [("paste", NONE)]
    if len(table.rows) > MOST:
        problems = [("paste", TOO_MANY)]
    if not problems:
        try:
            proposal = propose(state.app_context, change, user)
        except ConsultationError as error:
            problems = [("form", STALE if base != current_book.base else problem) for problem in error.problems]
        else:
            return show_weighed(state, proposal, user)
    return show_table(request, table, current_book.base, problems)


def show_table(
    request: Request, table: TypedThemes, base: str, problems: Sequence[Mistake] = (), extra: int = 0
) -> Response:
    """Return the page of a table, with empty rows below it."""
    rows = (*table.rows, *[Draft()] * (EMPTY + extra))
    table_page = TablePage(table, rows, base, problems=tuple(problems))
    return page_rendering.render(request, "codebook_table.html.j2", table_page, 400 if problems else 200)


def _parse(form: Form, current_book: Book) -> TypedThemes:
    """Return the table that was sent: rows that are empty or marked to be retired are left out."""
    numbers = [row[1] for field in form.names() if (row := ROW.fullmatch(field))]
    drafts = [Draft(**{one.name: form.text(f"{one.name}-{number}") for one in fields(Draft)}) for number in numbers]
    retired = set(form.texts("retire"))
    typed = [draft for draft in drafts if draft != Draft() and draft.key not in retired - {""}]
    governed = tuple(key for key in form.texts("keys") if key in current_book.codebook.keys)
    return TypedThemes(with_pasted(typed, form.text("paste")), governed, bool(form.text("examples")))
