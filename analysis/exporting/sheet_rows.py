"""The rows of an audit sheet, from whatever kind of file a spreadsheet saved it as."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from analysis.errors import UnreadableError
from analysis.exporting import sheet_csv
from analysis.exporting.audit_sheet import TITLE
from analysis.model import Skipped
from analysis.reading import ReadSettings
from analysis.reading.table import workbook_sheets

SHEETS = (".csv", ".xlsx")
"""File formats of audit sheets."""

Numbered = list[tuple[int, list[str]]]
"""Rows by their numbers in the spreadsheet."""


def rows_of(content: bytes, name: str) -> Numbered:
    """Return the rows of the audit sheet in a file, from its first on; raises UnreadableError where there is none."""
    sheet_rows = sheet_in(content, name)
    if sheet_rows:
        return sheet_rows
    raise UnreadableError(
        name,
        f"it is not an audit sheet: no row of it begins with “{TITLE}”; "
        "`everypoint audit export` makes one, and its first row must stay",
    )


def sheet_in(content: bytes, name: str) -> Numbered:
    """Return the rows of the audit sheet in a table or workbook, none where it holds something else."""
    for numbered in tables_of(content, name):
        for row_index, (_, row_cells) in enumerate(numbered):
            if row_cells and row_cells[0].strip() == TITLE:
                return numbered[row_index:]
    return []


def tables_of(content: bytes, name: str) -> Iterator[Numbered]:
    """Return the tables in a file, each with all its rows; raises UnreadableError where the file cannot be read."""
    tables = _workbook(content, name) if is_workbook(content) else iter([sheet_csv.read(content, name)])
    return (list(enumerate(table_rows, 1)) for table_rows in tables)


def is_workbook(content: bytes) -> bool:
    """Return whether the bytes are a workbook's, whatever the file is called."""
    return content.startswith((b"PK", b"\xd0\xcf\x11\xe0"))


def _workbook(content: bytes, name: str) -> Iterator[list[list[str]]]:
    problem = ""
    for sheet in workbook_sheets.sheets(content, PurePath(name).name, ReadSettings()):
        if isinstance(sheet, Skipped):
            problem = sheet.reason
        else:
            yield [sheet_row.cells for sheet_row in sheet.rows()]
    if problem:
        raise UnreadableError(name, problem)
