"""Tables as CSV files in a zip, as Excel and pandas open them rightly."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.exporting.export_table import ExportTable
from analysis.exporting.fixed_zip import zipped
from analysis.exporting.sheet_csv import written
from analysis.exporting.spreadsheet_cells import safe_cell, safe_header


def as_csv_files(tables: Sequence[ExportTable]) -> bytes:
    """Return a zip with a CSV file for each table."""
    return zipped({f"{table.stem}.csv": table_as_csv(table) for table in tables})


def table_as_csv(table: ExportTable) -> bytes:
    """Return one table as CSV."""
    cells = ([safe_cell(cell) for cell in row] for row in table.rows)
    return written([safe_header(table), *(["" if cell is None else str(cell) for cell in row] for row in cells)])
