"""Ingest of uploads: a few files at a time, each with its result as soon as these are recorded.

Tables of responses, and archives and e-mails that hold one, wait until a person has said what the columns are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from analysis.app.context import AppContext
from analysis.app.ingest.batches import in_batches
from analysis.app.ingest.copying import ToCopy, copy
from analysis.app.ingest.ingest import described, reading_of, take_in
from analysis.app.ingest.links import find_same_letters, first_letters
from analysis.app.ingest.pipeline import (
    AtHand,
    Copied,
    ReadingRun,
    ReceivedFile,
    as_added,
    content_size,
    map_in_order,
    receive_file,
)
from analysis.app.ingest.re_exports import ReExport, find_re_export
from analysis.app.ingest.recording import record
from analysis.app.ingest.upload_batches import (
    UploadBatch,
    UploadItem,
    UploadState,
    append_progress,
    change_all,
    find_batch,
    staged,
)
from analysis.app.use_case_results import Added
from analysis.model import ActivityEvent, ActivityKind, Part, Source, Table, still_out
from analysis.workspace import content_of, not_a_document

TAKEN = "another document of this name is already included"

WORSE = (
    "nothing in this version can be read, so the earlier one stays: {reason}. If it is a different table, include it "
    "under another name; you are then asked about its columns"
)

TOLD_OF = 5
"""Refusals in one file that are told one by one."""

LISTS = "this is the name of the list of respondents"

Arrived = tuple[UploadItem, ReceivedFile | str]
"""A file that was read, or why it does not go in."""


def take_in_batch(app: AppContext, batch_id: str) -> UploadBatch:
    """Take in every file of a batch that waits, and say of each what became of it as soon as it is recorded.

    A file that holds a table whose columns nobody has confirmed is put off until somebody does.
    """
    batch = find_batch(app, batch_id)
    if batch.waiting:
        with app.store.alone():
            _take_in(app, batch)
    return find_batch(app, batch_id)


def _take_in(app: AppContext, batch: UploadBatch) -> None:
    """Read, copy and record each file as the only writer, then find which of them repeat others."""
    app.workspace.clear_remains()
    reading_run = reading_of(app, described(app, is_adding=True)[0])
    recorded = app.store.sources()
    first_paths = {source.sha256: source_path for source_path, source in reversed(recorded.items())}
    intake = _Intake(app, batch, reading_run, recorded, first_paths)
    read = map_in_order(partial(_read, app, batch, reading_run), batch.waiting, app.readers, _size)
    points = in_batches(read, partial(_put_in, intake), _size, lambda arrived: arrived[0].name)
    if sum(number for _, number in zip(app.track(batch.waiting, "Taking in"), points, strict=True)):
        _note_letters(app, batch, intake.at_hand)
        _stop_re_exports(app, find_batch(app, batch.id))


def _stop_re_exports(app: AppContext, batch: UploadBatch) -> None:
    """Ask of the tables that wait in an upload whether they are new exports of one of it that is in by now."""
    waiting = [item for item in batch.items if item.state is UploadState.COLUMNS]
    reading_run = reading_of(app, described(app, is_adding=True)[0]) if waiting else None
    for item in waiting:
        if reading_run and (found := _re_export(app, reading_run, item, staged(app, batch, item))):
            stopped = replace(item, state=UploadState.REFUSED, former=found.former, reason=found.told)
            append_progress(app, batch.id, stopped)


@dataclass(frozen=True, slots=True)
class _Intake:
    """A batch being taken in, with the sources recorded before, first paths by digest, and parts found so far."""

    app: AppContext
    batch: UploadBatch
    reading_run: ReadingRun
    recorded: Mapping[str, Source]
    first_paths: dict[str, str]
    at_hand: dict[tuple[str, str], tuple[Part, ...]] = field(default_factory=dict)


def _note_replaced(app: AppContext, batch: UploadBatch, replacing: Sequence[UploadItem]) -> None:
    """Note which files of an upload are no longer in, because another one of it took their place."""
    taken = {item.name: item.number for item in replacing}

    def note(item: UploadItem) -> UploadItem:
        is_replaced = item.state is UploadState.IN and taken.get(item.name, item.number) != item.number
        return replace(item, state=UploadState.REPLACED) if is_replaced else item

    if taken:
        change_all(app, batch.id, note)


def _size(arrived: Arrived) -> int:
    return content_size(arrived[1]) if isinstance(arrived[1], ReceivedFile) else 0


def _put_in(intake: _Intake, arrived: Sequence[Arrived]) -> list[int]:
    """Copy and record files, say of each what became of it, and return how many points each has."""
    app, batch, results = intake.app, intake.batch, dict[int, UploadItem]()
    ready = list[tuple[UploadItem, ReceivedFile]]()
    for item, received_file in arrived:
        unconfirmed = _unconfirmed(item, received_file, intake.reading_run)
        refusal = received_file if isinstance(received_file, str) else _replacement_problem(item, received_file)
        if unconfirmed:
            results[item.number] = replace(item, state=UploadState.COLUMNS, tables=unconfirmed)
        elif refusal or isinstance(received_file, str):
            results[item.number] = replace(item, state=UploadState.REFUSED, reason=refusal)
        else:
            ready.append((item, received_file))
    copied = _copy_staged(intake, [item for item, _ in ready])
    for (item, _), one in zip(ready, copied, strict=True):
        if isinstance(one, Added):
            results[item.number] = replace(item, state=UploadState.REFUSED, reason=one.reason or "")
    done = [(item, file) for item, file in ready if item.number not in results]
    record(app, intake.reading_run, intake.recorded, done)
    if done:
        with app.store.writing() as all_or_none:
            for item, _ in done:
                all_or_none.note(ActivityEvent(ActivityKind.UPLOADED, batch.by, app.clock(), item.name))
    is_new = {one.name: one.is_new for one in copied if isinstance(one, Copied)}
    for item, file in done:
        intake.at_hand[file.source.path, file.source.sha256] = file.results
        addition = as_added(file, is_new[item.name])
        results[item.number] = _with_result(
            item, addition, intake.first_paths.setdefault(file.source.sha256, item.name)
        )
    for item, _ in arrived:
        append_progress(app, batch.id, results[item.number])
    for item, _ in done:
        staged(app, batch, item).unlink(missing_ok=True)
    _note_replaced(app, batch, [item for item, _ in done if item.may_replace])
    return [results[item.number].points for item, _ in arrived]


def _read(app: AppContext, batch: UploadBatch, reading_run: ReadingRun, item: UploadItem) -> Arrived:
    """Return a file that waits, read where it waits; one that cannot go in is not read."""
    staged_path, target_path = staged(app, batch, item), app.workspace.responses / item.name
    name_problem = LISTS if item.is_list else not_a_document(item.name)
    if name_problem:
        return item, name_problem
    if found := _re_export(app, reading_run, item, staged_path):
        return replace(item, former=found.former), found.told
    if not item.is_confirmed:
        reading_run = replace(reading_run, anew=_stop_at_table(reading_run.anew))
    # It is gone where we were stopped after it had been copied.
    return item, receive_file(
        app.workspace, reading_run, (item.name, staged_path if staged_path.exists() else target_path)
    )


def _re_export(app: AppContext, reading_run: ReadingRun, item: UploadItem, staged_path: Path) -> ReExport | None:
    """Return the table that is in of which a file is a new export, if nobody has said what is to become of it."""
    if item.may_replace or item.keeps_both or item.is_confirmed or not staged_path.exists():
        return None
    leaving = still_out(app.store.withdrawals()).keys()
    return find_re_export(reading_run, item.name, content_of(staged_path), leaving)


def _stop_at_table(anew: Callable[[bytes, str], Iterator[Part]]) -> Callable[[bytes, str], Iterator[Part]]:
    """Return a reading that ends where a file turns out to be a table that somebody must be asked about first."""

    def read_until_asked(file_content: bytes, file_name: str) -> Iterator[Part]:
        for part in anew(file_content, file_name):
            yield part
            if isinstance(part, Table) and part.mapping is None and part.file == file_name:
                return

    return read_until_asked


def _unconfirmed(item: UploadItem, received_file: ReceivedFile | str, reading_run: ReadingRun) -> tuple[str, ...]:
    """Return the tables in a file whose columns nobody has confirmed; an archive or an e-mail may hold several.

    What was confirmed of the version that is in does not hold for one with other columns.
    """
    if item.is_confirmed or isinstance(received_file, str):
        return ()
    tables = [part for part in received_file.results if isinstance(part, Table)]
    unconfirmed_tables = [table.file for table in tables if table.mapping is None]
    if item.may_replace:
        same_columns = {(table.file, table.sheet, table.headers) for table in tables}
        former_tables = [part for part in _former_parts(item, reading_run) if isinstance(part, Table)]
        unconfirmed_tables += [
            table.file for table in former_tables if (table.file, table.sheet, table.headers) not in same_columns
        ]
    return tuple(dict.fromkeys(unconfirmed_tables))


def _former_parts(item: UploadItem, reading_run: ReadingRun) -> tuple[Part, ...]:
    """Return what was found in the version of a file that is in."""
    source = reading_run.kept.get(item.name)
    refs = reading_run.known.get((item.name, source.sha256)) if source else None
    return reading_run.found(refs) if refs is not None else ()


def _replacement_problem(item: UploadItem, received_file: ReceivedFile) -> str:
    """Return why a new version does not take the place of the file that is in; nothing where it may."""
    reason = as_added(received_file, True).reason if item.may_replace else None
    return WORSE.format(reason=reason.rstrip(".")) if reason else ""


def _copy_staged(intake: _Intake, items: Sequence[UploadItem]) -> list[Added | Copied]:
    """Put files into ``responses/``, or say why not; one that lies there and is not recorded yet is new, too."""
    app, batch = intake.app, intake.batch
    there = {item.name: _in_place(app, batch, item, intake.recorded) for item in items}
    to_copy = [
        ToCopy(staged(app, batch, item), item.name, item.may_replace) for item in items if there[item.name] is None
    ]
    became = {file.name: one for file, one in zip(to_copy, copy(app, intake.reading_run, to_copy), strict=True)}
    return [there[item.name] or became[item.name] for item in items]


def _in_place(
    app: AppContext, batch: UploadBatch, item: UploadItem, recorded_paths: Collection[str]
) -> Added | Copied | None:
    """Return what becomes of a file of whose name one is in ``responses/``; nothing where it is to be copied there."""
    staged_path, target_path = staged(app, batch, item), app.workspace.responses / item.name
    if item.may_replace or not target_path.is_file():
        return None
    if not staged_path.exists() or _is_same(staged_path, target_path):
        # We may have been stopped after it had been copied, or told what it is.
        return Copied(item.name, item.name not in recorded_paths or not staged_path.exists())
    return Added(item.name, reason=TAKEN)


def _is_same(staged_path: Path, target_path: Path) -> bool:
    return staged_path.stat().st_size == target_path.stat().st_size and content_of(staged_path) == content_of(
        target_path
    )


def _with_result(item: UploadItem, addition: Added, first_path: str) -> UploadItem:
    """Return a file with what became of it; ``first_path`` is the first of these very bytes."""
    upload_state = UploadState.UNREAD if addition.reason else UploadState.IN
    table_warnings = tuple(warning for table in addition.tables for warning in table.warnings)
    return replace(
        item,
        state=upload_state,
        reason=addition.reason or "",
        points=addition.points,
        responses=addition.responses if not addition.reason else 0,
        is_new=addition.copied,
        same_as=first_path if first_path != item.name and upload_state is UploadState.IN else "",
        skipped=tuple(skip for skip in addition.skipped if not skip.is_harmless),
        warnings=(*table_warnings, *(refusal.told for refusal in addition.refusals[:TOLD_OF])),
        is_refused=bool(addition.refusals),
    )


def _note_letters(app: AppContext, batch: UploadBatch, at_hand: AtHand) -> None:
    """Note which files say what earlier responses say."""
    responses = take_in(app, keep=False, at_hand=at_hand).responses
    find_same_letters(app, responses)
    first_letter_names = first_letters(app, responses)
    # The name of an uploaded file holds no "#" of its own.
    repeat_counts = Counter(document_name.partition("#")[0] for document_name in first_letter_names)
    change_all(app, batch.id, partial(_with_links, first_letter_names=first_letter_names, repeat_counts=repeat_counts))


def _with_links(
    item: UploadItem, first_letter_names: Mapping[str, str], repeat_counts: Mapping[str, int]
) -> UploadItem:
    if item.state is not UploadState.IN:
        return item
    return replace(item, copies=first_letter_names.get(item.name, ""), repeats=repeat_counts.get(item.name, 0))
