"""Bilingual tables: the same response twice side by side, each column in a language of its own.

Each cell says something by itself; read across, every row would be a point in two languages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis.languages.detection import UNRECOGNISED, detect
from analysis.model import BlockKind
from analysis.splitting.forms.table_cells import row_cells
from analysis.splitting.labelled_pieces import Given, LabelledPiece
from analysis.text import WORD, Span, lines, trim, words

COLUMNS = 2
LEAST_WORDS = 8
"""Words of a column from which its language is told with certainty."""

HEAD_WORDS = 8


def cut_bilingual(text: str, rows: Sequence[LabelledPiece]) -> list[LabelledPiece] | None:
    """Return the cells of a table whose two columns are in different languages; None for any other."""
    if len(rows) < COLUMNS or any(row.kind is not BlockKind.TABLE_ROW for row in rows):
        return None
    cells = [row_cells(text, row) for row in rows]
    if any(len(row) != COLUMNS for row in cells):
        return None
    spoken = {_language(text, [row[column] for row in cells]) for column in range(COLUMNS)}
    if len(spoken) < COLUMNS or spoken & {"", UNRECOGNISED}:
        return None
    return [part for row, own in zip(rows, cells, strict=True) for part in _cut_row(text, row, own)]


def _language(text: str, column: Sequence[Span]) -> str:
    column_text = " ".join(text[cell.start : cell.end] for cell in column)
    return detect(column_text) if len(words(column_text)) >= LEAST_WORDS else ""


def _cut_row(text: str, row: LabelledPiece, cells: Sequence[Span]) -> list[LabelledPiece]:
    """Return the paragraphs of a row's cells; short ones without a stop, in both languages, are a heading."""
    is_head = all(_is_head(text[cell.start : cell.end]) for cell in cells)
    plain = replace(row, kind=BlockKind.PARAGRAPH, level=0, chosen=None, unbelieved=None)
    spans = (trim(text, *line) for cell in cells for line in lines(text, cell.start, cell.end))
    given = Given.HEAD if is_head else Given.COMMENT
    return [
        replace(plain, outer=span.start, start=span.start, end=span.end, given=given)
        for span in spans
        if WORD.search(text, *span)
    ]


def _is_head(cell_text: str) -> bool:
    return len(words(cell_text)) <= HEAD_WORDS and not cell_text.endswith((".", "!", "?"))
