"""Reading order by recursive X-Y cut (Nagy and Seth 1984): columns are told from rows, and read one after the other.

A page is cut down the middle of a gutter where enough lines of prose stand on both its sides; what crosses the gutter
(a title, a table) divides the page into bands, and each band of columns is read column by column, each column cut
again. Lines that no gutter divides are read from the top down.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median

from analysis.reading.pdf.text_lines import SAME_BASE, Fragment

COLUMN_LINES = 4
"""Fewer lines beside each other are an address, a pair of signatures or a table, not columns."""

COLUMN_WIDTH = 0.2
"""A column takes at least this share of the page's width; a table's cells and page numbers are narrower."""

OUTLIERS = 10
"""One in so many lines of a column may jut out of it: a page number stands beside many a right column."""

SHARED_LINES = 0.6
"""Two columns of prose share a third of their lines by chance, the cells of a table nearly all."""

DENSE, CLOSE_LINES = 2.0, 0.6
"""So many of the lines of a text stand at most twice their size below the ones above them."""

COLUMN_FILL = 0.5
"""Half of the lines of a column of prose fill it at least this far."""

OTHER_TYPE = 0.85
"""Type beside a text that is so much smaller or larger is no cell of the text's rows."""

LABEL_WORDS = 3
"""The label of a field has a word or two; the lines of the narrowest column have more."""

MOST_CROSSING = 0.5
"""A gutter that more than half of the lines cross is an accident of their words."""

DEEPEST = 3
"""Three cuts give up to eight columns; no page has more."""

MOST_CANDIDATES = 300
"""So many places of a page are tried for a gutter, and no more: a large sheet of paper has so many."""

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
    # A damaged page may be a mile wide.
    step = max(CANDIDATE_STEP, (right_edge - left_edge) / MOST_CANDIDATES)
    candidates = {round(fragment.box.right / step): fragment.box.right for fragment in sorted(fragments, key=_right)}
    inner_candidates = [x + 0.1 for x in candidates.values() if left_edge < x < right_edge]
    worths = ((_gutter_worth(fragments, x, right_edge - left_edge), x) for x in inner_candidates)
    return max(((worth, x) for worth, x in worths if worth is not None), default=(0, None))[1]


def _right(fragment: Fragment) -> float:
    return fragment.box.right


def _gutter_worth(fragments: Sequence[Fragment], gutter: float, width: float) -> int | None:
    """Return by how much the lines on the poorer side of a gutter outnumber those that cross it, or None."""
    left_side = [fragment for fragment in fragments if fragment.box.right <= gutter and not fragment.cells]
    right_side = [fragment for fragment in fragments if fragment.box.left >= gutter and not fragment.cells]
    crossing = len(fragments) - len(left_side) - len(right_side)
    if min(len(left_side), len(right_side)) < COLUMN_LINES or crossing > MOST_CROSSING * len(fragments):
        return None
    if not (_is_column(left_side, right_side, width) and _is_column(right_side, left_side, width)):
        return None
    if _are_labels(left_side, right_side):
        return None
    beside = min(_beside(left_side, right_side), _beside(right_side, left_side))
    return beside - crossing if beside >= COLUMN_LINES else None


def _is_column(fragments: Sequence[Fragment], other_side: Sequence[Fragment], width: float) -> bool:
    """Return whether lines are set as a column: wide and filled like prose, or not on the bases of those beside it."""
    outliers = len(fragments) // OUTLIERS
    column_start = sorted(fragment.box.left for fragment in fragments)[outliers]
    column_end = sorted(fragment.box.right for fragment in fragments)[-1 - outliers]
    median_width = median(fragment.box.right - fragment.box.left for fragment in fragments)
    is_prose = median_width >= COLUMN_FILL * (column_end - column_start)
    is_wide = column_end - column_start >= COLUMN_WIDTH * width
    if is_prose and is_wide:
        return True
    is_text = _is_dense(fragments) or _is_of_other_type(fragments, other_side)
    return is_text and not _share_lines(fragments, other_side)


def _are_labels(left_side: Sequence[Fragment], right_side: Sequence[Fragment]) -> bool:
    """Return whether the left side only says what stands beside it: "Name", "Date", each on a base with a line."""
    bases = sorted(fragment.base for fragment in right_side)
    is_short = median(len(fragment.words) for fragment in left_side) <= LABEL_WORDS
    return is_short and all(_is_on_base(each, bases, SAME_BASE * each.size) for each in left_side)


def _is_of_other_type(fragments: Sequence[Fragment], other_side: Sequence[Fragment]) -> bool:
    """Return whether lines are set in another size than those beside them: names in a letter's margin, a box."""
    sizes = [median(fragment.size for fragment in side) for side in (fragments, other_side)]
    return min(sizes) < OTHER_TYPE * max(sizes)


def _is_dense(fragments: Sequence[Fragment]) -> bool:
    """Return whether lines follow each other as those of a text do; the numbers of paragraphs stand far apart."""
    bases = sorted(fragment.base for fragment in fragments)
    furthest = DENSE * median(fragment.size for fragment in fragments)
    close = sum(lower - upper <= furthest for upper, lower in pairwise(bases))
    return close >= CLOSE_LINES * (len(bases) - 1)


def _share_lines(fragments: Sequence[Fragment], other_side: Sequence[Fragment]) -> bool:
    """Return whether most lines of the side that has fewer stand on one base with a line of the other: cells do."""
    fewer, more = sorted((fragments, other_side), key=len)
    bases = sorted(fragment.base for fragment in more)
    # Large lines would stand by chance on the bases of small ones.
    tolerance = SAME_BASE * min(median(fragment.size for fragment in side) for side in (fewer, more))
    shared = sum(_is_on_base(fragment, bases, tolerance) for fragment in fewer)
    return shared > SHARED_LINES * len(fewer)


def _is_on_base(fragment: Fragment, bases: Sequence[float], tolerance: float) -> bool:
    index = bisect_left(bases, fragment.base - tolerance)
    return index < len(bases) and bases[index] <= fragment.base + tolerance


def _beside(fragments: Sequence[Fragment], other_side: Sequence[Fragment]) -> int:
    """Count the lines of one side that stand at the height of the other side."""
    top_edge = min(fragment.box.top for fragment in other_side)
    bottom_edge = max(fragment.box.bottom for fragment in other_side)
    return sum(top_edge <= fragment.base <= bottom_edge for fragment in fragments)
