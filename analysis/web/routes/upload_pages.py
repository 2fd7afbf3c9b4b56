"""Uploading: choosing files, what becomes of each, and what the columns of a table are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from fastapi import APIRouter, Request
from starlette.responses import Response

from analysis.app.ingest import upload_batches
from analysis.app.ingest.respondent_lists import take_list
from analysis.app.ingest.table_confirmation import ColumnAnswers, Meanings, Preview, confirm, meanings, preview
from analysis.app.ingest.upload_batches import UploadBatch, UploadItem, UploadState
from analysis.app.ingest.uploads import take_in_batch
from analysis.errors import ConsultationError, OutputError
from analysis.model import ColumnRole, Respondent
from analysis.web import page_rendering
from analysis.web.identity import MOST_FILES, Acting, Form, Sent
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
    (ColumnRole.ID, "The response's id"),
    (ColumnRole.DETAILS, "Personal details, kept out"),
    (ColumnRole.MONITORING, "About the respondent (age, sex …), totals only"),
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
    ``problems``: what was wrong with what somebody asked for a file.
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
    in which they see no responses.
    """

    batch: UploadBatch
    item: UploadItem
    preview: Preview
    types: tuple[str, ...]
    said: Mapping[tuple[int, int], ColumnAnswers]
    meanings: Mapping[str, str]
    none: tuple[str, ...] = ()
    roles: tuple[tuple[ColumnRole, str], ...] = ROLES
    problem: str = ""


@router.get("/upload")
def choose(request: Request, here: AppState) -> Response:
    """Choose files."""
    return page_rendering.show(request, "upload.html.j2", UploadPage(upload_batches.batches(here.everypoint)))


@router.post("/upload")
def take(request: Request, here: AppState, who: Acting, sent: Sent) -> Response:
    """Keep the files, and begin to take them in."""
    files = [(file.filename or "", file.file) for file in sent.files("files")]
    if not files:
        page = UploadPage(upload_batches.batches(here.everypoint), NONE)
        return page_rendering.show(request, "upload.html.j2", page, 400)
    batch = upload_batches.receive(
        here.everypoint, files, who.name, {job.then.rpartition("/")[2] for job in here.jobs.under_way()}
    )
    return _work(here, batch)


@router.get("/upload/{id}")
def show(request: Request, here: AppState, id: str, page: int = 1, done: str = "") -> Response:
    """Return what became of each file so far."""
    return page_rendering.show(request, "batch.html.j2", _batch_page(here, id, page, done))


