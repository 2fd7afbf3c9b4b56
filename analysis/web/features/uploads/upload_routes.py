"""Uploading: choosing files, what becomes of each, and what the columns of a table are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from analysis.app.ingest import upload_batches
from analysis.app.ingest.respondent_lists import take_list
from analysis.app.ingest.table_confirmation import (
    ColumnAnswers,
    Preview,
    ask_again,
    confirm,
    preview,
)
from analysis.app.ingest.upload_batches import UploadBatch, UploadItem, UploadState
from analysis.app.ingest.uploads import take_in_batch
from analysis.errors import ConsultationError, OutputError
from analysis.model import ColumnRole, Respondent, still_out
from analysis.web import page_rendering
from analysis.web.coding_job import code_uploaded
from analysis.web.features.uploads.answer_meanings import (
    MOST_ANSWERS,
    ConsentChoices,
    TypeChoice,
    asked_by_choices,
    consent_choices,
    former_meanings,
    parse_meanings,
    type_choices,
    types_to_add,
)
from analysis.web.identity import MOST_FILES, CurrentUser, Form, SentForm
from analysis.web.middleware import Refused
from analysis.web.state import AppState, Services

router = APIRouter()

NONE = "Choose at least one file"

A_PAGE = 50
"""Files of an upload on one page."""

ROLE = re.compile(r"role-(\d{1,4})-(\d{1,6})")
"""The field that says what a column is: of which table of the file, and at which place in it."""

ROLES = (
    (ColumnRole.OPEN, "An answer in words"),
    (ColumnRole.CLOSED, "A choice or a rating"),
    (ColumnRole.RESPONDENT, "The respondent's name"),
    (ColumnRole.TYPE, "The type of respondent"),
    (ColumnRole.PUBLISH, "Whether it may be published"),
    (ColumnRole.ID, "The response's reference (ID)"),
    (ColumnRole.DETAILS, "Personal details, kept out"),
    (ColumnRole.MONITORING, "About the respondent (age, sex …), totals only"),
    (ColumnRole.DATE, "When the response was sent, totals only"),
    (ColumnRole.LEAVE_OUT, "Nothing to analyse"),
)
"""What a column may be, in words for people."""


@dataclass(frozen=True, slots=True)
class UploadPage:
    """The form, and the uploads that nobody has finished; ``most`` files can be sent at once."""

    batches: tuple[UploadBatch, ...]
    problem: str = ""
    most: int = MOST_FILES


@dataclass(frozen=True, slots=True)
class BatchPage:
    """The results of an upload; ``shown`` are the files of this page of it.

    ``respondents`` are there, by the number of their file, once the job is over. ``problem``: what stopped it;
    ``problems``: what was wrong with what somebody asked for a file. ``taken_out`` are
    those that do not count.
    """

    batch: UploadBatch
    shown: tuple[UploadItem, ...]
    respondents: Mapping[int, Respondent]
    types: tuple[str, ...]
    problem: str = ""
    problems: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    done: str = ""
    is_busy: bool = False
    page: int = 1
    pages: int = 1
    sort: str = ""
    taken_out: frozenset[str] = frozenset()

    @property
    def address(self) -> str:
        """Return the address of another page of it, without its number at the end."""
        own_address = page_rendering.address(f"/upload/{self.batch.id}", sort=self.sort)
        return page_rendering.longer_address(own_address, "page=")

    @property
    def settled(self) -> int:
        """Return how many files need nothing more from the machine."""
        return len(self.batch.items) - len(self.batch.waiting)

    @property
    def counts(self) -> Mapping[UploadState, int]:
        """Return how many files there are of each state."""
        return Counter(item.state for item in self.batch.items)


@dataclass(frozen=True, slots=True)
class ColumnsPage:
    """The reading of a table; ``said`` is what a person has chosen so far, by table and column.

    ``meanings`` is what they have written of answers, by the field that it was written into; ``none`` are the tables
    in which they see no responses. ``choices`` are the answers of each table that are none of the types.
    """

    batch: UploadBatch
    item: UploadItem
    preview: Preview
    types: tuple[str, ...]
    said: Mapping[tuple[int, int], ColumnAnswers]
    meanings: Mapping[str, str]
    choices: tuple[tuple[TypeChoice, ...], ...] = ()
    none: tuple[str, ...] = ()
    consents: ConsentChoices = field(default_factory=dict)
    """What each answer about consent is taken for."""
    roles: tuple[tuple[ColumnRole, str], ...] = ROLES
    most_answers: int = MOST_ANSWERS
    problem: str = ""


@router.get("/upload")
def choose(request: Request, state: AppState) -> Response:
    """Show the page on which files are chosen, with the uploads that wait."""
    return page_rendering.render(request, "upload.html.j2", UploadPage(upload_batches.batches(state.app_context)))


@router.post("/upload")
def take(request: Request, state: AppState, user: CurrentUser, form: SentForm) -> Response:
    """Keep the files, and begin to take them in."""
    sent_files = [(upload_file.filename or "", upload_file.file) for upload_file in form.files("files")]
    if not sent_files:
        upload_page = UploadPage(upload_batches.batches(state.app_context), NONE)
        return page_rendering.render(request, "upload.html.j2", upload_page, 400)
    new_batch = upload_batches.receive(
        state.app_context, sent_files, user.name, {job.then.rpartition("/")[2] for job in state.jobs.under_way()}
    )
    return _start_and_show(state, new_batch)


@router.get("/upload/{id}")
def show(request: Request, state: AppState, id: str, page: int = 1, done: str = "", sort: str = "") -> Response:
    """Show what became of each file of an upload so far."""
    return page_rendering.render(request, "batch.html.j2", _batch_page(state, id, page, done, sort=sort))


def _batch_page(
    state: Services, id: str, page: int = 1, done_message: str = "", item_number: int = 0, sort: str = ""
) -> BatchPage:
    """Return a page of an upload, or the one on which the file of a number is."""
    upload_job = state.jobs.last(f"/upload/{id}")
    is_running = upload_job is not None and not upload_job.is_over
    batch = upload_batches.find_batch(state.app_context, id)  # after the job: what it did last is in it
    sort = sort if sort in _ORDERS else ""
    ordered_items = tuple(sorted(batch.items, key=_ORDERS[sort]))
    page_count = max(1, -(-len(ordered_items) // A_PAGE))
    if item_number:
        page = next(
            (item_index // A_PAGE + 1 for item_index, item in enumerate(ordered_items) if item.number == item_number),
            1,
        )
    page = min(max(1, page), page_count)
    shown_items = ordered_items[(page - 1) * A_PAGE : page * A_PAGE]
    return BatchPage(
        batch=batch,
        shown=shown_items,
        respondents={} if is_running or batch.waiting else _respondents(state, shown_items),
        types=state.consultation.respondent_types,
        problem=upload_job.problem if upload_job and batch.waiting else "",
        done=done_message,
        is_busy=is_running,
        page=page,
        pages=page_count,
        sort=sort,
        taken_out=frozenset(still_out(state.app_context.store.withdrawals())),
    )


def _urgency(item: UploadItem) -> tuple[int, int]:
    """Return the rank of a file: what needs somebody first, then what could not be read, then all in sent order."""
    urgency_rank = 0 if item.needs_person else 1 if item.state is UploadState.UNREAD else 2
    return urgency_rank, item.number


_ORDERS: Mapping[str, Callable[[UploadItem], tuple[Any, ...]]] = {
    "": _urgency,
    "name": lambda item: (item.name.casefold(), item.number),
    "points": lambda item: (-item.points, item.number),
}
"""How the files of an upload are sorted: what needs somebody comes first unless they choose otherwise."""


def _show_problems(request: Request, state: Services, id: str, item_number: int, problems: tuple[str, ...]) -> Response:
    """Return the upload again, with what was wrong with what somebody asked for one of its files."""
    batch_page = replace(_batch_page(state, id, item_number=item_number), problems={item_number: problems})
    return page_rendering.render(request, "batch.html.j2", batch_page, 400)


@router.post("/upload/{id}/again")
def go_on(state: AppState, id: str) -> Response:
    """Take in what waits still, after something went wrong."""
    return _start_and_show(state, upload_batches.find_batch(state.app_context, id))


@router.post("/upload/{id}/finish")
def finish(state: AppState, id: str) -> Response:
    """Forget an upload that needs nothing more."""
    state.must_be_free()
    upload_batches.finish(state.app_context, id)
    return page_rendering.redirect("/responses")


@router.post("/upload/{id}/{number}/drop")
def drop(state: AppState, id: str, number: int) -> Response:
    """Leave a file out."""
    if upload_batches.find_item(upload_batches.find_batch(state.app_context, id), number).state is UploadState.WAITING:
        state.must_be_free()
    upload_batches.drop(state.app_context, id, number)
    return page_rendering.redirect(f"/upload/{id}")


@router.post("/upload/{id}/{number}/restore")
def restore(state: AppState, id: str, number: int) -> Response:
    """Include a file that was left out."""
    return _start_and_show(state, upload_batches.restore(state.app_context, id, number))


@router.post("/upload/{id}/{number}/retry")
def retry(request: Request, state: AppState, form: SentForm, id: str, number: int) -> Response:
    """Take in a file under another name, or in place of the one that is in where that is asked for in so many words."""
    if form.text("replace") == "yes":
        return _start_and_show(state, upload_batches.replace_with(state.app_context, id, number))
    try:
        return _start_and_show(state, upload_batches.rename(state.app_context, id, number, form.text("name")))
    except OutputError as error:
        return _show_problems(request, state, id, number, (str(error),))


@router.post("/upload/{id}/{number}/respondents")
def list_respondents(
    request: Request, state: AppState, user: CurrentUser, form: SentForm, id: str, number: int
) -> Response:
    """Take a file over as the list of who sent each response."""
    state.must_be_free()
    try:
        take_list(state.app_context, id, number, user.name, replace_rows=form.text("replace") == "yes")
    except ConsultationError as error:
        return _show_problems(request, state, id, number, error.problems)
    return page_rendering.redirect(f"/upload/{id}")


@router.post("/response/columns")
def ask_columns(state: AppState, user: CurrentUser, form: SentForm) -> Response:
    """Ask anew what the columns of a table are that is in."""
    state.must_be_free()
    batch = ask_again(state.app_context, form.text("source"), user.name)
    return page_rendering.redirect(f"/upload/{batch.id}/1/columns")


@router.get("/upload/{id}/{number}/columns")
def columns(request: Request, state: AppState, id: str, number: int) -> Response:
    """Return what the columns of a table were taken for."""
    batch = upload_batches.find_batch(state.app_context, id)
    item = upload_batches.find_item(batch, number)
    if item.state is not UploadState.COLUMNS:
        return page_rendering.redirect(f"/upload/{id}")
    return page_rendering.render(request, "columns.html.j2", _columns_page(state, batch, item, None))


@router.post("/upload/{id}/{number}/columns")
def say_columns(request: Request, state: AppState, user: CurrentUser, form: SentForm, id: str, number: int) -> Response:
    """Note what a person says of the columns, and take the table in."""
    state.must_be_free()
    table_numbers = _table_numbers(form)
    added_types = types_to_add(form, table_numbers)
    known_types = state.consultation.respondent_types
    types = (*known_types, *added_types) if known_types else ()
    try:
        table_meanings = {int(number): parse_meanings(form, number, types) for number in table_numbers}
        tables_without = {int(table_number) for table_number in form.texts("none") if table_number.isdecimal()}
        batch = confirm(
            state.app_context, id, number, _parse_columns(form), table_meanings, user.name, tables_without, added_types
        )
        return _start_and_show(state, batch)
    except ConsultationError as error:
        batch = upload_batches.find_batch(state.app_context, id)
        columns_page = _columns_page(
            state, batch, upload_batches.find_item(batch, number), form, " ".join(error.problems)
        )
        return page_rendering.render(request, "columns.html.j2", columns_page, 400)


def _columns_page(
    state: Services, batch: UploadBatch, item: UploadItem, form: Form | None, problem: str = ""
) -> ColumnsPage:
    """Return the page with what has been chosen and written so far."""
    seen = asked_by_choices(preview(state.app_context, batch, item))
    types, consents = state.consultation.respondent_types, consent_choices(seen, form)
    written = {name: form.text(name) for name in form.names()} if form else former_meanings(seen, consents)
    return ColumnsPage(
        batch=batch,
        item=item,
        preview=seen,
        types=types,
        choices=type_choices(seen, types, form),
        said=_parse_columns(form) if form else {},
        meanings=written,
        consents=consents,
        none=form.texts("none") if form else (),
        problem=problem,
    )


def _table_numbers(form: Form) -> list[str]:
    """Return the numbers of the tables that the form speaks of."""
    return list(
        dict.fromkeys(role_match[1] for field_name in form.names() if (role_match := ROLE.fullmatch(field_name)))
    )


def _parse_columns(form: Form) -> dict[tuple[int, int], ColumnAnswers]:
    """Parse what the form says of each column; its fields are called ``role-0-3`` and ``question-0-3``."""
    column_answers = {}
    for field_name in form.names():
        if role_match := ROLE.fullmatch(field_name):
            table_number, column_position = role_match.groups()
            column_role, question_key = form.text(field_name), form.text(f"question-{table_number}-{column_position}")
            if column_role not in set(ColumnRole):
                raise Refused(400, "Choose what each column is. Reload the page.")
            column_answers[int(table_number), int(column_position)] = ColumnAnswers(
                ColumnRole(column_role), question_key or None
            )
    return column_answers


def _start_and_show(state: Services, batch: UploadBatch) -> Response:
    """Have what waits in an upload taken in, and show how far it is."""
    begin(state, batch)
    return page_rendering.redirect(f"/upload/{batch.id}")


def begin(state: Services, batch: UploadBatch) -> None:
    """Have what waits in an upload taken in, and its points coded: no figure of a theme counts them before."""
    if batch.waiting:
        job_title = f"Reading what {batch.by} uploaded"
        batch_work = partial(take_in_batch, batch_id=batch.id)
        state.jobs.start(job_title, batch_work, f"/upload/{batch.id}", batch.by, after_running=True)
        code_uploaded(state, batch.by)


def resume(state: Services) -> None:
    """Go on with the uploads during which the program was stopped."""
    for waiting_batch in upload_batches.unfinished(state.app_context):
        begin(state, waiting_batch)


def _respondents(state: Services, items: Iterable[UploadItem]) -> dict[int, Respondent]:
    """Return who sent each file that is in, by its number: a file that is refused bears the name of another one."""
    snapshot = state.snapshots.get()
    respondents = {}
    for item in items:
        if item.state is UploadState.IN:
            response = snapshot.find_response(item.name)
            respondents[item.number] = (
                response.respondent if response else snapshot.corpus.known.get(item.name, Respondent())
            )
    return respondents
