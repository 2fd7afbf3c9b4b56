"""The reading of a table: its sheets are profiled and mapped, then each row becomes a document."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from typing import NamedTuple, TypeGuard

from analysis.errors import UnreadableError
from analysis.model import (
    ENCODING_UNDONE,
    NO_ANSWERS,
    NOTHING_TO_DO,
    QUESTION_ROLES,
    TITLES_ABOVE,
    Document,
    Publish,
    Respondent,
    Skipped,
    Table,
    TableColumn,
    TableMapping,
)
from analysis.model import ColumnRole as Role
from analysis.reading.read_settings import ReadSettings
from analysis.reading.table import delimited_text, header_rows, lost_consent
from analysis.reading.table.column_inference import id_rank, may_be_id
from analysis.reading.table.column_mapping import map_columns, mapping_for, names_columns
from analysis.reading.table.column_profile import Ids, Profiles, RowWidth
from analysis.reading.table.comment_table import CommentRows, as_comment_table
from analysis.reading.table.consent_answers import answers_of_others, consent_answers
from analysis.reading.table.encoding_repair import with_encoding_undone
from analysis.reading.table.footer_rows import without_footer
from analysis.reading.table.joined_sheets import joined
from analysis.reading.table.mapping_warnings import mapping_warnings, unknown_types
from analysis.reading.table.omitted_cells import cell_comments
from analysis.reading.table.reshape import reshape
from analysis.reading.table.row_documents import Rows
from analysis.reading.table.sheet import HIDDEN_SHEET, BrokenRow, Sheet, SheetRow, is_blank
from analysis.reading.table.staff_tests import StaffTests
from analysis.text import plural

EMPTY = "the table holds no answers below the names of its columns"
EMPTY_SHEET = "the sheet is empty; nothing need be done"
NOT_RESPONSES = (
    "the sheet looks like no responses, as another one does; "
    "if it holds some, add a [[table]] with this sheet to consultation.toml"
)
NO_WORDS = (
    f"{NO_ANSWERS}, so none of its rows was taken in; see `everypoint points` for what each "
    "was taken for, and say in its [[table]] in consultation.toml which are open (or closed, if it has no others)"
)
BELOW_ANSWERS = f"a total or a note below the answers, which is not a response; {NOTHING_TO_DO}"
LONGEST_LIST = 10


class _ProfiledSheet(NamedTuple):
    """A sheet with its header, its mapped columns and the shape of its rows."""

    sheet: Sheet
    head: header_rows.Header
    table: Table
    shape: RowWidth
    footer: frozenset[int] = frozenset()
    """Rows of totals and notes below the answers."""
    is_encoding_undone: bool = False
    holds_comments: bool = False
    """Whether its rows are points of one response."""
    is_whole: bool = False
    """Whether no blank row, and none that is hidden or below the answers, stands among its rows or behind them."""
    is_held: bool = False
    """Whether none of its rows may be published: what is not read of the file speaks of that."""


class _UnreadSheet(NamedTuple):
    """A sheet that is left out, and why."""

    sheet: Sheet
    told: Skipped


def read(content: bytes, name: str, settings: ReadSettings) -> Iterator[Document | Skipped | Table]:
    """Read a table: a document for each row that answers anything, and before them its mapping, if that is asked
    for."""
    yield from read_sheets(_sheets(content, name, settings), name, settings, _refusing_comments(content))


def read_sheets(
    sheets: Iterable[Sheet | Skipped], name: str, settings: ReadSettings, notes: Sequence[str] = ()
) -> Iterator[Document | Skipped | Table]:
    """Read sheets, wherever they stand; ``notes`` are the places beside them that keep something from publication."""
    results = _read_tables(sheets, name, settings, notes)
    has_several = sum(isinstance(result, _ProfiledSheet) for result in results) > 1
    for result in results:
        if isinstance(result, Skipped):
            yield result
        else:
            if settings.tell_tables:
                yield result.table
            name_prefix = f"{name}#{result.sheet.name}" if has_several else name
            if _lacks_answers(result.table):
                yield Skipped(name_prefix, NO_WORDS)
                continue
            rows = islice(_row_documents(result, name_prefix, settings), settings.most_rows)
            yield from map(_withheld, rows) if result.is_held else rows


def _withheld(read: Document | Skipped) -> Document | Skipped:
    """Return a document that is not published until somebody has decided."""
    if isinstance(read, Skipped):
        return read
    return replace(read, respondent=replace(read.respondent or Respondent(), publish=Publish.NO))


def _lacks_answers(table: Table) -> bool:
    """Return whether no column is read as an answer in words, and nobody has said that the table has none."""
    column_roles = {column.role for column in table.columns}
    return column_roles.isdisjoint(QUESTION_ROLES) or (table.mapping is None and Role.OPEN not in column_roles)


def columns(content: bytes, name: str, settings: ReadSettings) -> tuple[Table | Skipped, ...]:
    """Return the mapping of each table in a file: what its columns were taken for; or why it is not read."""
    results = _read_tables(_sheets(content, name, settings), name, settings, _refusing_comments(content))
    return tuple(result if isinstance(result, Skipped) else result.table for result in results)


def _refusing_comments(content: bytes) -> list[str]:
    return ["a comment on a cell"] if any(map(lost_consent.comment_refuses, cell_comments(content))) else []


def _read_tables(
    sheets: Iterable[Sheet | Skipped], file_name: str, settings: ReadSettings, notes: Sequence[str]
) -> list[_ProfiledSheet | Skipped]:
    results: list[_ProfiledSheet | _UnreadSheet | Skipped] = []
    try:
        for sheet_found in sheets:
            results.append(
                sheet_found if isinstance(sheet_found, Skipped) else _profile_sheet(sheet_found, file_name, settings)
            )
    except UnreadableError as fault:
        results.append(Skipped(file_name, fault.reason))
    tables_found = [result.table for result in results if isinstance(result, _ProfiledSheet)]
    results = [
        _UnreadSheet(result.sheet, Skipped(f"{file_name}#{result.sheet.name}", NOT_RESPONSES))
        if isinstance(result, _ProfiledSheet) and _is_beside_responses(result.table, tables_found)
        else result
        for result in results
    ]
    unread = [result.sheet for result in results if _is_unread(result)]
    asking = [result for result in results if isinstance(result, _ProfiledSheet) and not _is_unread(result)]
    asking = [result for result in asking if _consent_headers(result)]
    return [
        result.told
        if isinstance(result, _UnreadSheet)
        else _held(result, notes, unread, asking, settings)
        if isinstance(result, _ProfiledSheet)
        else result
        for result in results
    ]


def _is_unread(result: _ProfiledSheet | _UnreadSheet | Skipped) -> TypeGuard[_ProfiledSheet | _UnreadSheet]:
    return isinstance(result, _UnreadSheet) or (isinstance(result, _ProfiledSheet) and _lacks_answers(result.table))


def _held(
    result: _ProfiledSheet,
    notes: Sequence[str],
    unread: Sequence[Sheet],
    asking: Sequence[_ProfiledSheet],
    settings: ReadSettings,
) -> _ProfiledSheet:
    """Return a sheet whose rows may not be published where something that is not read speaks of that, and nobody has
    said which column does."""
    table, sheet, head = result.table, result.sheet, result.head
    if table.mapping and any(role is Role.PUBLISH and named for role, named in table.mapping.columns):
        return result
    decided = {one.sheet.casefold() for one in settings.tables if one.sheet and one.names(table.file)}
    places = [*notes, *lost_consent.columns_speak(table.columns)]
    if any(lost_consent.refuses(title) or lost_consent.asks(title) for title in head.titles):
        places.append("a row above the columns' names")
    below = (row for row in _unbroken(sheet) if row.number in result.footer) if result.footer else ()
    if any(lost_consent.refuses(cell_text) for row in below for cell_text in row.cells):
        places.append("a row below the answers")
    rows = (row for row in _unbroken(sheet) if row.number >= head.first) if not result.is_whole else ()
    if row_number := lost_consent.second_table(rows, table.headers):
        places.append(f"the table that begins in row {row_number}")
    for other in unread:
        is_decided = (other.name or "").casefold() in decided
        if other is not sheet and not is_decided and lost_consent.sheet_speaks(_unbroken(other), table.columns):
            places.append(f"the sheet {other.name}")
    places += (f"the sheet {other.sheet.name}" for other in _asking_of_same(result, asking, decided))
    if not places:
        return result
    warned = replace(table, warnings=(*table.warnings, lost_consent.held(places)))
    return result._replace(table=warned, is_held=True)


def _asking_of_same(
    result: _ProfiledSheet, asking: Sequence[_ProfiledSheet], decided: Collection[str]
) -> Iterator[_ProfiledSheet]:
    """Yield the sheets that were not joined to one and ask, below ids of it, for a consent for which it does not ask.

    Where it asks for another, whole numbers may be those of other respondents.
    """
    asked = _consent_headers(result)
    for other in asking:
        if _consent_headers(other) <= asked or (other.sheet.name or "").casefold() in decided:
            continue
        shared = _ids(result) & _ids(other)
        if any(not (asked and one_id.isdecimal()) for one_id in shared):
            yield other


def _consent_headers(result: _ProfiledSheet) -> set[str]:
    return {column.header for column in result.table.columns if column.role is Role.PUBLISH}


def _ids(result: _ProfiledSheet) -> set[str]:
    positions = {column.position for column in result.table.columns if column.role is Role.ID}
    positions |= {i for i, name in enumerate(result.head.names) if id_rank(name) is not None}
    rows = (row for row in _unbroken(result.sheet) if row.number >= result.head.first)
    return {row.cells[i] for row in rows for i in positions if i < len(row.cells) and row.cells[i]}


def _sheets(content: bytes, file_name: str, settings: ReadSettings) -> Iterable[Sheet | Skipped]:
    if content.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        from analysis.reading.table import workbook_sheets

        found = workbook_sheets.sheets(content, file_name, settings)
        mapped = {one.sheet.casefold() for one in settings.tables if one.sheet and one.names(file_name)}
        return joined(found, mapped)
    return (delimited_text.sheet(content, settings),)


def _profile_sheet(sheet: Sheet, file_name: str, settings: ReadSettings) -> _ProfiledSheet | _UnreadSheet | Skipped:
    """Return a sheet with its header and mapped columns, by going through all of its rows."""
    label = f"{file_name}#{sheet.name}" if sheet.name else file_name
    if sheet.is_hidden:
        return _UnreadSheet(sheet, Skipped(label, HIDDEN_SHEET))
    mapping = mapping_for(settings.tables, file_name, sheet.name)
    sheet, encoding = with_encoding_undone(sheet)
    sheet, header, shape_warnings = _find_rows(sheet, mapping)
    header = header._replace(titles=(*sheet.beside, *header.titles))
    footer: list[int] = []
    profiles = _profile_columns(sheet, header, footer, StaffTests(header.names, mapping))
    if not profiles.rows:
        return Skipped(label, _why_empty(sheet, header))
    try:
        columns = map_columns(header.names, profiles, sheet.hidden_columns, mapping, settings)
    except UnreadableError as fault:
        return Skipped(label, fault.reason)
    consents = consent_answers(columns, profiles, mapping)
    warned = (
        *sheet.warnings,
        *shape_warnings,
        *encoding.warnings(),
        *mapping_warnings(columns, profiles, mapping, settings.respondent_types, consents),
    )
    table = Table(
        file_name,
        sheet.name,
        header.row,
        profiles.rows + profiles.shifted,
        columns,
        warned,
        mapping,
        _empty(header.names, columns),
        unknown_types(columns, profiles, mapping, settings.respondent_types),
        () if settings.most_rows is None else (*consents, *answers_of_others(columns, profiles)),
    )
    comments, runs_on = as_comment_table(table), table.rows == profiles.last - header.first + 1
    is_whole = runs_on and not footer and not sheet.hidden_rows
    about = profiles.shape, frozenset(footer), encoding.undone > 0, comments is not None, is_whole
    return _ProfiledSheet(sheet, header, comments or table, *about)


def _empty(names: Sequence[header_rows.Name], columns: Sequence[TableColumn]) -> tuple[str, ...]:
    """Return the names of the columns that hold nothing."""
    filled = {column.position for column in columns}
    return tuple(name.header for position, name in enumerate(names) if position not in filled and name.header)


def _find_rows(sheet: Sheet, mapping: TableMapping | None) -> tuple[Sheet, header_rows.Header, tuple[str, ...]]:
    """Return a sheet with a row for each response, its header, and what had to be done for that."""
    header = header_rows.find_header(_first_rows(sheet), mapping.header if mapping else None)
    try:
        reshaped = None if names_columns(mapping, header.names) else reshape(sheet, header, _first_rows(sheet))
    except BrokenRow:  # the rows above it are read as they stand, and it is reported when the documents are made
        reshaped = None
    if reshaped is None:
        return sheet, header, ()
    header_row = next(reshaped.sheet.rows()).number
    return reshaped.sheet, header_rows.find_header(_first_rows(reshaped.sheet), header_row), (reshaped.warning,)


def _why_empty(sheet: Sheet, header: header_rows.Header) -> str:
    try:
        hidden_rows = [
            sheet_row.number
            for sheet_row in sheet.rows()
            if sheet_row.number in sheet.hidden_rows and not is_blank(sheet_row)
        ]
    except BrokenRow as fault:
        return f"row {fault.number}: {fault}"
    if hidden_rows:
        return _hidden_rows_message(hidden_rows)
    return EMPTY if header.row else EMPTY_SHEET


def _unbroken(sheet: Sheet) -> Iterator[SheetRow]:
    """Yield the rows down to one that cannot be read, which is reported when the documents are made."""
    with suppress(BrokenRow):
        yield from sheet.rows()


def _first_rows(sheet: Sheet) -> list[SheetRow]:
    return list(islice(_unbroken(sheet), header_rows.LOOKED_AT))


def _profile_columns(sheet: Sheet, header: header_rows.Header, footer: list[int], tests: StaffTests) -> Profiles:
    profiles = _profile_rows(sheet, header, header.width, footer, tests)
    # Where most rows reach beyond the names, some columns have none.
    return _profile_rows(sheet, header, 0, footer, tests) if profiles.shifted > profiles.rows else profiles


def _profile_rows(
    sheet: Sheet, header: header_rows.Header, named_width: int, footer: list[int], tests: StaffTests
) -> Profiles:
    """Return the profiles of the rows that reach no farther than a width, or (0) of all, and the numbers of those
    below the answers."""
    id_columns = {position: Ids() for position, name in enumerate(header.names) if position == 0 or may_be_id(name)}
    profiles = Profiles(ids=id_columns, width=named_width)
    footer.clear()
    answer_rows = (
        row
        for row in _unbroken(sheet)
        if header.first <= row.number not in sheet.hidden_rows and not (is_blank(row) or tests.told(row))
    )
    for sheet_row in without_footer(answer_rows, profiles, footer):
        profiles.add(sheet_row)
    return profiles


def _is_beside_responses(table: Table, tables: list[Table]) -> bool:
    """Return whether a sheet has none of a survey platform's columns, where another has: it holds no responses."""
    return table.mapping is None and not _is_export(table) and any(_is_export(other_table) for other_table in tables)


