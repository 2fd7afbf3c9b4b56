"""Reading order by recursive X-Y cut (Nagy and Seth 1984): columns are told from rows, and read one after the other.

A page is cut down the middle of a gutter where enough lines of prose stand on both its sides; what crosses the gutter
(a title, a table) divides the page into bands, and each band of columns is read column by column, each column cut
again. Lines that no gutter divides are read from the top down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import median

from analysis.reading.pdf.text_lines import Fragment

COLUMN_LINES = 4
"""Fewer lines beside each other are an address, a pair of signatures or a table, not columns."""

COLUMN_WIDTH = 0.2
"""A column takes at least this share of the page's width; a table's cells and page numbers are narrower."""

COLUMN_FILL = 0.5
"""Half of the lines of a column of prose fill it at least this far."""

MOST_CROSSING = 0.5
"""A gutter that more than half of the lines cross is an accident of their words."""

DEEPEST = 3
"""Three cuts give up to eight columns; no page has more."""

CANDIDATE_STEP = 3.0
"""Gutters closer than this, in points, are one gutter."""


def zones(found: Sequence[Fragment], depth: int = 0) -> list[list[Fragment]]:
    """Return the fragments of a page as zones in reading order; a zone's lines are read from the top down."""
    gutter = _gutter(found) if depth < DEEPEST else None
    if gutter is None:
        return [list(found)] if found else []
    ordered: list[list[Fragment]] = []
    for columns, band in groupby(_bands(found, gutter), key=lambda band: band[0]):
        pieces = [piece for _, part in band for piece in part]
        if columns:
            left = [piece for piece in pieces if piece.box.right <= gutter]
            ordered += zones(left, depth + 1)
            ordered += zones([piece for piece in pieces if piece.box.right > gutter], depth + 1)
        else:
            ordered.append(pieces)
    return ordered


def _bands(found: Sequence[Fragment], gutter: float) -> Iterator[tuple[bool, list[Fragment]]]:
    """Bands from the top down, each with whether it is to be read as columns."""
    ordered = sorted(found, key=lambda piece: piece.base)
    for crosses, band in groupby(ordered, key=lambda piece: _crosses(piece, gutter)):
        pieces = list(band)
        left = sum(piece.box.right <= gutter for piece in pieces)
        # Beside each other: else it is the last line of a paragraph across the page.
        yield not crosses and min(left, len(pieces) - left) > 1, pieces


def _crosses(piece: Fragment, gutter: float) -> bool:
    return bool(piece.cells) or piece.box.left < gutter < piece.box.right


def _gutter(found: Sequence[Fragment]) -> float | None:
    """Return the place that divides most lines into two columns of prose, or None."""
    if len(found) < 2 * COLUMN_LINES:
        return None
    left, right = min(piece.box.left for piece in found), max(piece.box.right for piece in found)
    steps = {round(piece.box.right / CANDIDATE_STEP): piece.box.right for piece in sorted(found, key=_right)}
    inside = [x + 0.1 for x in steps.values() if left < x < right]
    worth = max(((*_worth(found, x, left, right), x) for x in inside), default=(0, 0, 0.0))
    return worth[2] if worth[0] else None


def _right(piece: Fragment) -> float:
    return piece.box.right


def _worth(found: Sequence[Fragment], x: float, left: float, right: float) -> tuple[int, int]:
    """Return how many lines stand on the poorer side of a gutter (0 where it is none), and how few cross it."""
    before = [piece for piece in found if piece.box.right <= x and not piece.cells]
    after = [piece for piece in found if piece.box.left >= x and not piece.cells]
    crossing = len(found) - len(before) - len(after)
    if min(len(before), len(after)) < COLUMN_LINES or crossing > MOST_CROSSING * len(found):
        return 0, 0
    start = min(piece.box.left for piece in after)
    if not (_is_prose(before, left, x, right - left) and _is_prose(after, start, right, right - left)):
        return 0, 0
    beside = min(_beside(before, after), _beside(after, before))
    return (beside, -crossing) if beside >= COLUMN_LINES else (0, 0)


def _is_prose(side: Sequence[Fragment], start: float, end: float, page: float) -> bool:
    fill = median(piece.box.right - piece.box.left for piece in side)
    return end - start >= COLUMN_WIDTH * page and fill >= COLUMN_FILL * (end - start)


def _beside(side: Sequence[Fragment], other: Sequence[Fragment]) -> int:
    """Return how many lines of one side stand at the height of the other side."""
    top, bottom = min(piece.box.top for piece in other), max(piece.box.bottom for piece in other)
    return sum(top <= piece.base <= bottom for piece in side)