def _batch_page(here: Services, id: str, page: int = 1, done: str = "", number: int = 0) -> BatchPage:
    """Return a page of an upload, or the one on which the file of a number is."""
    job = here.jobs.last(f"/upload/{id}")
    is_busy = job is not None and not job.is_over
    batch = upload_batches.find_batch(here.everypoint, id)  # after the job: what it did last is in it
    items = batch.items if len(batch.items) <= A_PAGE else tuple(sorted(batch.items, key=_urgency))
    count = max(1, -(-len(items) // A_PAGE))
    if number:
        page = next((n // A_PAGE + 1 for n, item in enumerate(items) if item.number == number), 1)
    page = min(max(1, page), count)
    shown = items[(page - 1) * A_PAGE : page * A_PAGE]
    return BatchPage(
        batch=batch,
        shown=shown,
        respondents={} if is_busy or batch.waiting else _respondents(here, shown),
        types=here.everypoint.consultation().respondent_types,
        problem=job.problem if job and batch.waiting else "",
        done=done,
        is_busy=is_busy,
        page=page,
        pages=count,
    )


def _urgency(item: UploadItem) -> tuple[int, int]:
    """Return what needs somebody comes first, then what could not be read, then all else in the order that it was
    sent in."""
    rank = (
        0 if item.state in (UploadState.COLUMNS, UploadState.REFUSED) else 1 if item.state is UploadState.UNREAD else 2
    )
    return rank, item.number


def _refuse(request: Request, here: Services, id: str, number: int, problems: tuple[str, ...]) -> Response:
    """Return the upload again, with what was wrong with what somebody asked for one of its files."""
    page = replace(_batch_page(here, id, number=number), problems={number: problems})
    return page_rendering.show(request, "batch.html.j2", page, 400)


@router.post("/upload/{id}/again")
def go_on(here: AppState, id: str) -> Response:
    """Take in what waits still, after something went wrong."""
    return _work(here, upload_batches.find_batch(here.everypoint, id))


@router.post("/upload/{id}/finish")
def finish(here: AppState, id: str) -> Response:
    """Forget an upload that needs nothing more."""
    here.must_be_free()
    upload_batches.finish(here.everypoint, id)
    return page_rendering.go("/responses")


@router.post("/upload/{id}/{number}/drop")
def drop(here: AppState, id: str, number: int) -> Response:
    """Leave a file out."""
    if upload_batches.find_item(upload_batches.find_batch(here.everypoint, id), number).state is UploadState.WAITING:
        here.must_be_free()
    upload_batches.drop(here.everypoint, id, number)
    return page_rendering.go(f"/upload/{id}")


@router.post("/upload/{id}/{number}/retry")
def retry(request: Request, here: AppState, sent: Sent, id: str, number: int) -> Response:
    """Take in a file under another name, or in place of the one that is in where that is asked for in so many words."""
    if sent.text("replace") == "yes":
        return _work(here, upload_batches.replace_with(here.everypoint, id, number))
    try:
        return _work(here, upload_batches.rename(here.everypoint, id, number, sent.text("name")))
    except OutputError as error:
        return _refuse(request, here, id, number, (str(error),))


@router.post("/upload/{id}/{number}/respondents")
def list_respondents(request: Request, here: AppState, who: Acting, sent: Sent, id: str, number: int) -> Response:
    """Take a file over as the list of who sent each response."""
    here.must_be_free()
    try:
        take_list(here.everypoint, id, number, who.name, replace=sent.text("replace") == "yes")
    except ConsultationError as error:
        return _refuse(request, here, id, number, error.problems)
    return page_rendering.go(f"/upload/{id}")


@router.get("/upload/{id}/{number}/columns")
def columns(request: Request, here: AppState, id: str, number: int) -> Response:
    """Return what the columns of a table were taken for."""
    batch = upload_batches.find_batch(here.everypoint, id)
    item = upload_batches.find_item(batch, number)
    if item.state is not UploadState.COLUMNS:
        return page_rendering.go(f"/upload/{id}")
    return page_rendering.show(request, "columns.html.j2", _columns_page(here, batch, item, None))


@router.post("/upload/{id}/{number}/columns")
def say_columns(request: Request, here: AppState, who: Acting, sent: Sent, id: str, number: int) -> Response:
    """Note what a person says of the columns, and take the table in."""
    here.must_be_free()
    try:
        told = {int(n): _meanings(here, sent, n) for n in _tables(sent)}
        none = {int(n) for n in sent.texts("none") if n.isdecimal()}
        return _work(here, confirm(here.everypoint, id, number, _said(sent), told, who.name, none))
    except ConsultationError as error:
        batch = upload_batches.find_batch(here.everypoint, id)
        page = _columns_page(here, batch, upload_batches.find_item(batch, number), sent, " ".join(error.problems))
        return page_rendering.show(request, "columns.html.j2", page, 400)


def _columns_page(
    here: Services, batch: UploadBatch, item: UploadItem, sent: Form | None, problem: str = ""
) -> ColumnsPage:
    """Return the page with what has been chosen and written so far."""
    return ColumnsPage(
        batch=batch,
        item=item,
        preview=preview(here.everypoint, batch, item),
        types=here.everypoint.consultation().respondent_types,
        said=_said(sent) if sent else {},
        meanings={name: sent.text(name) for name in sent.names()} if sent else {},
        none=sent.texts("none") if sent else (),
        problem=problem,
    )


def _tables(sent: Form) -> list[str]:
    """Return the numbers of the tables that the form speaks of."""
    return list(dict.fromkeys(place[1] for name in sent.names() if (place := ROLE.fullmatch(name))))


def _meanings(here: Services, sent: Form, number: str) -> Meanings:
    known = here.everypoint.consultation().respondent_types
    return meanings(sent.text(f"types-{number}"), sent.text(f"consent-{number}"), known)


def _said(sent: Form) -> dict[tuple[int, int], ColumnAnswers]:
    """Return what the form says of each column; its fields are called ``role-0-3`` and ``question-0-3``."""
    said = {}
    for name in sent.names():
        if place := ROLE.fullmatch(name):
            table, position = place.groups()
            role, question = sent.text(name), sent.text(f"question-{table}-{position}")
            if role not in set(ColumnRole):
                raise Refused(400, "Choose what each column is. Load the page again.")
            said[int(table), int(position)] = ColumnAnswers(ColumnRole(role), question or None)
    return said


def _work(here: Services, batch: UploadBatch) -> Response:
    """Have what waits in an upload taken in, and show how far it is."""
    begin(here, batch)
    return page_rendering.go(f"/upload/{batch.id}")


def begin(here: Services, batch: UploadBatch) -> None:
    """Have what waits in an upload taken in."""
    if batch.waiting:
        title = f"Taking in what {batch.by} uploaded"
        work = partial(take_in_batch, id=batch.id)
        here.jobs.start(title, work, f"/upload/{batch.id}", batch.by, again=True)


def resume(here: Services) -> None:
    """Go on with the uploads during which the program was stopped."""
    for batch in upload_batches.unfinished(here.everypoint):
        begin(here, batch)


def _respondents(here: Services, items: Iterable[UploadItem]) -> dict[int, Respondent]:
    """Return who sent each file that is in, by its number: a file that is refused bears the name of another one."""
    known = here.current.intake().known
    found = {}
    for item in items:
        if item.state is UploadState.IN:
            response = here.current.response(item.name)
            found[item.number] = response.respondent if response else known.get(item.name, Respondent())
    return found
