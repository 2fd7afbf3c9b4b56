"""Withdrawing: the rows about a respondent's documents are taken out of a sheet that was exported before."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Sequence

from analysis.exporting import sheet_csv
from analysis.exporting.formula_guard import unguarded
from analysis.exporting.point_address import alike, document_of
from analysis.exporting.sheet_rows import is_workbook


def without(documents: Collection[str], content: bytes, name: str) -> tuple[bytes, int]:
    """Return a CSV or XLSX file without the rows about these documents, and how many rows that took out.

    A row is about a document when one of its cells is the document's name, or the address of a point in it. Where no
    row is, the bytes are as they were. Raises UnreadableError where the file cannot be read.
    """
    names = {alike(document) for document in documents}

    def is_about(cells: Sequence[object]) -> bool:
        texts = (unguarded(cell) for cell in cells if isinstance(cell, str))
        return any(alike(document_of(text) or text) in names for text in texts)

    taken_out = _from_workbook if is_workbook(content) else _from_csv
    return taken_out(content, name, is_about)


def _from_csv(content: bytes, name: str, is_about: Callable[[Sequence[object]], bool]) -> tuple[bytes, int]:
    rows = sheet_csv.read(content, name)
    kept = [row for row in rows if not is_about(row)]
    gone = len(rows) - len(kept)
    return (sheet_csv.written(kept) if gone else content), gone


def _from_workbook(content: bytes, name: str, is_about: Callable[[Sequence[object]], bool]) -> tuple[bytes, int]:
    from openpyxl import load_workbook

    from analysis.exporting.sheet_rows import rows_of

    rows_of(content, name)  # whatever is damaged or too large is told here
    workbook = load_workbook(io.BytesIO(content))
    gone = 0
    for page in workbook.worksheets:
        about = [n for n, cells in enumerate(page.iter_rows(values_only=True), 1) if is_about(cells)]
        for number in reversed(about):
            page.delete_rows(number)
        gone += len(about)
    if not gone:
        return content, 0
    changed = io.BytesIO()
    workbook.save(changed)
    return changed.getvalue(), gone
