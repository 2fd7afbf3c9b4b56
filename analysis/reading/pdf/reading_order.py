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


def cut_zones(fragments: Sequence[Fragment], depth: int = 0) -> list[list[Fragment]]:
    """Cut the fragments of a page into zones in reading order; a zone's lines are read from the top down."""
    gutter = _gutter(fragments) if depth < DEEPEST else None
    if gutter is None:
        return [list(fragments)] if fragments else []
    ordered: list[list[Fragment]] = []
    for is_columned, band_parts in groupby(_bands(fragments, gutter), key=lambda band_parts: band_parts[0]):
        band_fragments = [fragment for _, part_fragments in band_parts for fragment in part_fragments]
        if is_columned:
            left_fragments = [fragment for fragment in band_fragments if fragment.box.right <= gutter]
            ordered += cut_zones(left_fragments, depth + 1)
            ordered += cut_zones([fragment for fragment in band_fragments if fragment.box.right > gutter], depth + 1)
        else:
            ordered.append(band_fragments)
    return ordered


def _bands(fragments: Sequence[Fragment], gutter: float) -> Iterator[tuple[bool, list[Fragment]]]:
    """Yield bands from the top down, each with whether it is to be read as columns."""
    top_down = sorted(fragments, key=lambda fragment: fragment.base)
    for crosses, band_parts in groupby(top_down, key=lambda fragment: _crosses(fragment, gutter)):
        band_fragments = list(band_parts)
        left_count = sum(fragment.box.right <= gutter for fragment in band_fragments)
        # Beside each other: else it is the last line of a paragraph across the page.
        yield not crosses and min(left_count, len(band_fragments) - left_count) > 1, band_fragments


def _crosses(fragment: Fragment, gutter: float) -> bool:
    return bool(fragment.cells) or fragment.box.left < gutter < fragment.box.right


def _gutter(fragments: Sequence[Fragment]) -> float | None:
    """Return the place that divides most lines into two columns of prose, or None."""
    if len(fragments) < 2 * COLUMN_LINES:
        return None
    left_edge = min(fragment.box.left for fragment in fragments)
    right_edge = max(fragment.box.right for fragment in fragments)
    candidates = {
        round(fragment.box.right / CANDIDATE_STEP): fragment.box.right for fragment in sorted(fragments, key=_right)
    }
    inner_candidates = [x + 0.1 for x in candidates.values() if left_edge < x < right_edge]
    best = max(
        ((*_gutter_worth(fragments, x, left_edge, right_edge), x) for x in inner_candidates), default=(0, 0, 0.0)
    )
    return best[2] if best[0] else None


def _right(fragment: Fragment) -> float:
    return fragment.box.right


def _gutter_worth(fragments: Sequence[Fragment], gutter: float, left_edge: float, right_edge: float) -> tuple[int, int]:
    """Return how many lines stand on the poorer side of a gutter (0 where it is none), and how few cross it."""
    left_side = [fragment for fragment in fragments if fragment.box.right <= gutter and not fragment.cells]
    right_side = [fragment for fragment in fragments if fragment.box.left >= gutter and not fragment.cells]
    crossing = len(fragments) - len(left_side) - len(right_side)
    if min(len(left_side), len(right_side)) < COLUMN_LINES or crossing > MOST_CROSSING * len(fragments):
        return 0, 0
    right_start = min(fragment.box.left for fragment in right_side)
    if not (
        _is_prose(left_side, left_edge, gutter, right_edge - left_edge)
        and _is_prose(right_side, right_start, right_edge, right_edge - left_edge)
    ):
        return 0, 0
    beside = min(_beside(left_side, right_side), _beside(right_side, left_side))
    return (beside, -crossing) if beside >= COLUMN_LINES else (0, 0)


def _is_prose(fragments: Sequence[Fragment], column_start: float, column_end: float, width: float) -> bool:
    median_width = median(fragment.box.right - fragment.box.left for fragment in fragments)
    return column_end - column_start >= COLUMN_WIDTH * width and median_width >= COLUMN_FILL * (
        column_end - column_start
    )


def _beside(fragments: Sequence[Fragment], other_side: Sequence[Fragment]) -> int:
    """Count the lines of one side that stand at the height of the other side."""
    top_edge = min(fragment.box.top for fragment in other_side)
    bottom_edge = max(fragment.box.bottom for fragment in other_side)
    return sum(top_edge <= fragment.base <= bottom_edge for fragment in fragments)
