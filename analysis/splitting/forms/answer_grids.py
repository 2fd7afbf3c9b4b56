"""Grids of a form: rows of statements, columns of a scale, and a mark where the two meet.

The rule: *below a head of short names, columns that hold nothing but marks and empty cells are a scale, and what stands
before them in a row is a statement that the mark answers.* The answer's words are the mark; its statement and the name
of its column are the last headings of its section. What stands behind the scale is the respondent's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analysis.model import BlockKind
from analysis.splitting.forms.table_cells import row_cells
from analysis.splitting.labelled_pieces import Given, LabelledPiece
from analysis.text import WORD, Span, lines, trim, words

SEVERAL = 2
"""Columns; one alone is a list of things to tick."""

MOST_HEADS = 3
"""Rows with names of columns, where some name several together."""

SCALE_WORDS = 8
"""The longest names of a scale's columns at hand: "Neither agree nor disagree, or do not know"."""

LONGEST_STATEMENT = 60
"""Words; forms explain themselves in their statements, and what is longer is an argument."""

_TICKED = re.compile(r"[xX✓✔✗✘☑☒■●•⦿◉]|[\[(] ?[xX✓✔] ?[\])]")
_EMPTY = re.compile(r"[☐□○◯]?|\[ ?\]|\( ?\)")
_BETWEEN = (BlockKind.FURNITURE, BlockKind.NOTE, BlockKind.COMMENT)


@dataclass(frozen=True, slots=True)
class _Grid:
    """The cells of the head, and the columns that are a scale."""

    head: Sequence[Span]
    scale: range


def cut_grid(text: str, pieces: Sequence[LabelledPiece]) -> list[LabelledPiece] | None:
    """Return the pieces of a grid, each row a statement and what answers it; None for any other table."""
    if any(piece.kind not in (BlockKind.TABLE_ROW, *_BETWEEN) for piece in pieces):
        return None
    cells = [[] if piece.kind in _BETWEEN else row_cells(text, piece) for piece in pieces]
    cells = [_padded(row, max(map(len, cells))) for row in cells]
    heads = [i for i, row in enumerate(cells) if len(_filled(text, row)) > 1][:MOST_HEADS]
    grids = ((head, _grid(text, cells[head], [row for row in cells[head + 1 :] if row])) for head in heads)
    head, grid = next(((head, grid) for head, grid in grids if grid), (0, None))
    if grid is None:
        return None
    above = [_above(text, piece, row) for piece, row in zip(pieces[:head], cells, strict=False)]
    below = zip(pieces[head + 1 :], cells[head + 1 :], strict=True)
    cut_rows = [part for piece, row in below for part in (_cut_row(text, piece, row, grid) if row else [piece])]
    return [*above, replace(pieces[head], given=Given.HEAD), *cut_rows]


def _padded(cells: list[Span], width: int) -> list[Span]:
    """Return the cells of a row with those at its end that are empty, and whose tabs nobody has kept."""
    missing = width - len(cells) if len(cells) > 1 else 0
    return [*cells, *[Span(cells[-1].end, cells[-1].end)] * missing] if missing else cells


def _above(text: str, piece: LabelledPiece, cells: Sequence[Span]) -> LabelledPiece:
    """Return a row above the head: what the form asks, or names of several columns together."""
    if piece.kind in _BETWEEN:
        return piece
    return replace(piece, given=Given.QUESTION if len(_filled(text, cells)) == 1 else Given.HEAD)


def _filled(text: str, cells: Sequence[Span]) -> list[int]:
    return [i for i, cell in enumerate(cells) if WORD.search(text, *cell)]


def _grid(text: str, head: Sequence[Span], rows: Sequence[Sequence[Span]]) -> _Grid | None:
    """Return the scale below a head: the columns from the first to the last that hold only marks, if they hold any."""
    full_rows = [row for row in rows if len(row) == len(head) and not _is_head(text, row, head)]
    others = [row for row in rows if len(row) != len(head)]
    if not full_rows or any(len(_filled(text, row)) > 1 for row in others):
        return None
    marked = [i for i in range(1, len(head)) if all(_is_mark(text, row[i]) for row in full_rows)]
    scale = range(marked[0], marked[-1] + 1) if marked else range(0)
    is_scale = len(marked) >= SEVERAL and marked == list(scale)
    is_named = all(0 < len(words(text[head[i].start : head[i].end])) <= SCALE_WORDS for i in scale)
    signs = [text[row[i].start : row[i].end] for row in full_rows for i in scale]
    is_stated = all(_is_statement(text, row[: scale.start]) for row in full_rows)
    return _Grid(head, scale) if is_scale and is_named and any(signs) and is_stated else None


def _is_mark(text: str, cell: Span) -> bool:
    return _TICKED.fullmatch(text, *cell) is not None or _EMPTY.fullmatch(text, *cell) is not None


def _is_statement(text: str, cells: Sequence[Span]) -> bool:
    statement = _statement(text, cells)
    return statement is not None and len(words(text[statement.start : statement.end])) <= LONGEST_STATEMENT


def _statement(text: str, cells: Sequence[Span]) -> Span | None:
    filled = _filled(text, cells)
    return Span(cells[filled[0]].start, cells[filled[-1]].end) if filled else None


def _is_head(text: str, row: Sequence[Span], head: Sequence[Span]) -> bool:
    """Return whether a row is the head again, as on a new page."""
    return [text[cell.start : cell.end] for cell in row] == [text[cell.start : cell.end] for cell in head]


def _cut_row(text: str, row: LabelledPiece, cells: Sequence[Span], grid: _Grid) -> Iterator[LabelledPiece]:
    if len(cells) == len(grid.head) and _is_head(text, cells, grid.head):
        yield replace(row, given=Given.HEAD)
        return
    plain = replace(row, kind=BlockKind.PARAGRAPH, level=0, chosen=None, unbelieved=None)
    if len(cells) != len(grid.head):
        yield replace(plain, given=Given.HEAD)
        return
    statement = _statement(text, cells[: grid.scale.start])
    if statement is None:
        return
    yield _part(plain, statement, Given.STATEMENT)
    for i in grid.scale:
        if _TICKED.fullmatch(text, *cells[i]):
            yield _part(plain, cells[i], Given.MARKED, statement, grid.head[i])
    for cell in cells[grid.scale.stop :]:
        for line in (trim(text, *line) for line in lines(text, cell.start, cell.end)):
            if WORD.search(text, *line):
                yield _part(plain, line, Given.ANSWER, statement)


def _part(row: LabelledPiece, span: Span, given: Given, *within: Span) -> LabelledPiece:
    return replace(row, outer=span.start, start=span.start, end=span.end, given=given, within=within)
