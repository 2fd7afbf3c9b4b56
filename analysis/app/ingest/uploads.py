"""Taking in what was uploaded: file by file, each with what became of it as soon as it is known.

Tables of responses, and archives and e-mails that hold one, wait until a person has said what the columns are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from analysis.app.context import AppContext
from analysis.app.ingest.ingest import copy, described, reading_of, record, take_in
from analysis.app.ingest.links import find_campaigns, first_letters
from analysis.app.ingest.pipeline import Copied, ReadingRun, ReceivedFile, added, in_order, received
from analysis.app.ingest.upload_batches import (
    UploadBatch,
    UploadItem,
    UploadState,
    change_all,
    find_batch,
    staged,
    tell,
)
from analysis.app.results import Added
from analysis.model import ActivityEvent, ActivityKind, Part, Table
from analysis.workspace import content_of, not_a_document

TAKEN = "another document of this name is in already"

WORSE = (
    "nothing in this version can be read, so the one that is in stays: {reason}. If it is another table, "
    "take it in under another name: then it is asked what its columns are"
)

LISTS = "this is what the list of who sent each response is called"

Arrived = tuple[UploadItem, ReceivedFile | str]
"""A file that was read, or why it does not go in."""


def take_in_batch(desk: AppContext, id: str) -> UploadBatch:
    """Take in every file of a batch that waits, and say of each what became of it as soon as it is known.

    A file that holds a table whose columns nobody has confirmed is put off until somebody does.
    """
    batch = find_batch(desk, id)
    if batch.waiting:
        with desk.store.alone():
            _take_in(desk, batch)
    return find_batch(desk, id)


def _take_in(desk: AppContext, batch: UploadBatch) -> None:
    """As the only writer: read, copy and record each file, then look which of them say what others say."""
    desk.workspace.clear_remains()
    reading = reading_of(desk, described(desk)[0])
    kept, points = desk.store.sources(), 0
    first = {source.sha256: path for path, source in reversed(kept.items())}
    waiting = desk.track(batch.waiting, "Taking in")
    for item, arrived in in_order(partial(_read, desk, batch, reading), waiting, desk.readers):
        tables = _unconfirmed(item, arrived)
        if tables:
            tell(desk, batch.id, replace(item, state=UploadState.COLUMNS, tables=tables))
            continue
        problem = arrived if isinstance(arrived, str) else _worse(item, arrived)
        into = Added(item.name, reason=problem) if problem else _copied(desk, batch, item, kept)
        if isinstance(into, Copied) and isinstance(arrived, ReceivedFile):
            record(desk, arrived, reading, kept)
            desk.store.note(ActivityEvent(ActivityKind.UPLOADED, batch.by, desk.clock(), item.name))
            became = added(arrived, into.is_new)
            tell(desk, batch.id, _settled(item, became, first.setdefault(arrived.source.sha256, item.name)))
            staged(desk, batch, item).unlink(missing_ok=True)
            points += became.points
        elif isinstance(into, Added):
            tell(desk, batch.id, replace(item, state=UploadState.REFUSED, reason=into.reason or ""))
    if points:
        _tell_campaigns(desk, batch)


def _read(desk: AppContext, batch: UploadBatch, reading: ReadingRun, item: UploadItem) -> Arrived:
    """Return a file that waits, read where it waits; one that cannot go in is not read."""
    file, target = staged(desk, batch, item), desk.workspace.responses / item.name
    problem = LISTS if item.is_list else not_a_document(item.name)
    if problem:
        return item, problem
    if not item.is_confirmed:
        reading = replace(reading, anew=_until_asked(reading.anew))
    # It is gone where we were stopped after it had been copied.
    return item, received(desk.workspace, reading, (item.name, file if file.exists() else target))


def _until_asked(anew: Callable[[bytes, str], Iterator[Part]]) -> Callable[[bytes, str], Iterator[Part]]:
    """Reading that ends where a file turns out to be a table that somebody must be asked about first."""

    def read(content: bytes, name: str) -> Iterator[Part]:
        for part in anew(content, name):
            yield part
            if isinstance(part, Table) and part.mapping is None and part.file == name:
                return

    return read


def _unconfirmed(item: UploadItem, arrived: ReceivedFile | str) -> tuple[str, ...]:
    """Return the tables in a file whose columns nobody has confirmed; an archive or an e-mail may hold several."""
    if item.is_confirmed or isinstance(arrived, str):
        return ()
    asked = (part.file for part in arrived.results if isinstance(part, Table) and part.mapping is None)
    return tuple(dict.fromkeys(asked))


def _worse(item: UploadItem, arrived: ReceivedFile) -> str:
    """Return why a new version does not take the place of the file that is in; nothing where it may."""
    reason = added(arrived, True).reason if item.may_replace else None
    return WORSE.format(reason=reason.rstrip(".")) if reason else ""


def _copied(desk: AppContext, batch: UploadBatch, item: UploadItem, kept: Collection[str]) -> Added | Copied:
    """Put a file into ``responses/``, or say why not; one that lies there and is not ``kept`` yet is new, too."""
    file, target = staged(desk, batch, item), desk.workspace.responses / item.name
    if not item.may_replace and target.is_file():
        if not file.exists() or _is_same(file, target):
            # We may have been stopped after it had been copied, or told what it is.
            return Copied(item.name, item.name not in kept or not file.exists())
        return Added(item.name, reason=TAKEN)
    return copy(desk, file, item.name, item.may_replace)


def _is_same(file: Path, target: Path) -> bool:
    return file.stat().st_size == target.stat().st_size and content_of(file) == content_of(target)


def _settled(item: UploadItem, became: Added, first: str) -> UploadItem:
    """Return a file with what became of it; ``first`` is the first of these very bytes."""
    state = UploadState.UNREAD if became.reason else UploadState.IN
    warnings = tuple(warning for table in became.tables for warning in table.warnings)
    return replace(
        item,
        state=state,
        reason=became.reason or "",
        points=became.points,
        responses=became.responses if not became.reason else 0,
        is_new=became.copied,
        same_as=first if first != item.name and state is UploadState.IN else "",
        skipped=tuple(skip for skip in became.skipped if not skip.is_harmless),
        warnings=warnings,
    )


def _tell_campaigns(desk: AppContext, batch: UploadBatch) -> None:
    """Note which files say what earlier responses say."""
    responses = take_in(desk, keep=False).responses
    find_campaigns(desk, responses)
    firsts = first_letters(desk, responses)
    # The name of an uploaded file holds no "#" of its own.
    repeats = Counter(name.partition("#")[0] for name in firsts)
    change_all(desk, batch.id, partial(_linked, firsts=firsts, repeats=repeats))


def _linked(item: UploadItem, firsts: Mapping[str, str], repeats: Mapping[str, int]) -> UploadItem:
    if item.state is not UploadState.IN:
        return item
    return replace(item, copies=firsts.get(item.name, ""), repeats=repeats.get(item.name, 0))
