"""Upload batches: files wait in ``.everypoint/uploads`` until each has been taken in; nothing is lost in between.

A batch is what somebody sent at once. Its files lie there under numbers, beside ``batch.json``, which says what each is
called, and ``told.jsonl``, to which a line is added for each file of which something becomes known: to write the whole
batch anew for each of thousands of files would take longer than to read them.
"""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from pydantic import TypeAdapter, ValidationError

from analysis.app.context import AppContext
from analysis.app.ingest.file_names import portable_name
from analysis.app.single_file import why
from analysis.errors import OutputError, UnreadableError
from analysis.model import Skipped
from analysis.store.lock import held
from analysis.workspace import write_together

FOLDER = "uploads"
NOTE = "batch.json"
TOLD = "told.jsonl"
LOCK = "lock"

KEPT = timedelta(days=14)
"""For so long what became of an upload can be looked up, if nobody finishes it."""

LIST = "respondents.csv"
"""What the workspace's list of respondents is called."""

CHUNK = 1 << 20
"""Bytes that are copied at a time."""

GONE = "this upload has been finished, and what it held is among the responses"

UNNAMED = "Enter another name for the file"

_ID = re.compile(r"[0-9a-f]{16}")


class UploadState(StrEnum):
    """The state of a file that was sent."""

    WAITING = "waiting"
    COLUMNS = "columns"
    """A table: somebody must confirm what its columns are."""
    IN = "in"
    UNREAD = "unread"
    """It is in, and in the account, but nothing in it could be read."""
    REFUSED = "refused"
    """It is not in: its name is taken, or no document may be called that."""
    DROPPED = "dropped"
    """Somebody decided that it should not go in."""
    LISTED = "listed"
    """Its rows were taken over into the workspace's list of respondents."""
    REPLACED = "replaced"
    """It was in, and another file of the same upload took its place."""
    TAKEN_OUT = "taken out"
    """It was in, and was erased: even its name is gone."""


OPEN = (UploadState.WAITING, UploadState.COLUMNS, UploadState.REFUSED)
"""States in which a file still needs something."""


RIVALS = (UploadState.IN, UploadState.WAITING, UploadState.REFUSED)
"""States in which a file has a place among the responses, or may get it."""


@dataclass(frozen=True, slots=True)
class UploadItem:
    """A file that was sent: ``name`` is what it will be called, ``sent_as`` what it was where that is another name.

    ``copies`` is an earlier response that says the same; ``repeats`` counts the responses in it of which that is true.
    ``same_as`` is an earlier file of the very same bytes. ``tables`` are the tables in it whose columns nobody has
    confirmed, by their names; for a table itself that is its own.
    """

    number: int
    name: str
    size: int
    sent_as: str = ""
    state: UploadState = UploadState.WAITING
    reason: str = ""
    points: int = 0
    responses: int = 0
    is_new: bool = True
    copies: str = ""
    repeats: int = 0
    same_as: str = ""
    tables: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[str, ...] = ()
    is_refused: bool = False
    is_confirmed: bool = False
    may_replace: bool = False
    former: str = ""
    """The table that is in of which it seems to be a new export."""
    keeps_both: bool = False
    """Whether somebody wants it beside that one."""

    @property
    def is_open(self) -> bool:
        """Return whether it still needs something."""
        return self.state in OPEN

    @property
    def needs_person(self) -> bool:
        """Return whether it waits for somebody: not included yet, or included and asking not to be published."""
        is_asking = self.state is UploadState.IN and self.is_refused
        return is_asking or self.state in (UploadState.COLUMNS, UploadState.REFUSED)

    @property
    def is_list(self) -> bool:
        """Return whether it is called as the workspace's own list of respondents is."""
        return self.name.casefold() == LIST


@dataclass(frozen=True, slots=True)
class UploadBatch:
    """The files that somebody sent at once."""

    id: str
    by: str
    time: str
    items: tuple[UploadItem, ...]

    @property
    def waiting(self) -> tuple[UploadItem, ...]:
        """Return the files that the machine has still to take in."""
        return tuple(item for item in self.items if item.state is UploadState.WAITING)

    @property
    def is_over(self) -> bool:
        """Return whether nothing in it needs anything any more."""
        return not any(item.is_open for item in self.items)

    def rival(self, item: UploadItem) -> UploadItem | None:
        """Return another file of the upload that has the place which a refused one would take, or would take it too."""
        place = item.former or item.name
        others = (one for one in self.items if one.number != item.number)
        return next((one for one in others if place in (one.name, one.former) and one.state in RIVALS), None)


_BATCH: TypeAdapter[UploadBatch] = TypeAdapter(UploadBatch)
_ITEM: TypeAdapter[UploadItem] = TypeAdapter(UploadItem)


# What waits -----------------------------------------------------------------------------------------------------------


