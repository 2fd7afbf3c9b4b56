"""Uploading: files wait in ``.everypoint/uploads`` until each has been taken in, so that nothing is lost in between.

A batch is what somebody sent at once. Its files lie there under numbers, beside ``batch.json``, which says what each is
called and what became of it. Tables of responses wait until a person has confirmed what their columns are.
"""

from __future__ import annotations

import re
import secrets
import shutil
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path
from typing import BinaryIO

from pydantic import TypeAdapter, ValidationError

from analysis.errors import OutputError, UnreadableError
from analysis.model import Deed, DeedKind, Skipped
from analysis.reading import TABLES, media_type
from analysis.service.desk import Desk
from analysis.service.files import why
from analysis.service.intake import Copied, Received, added, in_order, received
from analysis.service.linking import find_campaigns
from analysis.service.receiving import copy, described, reading_of, record, take_in
from analysis.service.results import Added
from analysis.store.lock import held
from analysis.workspace import load_consultation, not_a_document, write_together

FOLDER = "uploads"
NOTE = "batch.json"

LONGEST = 150
"""Characters of a file's name; file systems hold 255 bytes."""

CHUNK = 1 << 20
"""Bytes that are copied at a time."""

GONE = "there is no such upload; it was finished, and what it held is among the responses"

TAKEN = "another document of this name is in already"

_ID = re.compile(r"[0-9a-f]{16}")
_UNFIT = re.compile(r'[<>:"|?*#\x00-\x1f\x7f]')
"""What some system cannot have in a file's name; "#" stands between a file and what is in it."""


class ItemState(StrEnum):
    """What has become of a file that was sent."""

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


OPEN = (ItemState.WAITING, ItemState.COLUMNS, ItemState.REFUSED)
"""States in which a file still needs something."""


@dataclass(frozen=True, slots=True)
class Item:
    """A file that was sent: ``name`` is what it will be called, ``sent_as`` what it was where that is another name.

    ``copies`` is an earlier response that says the same; ``repeats`` counts the responses in it of which that is true.
    """

    number: int
    name: str
    size: int
    sent_as: str = ""
    state: ItemState = ItemState.WAITING
    reason: str = ""
    points: int = 0
    responses: int = 0
    is_new: bool = True
    copies: str = ""
    repeats: int = 0
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[str, ...] = ()
    is_confirmed: bool = False
    may_replace: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it still needs something."""
        return self.state in OPEN


@dataclass(frozen=True, slots=True)
class Batch:
    """What somebody sent at once."""

    id: str
    by: str
    time: str
    items: tuple[Item, ...]

    @property
    def waiting(self) -> tuple[Item, ...]:
        """The files that the machine has still to take in."""
        return tuple(item for item in self.items if item.state is ItemState.WAITING)

    @property
    def is_over(self) -> bool:
        """Whether nothing in it needs anything any more."""
        return not any(item.is_open for item in self.items)


_BATCH: TypeAdapter[Batch] = TypeAdapter(Batch)


# What waits -----------------------------------------------------------------------------------------------------------


def receive(desk: Desk, files: Iterable[tuple[str, BinaryIO]], by: str) -> Batch:
    """Keep files that somebody sends, by the names that they bear; nothing is read yet. Finished batches go."""
    for old in batches(desk):
        if old.is_over:
            finish(desk, old.id)
    id = secrets.token_hex(8)
    folder = _folder(desk, id)
    try:
        folder.mkdir(parents=True)
        items = tuple(_keep(folder, n, name, file) for n, (name, file) in enumerate(files, 1))
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise OutputError(f"{folder} cannot be written: {why(error)}; nothing was taken in") from error
    batch = Batch(id, by, desk.clock(), items)
    _note(desk, batch)
    return batch


def _keep(folder: Path, number: int, name: str, file: BinaryIO) -> Item:
    path = folder / str(number)
    with path.open("wb") as kept:
        shutil.copyfileobj(file, kept, CHUNK)
    clean = clean_name(name)
    return Item(number, clean, path.stat().st_size, name if name != clean else "")


def clean_name(name: str) -> str:
    """A name that any system can have in one folder: no path, and no sign that means something to a computer."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    plain = _UNFIT.sub("_", "".join(c for c in last if c.isprintable())).strip().rstrip(".")
    stem, dot, suffix = plain.rpartition(".")
    if len(plain) > LONGEST:
        plain = f"{(stem or plain)[: LONGEST - len(suffix) - 1]}{dot}{suffix}" if len(suffix) < 10 else plain[:LONGEST]
    return plain or "file"


