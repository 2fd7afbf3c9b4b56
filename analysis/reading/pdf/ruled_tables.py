"""Tables of a PDF page, found by their ruled lines: each row's words, cell by cell."""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from analysis.reading.pdf.choice_grids import mark_choices
from analysis.reading.pdf.page_words import Box, Word, bounding_box
from analysis.reading.pdf.text_lines import Fragment, merge_words

THIN = 2.5
"""A drawn shape no thicker than this, in points, is a ruled line."""

SHORTEST_RULE = 8.0
"""A ruled line shorter than this, in points, is a dash, a tick or a bullet."""

TOUCH = 3.0
"""Ruled lines that come this close, in points, belong to one table."""

ROW_SHARE, COLUMN_SHARE = 0.5, 0.8
"""A line divides a table if it goes so far across it, and a row if it goes so far down it: an underlined word and the
frame of a box to tick do neither."""

MOST_SHAPES = 50_000
"""Further shapes of a page are not looked at for lines of a table."""

MOST_RULES = 2_000
"""A page with more drawn lines is a chart or a plan, and looking for a table in it takes too long."""


@dataclass(frozen=True, slots=True)
class _Grid:
    """Ruled lines that touch each other: where those across divide the rows, and the lines down it."""

    box: Box
    across: list[float]
    down: list[Box]

    def divisions(self, row: int) -> list[float]:
        """Return the places at which lines divide a row: a cell may go over the columns of the rows above it."""
        top, bottom = [self.box.top, *self.across, self.box.bottom][row : row + 2]
        inner_rules = [r for r in self.down if self.box.left + TOUCH < r.left < self.box.right - TOUCH]
        pieces = [(rule.left, min(rule.bottom, bottom) - max(rule.top, top)) for rule in inner_rules]
        return _dividing_places([piece for piece in pieces if piece[1] > 0], COLUMN_SHARE * (bottom - top))


class Shape(NamedTuple):
    """Something drawn on a page, its place in the order of painting, and whether text is painted before it."""

    raw: Any
    box: Box
    order: int
    is_over_text: bool


def page_shapes(page: Any) -> list[Shape]:
    """Return the lines, frames and filled boxes of a page."""
    shapes: list[Shape] = []
    edges = [ctypes.c_float() for _ in range(4)]
    is_over_text = False
    # PDFium's own calls: pypdfium2's objects for the thousands of shapes of some pages take as long as their text.
    for order in range(min(pdfium.FPDFPage_CountObjects(page.raw), MOST_SHAPES)):
        shape = pdfium.FPDFPage_GetObject(page.raw, order)
        kind = pdfium.FPDFPageObj_GetType(shape)
        if kind == pdfium.FPDF_PAGEOBJ_PATH and pdfium.FPDFPageObj_GetBounds(shape, *edges):
            left, bottom, right, top = (edge.value for edge in edges)
            shapes.append(Shape(shape, Box(left, -top, right, -bottom), order, is_over_text))
        is_over_text = is_over_text or kind in (pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_FORM)
    return shapes


def find_rules(shapes: Sequence[Shape]) -> list[Box]:
    """Find the straight lines that a page draws across and down."""
    rule_boxes: list[Box] = []
    for raw, box, _, _ in shapes:
        if max(box.right - box.left, box.height) >= SHORTEST_RULE and (_is_thin(box) or _is_frame(raw)):
            rule_boxes += _sides(box)
        if len(rule_boxes) > MOST_RULES:
            return []
    return rule_boxes


def find_tables(words: Sequence[Word], rule_boxes: Sequence[Box]) -> tuple[list[Fragment], list[Word]]:
    """Find the tables of a page; return their rows, and the words that stand in none."""
    table_rows: list[Fragment] = []
    words_outside = list(words)
    for grid in _grids(rule_boxes):
        if len(grid.across) > 2:
            words_inside = [word for word in words_outside if _within(word, grid.box)]
            grid_rows = list(_table(words_inside, grid))
            if len(grid_rows) > 1 and any(len(row.cells) > 1 for row in grid_rows):
                table_rows += mark_choices(grid_rows)
                words_outside = [word for word in words_outside if not _within(word, grid.box)]
    for band_rows in _banded(words_outside, rule_boxes):
        table_rows += band_rows
        taken = {id(word) for row in band_rows for word in row.words}
        words_outside = [word for word in words_outside if id(word) not in taken]
    return table_rows, words_outside


FEWEST_BANDS = 2
"""Rows between lines across by which two columns are a table that has no lines down it."""

LONGEST_LEFT = 40
"""Words of what stands in the left column of such a table; longer are two columns of prose."""

GUTTER = 8.0
"""Points between the two columns."""


def _banded(words: Sequence[Word], rule_boxes: Sequence[Box]) -> Iterator[list[Fragment]]:
    """Yield the rows of tables with lines across and none down, of two columns."""
    rest = list(words)
    across = sorted((r for r in rule_boxes if r.right - r.left > MOST_OF_ROW * r.height), key=lambda r: r.top)
    for rules in _of_one_width(across):
        box = bounding_box(rules)
        inside = [word for word in rest if _within(word, box)]
        places = [rule.top for rule in rules]
        bands: dict[int, list[Word]] = {}
        for word in inside:
            bands.setdefault(bisect_right(places, word.base - THIN), []).append(word)
        gutter = _gutter(list(bands.values()))
        if gutter is not None and len(bands) >= FEWEST_BANDS:
            yield [_in_two(band_words, gutter) for _, band_words in sorted(bands.items())]
            taken = set(map(id, inside))
            rest = [word for word in rest if id(word) not in taken]