def receive(
    app: AppContext, files: Iterable[tuple[str, BinaryIO]], user_name: str, busy_ids: Collection[str] = ()
) -> UploadBatch:
    """Keep files that somebody sends, by the names that they bear; nothing is read yet.

    Earlier batches that need nothing more go when they are old, but never one of the ``busy_ids`` ones.
    """
    current_time = datetime.fromisoformat(app.clock())
    for old_batch in batches(app):
        if (
            old_batch.is_over
            and old_batch.id not in busy_ids
            and current_time - datetime.fromisoformat(old_batch.time) > KEPT
        ):
            _delete_batch(app, old_batch)
    batch_id = secrets.token_hex(8)
    batch_folder = _folder(app, batch_id)
    try:
        batch_folder.mkdir(parents=True)
        items = tuple(_stage_file(batch_folder, number, name, stream) for number, (name, stream) in enumerate(files, 1))
    except OSError as error:
        shutil.rmtree(batch_folder, ignore_errors=True)
        raise OutputError(f"{batch_folder} cannot be written: {why(error)}; nothing was taken in") from error
    batch = UploadBatch(batch_id, user_name, app.clock(), items)
    _save_batch(app, batch)
    return batch


def _stage_file(folder: Path, item_number: int, file_name: str, file_stream: BinaryIO) -> UploadItem:
    staged_path = folder / str(item_number)
    with staged_path.open("wb") as staged_file:
        shutil.copyfileobj(file_stream, staged_file, CHUNK)
    cleaned_name = portable_name(file_name)
    return UploadItem(
        item_number, cleaned_name, staged_path.stat().st_size, file_name if file_name != cleaned_name else ""
    )


def batches(app: AppContext) -> tuple[UploadBatch, ...]:
    """Return everything that was sent and not finished, the oldest first."""
    uploads_folder = app.workspace.state / FOLDER
    noted_batches = (
        [load_batch(path.parent) for path in uploads_folder.glob(f"*/{NOTE}")] if uploads_folder.is_dir() else []
    )
    return tuple(sorted((batch for batch in noted_batches if batch), key=lambda batch: (batch.time, batch.id)))


def unfinished(app: AppContext) -> Iterator[UploadBatch]:
    """Return the batches in which files wait, such as those during which the program was stopped."""
    return (batch for batch in batches(app) if batch.waiting)


def find_batch(app: AppContext, batch_id: str) -> UploadBatch:
    """Return one batch; raises UnreadableError where there is none of that id."""
    batch = load_batch(_folder(app, batch_id)) if _ID.fullmatch(batch_id) else None
    if batch is None:
        raise UnreadableError("This upload", GONE)
    return batch


def find_item(batch: UploadBatch, item_number: int) -> UploadItem:
    """Return one file of a batch; raises UnreadableError where it has no such number."""
    for item in batch.items:
        if item.number == item_number:
            return item
    raise UnreadableError("This file", GONE)


def staged(app: AppContext, batch: UploadBatch, item: UploadItem) -> Path:
    """Return the path of a file that waits."""
    return _folder(app, batch.id) / str(item.number)


def change(
    app: AppContext, batch_id: str, item_number: int, change_item: Callable[[UploadItem], UploadItem]
) -> UploadBatch:
    """Change a file that still needs something; one that is done with stays as it is."""
    append_progress(app, batch_id, change_item(find_item(find_batch(app, batch_id), item_number)))
    return find_batch(app, batch_id)


def append_progress(app: AppContext, batch_id: str, item: UploadItem) -> None:
    """Append what is known of one file now; it does not count where that file is done with already.

    A line is added and nothing is read, so that it takes no longer in a batch of thousands.
    """
    batch_folder = _folder(app, batch_id)
    with held(batch_folder / LOCK), (batch_folder / TOLD).open("ab") as progress_file:
        # A line that a killed program left half written ends before ours begins.
        progress_file.write(b"\n" + _ITEM.dump_json(item))


def change_all(app: AppContext, batch_id: str, change_item: Callable[[UploadItem], UploadItem]) -> UploadBatch:
    """Change every file of a batch, whatever has become of it."""
    with held(_folder(app, batch_id) / LOCK):
        batch = find_batch(app, batch_id)
        return _save_batch(app, replace(batch, items=tuple(change_item(item) for item in batch.items)))


def drop(app: AppContext, batch_id: str, item_number: int) -> UploadBatch:
    """Take a file out of a batch: it does not go in. It is kept as long as the batch is, and can be put back."""
    return change(app, batch_id, item_number, lambda item: replace(item, state=UploadState.DROPPED, reason=""))


def restore(app: AppContext, batch_id: str, item_number: int) -> UploadBatch:
    """Have a file taken in that somebody had left out."""

    def put_back(item: UploadItem) -> UploadItem:
        is_left_out = item.number == item_number and item.state is UploadState.DROPPED
        return replace(item, state=UploadState.WAITING, is_confirmed=False) if is_left_out else item

    return change_all(app, batch_id, put_back)


def rename(app: AppContext, batch_id: str, item_number: int, new_name: str) -> UploadBatch:
    """Have a refused file taken in under another name; raises OutputError where none is given."""
    find_item(find_batch(app, batch_id), item_number)
    if not new_name.strip():
        raise OutputError(UNNAMED)
    return _wait_again(
        app,
        batch_id,
        item_number,
        lambda item: replace(item, name=portable_name(new_name), may_replace=False, keeps_both=bool(item.former)),
    )


