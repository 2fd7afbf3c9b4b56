"""Withdrawing: the rows about a respondent's documents are taken out of a sheet that was exported before."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Sequence

from analysis.exporting import sheet_csv
from analysis.exporting.formula_guard import unguarded
from analysis.exporting.point_address import alike, document_of
from analysis.exporting.sheet_rows import is_workbook, rows_of


def without(documents: Collection[str], content: bytes, name: str) -> tuple[bytes, int]:
    """Return a CSV or XLSX file without the rows about these documents, and how many rows that took out.

    A row is about a document when one of its cells is the document's name, or the address of a point in it. Where no
    row is, the bytes are as they were. Raises UnreadableError where the file cannot be read.
    """
    alike_names = {alike(document) for document in documents}

    def is_about(cells: Sequence[object]) -> bool:
        cell_texts = (unguarded(cell) for cell in cells if isinstance(cell, str))
        return any(alike(document_of(cell_text) or cell_text) in alike_names for cell_text in cell_texts)

    taken_out = _from_workbook if is_workbook(content) else _from_csv
    return taken_out(content, name, is_about)


def _from_csv(content: bytes, name: str, is_about: Callable[[Sequence[object]], bool]) -> tuple[bytes, int]:
    sheet_rows = sheet_csv.read(content, name)
    kept_rows = [sheet_row for sheet_row in sheet_rows if not is_about(sheet_row)]
    removed_count = len(sheet_rows) - len(kept_rows)
    return (sheet_csv.written(kept_rows) if removed_count else content), removed_count


def _from_workbook(content: bytes, name: str, is_about: Callable[[Sequence[object]], bool]) -> tuple[bytes, int]:
    from openpyxl import load_workbook

    rows_of(content, name)  # whatever is damaged or too large is told here
    workbook = load_workbook(io.BytesIO(content))
    removed_count = 0
    for worksheet in workbook.worksheets:
        matching_rows = [
            n for n, row_cells in enumerate(worksheet.iter_rows(values_only=True), 1) if is_about(row_cells)
        ]
        for row_number in reversed(matching_rows):
            worksheet.delete_rows(row_number)
        removed_count += len(matching_rows)
    if not removed_count:
        return content, 0
    changed_stream = io.BytesIO()
    workbook.save(changed_stream)
    return changed_stream.getvalue(), removed_count
