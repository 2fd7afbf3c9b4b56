"""Tables without ruled lines: rows of short cells that stand below each other, with a column of figures among them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from analysis.reading.pdf.text_lines import Fragment, fragment

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
    found = list(rows)
    for start, end in _runs(rows):
        if _is_table(rows[start:end]):
            found[start:end] = [[_as_cells(row)] for row in rows[start:end]]
    return found


def _runs(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Yield stretches of rows that have the same columns."""
    start = 0
    for i in range(1, len(rows) + 1):
        if i == len(rows) or not _same_columns(rows[i - 1], rows[i]):
            if i - start >= FEWEST_ROWS and len(rows[start]) >= FEWEST_COLUMNS:
                yield start, i
            start = i


def _same_columns(row: Row, after: Row) -> bool:
    return len(row) == len(after) and all(_aligned(one, other) for one, other in zip(row, after, strict=True))


def _aligned(one: Fragment, other: Fragment) -> bool:
    left, right = one.box.left - other.box.left, one.box.right - other.box.right
    return min(abs(left), abs(right), abs(left + right) / 2) <= ALIGNED * one.size


def _is_table(rows: Sequence[Row]) -> bool:
    if any(cell.cells or len(cell.words) > LONGEST_CELL for row in rows for cell in row):
        return False
    columns = list(zip(*rows, strict=True))[1:]
    return any(sum(map(_is_figure, column)) * 2 >= len(column) for column in columns)


def _is_figure(cell: Fragment) -> bool:
    return all(_FIGURE.fullmatch(word.text) for word in cell.words)


def _as_cells(row: Row) -> Fragment:
    whole = fragment([word for cell in row for word in cell.words])
    return Fragment(whole.words, whole.box, whole.base, whole.size, tuple(cell.words for cell in row))
