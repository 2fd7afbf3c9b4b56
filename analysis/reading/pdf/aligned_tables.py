"""Tables without ruled lines: rows of short cells that stand below each other, with a column of figures among them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from analysis.reading.pdf.text_lines import Fragment, merge_words

FEWEST_COLUMNS = 3
"""Two columns may be a list and its numbers, an address and a date, or two signatures."""

FEWEST_ROWS = 3
"""Fewer rows stand below each other by chance."""

LONGEST_CELL = 8
"""Words; a cell with more is prose beside a number."""

ALIGNED = 0.5
"""Cells of a column begin, end or are centred at one place, but for this share of their size."""

_FIGURE = re.compile(r"[(~<>±+-]?[£$€]?\d[\d.,:/]*(?:%|[a-z]{1,2})?\)?|[-–—✓✗☑☒☐]|n/a", re.IGNORECASE)

Row = Sequence[Fragment]


def with_tables(rows: Sequence[Row]) -> list[Row]:
    """Return the rows of a column of text; those of a table as one fragment with cells."""
    marked_rows = list(rows)
    for run_start, run_end in _runs(rows):
        if _is_table(rows[run_start:run_end]):
            marked_rows[run_start:run_end] = [[_with_cells(row)] for row in rows[run_start:run_end]]
    return marked_rows


def _runs(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Yield stretches of rows that have the same columns."""
    run_start = 0
    for i in range(1, len(rows) + 1):
        if i == len(rows) or not _same_columns(rows[i - 1], rows[i]):
            if i - run_start >= FEWEST_ROWS and len(rows[run_start]) >= FEWEST_COLUMNS:
                yield run_start, i
            run_start = i


def _same_columns(row: Row, next_row: Row) -> bool:
    return len(row) == len(next_row) and all(_aligned(upper, lower) for upper, lower in zip(row, next_row, strict=True))


def _aligned(upper: Fragment, lower: Fragment) -> bool:
    left_offset, right_offset = upper.box.left - lower.box.left, upper.box.right - lower.box.right
    return min(abs(left_offset), abs(right_offset), abs(left_offset + right_offset) / 2) <= ALIGNED * upper.size


def _is_table(rows: Sequence[Row]) -> bool:
    if any(cell.cells or len(cell.words) > LONGEST_CELL for row in rows for cell in row):
        return False
    columns = list(zip(*rows, strict=True))[1:]
    return any(sum(map(_is_figure, column)) * 2 >= len(column) for column in columns)


def _is_figure(cell: Fragment) -> bool:
    return all(_FIGURE.fullmatch(word.text) for word in cell.words)


def _with_cells(row: Row) -> Fragment:
    whole = merge_words([word for cell in row for word in cell.words])
    return Fragment(whole.words, whole.box, whole.base, whole.size, tuple(cell.words for cell in row))