def batches(desk: Desk) -> tuple[Batch, ...]:
    """Everything that was sent and not finished, the oldest first."""
    folder = desk.workspace.state / FOLDER
    found = [_noted(path) for path in folder.glob(f"*/{NOTE}")] if folder.is_dir() else []
    return tuple(sorted((batch for batch in found if batch), key=lambda batch: (batch.time, batch.id)))


def find_batch(desk: Desk, id: str) -> Batch:
    """One batch; raises UnreadableError where there is none of that id."""
    batch = _noted(_folder(desk, id) / NOTE) if _ID.fullmatch(id) else None
    if batch is None:
        raise UnreadableError("This upload", GONE)
    return batch


def find_item(batch: Batch, number: int) -> Item:
    """One file of a batch; raises UnreadableError where it has no such number."""
    for item in batch.items:
        if item.number == number:
            return item
    raise UnreadableError("This file", GONE)


def staged(desk: Desk, batch: Batch, item: Item) -> Path:
    """Where a file that waits lies."""
    return _folder(desk, batch.id) / str(item.number)


def change(desk: Desk, id: str, number: int, how: Callable[[Item], Item]) -> Batch:
    """Say something else of a file that still needs something; one that is done with stays as it is."""
    with held(_folder(desk, find_batch(desk, id).id) / "lock"):
        batch = find_batch(desk, id)
        items = tuple(how(item) if item.number == number and item.is_open else item for item in batch.items)
        return _note(desk, replace(batch, items=items))


def drop(desk: Desk, id: str, number: int) -> Batch:
    """Take a file out of a batch: it does not go in."""
    batch = change(desk, id, number, lambda item: replace(item, state=ItemState.DROPPED, reason=""))
    staged(desk, batch, find_item(batch, number)).unlink(missing_ok=True)
    return batch


def retry(desk: Desk, id: str, number: int, name: str = "") -> Batch:
    """Have a refused file taken in after all: under another name or, without one, in place of the one that is in."""
    new = clean_name(name) if name else ""

    def anew(item: Item) -> Item:
        return replace(item, name=new or item.name, state=ItemState.WAITING, reason="", may_replace=not new)

    return change(desk, id, number, anew)


def finish(desk: Desk, id: str) -> None:
    """Forget a batch that needs nothing more; raises OutputError for one in which files still wait."""
    batch = find_batch(desk, id)
    if not batch.is_over:
        raise OutputError("files of this upload still wait; take each of them in, or leave it out, before you finish")
    _forget(desk, batch)


def _forget(desk: Desk, batch: Batch) -> None:
    shutil.rmtree(_folder(desk, batch.id), ignore_errors=True)


def withdraw_uploads(desk: Desk, documents: Collection[str]) -> None:
    """Forget every upload that names one of these documents, so that an erased one is named nowhere."""
    for batch in batches(desk):
        named = {name for item in batch.items for name in (item.name, item.sent_as, item.copies)}
        if any(document in named or document.partition("#")[0] in named for document in documents):
            _forget(desk, batch)


def _folder(desk: Desk, id: str) -> Path:
    return desk.workspace.state / FOLDER / id


def _noted(path: Path) -> Batch | None:
    with suppress(OSError, ValidationError):
        return _BATCH.validate_json(path.read_bytes())
    return None


def _note(desk: Desk, batch: Batch) -> Batch:
    write_together({_folder(desk, batch.id) / NOTE: _BATCH.dump_json(batch, indent=1)})
    return batch


# Taking in ------------------------------------------------------------------------------------------------------------


