"""Uploading: choosing files, what becomes of each, and what the columns of a table are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from fastapi import APIRouter, Request
from starlette.responses import Response

from analysis.errors import ConsultationError
from analysis.model import ColumnRole, Respondent
from analysis.service import uploading
from analysis.service.columns import Meanings, Preview, Said, confirm, meanings, preview
from analysis.service.uploading import Batch, Item, ItemState
from analysis.web import pages
from analysis.web.acting import Acting, Form, Sent
from analysis.web.security import Refused
from analysis.web.services import Here, Services

router = APIRouter()

NONE = "Choose at least one file"

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
    (ColumnRole.LEAVE_OUT, "Nothing to analyse"),
)
"""What a column may be, in words for people."""


@dataclass(frozen=True, slots=True)
class UploadPage:
    """The form, and uploads in which something is still to be done."""

    batches: tuple[Batch, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class BatchPage:
    """What became of an upload; ``respondents`` are there once the job is over. ``problem``: what stopped it."""

    batch: Batch
    respondents: Mapping[str, Respondent]
    types: tuple[str, ...]
    problem: str = ""
    done: str = ""
    is_busy: bool = False

    @property
    def settled(self) -> int:
        """How many files need nothing more from the machine."""
        return len(self.batch.items) - len(self.batch.waiting)


@dataclass(frozen=True, slots=True)
class ColumnsPage:
    """How a table would be read; ``said`` is what a person has chosen so far, by table and column.

    ``meanings`` is what they have written of answers, by the field that it was written into.
    """

    batch: Batch
    item: Item
    preview: Preview
    types: tuple[str, ...]
    said: Mapping[tuple[int, int], Said]
    meanings: Mapping[str, str]
    roles: tuple[tuple[ColumnRole, str], ...] = ROLES
    problem: str = ""


@router.get("/upload")
def choose(request: Request, here: Here) -> Response:
    """Choose files."""
    return pages.show(request, "upload.html.j2", UploadPage(uploading.batches(here.everypoint)))


@router.post("/upload")
def take(request: Request, here: Here, who: Acting, sent: Sent) -> Response:
    """Keep the files, and begin to take them in."""
    files = [(file.filename or "", file.file) for file in sent.files("files")]
    if not files:
        page = UploadPage(uploading.batches(here.everypoint), NONE)
        return pages.show(request, "upload.html.j2", page, 400)
    batch = uploading.receive(here.everypoint, files, who.name)
    return _work(here, batch)


@router.get("/upload/{id}")
def show(request: Request, here: Here, id: str, done: str = "") -> Response:
    """What became of each file so far."""
    job = here.jobs.last(f"/upload/{id}")
    is_busy = job is not None and not job.is_over
    batch = uploading.find_batch(here.everypoint, id)  # after the job: what it did last is in it
    problem = job.problem if job and batch.waiting else ""
    known = {} if is_busy or batch.waiting else _respondents(here, batch)
    types = here.everypoint.consultation().respondent_types
    return pages.show(request, "batch.html.j2", BatchPage(batch, known, types, problem, done, is_busy))


@router.post("/upload/{id}/again")
def go_on(here: Here, id: str) -> Response:
    """Take in what waits still, after something went wrong."""
    return _work(here, uploading.find_batch(here.everypoint, id))


@router.post("/upload/{id}/finish")
def finish(here: Here, id: str) -> Response:
    """Forget an upload that needs nothing more."""
    here.must_be_free()
    uploading.finish(here.everypoint, id)
    return pages.go("/responses")


@router.post("/upload/{id}/{number}/drop")
def drop(here: Here, id: str, number: int) -> Response:
    """Leave a file out."""
    uploading.drop(here.everypoint, id, number)
    return pages.go(f"/upload/{id}")


@router.post("/upload/{id}/{number}/retry")
def retry(here: Here, sent: Sent, id: str, number: int) -> Response:
    """Take in a file under another name, or in place of the one that is in."""
    return _work(here, uploading.retry(here.everypoint, id, number, sent.text("name")))


@router.get("/upload/{id}/{number}/columns")
def columns(request: Request, here: Here, id: str, number: int) -> Response:
    """What the columns of a table were taken for."""
    batch = uploading.find_batch(here.everypoint, id)
    item = uploading.find_item(batch, number)
    if item.state is not ItemState.COLUMNS:
        return pages.go(f"/upload/{id}")
    return pages.show(request, "columns.html.j2", _columns_page(here, batch, item, None))


@router.post("/upload/{id}/{number}/columns")
def say_columns(request: Request, here: Here, who: Acting, sent: Sent, id: str, number: int) -> Response:
    """Note what a person says of the columns, and take the table in."""
    here.must_be_free()
    try:
        told = {int(n): _meanings(here, sent, n) for n in _tables(sent)}
        return _work(here, confirm(here.everypoint, id, number, _said(sent), told, who.name))
    except ConsultationError as error:
        batch = uploading.find_batch(here.everypoint, id)
        page = _columns_page(here, batch, uploading.find_item(batch, number), sent, " ".join(error.problems))
        return pages.show(request, "columns.html.j2", page, 400)


def _columns_page(here: Services, batch: Batch, item: Item, sent: Form | None, problem: str = "") -> ColumnsPage:
    """The page with what has been chosen and written so far."""
    return ColumnsPage(
        batch=batch,
        item=item,
        preview=preview(here.everypoint, batch, item),
        types=here.everypoint.consultation().respondent_types,
        said=_said(sent) if sent else {},
        meanings={name: sent.text(name) for name in sent.names()} if sent else {},
        problem=problem,
    )


def _tables(sent: Form) -> list[str]:
    """The numbers of the tables that the form speaks of."""
    return list(dict.fromkeys(place[1] for name in sent.names() if (place := ROLE.fullmatch(name))))


def _meanings(here: Services, sent: Form, number: str) -> Meanings:
    known = here.everypoint.consultation().respondent_types
    return meanings(sent.text(f"types-{number}"), sent.text(f"consent-{number}"), known)


def _said(sent: Form) -> dict[tuple[int, int], Said]:
    """What the form says of each column; its fields are called ``role-0-3`` and ``question-0-3``."""
    said = {}
    for field in sent.names():
        if place := ROLE.fullmatch(field):
            table, position = place.groups()
            role, question = sent.text(field), sent.text(f"question-{table}-{position}")
            if role not in set(ColumnRole):
                raise Refused(400, "Choose what each column is. Load the page again.")
            said[int(table), int(position)] = Said(ColumnRole(role), question or None)
    return said


def _work(here: Services, batch: Batch) -> Response:
    """Have what waits in an upload taken in, and show how far it is."""
    begin(here, batch)
    return pages.go(f"/upload/{batch.id}")


def begin(here: Services, batch: Batch) -> None:
    """Have what waits in an upload taken in."""
    if batch.waiting:
        title = f"Taking in what {batch.by} uploaded"
        work = partial(uploading.take_in_batch, id=batch.id)
        here.jobs.start(title, work, f"/upload/{batch.id}", batch.by, again=True)


def resume(here: Services) -> None:
    """Go on with the uploads during which the program was stopped."""
    for batch in uploading.unfinished(here.everypoint):
        begin(here, batch)


def _respondents(here: Services, batch: Batch) -> dict[str, Respondent]:
    """Who sent each file that is in, as far as it is one response."""
    known = here.current.intake().known
    found = {}
    for item in batch.items:
        response = here.current.response(item.name) if item.state is ItemState.IN else None
        if response is not None:
            found[item.name] = response.respondent
        elif item.state is ItemState.IN:
            found[item.name] = known.get(item.name, Respondent())
    return found
