"""Grids of choices: rows of statements under options such as "Strongly agree … Strongly disagree", marks in the rows.

Every mark is read as a ticked box and every option without one as an empty one, each in its column, as grids of other
formats are; what they mean is for the splitter to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from analysis.reading.pdf.characters import EMPTY_BOX, TICK, TICKED, UNTICKED
from analysis.reading.pdf.page_words import Box, Word, bounding_box
from analysis.reading.pdf.text_lines import Fragment, group_rows, merge_words

FEWEST_OPTIONS = 2
"""Yes and no."""

FEWEST_ROWS = 2
"""One row with a mark in it may be anything."""

OPTION_WORDS = 6
"""Words; what heads a column of a scale is not longer."""

HEAD_LINES = 3
"""The options above their columns take no more lines."""

Cells = Sequence[Sequence[Word]]
Row = Sequence[Fragment]


# Ruled tables ---------------------------------------------------------------------------------------------------------


def mark_choices(table_rows: Sequence[Fragment]) -> list[Fragment]:
    """Return the rows of a ruled table, in a grid of choices with a box in each column of the scale, ticked or not."""
    marked_rows = list(table_rows)
    for head_index, head in enumerate(table_rows[:-1]):
        below = table_rows[head_index + 1 :]
        columns = _option_columns(head.cells, [row.cells for row in below])
        if columns:
            marked_rows[head_index + 1 :] = [_marked(row, columns) for row in below]
            break
    return marked_rows


def _option_columns(head: Cells, rows: Sequence[Cells]) -> list[int]:
    """Return the columns of a table in which rows have nothing but marks, below a head."""
    if any(len(cells) != len(head) for cells in rows):
        return []
    columns = [c for c in range(1, len(head)) if _is_option(head[c]) and all(_is_mark_cell(row[c]) for row in rows)]
    is_marked = any(_is_tick(row[c]) for row in rows for c in columns)
    are_named = all(any(_is_worded(cell) for cell in row[: columns[0]]) for row in rows) if columns else False
    is_grid = len(columns) >= FEWEST_OPTIONS and are_named and is_marked
    return columns if is_grid else []


def _is_option(cell: Sequence[Word]) -> bool:
    return 0 < sum(len(word.text.split()) for word in cell) <= OPTION_WORDS and not any(map(_is_mark, cell))


def _is_mark_cell(cell: Sequence[Word]) -> bool:
    return not cell or (len(cell) == 1 and _is_mark(cell[0]))


def _is_mark(word: Word) -> bool:
    return EMPTY_BOX.fullmatch(word.text) is not None or TICK.fullmatch(word.text) is not None


def _is_tick(cell: Sequence[Word]) -> bool:
    return len(cell) == 1 and TICK.fullmatch(cell[0].text) is not None


def _is_worded(cell: Sequence[Word]) -> bool:
    return any(character.isalpha() for word in cell for character in word.text) and not _is_mark_cell(cell)


def _marked(row: Fragment, columns: Sequence[int]) -> Fragment:
    cells = [_box(cell, row.words[0]) if c in columns else tuple(cell) for c, cell in enumerate(row.cells)]
    return replace(row, cells=tuple(cells))


def _box(cell: Sequence[Word], like: Word) -> tuple[Word, ...]:
    return (replace(cell[0] if cell else like, text=TICKED if _is_tick(cell) else UNTICKED),)


# Without lines --------------------------------------------------------------------------------------------------------


def with_grids(fragments: Sequence[Fragment]) -> list[Fragment]:
    """Return the fragments of a page, the rows of grids without ruled lines as rows of cells."""
    placed = list(group_rows(fragments))
    for run_start, run_end in reversed(list(_mark_runs(placed))):
        run = placed[run_start:run_end]
        columns, head_start = _options(placed[:run_start], [row for row in run if _marks(row)])
        if len(columns) >= FEWEST_OPTIONS:
            rows = [_cells(columns, columns), *(_cells(row, columns) for row in _statements(run))]
            marked_rows = mark_choices(rows)
            if marked_rows != rows:
                placed[head_start:run_end] = [[row] for row in marked_rows]
    return [fragment for row in placed for fragment in row]


def _marks(row: Row) -> list[Fragment]:
    """Return the marks that stand behind the words of a row; there is none where no words are before them."""
    marks = [fragment for fragment in row if len(fragment.words) == 1 and _is_mark(fragment.words[0])]
    are_behind = 0 < len(marks) < len(row) and list(row[-len(marks) :]) == marks
    return marks if are_behind else []


def _words_end(row: Row) -> float:
    return max(fragment.box.right for fragment in row[: len(row) - len(_marks(row))])


def _mark_runs(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Yield stretches of rows with marks, with the lines of words that go on between and below them."""
    run_start: int | None = None
    marked = 0
    for i in range(len(rows) + 1):
        if i < len(rows) and _marks(rows[i]):
            run_start, marked = i if run_start is None else run_start, marked + 1
        elif run_start is not None and (i == len(rows) or not _runs_on(rows[i])):
            if marked >= FEWEST_ROWS:
                yield run_start, i
            run_start, marked = None, 0