def _is_export(table: Table) -> bool:
    platform_columns = [column for column in table.columns if header_rows.is_platform_column(column.header)]
    return bool(platform_columns) and any(column.role in QUESTION_ROLES for column in table.columns)


def _row_documents(
    understood: _ProfiledSheet, name_prefix: str, settings: ReadSettings
) -> Iterator[Document | Skipped]:
    sheet, header = understood.sheet, understood.head
    row_reader = Rows(understood.table, name_prefix, settings.respondent_types, understood.shape)
    comments = CommentRows(understood.table, name_prefix)
    tests = StaffTests(header.names, understood.table.mapping)
    hidden_rows: list[int] = []
    yield from _beside_rows(understood, name_prefix)
    try:
        for sheet_row in sheet.rows():
            if sheet_row.number < header.first or is_blank(sheet_row):
                continue
            if sheet_row.number in understood.footer:
                yield Skipped(f"{name_prefix}#row {sheet_row.number}", BELOW_ANSWERS)
            elif sheet_row.number in sheet.hidden_rows:
                hidden_rows.append(sheet_row.number)
            elif told := tests.told(sheet_row):
                yield Skipped(f"{name_prefix}#row {sheet_row.number}", told)
            elif understood.holds_comments:
                comments.add(sheet_row)
            else:
                yield row_reader.document(sheet_row)
    except BrokenRow as fault:
        yield Skipped(f"{name_prefix}#row {fault.number}", str(fault))
    yield from comments.documents()
    if hidden_rows:
        yield Skipped(f"{name_prefix}#hidden rows", _hidden_rows_message(hidden_rows))


def _beside_rows(understood: _ProfiledSheet, name_prefix: str) -> Iterator[Skipped]:
    """Yield what is told of a sheet as a whole."""
    if titles := understood.head.titles:
        yield Skipped(f"{name_prefix}#rows above the columns' names", f"{TITLES_ABOVE}: {'; '.join(titles)}")
    if understood.is_encoding_undone:
        yield Skipped(f"{name_prefix}#encoding", ENCODING_UNDONE)


def _hidden_rows_message(numbers: list[int]) -> str:
    listed = ", ".join(map(str, numbers[:LONGEST_LIST])) + (", …" if len(numbers) > LONGEST_LIST else "")
    return (
        f"{plural(len(numbers), 'row is', 'rows are')} hidden in the spreadsheet ({listed}), perhaps by a filter; "
        "show them and add the file again if they are responses"
    )