def take_in_batch(desk: Desk, id: str) -> Batch:
    """Take in every file of a batch that waits, and say of each what became of it as soon as it is known.

    A table whose columns nobody has confirmed is put off until somebody does.
    """
    batch = find_batch(desk, id)
    for item in batch.waiting:
        if not item.is_confirmed and _is_new_table(desk, batch, item):
            change(desk, id, item.number, lambda old: replace(old, state=ItemState.COLUMNS))
    waiting = find_batch(desk, id).waiting
    if waiting:
        with desk.store.alone():
            _take_in(desk, batch, waiting)
    return find_batch(desk, id)


def _is_new_table(desk: Desk, batch: Batch, item: Item) -> bool:
    content = staged(desk, batch, item).read_bytes()
    return bool(content) and media_type(content, item.name) in TABLES and not is_mapped(desk, item.name)


def is_mapped(desk: Desk, name: str) -> bool:
    """Whether consultation.toml says already what the columns of a file of this name are."""
    said = load_consultation(desk.workspace.consultation).tables
    return any(name == mapping.file or fnmatchcase(name, mapping.file) for mapping in said)


def _take_in(desk: Desk, batch: Batch, waiting: tuple[Item, ...]) -> None:
    """As the only writer: copy, read and record each file, then look which of them say what others say."""
    desk.workspace.clear_remains()
    reading = reading_of(desk, described(desk)[0])
    kept, points = desk.store.sources(), 0
    copied = ((item, _copied(desk, batch, item)) for item in desk.track(waiting, "Taking in"))

    def read(one: tuple[Item, Added | Copied]) -> tuple[Item, Added, Received | None]:
        item, into = one
        if isinstance(into, Added):
            return item, into, None
        arrived = received(desk.workspace, reading, (into.name, desk.workspace.responses / into.name))
        return item, added(arrived, into.is_new), arrived

    for item, became, arrived in in_order(read, copied, desk.readers):
        if arrived is None:
            refused = replace(item, state=ItemState.REFUSED, reason=became.reason or "")
            change(desk, batch.id, item.number, lambda _, refused=refused: refused)  # type: ignore[misc]
            continue
        record(desk, arrived, reading, kept)
        desk.store.note(Deed(DeedKind.UPLOADED, batch.by, desk.clock(), became.name))
        change(desk, batch.id, item.number, partial(_settled, became=became))
        staged(desk, batch, item).unlink(missing_ok=True)
        points += became.points
    if points:
        _tell_campaigns(desk, batch)


def _copied(desk: Desk, batch: Batch, item: Item) -> Added | Copied:
    """Put a file into ``responses/``, or say why not."""
    file, target = staged(desk, batch, item), desk.workspace.responses / item.name
    if not not_a_document(item.name) and not item.may_replace and target.is_file():
        if not file.exists() or target.read_bytes() == file.read_bytes():
            return Copied(item.name, False)  # we were stopped after it had been copied, or it was in before
        return Added(item.name, reason=TAKEN)
    return copy(desk, file, item.name, item.may_replace)


def _settled(item: Item, became: Added) -> Item:
    """A file with what became of it."""
    state = ItemState.UNREAD if became.reason else ItemState.IN
    warnings = tuple(warning for table in became.tables for warning in table.warnings)
    return replace(
        item,
        state=state,
        reason=became.reason or "",
        points=became.points,
        responses=became.responses if not became.reason else 0,
        is_new=became.copied,
        skipped=tuple(skip for skip in became.skipped if not skip.is_harmless),
        warnings=warnings,
    )


def _tell_campaigns(desk: Desk, batch: Batch) -> None:
    """Note which files say what earlier responses say."""
    find_campaigns(desk, take_in(desk, keep=False).responses)
    links = desk.store.links()
    with held(_folder(desk, batch.id) / "lock"):
        now = find_batch(desk, batch.id)
        _note(desk, replace(now, items=tuple(_linked(item, links) for item in now.items)))


def _linked(item: Item, links: Mapping[str, tuple[str, float]]) -> Item:
    if item.state is not ItemState.IN:
        return item
    own = [name for name in links if name == item.name or name.startswith(f"{item.name}#")]
    return replace(item, copies=links[item.name][0] if item.name in links else "", repeats=len(own))


def unfinished(desk: Desk) -> Iterator[Batch]:
    """The batches in which files wait, such as those during which the program was stopped."""
    return (batch for batch in batches(desk) if batch.waiting)
