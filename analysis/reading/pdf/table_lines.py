"""Rows of a table as text: one line with its cells side by side, or the lines of cells that hold paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from analysis.reading.pdf.note_marks import Call
from analysis.reading.pdf.page_words import Word
from analysis.reading.pdf.text_lines import Fragment, TextLine, group_rows, line_fragments, make_line, spaced_text

CELL_WORDS = 60
"""A cell with more words is prose. If all of a row are, or one has paragraphs, the table only arranges them."""

NEW_PARAGRAPH = 1.3
"""A line so many times further below the last one than lines of its cell are begins a paragraph."""


def table_row_lines(table_row: Fragment, page_number: int, zone_numbers: Iterator[int]) -> Iterator[TextLine]:
    """Yield a table's row as one line, or the lines of its cells where it arranges prose or has only one."""
    longest, shortest = (function(map(len, filter(None, table_row.cells))) for function in (max, min))
    arranges_prose = shortest > CELL_WORDS or (longest > CELL_WORDS and any(map(_holds_paragraphs, table_row.cells)))
    if len(table_row.cells) > 1 and not arranges_prose:
        yield _row_line(table_row, page_number, next(zone_numbers))
        return
    for cell_words in table_row.cells:
        zone = next(zone_numbers)
        for i, cell_row in enumerate(group_rows(line_fragments(cell_words))):
            yield replace(make_line(cell_row, page_number, zone), opens=i == 0, in_table=True)


def _holds_paragraphs(cell_words: Sequence[Word]) -> bool:
    """Return whether a cell holds several paragraphs, or a list."""
    cell_lines = [make_line(cell_row, 0, 0) for cell_row in group_rows(line_fragments(cell_words))]
    pitches = [lower.base - upper.base for upper, lower in pairwise(cell_lines)]
    return any(line.mark for line in cell_lines) or max(pitches, default=0) > NEW_PARAGRAPH * median(pitches or [0])


def _row_line(table_row: Fragment, page_number: int, zone: int) -> TextLine:
    row_text, calls = _cells(table_row.cells)
    row_line = make_line([table_row], page_number, zone)
    return replace(row_line, text=row_text, mark="", note="", calls=calls, row=True, alone=True, in_table=True)


def _cells(cells: Sequence[Sequence[Word]]) -> tuple[str, tuple[Call, ...]]:
    """Return the text of a row's cells, the lines of each as lines, and the marks of footnotes in it."""
    row_text = ""
    calls: list[Call] = []
    for i, cell_words in enumerate(cells):
        row_text += "\t" if i else ""
        for j, cell_fragment in enumerate(line_fragments(cell_words)):
            row_text += "\n" if j else ""
            fragment_text, fragment_calls = spaced_text(cell_fragment.words, cell_fragment)
            calls += [Call(call.marks, len(row_text) + call.start, len(row_text) + call.end) for call in fragment_calls]
            row_text += fragment_text
    return row_text, tuple(calls)
