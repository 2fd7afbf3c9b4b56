"""Audit sheets as XLSX: the header stays in sight, marks are chosen from a list, what is to be judged is protected."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.exporting.audit_sheet import (
    CITATION,
    CODEBOOK_HEADER,
    LABEL,
    MEMO,
    POINT,
    WORDS,
    AuditSheet,
    codebook_grid,
)
from analysis.exporting.xml_text import xml_safe
from analysis.reading.table.sheet import column_letters

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

AUDIT, CODEBOOK = "Audit", "Codebook"

HEADER_ROW = 2

WIDTHS = {POINT: 14, CITATION: 10, LABEL: 10, WORDS: 80, MEMO: 40}
WIDTH = 18
"""Characters across a column; of those without an entry in ``WIDTHS``."""


def as_workbook(sheet: AuditSheet) -> bytes:
    """Return an audit sheet as XLSX, with the codebook as its second sheet."""
    from openpyxl import Workbook  # heavy, and needed for this alone

    workbook = Workbook(write_only=True)
    _write_audit(workbook, sheet)
    _write_codebook(workbook, sheet)
    workbook_stream = io.BytesIO()
    workbook.save(workbook_stream)
    return workbook_stream.getvalue()


def _write_audit(workbook: Workbook, sheet: AuditSheet) -> None:
    worksheet = workbook.create_sheet(AUDIT)
    header_row = [*sheet.about, *sheet.marks, MEMO]
    _set_up(worksheet, header_row, frozen=f"{column_letters(len(sheet.about))}{HEADER_ROW + 1}")
    _protect(worksheet)
    _offer_marks(worksheet, sheet)
    first, named = _Pen(worksheet, bold=True, wrapped=False), _Pen(worksheet, bold=True)
    closed, opened = _Pen(worksheet), _Pen(worksheet, locked=False)
    sheet_rows = sheet.grid
    worksheet.append(first.write(text) for text in next(sheet_rows))
    worksheet.append(named.write(text) for text in next(sheet_rows))
    column_formats = [closed] * len(sheet.about) + [opened] * (len(sheet.marks) + 1)
    for cells in sheet_rows:
        worksheet.append(pen.write(text) for pen, text in zip(column_formats, cells, strict=True))


def _write_codebook(workbook: Workbook, sheet: AuditSheet) -> None:
    page = workbook.create_sheet(CODEBOOK)
    _set_up(page, CODEBOOK_HEADER, frozen="C2", width=50)
    header, plain = _Pen(page, bold=True), _Pen(page)
    for number, cells in enumerate(codebook_grid(sheet.codebook)):
        pen = plain if number else header
        page.append(pen.write(text) for text in cells)


def _set_up(page: WriteOnlyWorksheet, header: Sequence[str], frozen: str, width: int = WIDTH) -> None:
    """Column widths and frozen rows, which must be known before the first row is written."""
    page.freeze_panes = frozen
    for position, name in enumerate(header):
        page.column_dimensions[column_letters(position)].width = WIDTHS.get(name, width)


def _protect(page: WriteOnlyWorksheet) -> None:
    """Without a password: against mistakes, not against people; columns may be made wider and rows higher."""
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = page.protection.formatCells = False


def _offer_marks(page: WriteOnlyWorksheet, sheet: AuditSheet) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    if not sheet.rows:
        return
    offered = DataValidation(type="list", formula1='"x"', allow_blank=True, showErrorMessage=True)
    offered.errorTitle, offered.error = "Everypoint", "Write x, or leave the cell empty."
    first, last = len(sheet.about), len(sheet.about) + len(sheet.marks) - 1
    below, end = HEADER_ROW + 1, HEADER_ROW + len(sheet.rows)
    offered.add(f"{column_letters(first)}{below}:{column_letters(last)}{end}")
    page.data_validations.append(offered)


class _Pen:
    """Writes cells of one style. It has one cell, used again and again: styling each anew takes a hundred times longer.

    A write-only sheet writes each cell before it asks for the next, so it must be given them one by one.
    """

    def __init__(self, page: WriteOnlyWorksheet, bold: bool = False, wrapped: bool = True, locked: bool = True) -> None:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Font, Protection

        self._cell = WriteOnlyCell(page)
        self._cell.font, self._cell.protection = Font(bold=bold), Protection(locked=locked)
        self._cell.alignment = Alignment(wrap_text=wrapped, vertical="top")

    def write(self, text: str) -> WriteOnlyCell:
        """Return the cell with this text: text, whatever it looks like."""
        self._cell.value = xml_safe(text) or None
        if text:
            self._cell.data_type = "s"
        return self._cell
