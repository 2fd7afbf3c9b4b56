"""A table of responses before it goes in: what its columns were taken for, and what a person says of them instead."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from analysis.app.context import AppContext
from analysis.app.ingest.upload_batches import (
    UploadBatch,
    UploadItem,
    UploadState,
    change,
    find_batch,
    find_item,
    staged,
)
from analysis.app.revisions import dry_run_consultation, save
from analysis.errors import ConsultationError
from analysis.model import (
    ActivityEvent,
    ActivityKind,
    ColumnRole,
    Publish,
    Question,
    SegmentedDocument,
    Skipped,
    Table,
    TableColumn,
    TableMapping,
)
from analysis.reading import ReadSettings
from analysis.workspace import as_toml, content_of, load_consultation

SHOWN = 3
"""Responses of a table that are shown as they would be read."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A preview of the tables of a file: their columns, a few of their responses, and what in them cannot be read.

    A table is a sheet of a workbook, or lies in an archive or e-mail; those that somebody has spoken of are not here.
    """

    tables: tuple[Table, ...]
    examples: tuple[SegmentedDocument, ...]
    skipped: tuple[Skipped, ...]
    questions: tuple[Question, ...]


def preview(desk: AppContext, batch: UploadBatch, item: UploadItem) -> Preview:
    """Return what the tables of a file that waits would become; nothing is recorded."""
    consultation = load_consultation(desk.workspace.consultation)
    settings = ReadSettings(
        tables=consultation.tables,
        respondent_types=consultation.respondent_types,
        tell_tables=True,
        most_rows=SHOWN,
    )
    content = content_of(staged(desk, batch, item))
    wanted = item.tables or (item.name,)
    parts = list(desk.readers.read(content, item.name, settings, consultation.questions, partial(_leads_to, wanted)))
    return Preview(
        tables=tuple(part for part in parts if isinstance(part, Table) and part.mapping is None),
        examples=tuple(
            part for part in parts if isinstance(part, SegmentedDocument) and _is_in(wanted, part.document.name)
        ),
        skipped=tuple(part for part in parts if isinstance(part, Skipped) and _is_in(wanted, part.name)),
        questions=consultation.questions,
    )


def _leads_to(wanted: Collection[str], name: str) -> bool:
    """Return whether a file is one of the tables, or one of them lies in it."""
    return any(table == name or table.startswith(f"{name}#") for table in wanted)


def _is_in(wanted: Collection[str], name: str) -> bool:
    return any(name == table or name.startswith(f"{table}#") for table in wanted)


@dataclass(frozen=True, slots=True)
class ColumnAnswers:
    """A person's description of one column: its role, and which of the consultation's questions it answers."""

    role: ColumnRole
    question: str | None = None


Choices = Mapping[tuple[int, int], ColumnAnswers]
"""What a person says, by the number of the table in its file and the position of the column in it."""


@dataclass(frozen=True, slots=True)
class Meanings:
    """The meanings of a table's answers: (what the table says, the consultation's type or the consent)."""

    types: tuple[tuple[str, str], ...] = ()
    consent: tuple[tuple[str, Publish], ...] = ()


def meanings(types: str, consent: str, known: Sequence[str]) -> Meanings:
    """Return what people write of answers, one on each line with an equals sign before its meaning.

    ``known`` are the consultation's types. Raises ConsultationError with every line that cannot be meant.
    """
    wrong: list[str] = []
    kinds = _pairs(types, known or None, wrong)
    wishes = _pairs(consent, tuple(Publish), wrong)
    if wrong:
        raise ConsultationError("What answers mean", wrong)
    return Meanings(kinds, tuple((said, Publish(wish.lower())) for said, wish in wishes))


def _pairs(lines: str, allowed: Sequence[str] | None, wrong: list[str]) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for line in filter(None, map(str.strip, lines.splitlines())):
        said, sign, meaning = (part.strip() for part in line.rpartition("="))
        if not (said and sign and meaning):
            wrong.append(f"{line}: expected an answer, an equals sign and its meaning.")
        elif allowed is not None and meaning not in allowed and meaning.lower() not in allowed:
            wrong.append(f"{line}: the meaning must be one of {', '.join(allowed)}.")
        found[said] = meaning
    return tuple(found.items())


def confirm(
    desk: AppContext,
    id: str,
    number: int,
    choices: Choices,
    told: Mapping[int, Meanings],
    by: str,
    none: Collection[int] = (),
) -> UploadBatch:
    """Write what a person says of tables' columns and answers into consultation.toml, and have their file taken in.

    The tables with the numbers ``none`` hold no responses: nothing in them is analysed. Raises ConsultationError where
    two columns of another table are both its ids or both its types, or none holds answers.
    """
    batch = find_batch(desk, id)
    item = find_item(batch, number)
    if item.state is not UploadState.COLUMNS:
        return batch
    with desk.store.alone():
        seen = preview(desk, batch, item)
        tables = [
            _left_out(table) if n in none else _corrected(table, n, choices, told.get(n, Meanings()))
            for n, table in enumerate(seen.tables)
        ]
        if tables:  # another tab may have confirmed them meanwhile
            _write(desk, as_toml(tables, seen.questions), by, item.name)
    return change(desk, id, number, lambda old: replace(old, state=UploadState.WAITING, is_confirmed=True))


def _left_out(table: Table) -> Table:
    columns = tuple(replace(column, role=ColumnRole.LEAVE_OUT, question=None) for column in table.columns)
    return replace(table, columns=columns, warnings=(), mapping=TableMapping(table.file, table.sheet))


def _corrected(table: Table, number: int, choices: Choices, told: Meanings) -> Table:
    """Return a table as a person says that it is; raises ConsultationError where that makes no sense."""
    columns = tuple(_column(column, choices.get((number, column.position))) for column in table.columns)
    mapping = TableMapping(table.file, table.sheet, types=told.types, consent=told.consent)
    corrected = replace(table, columns=columns, warnings=(), mapping=mapping)
    _must_make_sense(corrected)
    return corrected


def _column(column: TableColumn, said: ColumnAnswers | None) -> TableColumn:
    return replace(column, role=said.role, question=said.question) if said else column


def _must_make_sense(table: Table) -> None:
    roles = [column.role for column in table.columns]
    for role, what in ((ColumnRole.ID, "the response's id"), (ColumnRole.TYPE, "the type of respondent")):
        headers = [column.header for column in table.columns if column.role is role]
        if len(headers) > 1:
            raise _mistake(
                table, f"only one column can be {what}; these are: {', '.join(headers)}. Choose one of them."
            )
    if ColumnRole.OPEN not in roles and ColumnRole.CLOSED not in roles:
        raise _mistake(
            table, "no column holds answers. Say of at least one that it is an answer in words, or a choice."
        )
    _must_be_told_apart(table)


def _must_be_told_apart(table: Table) -> None:
    """consultation.toml names columns by their headers: those of one name cannot be two things."""
    roles: dict[str, ColumnRole] = {}
    for column in table.columns:
        if roles.setdefault(column.header, column.role) is not column.role:
            raise _mistake(
                table,
                f'several columns are called "{column.header}", and they can only be the same thing. '
                "Say the same of each, or give them names of their own in the table and send it again.",
            )


def _mistake(table: Table, what: str) -> ConsultationError:
    return ConsultationError(f"{table.file}, sheet {table.sheet}" if table.sheet else table.file, [what])


def _write(desk: AppContext, toml: str, by: str, about: str) -> None:
    """Add to consultation.toml, if what comes of it can be read; all that stands there stays as it is."""
    path, time = desk.workspace.consultation, desk.clock()
    signed = f"# What the columns are was confirmed by {' '.join(by.split())} on {time[:10]}."
    content = f"{path.read_text(encoding='utf-8-sig').rstrip()}\n\n{signed}\n{toml}".encode()
    dry_run_consultation(desk, content)
    save(desk, path, content, [ActivityEvent(ActivityKind.MAPPED, by, time, about)], {"saved by": by})