def replace_with(app: AppContext, batch_id: str, item_number: int) -> UploadBatch:
    """Have a refused file taken in, in place of the one of its name, or of which it is a new export, that is in."""
    return _wait_again(
        app, batch_id, item_number, lambda item: replace(item, may_replace=True, name=item.former or item.name)
    )


def _wait_again(
    app: AppContext, batch_id: str, item_number: int, change_item: Callable[[UploadItem], UploadItem]
) -> UploadBatch:
    def retry_item(item: UploadItem) -> UploadItem:
        is_refused = item.state is UploadState.REFUSED
        return replace(change_item(item), state=UploadState.WAITING, reason="") if is_refused else item

    return change(app, batch_id, item_number, retry_item)


def finish(app: AppContext, batch_id: str) -> None:
    """Forget a batch that needs nothing more; raises OutputError for one in which files still wait."""
    batch = find_batch(app, batch_id)
    if not batch.is_over:
        raise OutputError("files of this upload are still waiting; include or leave out each of them before you finish")
    _delete_batch(app, batch)


def _delete_batch(app: AppContext, batch: UploadBatch) -> None:
    shutil.rmtree(_folder(app, batch.id), ignore_errors=True)


def waiting_uploads(app: AppContext, name: str) -> int:
    """Return how many files that are not in bear a name, or were sent under it."""
    items = (item for batch in batches(app) for item in batch.items)
    return sum(item.is_open and name in (item.name, item.sent_as) for item in items)


def withdraw_uploads(app: AppContext, documents: Collection[str], keep_waiting: bool = False) -> None:
    """Have no upload name these documents, so that an erased one is named nowhere; what else was sent stays.

    ``keep_waiting``: a file that still waits is somebody else's, or another version, and stays as well.
    """
    withdrawn_names = set(documents)
    file_names = {document.partition("#")[0] for document in withdrawn_names}
    for batch in batches(app):
        if not any(_mentions_any(item, file_names) for item in batch.items):
            continue
        for item in batch.items:
            if withdrawn_names & {item.name, item.sent_as} and not (keep_waiting and item.is_open):
                staged(app, batch, item).unlink(missing_ok=True)
        changed_batch = change_all(
            app,
            batch.id,
            lambda item: item if keep_waiting and item.is_open else _without_erased(item, withdrawn_names, file_names),
        )
        if all(item.state is UploadState.TAKEN_OUT for item in changed_batch.items):
            _delete_batch(app, changed_batch)


def _mentions_any(item: UploadItem, file_names: Collection[str]) -> bool:
    mentioned_names = (item.name, item.sent_as, item.copies.partition("#")[0], item.same_as)
    return any(mentioned_name in file_names for mentioned_name in mentioned_names)


def _without_erased(item: UploadItem, withdrawn_names: Collection[str], file_names: Collection[str]) -> UploadItem:
    """Return a file of a batch without what was erased: nothing of it, or nothing that could name a part of it."""
    if item.name in withdrawn_names or item.sent_as in withdrawn_names:
        return UploadItem(item.number, "", 0, state=UploadState.TAKEN_OUT)
    if item.name in file_names:
        item = replace(item, skipped=(), warnings=(), tables=())
    copies = "" if item.copies.partition("#")[0] in file_names else item.copies
    return replace(item, copies=copies, same_as="" if item.same_as in file_names else item.same_as)


def _folder(app: AppContext, batch_id: str) -> Path:
    return app.workspace.state / FOLDER / batch_id


def load_batch(batch_folder: Path) -> UploadBatch | None:
    """Return a batch as it was noted last, with what was told of its files since."""
    with suppress(OSError, ValidationError):
        batch = _BATCH.validate_json((batch_folder / NOTE).read_bytes())
        items_by_number = {item.number: item for item in batch.items}
        for later_item in _read_progress(batch_folder / TOLD):
            if later_item.number in items_by_number and items_by_number[later_item.number].is_open:
                items_by_number[later_item.number] = later_item
        return replace(batch, items=tuple(items_by_number.values()))
    return None


def _read_progress(progress_path: Path) -> Iterator[UploadItem]:
    json_lines = progress_path.read_bytes().split(b"\n") if progress_path.exists() else []
    for json_line in filter(None, json_lines):
        with suppress(ValidationError):  # a line that a killed program left half written says nothing
            yield _ITEM.validate_json(json_line)


def _save_batch(app: AppContext, batch: UploadBatch) -> UploadBatch:
    """Write a batch whole; what was told since it was last written is in it."""
    batch_folder = _folder(app, batch.id)
    write_together({batch_folder / NOTE: _BATCH.dump_json(batch, indent=1)})
    # If we are stopped here, the lines are told once more of files that say the same already.
    (batch_folder / TOLD).unlink(missing_ok=True)
    return batch
