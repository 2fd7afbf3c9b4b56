"""Headings in the margin: short bold or small words beside a column of prose, read before what they stand beside.

The rule: *where several rows begin with a few words in another type, and what stands beside them is prose that begins
at one place and goes on there in the rows below, the words in the margin head it.* Names of fields have no prose
beside them, and the numbers of paragraphs are set in its type.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from analysis.reading.pdf.text_lines import Fragment

Row = Sequence[Fragment]

SEVERAL = 2
"""Headings; one alone may be a name beside an address."""

LONGEST = 8
"""Words in a row of a heading in the margin."""

FEWEST_BESIDE = 5
"""Words in a row of the prose beside it."""

ALIGNED = 0.5
"""Rows begin at one place, but for this share of their size."""

MARGIN = 3.0
"""Prose begins so many sizes to the right of the heading's beginning."""

SMALLER = 0.9
"""Type of at most this share of the prose's is another type."""


def part_margin_headings(rows: Sequence[Row]) -> Iterator[tuple[Row, bool]]:
    """Yield the rows, those of a heading in the margin before those beside it, and whether a row begins another
    column."""
    edge = _edge(rows)
    start = 0
    while start < len(rows):
        end = start
        while edge is not None and end < len(rows) and _is_headed(rows[end], edge, goes_on=end > start):
            end += 1
        if end == start:
            yield rows[start], False
            start += 1
            continue
        yield from ((row[:1], i == 0) for i, row in enumerate(rows[start:end]))
        beside = [row[1:] for row in rows[start:end] if len(row) > 1]
        yield from ((row, i == 0) for i, row in enumerate(beside))
        start = end


def _edge(rows: Sequence[Row]) -> float | None:
    """Return where the prose beside headings in the margin begins, if a page has such."""
    begun = [(i, row[1]) for i, row in enumerate(rows) if len(row) == SEVERAL and _is_apart(row[0], row[1])]
    if len(begun) < SEVERAL:
        return None
    edge = Counter(round(beside.box.left) for _, beside in begun).most_common(1)[0][0]
    headed = [i for i, beside in begun if _begins_at(beside, edge) and len(beside.words) >= FEWEST_BESIDE]
    below = [rows[i + 1] for i in headed if i + 1 < len(rows)]
    goes_on = sum(_begins_at(row[-1], edge) for row in below)
    return float(edge) if len(headed) >= SEVERAL and goes_on * 2 >= len(headed) else None


def _is_headed(row: Row, edge: float, goes_on: bool) -> bool:
    """Return whether a row begins with a heading in the margin; one of several rows may have nothing beside it."""
    if len(row) == 1:
        return goes_on and row[0].box.right < edge and not row[0].cells and _is_bold(row[0])
    return len(row) == SEVERAL and _begins_at(row[1], edge) and _is_apart(row[0], row[1])


def _is_apart(heading: Fragment, beside: Fragment) -> bool:
    if heading.cells or beside.cells or len(heading.words) > LONGEST:
        return False
    is_worded = any(sum(map(str.isalpha, word.text)) > 1 for word in heading.words)
    is_in_margin = beside.box.left - heading.box.left >= MARGIN * beside.size
    is_other_type = (_is_bold(heading) and not _is_bold(beside)) or heading.size <= SMALLER * beside.size
    return is_worded and is_in_margin and is_other_type


def _is_bold(fragment: Fragment) -> bool:
    return all(word.bold for word in fragment.words)


def _begins_at(fragment: Fragment, edge: float) -> bool:
    return abs(fragment.box.left - edge) <= ALIGNED * fragment.size
