"""The respondents in one table: names, types and consent, typed or pasted from a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from analysis.app.ingest.respondent_table import RespondentRow, describe_all, pasted_rows
from analysis.app.ingest.respondent_types import add_types
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.views.response_list import ResponseFilter, list_responses
from analysis.errors import ConsultationError, OvertakenError
from analysis.model import Publish, Respondent
from analysis.text import plural
from analysis.web import page_rendering
from analysis.web.identity import CurrentUser, Form, SentForm
from analysis.web.middleware import Refused
from analysis.web.state import AppState, CurrentSnapshot
from analysis.workspace import load_consultation

router = APIRouter()

TABLE = "/responses/table"

ROW = re.compile(r"document-(\d{1,4})")

ANSWERS = ((Publish.YES, "Yes, named"), (Publish.ANONYMOUS, "Without the name"), (Publish.NO, "No, only counted"))


@dataclass(frozen=True, slots=True)
class RespondentsView:
    """The rows that are shown; ``page`` of ``pages``, where they are those of the list and not of what was pasted."""

    rows: tuple[RespondentRow, ...]
    labels: dict[str, str]
    types: tuple[str, ...]
    page: int = 1
    pages: int = 1
    pasted: str = ""
    problems: tuple[tuple[str, str], ...] = ()
    done: str = ""
    new_types: tuple[str, ...] = ()
    """Types that are typed and are not among those of the consultation."""
    answers: tuple[tuple[Publish, str], ...] = ANSWERS


@router.get(TABLE)
def show(request: Request, state: AppState, snapshot: CurrentSnapshot, page: int = 1, done: int = 0) -> Response:
    """Show the responses, a page at a time, with who sent each."""
    listing = list_responses(snapshot, ResponseFilter("", "", "", page))
    rows = tuple(RespondentRow(row.document, row.respondent, row.respondent) for row in listing.rows)
    told = f"{plural(done, 'response')} changed." if done else ""
    respondents_page = RespondentsView(
        rows, dict(snapshot.corpus.labels), state.consultation.respondent_types, listing.page, listing.pages, done=told
    )
    return page_rendering.render(request, "respondents.html.j2", respondents_page)


@router.post(TABLE)
def save(request: Request, state: AppState, snapshot: CurrentSnapshot, user: CurrentUser, form: SentForm) -> Response:
    """Save every row that was changed; or put pasted rows into the table first, to be seen before they are saved."""
    rows, pasted = _parse(form), form.text("paste")
    if wanted := form.text("add-type") or (form.text("new-type") if form.text("add") else ""):
        state.must_be_free()
        added = add_types(state.app_context, [wanted], user)
        done = f"“{added[0]}” has been added to the types of respondent." if added else ""
        return _show(request, state, state.snapshots.get(), rows, [], done=done)
    if pasted:
        found, problems = pasted_rows(snapshot.corpus.responses, pasted)
        typed = {row.document: row for row in rows if row.is_changed} | {row.document: row for row in found}
        links = [("paste", problem) for problem in problems]
        return _show(request, state, snapshot, tuple(typed.values()) or rows, links, pasted if problems else "")
    state.must_be_free()
    try:
        count = describe_all(state.app_context, rows, user)
    except (ConsultationError, OvertakenError) as error:
        problems = error.problems if isinstance(error, ConsultationError) else (str(error),)
        return _show(request, state, snapshot, rows, [("table", problem) for problem in problems])
    return page_rendering.redirect(TABLE, page=form.text("page"), done=count)


def _show(
    request: Request,
    state: AppState,
    snapshot: Snapshot,
    rows: tuple[RespondentRow, ...],
    problems: Sequence[tuple[str, str]],
    pasted: str = "",
    done: str = "",
) -> Response:
    types = state.consultation.respondent_types
    typed = {row.typed.type for row in rows if row.is_changed} - {None, *types} if types else set()
    new_types = tuple(sorted(filter(None, typed)))
    respondents_page = RespondentsView(
        rows,
        dict(snapshot.corpus.labels),
        types,
        pasted=pasted,
        problems=tuple(problems),
        done=done,
        new_types=new_types,
    )
    return page_rendering.render(request, "respondents.html.j2", respondents_page, 400 if problems else 200)


def _parse(form: Form) -> tuple[RespondentRow, ...]:
    numbers = [row[1] for field in form.names() if (row := ROW.fullmatch(field))]
    return tuple(
        RespondentRow(form.text(f"document-{number}"), _respondent(form, "base-", number), _respondent(form, "", number))
        for number in numbers
    )


def _respondent(form: Form, prefix: str, number: str) -> Respondent:
    publish = form.text(f"{prefix}publish-{number}")
    if publish not in set(Publish):
        raise Refused(400, "Choose whether each may be published: yes, without the name, or no. Reload the page.")
    name, kind = form.text(f"{prefix}name-{number}"), form.text(f"{prefix}type-{number}")
    return Respondent(name or None, kind or None, Publish(publish))
