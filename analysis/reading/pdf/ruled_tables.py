"""Tables of a PDF page, found by their ruled lines: each row's words, cell by cell."""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from analysis.reading.pdf.page_words import Box, Word
from analysis.reading.pdf.text_lines import Fragment, around, fragment

THIN = 2.5
"""A drawn shape no thicker than this, in points, is a ruled line."""

SHORTEST_RULE = 8.0
"""A ruled line shorter than this, in points, is a dash, a tick or a bullet."""

TOUCH = 3.0
"""Ruled lines that come this close, in points, belong to one table."""

ROW_SHARE, COLUMN_SHARE = 0.5, 0.3
"""A line divides a table if it goes so far across or down it; an underlined word does not."""

MOST_SHAPES = 50_000
"""Further shapes of a page are not looked at for lines of a table."""

MOST_RULES = 2_000
"""A page with more drawn lines is a chart or a plan, and looking for a table in it takes too long."""

CELL_WORDS = 60
"""A cell with more words holds prose: its paragraphs are read as paragraphs, cell by cell."""


@dataclass(frozen=True, slots=True)
class _Grid:
    """Ruled lines that touch each other; ``across`` and ``down`` are where they lie."""

    box: Box
    across: list[float]
    down: list[float]


def rules(page: Any) -> list[Box]:
    """Return the straight lines that a page draws across and down."""
    found: list[Box] = []
    edges = [ctypes.c_float() for _ in range(4)]
    # PDFium's own calls: pypdfium2's objects for the thousands of shapes of some pages take as long as their text.
    for i in range(min(pdfium.FPDFPage_CountObjects(page.raw), MOST_SHAPES)):
        drawn = pdfium.FPDFPage_GetObject(page.raw, i)
        if pdfium.FPDFPageObj_GetType(drawn) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if not pdfium.FPDFPageObj_GetBounds(drawn, *edges):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        box = Box(left, -top, right, -bottom)
        if max(right - left, top - bottom) >= SHORTEST_RULE and (_is_thin(box) or _is_frame(drawn)):
            found += _sides(box)
        if len(found) > MOST_RULES:
            return []
    return found


def tables(words: Sequence[Word], ruled: Sequence[Box]) -> tuple[list[Fragment], list[Word]]:
    """Return the rows of the page's tables, and the words that stand in none."""
    rows: list[Fragment] = []
    rest = list(words)
    for grid in _grids(ruled):
        if len(grid.down) > 2 and len(grid.across) > 2:
            inside = [word for word in rest if _within(word, grid.box)]
            found = list(_table(inside, grid))
            if len(found) > 1:
                rows += found
                rest = [word for word in rest if not _within(word, grid.box)]
    return rows, rest


def _sides(box: Box) -> list[Box]:
    """Return a thin shape is one line; any other is a frame of four."""
    if _is_thin(box):
        return [box]
    return [
        Box(box.left, box.top, box.right, box.top),
        Box(box.left, box.bottom, box.right, box.bottom),
        Box(box.left, box.top, box.left, box.bottom),
        Box(box.right, box.top, box.right, box.bottom),
    ]


def _is_thin(box: Box) -> bool:
    return min(box.right - box.left, box.height) <= THIN


def _is_frame(drawn: Any) -> bool:
    """Return whether a shape's edge is drawn; without it, it is a background."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(drawn, fill, stroke)
    return bool(stroke.value)


def _grids(ruled: Sequence[Box]) -> list[_Grid]:
    """Lines that touch, together."""
    grids: list[tuple[Box, list[Box]]] = []
    for rule in sorted(ruled, key=lambda rule: rule.top):
        near = [grid for grid in grids if _touch(grid[0], rule)]
        members = [rule, *(member for grid in near for member in grid[1])]
        grids = [grid for grid in grids if grid not in near]
        grids.append((around([rule, *(grid[0] for grid in near)]), members))
    return [_grid(box, members) for box, members in grids if len(members) > 5]


def _grid(box: Box, members: Sequence[Box]) -> _Grid:
    across = [(rule.top, rule.right - rule.left) for rule in members if rule.right - rule.left > rule.height]
    down = [(rule.left, rule.height) for rule in members if rule.height >= rule.right - rule.left]
    width, height = box.right - box.left, box.height
    return _Grid(box, _long(across, ROW_SHARE * width), _long(down, COLUMN_SHARE * height))


def _long(pieces: Sequence[tuple[float, float]], least: float) -> list[float]:
    """Return the places at which the pieces of line are together long enough to divide the table."""
    places: list[tuple[float, float]] = []
    for place, length in sorted(pieces):
        if places and place - places[-1][0] <= TOUCH:
            places[-1] = (places[-1][0], places[-1][1] + length)
        else:
            places.append((place, length))
    return [place for place, length in places if length >= least]


def _touch(a: Box, b: Box) -> bool:
    return (
        a.left - TOUCH <= b.right
        and b.left - TOUCH <= a.right
        and a.top - TOUCH <= b.bottom
        and b.top - TOUCH <= a.bottom
    )


def _within(word: Word, box: Box) -> bool:
    middle = (word.box.left + word.box.right) / 2
    return box.left <= middle <= box.right and box.top <= word.base <= box.bottom + THIN


def _table(words: Sequence[Word], grid: _Grid) -> Iterator[Fragment]:
    """Yield the rows in which words stand, each with as many cells as the table has columns."""
    rows: dict[int, list[list[Word]]] = {}
    for word in words:
        row = bisect_right(grid.across, word.base - THIN)
        column = bisect_right(grid.down, (word.box.left + word.box.right) / 2)
        cells = rows.setdefault(row, [[] for _ in grid.down])
        cells[max(0, min(column, len(grid.down)) - 1)].append(word)
    for _, cells in sorted(rows.items()):
        whole = fragment([word for cell in cells for word in cell])
        yield Fragment(whole.words, whole.box, whole.base, whole.size, tuple(map(tuple, cells[: len(grid.down) - 1])))