MOST_OF_ROW = 40
"""A line across is so many times longer than thick."""


def _of_one_width(across: Sequence[Box]) -> Iterator[list[Box]]:
    """Yield lines across that begin and end at the same places, three and more."""
    groups: dict[tuple[int, int], list[Box]] = {}
    for rule in across:
        groups.setdefault((round(rule.left / TOUCH), round(rule.right / TOUCH)), []).append(rule)
    yield from (rules for rules in groups.values() if len(rules) > FEWEST_BANDS)


def _gutter(bands: Sequence[Sequence[Word]]) -> float | None:
    """Return the one place that no word crosses and on both sides of which words stand in each band, if there is one;
    between several columns there are more."""
    words = sorted((word for band in bands for word in band), key=lambda word: word.box.left)
    reached, gaps = words[0].box.right if words else 0.0, list[float]()
    for word in words:
        if word.box.left - reached >= GUTTER:
            gaps.append(word.box.left - GUTTER / 2)
        reached = max(reached, word.box.right)
    parting = [gap for gap in gaps if all(_is_parted(band, gap) for band in bands)]
    return parting[0] if len(parting) == 1 else None


def _is_parted(band: Sequence[Word], gap: float) -> bool:
    left = sum(word.box.left < gap for word in band)
    return 0 < left <= LONGEST_LEFT and left < len(band)


def _in_two(words: Sequence[Word], gutter: float) -> Fragment:
    cells = tuple(tuple(word for word in words if (word.box.left < gutter) is is_left) for is_left in (True, False))
    whole = merge_words(list(words))
    return Fragment(whole.words, whole.box, whole.base, whole.size, cells)


def _sides(box: Box) -> list[Box]:
    """Return the ruled lines of a shape: a thin one is one line, any other a frame of four."""
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


def _is_frame(shape: Any) -> bool:
    """Return whether a shape's edge is drawn; without it, it is a background."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(shape, fill, stroke)
    return bool(stroke.value)


def _grids(rule_boxes: Sequence[Box]) -> list[_Grid]:
    """Group the ruled lines that touch."""
    grids: list[tuple[Box, list[Box]]] = []
    for rule in sorted(rule_boxes, key=lambda rule: rule.top):
        touching = [grid for grid in grids if _touch(grid[0], rule)]
        members = [rule, *(member for grid in touching for member in grid[1])]
        grids = [grid for grid in grids if grid not in touching]
        grids.append((bounding_box([rule, *(grid[0] for grid in touching)]), members))
    return [_grid(box, members) for box, members in grids if len(members) > 5]


def _grid(box: Box, members: Sequence[Box]) -> _Grid:
    row_rules = [(rule.top, rule.right - rule.left) for rule in members if rule.right - rule.left > rule.height]
    column_rules = [rule for rule in members if rule.height >= rule.right - rule.left]
    return _Grid(box, _dividing_places(row_rules, ROW_SHARE * (box.right - box.left)), column_rules)


def _dividing_places(rule_lengths: Sequence[tuple[float, float]], least_length: float) -> list[float]:
    """Return the places at which the pieces of line are together long enough to divide the table."""
    places: list[tuple[float, float]] = []
    for place, length in sorted(rule_lengths):
        if places and place - places[-1][0] <= TOUCH:
            places[-1] = (places[-1][0], places[-1][1] + length)
        else:
            places.append((place, length))
    return [place for place, length in places if length >= least_length]


def _touch(first_box: Box, second_box: Box) -> bool:
    return (
        first_box.left - TOUCH <= second_box.right
        and second_box.left - TOUCH <= first_box.right
        and first_box.top - TOUCH <= second_box.bottom
        and second_box.top - TOUCH <= first_box.bottom
    )


def _within(word: Word, box: Box) -> bool:
    horizontal_middle = (word.box.left + word.box.right) / 2
    return box.left <= horizontal_middle <= box.right and box.top <= word.base <= box.bottom + THIN


def _table(words: Sequence[Word], grid: _Grid) -> Iterator[Fragment]:
    """Yield the rows in which words stand, each with as many cells as lines divide it into."""
    words_by_row: dict[int, list[Word]] = {}
    for word in words:
        words_by_row.setdefault(bisect_right(grid.across, word.base - THIN), []).append(word)
    for row, row_words in sorted(words_by_row.items()):
        divisions = grid.divisions(row)
        cells: list[list[Word]] = [[] for _ in range(len(divisions) + 1)]
        for word in row_words:
            cells[bisect_right(divisions, (word.box.left + word.box.right) / 2)].append(word)
        whole = merge_words(row_words)
        yield Fragment(whole.words, whole.box, whole.base, whole.size, tuple(map(tuple, cells)))
