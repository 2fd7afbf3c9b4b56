"""Tables as an Excel workbook: a sheet each, its header frozen, numbers and dates as such."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from analysis.errors import OutputError
from analysis.exporting.export_table import CellKind, ExportTable
from analysis.exporting.spreadsheet_cells import safe_cell, safe_header

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_576
"""Rows of a sheet, its header among them (Excel's specifications)."""

CREATED = datetime(2000, 1, 1)
"""What a workbook says of when it was made: the same content gives the same bytes."""


HEADER = "header"


def as_xlsx(tables: Sequence[ExportTable], title: str) -> bytes:
    """Return tables as XLSX; raises OutputError where one has more rows than a sheet."""
    import xlsxwriter

    must_fit(tables)
    stream = io.BytesIO()
    options = {"in_memory": True, "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as workbook:
        workbook.set_properties({"title": str(safe_cell(title)), "created": CREATED})
        formats = _formats(workbook)
        for table in tables:
            _write_sheet(workbook.add_worksheet(table.name), table, formats)
    return stream.getvalue()


def must_fit(tables: Sequence[ExportTable]) -> None:
    """Raise OutputError where a table has more rows than a sheet of any spreadsheet program."""
    for table in tables:
        if len(table.rows) >= MOST_ROWS:
            raise OutputError(
                f"{table.name}: {len(table.rows):,} rows are more than a spreadsheet holds; export csv or json instead"
            )


def _formats(workbook: Workbook) -> dict[str, Format]:
    """Return how cells look, by their kind; the header is one of them."""
    looks: dict[str, dict[str, object]] = {
        HEADER: {"bold": True, "text_wrap": True, "bottom": 1},
        CellKind.TEXT: {"text_wrap": True},
        CellKind.DATE: {"num_format": "yyyy-mm-dd", "align": "left"},
        CellKind.NUMBER: {},
    }
    return {kind: workbook.add_format({"valign": "top", **look}) for kind, look in looks.items()}


def _write_sheet(sheet: Worksheet, table: ExportTable, formats: Mapping[str, Format]) -> None:
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.columns) - 1)
    for position, column in enumerate(table.columns):
        sheet.set_column(position, position, column.width)
    for position, name in enumerate(safe_header(table)):
        sheet.write_string(0, position, name, formats[HEADER])
    for row_number, row in enumerate(table.rows, 1):
        for position, cell in enumerate(map(safe_cell, row)):
            if isinstance(cell, str):
                sheet.write_string(row_number, position, cell, formats[CellKind.TEXT])
            elif isinstance(cell, date):
                sheet.write_datetime(row_number, position, cell, formats[CellKind.DATE])
            elif cell is not None:
                sheet.write_number(row_number, position, cell, formats[CellKind.NUMBER])
