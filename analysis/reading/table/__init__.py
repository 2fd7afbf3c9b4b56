"""Tables (CSV, xlsx, ods, xls): an export of a survey is many responses, one a row, an answer per question's column.

``delimited`` and ``workbook`` give rows as text; ``header`` finds what the columns are called, ``profile`` what is in
them; ``guess`` says what each is, ``survey`` ties them to questions and lets a person's word count; ``rows`` makes
documents. A table is gone through twice, first to learn what its columns are, and never held as a whole by us.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import NamedTuple

from analysis.errors import UnreadableError
from analysis.model import TITLES_ABOVE, Document, Skipped, Table
from analysis.model import ColumnRole as Role
from analysis.reading.read_settings import ReadSettings
from analysis.reading.table import delimited_text, header_rows
from analysis.reading.table.column_inference import id_rank
from analysis.reading.table.column_mapping import QUESTIONS, mapping_for, survey
from analysis.reading.table.column_profile import Ids, Profiles, Shape
from analysis.reading.table.mapping_warnings import warnings
from analysis.reading.table.row_documents import Rows
from analysis.reading.table.sheet import BrokenRow, Sheet, SheetRow, is_blank
from analysis.text import plural

__all__ = ["columns", "read"]

EMPTY = "the table holds no answers below the names of its columns"
EMPTY_SHEET = "the sheet is empty; nothing need be done"
NOT_RESPONSES = (
    "the sheet looks like no responses, as another one does; "
    "if it holds some, add a [[table]] with this sheet to consultation.toml"
)
NO_WORDS = (
    "no column is read as an answer in words, so none of its rows was taken in; see `everypoint points` for what each "
    "was taken for, and say in its [[table]] in consultation.toml which are open (or closed, if it has no others)"
)
LONGEST_LIST = 10


class _Found(NamedTuple):
    """A sheet, where its answers begin, what its columns are, and how wide its rows."""

    sheet: Sheet
    head: header_rows.Header
    table: Table
    shape: Shape


def read(content: bytes, name: str, settings: ReadSettings) -> Iterator[Document | Skipped | Table]:
    """Read a table: a document for each row that answers anything, and before them how it is read, if that is asked."""
    results = _tables(content, name, settings)
    several = sum(isinstance(result, _Found) for result in results) > 1
    for result in results:
        if isinstance(result, Skipped):
            yield result
        else:
            if settings.tell_tables:
                yield result.table
            prefix = f"{name}#{result.sheet.name}" if several else name
            if _says_nothing(result.table):
                yield Skipped(prefix, NO_WORDS)
                continue
            yield from islice(_documents(result, prefix, settings), settings.most_rows)


def _says_nothing(table: Table) -> bool:
    """Return whether no column is read as an answer in words, and nobody has said that the table has none."""
    roles = {column.role for column in table.columns}
    return roles.isdisjoint(QUESTIONS) or (table.mapping is None and Role.OPEN not in roles)


def columns(content: bytes, name: str, settings: ReadSettings) -> tuple[Table | Skipped, ...]:
    """Return how each table in a file is read: what its columns were taken for; or why it is not read."""
    results = _tables(content, name, settings)
    return tuple(result if isinstance(result, Skipped) else result.table for result in results)


def _tables(content: bytes, name: str, settings: ReadSettings) -> list[_Found | Skipped]:
    results: list[_Found | Skipped] = []
    try:
        for sheet in _sheets(content, name, settings):
            results.append(sheet if isinstance(sheet, Skipped) else _understood(sheet, name, settings))
    except UnreadableError as fault:
        results.append(Skipped(name, fault.reason))
    found = [result.table for result in results if isinstance(result, _Found)]
    return [
        Skipped(f"{name}#{result.sheet.name}", NOT_RESPONSES)
        if isinstance(result, _Found) and _is_other(result.table, found)
        else result
        for result in results
    ]


def _sheets(content: bytes, name: str, settings: ReadSettings) -> Iterable[Sheet | Skipped]:
    if content.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        from analysis.reading.table import workbook_sheets

        return workbook_sheets.sheets(content, name, settings)
    return (delimited_text.sheet(content, settings),)


def _understood(sheet: Sheet, name: str, settings: ReadSettings) -> _Found | Skipped:
    """Return a sheet with what its columns are, by going through all of its rows."""
    label = f"{name}#{sheet.name}" if sheet.name else name
    said = mapping_for(settings.tables, name, sheet.name)
    head = header_rows.find(_first_rows(sheet), said.header if said else None)
    profiles = _profiled(sheet, head)
    if not profiles.rows:
        return Skipped(label, _why_empty(sheet, head))
    try:
        found = survey(head.names, profiles, sheet.hidden_columns, said, settings)
    except UnreadableError as fault:
        return Skipped(label, fault.reason)
    told = tuple(warnings(found, profiles, said))
    rows = profiles.rows + profiles.shifted
    return _Found(sheet, head, Table(name, sheet.name, head.row, rows, found, told, said), profiles.shape)


def _why_empty(sheet: Sheet, head: header_rows.Header) -> str:
    try:
        hidden = [row.number for row in sheet.rows() if row.number in sheet.hidden_rows and not is_blank(row)]
    except BrokenRow as fault:
        return f"row {fault.number}: {fault}"
    if hidden:
        return _told_hidden(hidden)
    return EMPTY if head.row else EMPTY_SHEET


def _unbroken(sheet: Sheet) -> Iterator[SheetRow]:
    """Yield the rows down to one that cannot be read, which is told when the responses are."""
    with suppress(BrokenRow):
        yield from sheet.rows()


def _first_rows(sheet: Sheet) -> list[SheetRow]:
    return list(islice(_unbroken(sheet), header_rows.LOOKED_AT))


def _profiled(sheet: Sheet, head: header_rows.Header) -> Profiles:
    profiles = _within(sheet, head, head.width)
    # Where most rows reach beyond the names, there are columns without a name.
    return _within(sheet, head, 0) if profiles.shifted > profiles.rows else profiles


def _within(sheet: Sheet, head: header_rows.Header, width: int) -> Profiles:
    """Return what is in the rows that reach no farther than a width, or (0) in all."""
    ids = {i: Ids() for i, name in enumerate(head.names) if id_rank(name) is not None}
    profiles = Profiles(ids=ids, width=width)
    for row in _unbroken(sheet):
        if row.number >= head.first and not is_blank(row) and row.number not in sheet.hidden_rows:
            profiles.add(row)
    return profiles


def _is_other(table: Table, tables: list[Table]) -> bool:
    """Return whether a sheet is something else than responses: no platform's columns are in it, and in another there
    are."""
    return table.mapping is None and not _is_export(table) and any(_is_export(other) for other in tables)


def _is_export(table: Table) -> bool:
    own = [column for column in table.columns if header_rows.is_own(column.header)]
    return bool(own) and any(column.role in QUESTIONS for column in table.columns)


def _documents(found: _Found, prefix: str, settings: ReadSettings) -> Iterator[Document | Skipped]:
    sheet, head = found.sheet, found.head
    rows = Rows(found.table, prefix, settings.respondent_types, found.shape)
    hidden: list[int] = []
    if head.titles:
        yield Skipped(f"{prefix}#rows above the columns' names", f"{TITLES_ABOVE}: {'; '.join(head.titles)}")
    try:
        for row in sheet.rows():
            if row.number < head.first or is_blank(row):
                continue
            if row.number in sheet.hidden_rows:
                hidden.append(row.number)
            else:
                yield rows.document(row)
    except BrokenRow as fault:
        yield Skipped(f"{prefix}#row {fault.number}", str(fault))
    if hidden:
        yield Skipped(f"{prefix}#hidden rows", _told_hidden(hidden))


def _told_hidden(rows: list[int]) -> str:
    listed = ", ".join(map(str, rows[:LONGEST_LIST])) + (", …" if len(rows) > LONGEST_LIST else "")
    return (
        f"{plural(len(rows), 'row is', 'rows are')} hidden in the spreadsheet ({listed}), perhaps by a filter; "
        "show them and add the file again if they are responses"
    )
