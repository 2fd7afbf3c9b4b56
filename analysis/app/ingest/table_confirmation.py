"""A table of responses before it goes in: what its columns were taken for, and what a person says of them instead."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO

from analysis.app.context import AppContext
from analysis.app.ingest.column_questions import tied_columns, told_twice
from analysis.app.ingest.ingest import recorded_parts
from analysis.app.ingest.respondent_types import new_types
from analysis.app.ingest.upload_batches import (
    UploadBatch,
    UploadItem,
    UploadState,
    change,
    find_batch,
    find_item,
    receive,
    staged,
)
from analysis.app.revisions import dry_run_consultation, save
from analysis.errors import ConsultationError, UnreadableError
from analysis.model import (
    ActivityEvent,
    ActivityKind,
    ColumnRole,
    Consultation,
    Part,
    Publish,
    Question,
    SegmentedDocument,
    Skipped,
    Table,
    TableColumn,
    TableMapping,
)
from analysis.reading import ReadSettings
from analysis.reading.table.column_mapping import mapping_for
from analysis.reading.table.unsent_tables import unsent_tables
from analysis.workspace import as_toml, content_of, load_consultation, with_mappings
from analysis.workspace.consultation_edits import with_types

SAID_BEFORE = "as it was confirmed before"

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
    former: tuple[TableMapping | None, ...] = ()
    """What was said of each table before."""
    unsent: tuple[str, ...] = ()
    """What to do about entries for tables that nobody sent, perhaps this one under another name."""


def preview(app: AppContext, batch: UploadBatch, item: UploadItem) -> Preview:
    """Return what the tables of a file that waits would become; nothing is recorded.

    What was said of a table before stands for the columns that it still has.
    """
    consultation = load_consultation(app.workspace.consultation)
    wanted_tables = item.tables or (item.name,)
    read_parts = _read_unmapped(app, batch, item, consultation, wanted_tables)
    tables = [part for part in read_parts if isinstance(part, Table) and part.mapping is None]
    former = tuple(mapping_for(consultation.tables, table.file, table.sheet) for table in tables)
    return Preview(
        tables=tuple(
            told_twice(_as_said_before(tied_columns(table, consultation.questions), said), consultation.questions)
            for table, said in zip(tables, former, strict=True)
        ),
        examples=tuple(
            part
            for part in read_parts
            if isinstance(part, SegmentedDocument) and _is_in(wanted_tables, part.document.name)
        ),
        skipped=tuple(part for part in read_parts if isinstance(part, Skipped) and _is_in(wanted_tables, part.name)),
        questions=consultation.questions,
        former=former,
        unsent=unsent_tables(consultation.tables, [item.name, *(name for name, _ in app.workspace.files())]),
    )


def _read_unmapped(
    app: AppContext, batch: UploadBatch, item: UploadItem, consultation: Consultation, wanted_tables: Sequence[str]
) -> list[Part]:
    """Read a file that waits as if nobody had said anything of the tables in it that are wanted."""
    read_settings = ReadSettings(
        tables=tuple(said for said in consultation.tables if not any(map(said.names, wanted_tables))),
        respondent_types=consultation.respondent_types,
        tell_tables=True,
        most_rows=SHOWN,
    )
    content, leads_to = content_of(staged(app, batch, item)), partial(_leads_to, wanted_tables)
    return list(app.readers.read(content, item.name, read_settings, consultation.questions, leads_to))


def _as_said_before(table: Table, said: TableMapping | None) -> Table:
    """Return a table with the roles and questions that a person has given its columns before."""
    if said is None:
        return table
    roles = {header: role for role, headers in said.columns for header in headers}
    questions = dict(said.questions)
    columns = tuple(
        replace(column, role=roles[column.header], confidence=1.0, reason=SAID_BEFORE,
                question=questions.get(column.header, column.question))
        if column.header in roles
        else column
        for column in table.columns
    )  # fmt: skip
    return replace(table, columns=columns)


def ask_again(app: AppContext, file_name: str, user_name: str) -> UploadBatch:
    """Have the columns of a table that is in confirmed anew: its file waits, and takes its own place.

    Raises UnreadableError where no file of that name is in.
    """
    file_path = app.workspace.responses / file_name
    if file_name not in app.store.sources() or not file_path.is_file():
        raise UnreadableError(file_name, "there is no such file in responses/")
    batch = receive(app, [(file_name, BytesIO(content_of(file_path)))], user_name)
    corpus_tables = (part.file for part in recorded_parts(app, file_name) if isinstance(part, Table))
    tables = tuple(dict.fromkeys(corpus_tables)) or (file_name,)
    return change(
        app,
        batch.id,
        1,
        lambda item: replace(item, name=file_name, state=UploadState.COLUMNS, tables=tables, may_replace=True),
    )


def _leads_to(wanted_tables: Collection[str], file_name: str) -> bool:
    """Return whether a file is one of the tables, or one of them lies in it."""
    return any(table_name == file_name or table_name.startswith(f"{file_name}#") for table_name in wanted_tables)


def _is_in(wanted_tables: Collection[str], part_name: str) -> bool:
    return any(part_name == table_name or part_name.startswith(f"{table_name}#") for table_name in wanted_tables)


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


def meanings(type_lines: str, consent_lines: str, respondent_types: Sequence[str]) -> Meanings:
    """Parse what people write of answers, one on each line with an equals sign before its meaning.

    ``respondent_types`` are the consultation's types. Raises ConsultationError with every line that cannot be meant.
    """
    problem_lines: list[str] = []
    type_meanings = _parse_meanings(type_lines, respondent_types or None, problem_lines)
    consent_meanings = _parse_meanings(consent_lines, tuple(Publish), problem_lines)
    if problem_lines:
        raise ConsultationError("What answers mean", problem_lines)
    return Meanings(
        type_meanings,
        tuple((answer_text, Publish(consent_text.lower())) for answer_text, consent_text in consent_meanings),
    )


def _parse_meanings(
    answer_lines: str, allowed_meanings: Sequence[str] | None, problem_lines: list[str]
) -> tuple[tuple[str, str], ...]:
    meanings_by_answer: dict[str, str] = {}
    for answer_line in filter(None, map(str.strip, answer_lines.splitlines())):
        answer_text, equals_sign, meaning = (line_part.strip() for line_part in answer_line.rpartition("="))
        if not (answer_text and equals_sign and meaning):
            problem_lines.append(f"{answer_line}: expected an answer, an equals sign and its meaning.")
        elif (
            allowed_meanings is not None and meaning not in allowed_meanings and meaning.lower() not in allowed_meanings
        ):
            problem_lines.append(f"{answer_line}: the meaning must be one of {', '.join(allowed_meanings)}.")
        meanings_by_answer[answer_text] = meaning
    return tuple(meanings_by_answer.items())


def confirm(
    app: AppContext,
    batch_id: str,
    item_number: int,
    column_choices: Choices,
    meanings_told: Mapping[int, Meanings],
    user_name: str,
    tables_without: Collection[int] = (),
    added_types: Sequence[str] = (),
) -> UploadBatch:
    """Write what a person says of tables' columns and answers into consultation.toml, and have their file taken in.

    The tables with the numbers ``tables_without`` hold no responses: nothing in them is analysed. ``added_types`` are
    types of respondent that are new with them. Raises ConsultationError where two columns of another table are both
    its ids or both its types, or none holds answers; nothing is changed then.
    """
    batch = find_batch(app, batch_id)
    item = find_item(batch, item_number)
    if item.state is not UploadState.COLUMNS:
        return batch
    with app.store.alone():
        seen_tables = preview(app, batch, item)
        confirmed = [
            _left_out(table)
            if table_number in tables_without
            else _corrected(table, table_number, column_choices, meanings_told.get(table_number, Meanings()))
            for table_number, table in enumerate(seen_tables.tables)
        ]
        if confirmed:  # another tab may have confirmed them meanwhile
            _add_mappings(app, confirmed, seen_tables.questions, user_name, item.name, added_types)
    return change(
        app, batch_id, item_number, lambda current: replace(current, state=UploadState.WAITING, is_confirmed=True)
    )


def _left_out(table: Table) -> Table:
    left_out_columns = tuple(replace(column, role=ColumnRole.LEAVE_OUT, question=None) for column in table.columns)
    return replace(table, columns=left_out_columns, warnings=(), mapping=TableMapping(table.file, table.sheet))


def _corrected(table: Table, table_number: int, column_choices: Choices, table_meanings: Meanings) -> Table:
    """Return a table as a person says that it is; raises ConsultationError where that makes no sense."""
    corrected_columns = tuple(
        _column(column, column_choices.get((table_number, column.position))) for column in table.columns
    )
    former = table.mapping or TableMapping(table.file)
    table_mapping = TableMapping(
        table.file, table.sheet, types=table_meanings.types, consent=table_meanings.consent,
        choices=former.choices, test_rows=former.test_rows,
    )  # fmt: skip
    corrected = replace(table, columns=corrected_columns, warnings=(), mapping=table_mapping)
    _must_make_sense(corrected)
    return corrected


def _column(column: TableColumn, column_answers: ColumnAnswers | None) -> TableColumn:
    return replace(column, role=column_answers.role, question=column_answers.question) if column_answers else column


def _must_make_sense(table: Table) -> None:
    column_roles = [column.role for column in table.columns]
    for unique_role, role_description in (
        (ColumnRole.ID, "the response's reference (ID)"),
        (ColumnRole.TYPE, "the type of respondent"),
        (ColumnRole.DATE, "when the response was sent"),
    ):
        headers = [column.header for column in table.columns if column.role is unique_role]
        if len(headers) > 1:
            raise _mistake(
                table,
                f"Only one column can be {role_description}; these are: {', '.join(headers)}. Choose one of them.",
            )
    if ColumnRole.OPEN not in column_roles and ColumnRole.CLOSED not in column_roles:
        raise _mistake(table, "No column holds answers. Mark at least one as an answer in words or a choice.")
    _must_be_told_apart(table)


def _must_be_told_apart(table: Table) -> None:
    """Raise ConsultationError for columns of one header with two roles: consultation.toml names columns by headers."""
    roles_by_header: dict[str, ColumnRole] = {}
    for column in table.columns:
        if roles_by_header.setdefault(column.header, column.role) is not column.role:
            raise _mistake(
                table,
                f'Several columns are called "{column.header}", so they must be the same kind of column. '
                "Choose the same for each, or rename them in the table and upload it again.",
            )


def _mistake(table: Table, mistake_text: str) -> ConsultationError:
    return ConsultationError(f"{table.file}, sheet {table.sheet}" if table.sheet else table.file, [mistake_text])


def _add_mappings(
    app: AppContext,
    tables: Sequence[Table],
    questions: Sequence[Question],
    user_name: str,
    file_name: str,
    added_types: Sequence[str],
) -> None:
    """Write tables' mappings into consultation.toml in place of what it said of them, if the result can be read."""
    consultation_file, timestamp = app.workspace.consultation, app.clock()
    signature = f"# What the columns are was confirmed by {' '.join(user_name.split())} on {timestamp[:10]}."
    content, known = consultation_file.read_bytes(), load_consultation(consultation_file).respondent_types
    if added := new_types(known, added_types):
        content = with_types(content, (*known, *added), consultation_file.name)
    former_toml = content.decode("utf-8-sig").replace("\r\n", "\n")
    toml_content = with_mappings(former_toml, tables, as_toml(tables, questions), signature).encode()
    dry_run_consultation(app, toml_content)
    save(
        app,
        consultation_file,
        toml_content,
        [ActivityEvent(ActivityKind.MAPPED, user_name, timestamp, file_name)],
        {"saved by": user_name},
    )