def _runs_on(row: Row) -> bool:
    return len(row) == 1 and not row[0].cells and row[0].words[0].text[:1].islower()


def _statements(run: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows of a run, the lines that go on joined to the statements that they end."""
    open_row: list[Fragment] = []
    for row in run:
        if open_row and not _marks(row):
            open_row[0] = _merge_lines([open_row[0], *row])
        else:
            yield from [open_row] if open_row else []
            open_row = list(row)
    yield open_row


def _merge_lines(lines: Sequence[Fragment]) -> Fragment:
    """Return lines below each other as one fragment that keeps the place of the first."""
    words = tuple(word for line in lines for word in line.words)
    return replace(lines[0], words=words, box=bounding_box([line.box for line in lines]))


def _options(rows_above: Sequence[Row], marked_rows: Sequence[Row]) -> tuple[list[Fragment], int]:
    """Return the options above the marks, from the left, and the row in which their words begin.

    What begins above the left half of the statements is a line above the grid.
    """
    words_end = max(map(_words_end, marked_rows))
    words_middle = (min(row[0].box.left for row in marked_rows) + words_end) / 2
    columns: list[list[Fragment]] = []
    head_start = len(rows_above)
    for row in reversed(rows_above[-HEAD_LINES:]):
        if any(fragment.cells or not _is_above_marks(fragment.box, words_middle, words_end) for fragment in row):
            break
        head_start -= 1
        for option in row:
            column = next((column for column in columns if _overlap(column[0].box, option.box)), None)
            if column is None:
                columns.append([option])
            else:
                column.insert(0, option)
    return sorted(map(_merge_lines, columns), key=lambda column: column.box.left), head_start


def _is_above_marks(box: Box, words_middle: float, words_end: float) -> bool:
    return box.left > words_middle and (box.left + box.right) / 2 >= words_end


def _overlap(upper: Box, lower: Box) -> bool:
    return upper.left < lower.right and lower.left < upper.right


def _cells(row: Row, columns: Sequence[Fragment]) -> Fragment:
    """Return a row as one with cells: its words, and what stands in each column."""
    edges = [(left.box.right + right.box.left) / 2 for left, right in pairwise(columns)]
    cells: list[list[Word]] = [[] for _ in range(len(columns) + 1)]
    options = row if row is columns else _marks(row)
    for fragment in row:
        middle = (fragment.box.left + fragment.box.right) / 2
        column = 1 + sum(edge < middle for edge in edges) if fragment in options else 0
        cells[column] += fragment.words
    whole = merge_words([word for fragment in row for word in fragment.words])
    return Fragment(whole.words, whole.box, whole.base, whole.size, tuple(map(tuple, cells)))
