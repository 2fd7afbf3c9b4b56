"""Cells of spreadsheets: other people's words are text that no program takes for a formula, and fit into a cell."""

from __future__ import annotations

from analysis.exporting.export_table import ExportCell, ExportTable
from analysis.exporting.formula_guard import cut, guarded
from analysis.exporting.xml_text import xml_safe

REST = "in the report"
"""Where the rest of a text is that no cell could hold."""


def safe_cell(cell: ExportCell) -> ExportCell:
    """Return a cell as every spreadsheet may have it; an empty text is an empty cell."""
    return guarded(cut(xml_safe(cell), REST)) or None if isinstance(cell, str) else cell


def safe_header(table: ExportTable) -> list[str]:
    """Return the names of a table's columns, which may be those of themes."""
    return [guarded(xml_safe(column.name)) for column in table.columns]
