"""Line numbers: figures in the left margin that count the lines of a page, every one or every fifth of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from analysis.reading.pdf.page_words import Box, Word
from analysis.reading.pdf.text_lines import TAB_GAP, Fragment, TextLine, group_rows, make_line, merge_words

FEWEST = 4
"""Fewer figures below each other may be anything, unless a page before them has line numbers at the same place."""

LONGEST = 5
"""Figures; no document has more lines."""

RUN_ON = 0.3
"""So many of the lines that are numbered one by one go on with a small letter: the items of a list do not."""

SAME_PITCH = 0.15
"""Lines whose pitches differ by less than this share stand equally far apart."""

LEFT, RIGHT = Box._fields.index("left"), Box._fields.index("right")

Row = Sequence[Fragment]


class LineNumbers:
    """The line numbers of one page after the other, all at one place of the margin."""

    def __init__(self) -> None:
        self._right_edge: float | None = None

    def take(self, fragments: Sequence[Fragment], page: int) -> tuple[list[Fragment], list[TextLine]]:
        """Return the fragments of a page without its line numbers, and these as one line."""
        rows = [row for row in group_rows(fragments) if not row[0].cells]
        numbered = _below_each_other(rows, [i for i, row in enumerate(rows) if _is_numbered(row)])
        numbers = [rows[i][0].words[0] for i in numbered]
        if not self._are_line_numbers(rows, numbered, numbers):
            return list(fragments), []
        self._right_edge = numbers[-1].box.right
        taken = {id(rows[i][0]): rows[i][0] for i in numbered}
        rest = [_without_number(fragment) if id(fragment) in taken else fragment for fragment in fragments]
        line = replace(make_line([merge_words(numbers)], page, 0), text=" ".join(n.text for n in numbers), aside=True)
        return [fragment for fragment in rest if fragment is not None], [line]

    def _are_line_numbers(self, rows: Sequence[Row], numbered: Sequence[int], numbers: Sequence[Word]) -> bool:
        if not numbers:
            return False
        if self._right_edge is None or abs(self._right_edge - numbers[-1].box.right) > numbers[-1].size:
            if len(numbers) < FEWEST:
                return False
        elif len(numbers) == 1:
            return True
        values = [int(number.text) for number in numbers]
        steps = {later - earlier for earlier, later in pairwise(values)}
        if len(steps) != 1 or min(steps) < 1:
            return False
        counts_lines = all(later - earlier in steps for earlier, later in pairwise(numbered))
        return (counts_lines or _stand_evenly(numbers)) and (steps != {1} or _runs_on([rows[i] for i in numbered]))


def _is_numbered(row: Row) -> bool:
    """Return whether a line begins with a figure that stands well apart from its words, or by itself."""
    first_word, *more = [word for fragment in row for word in fragment.words]
    if not (first_word.text.isdecimal() and len(first_word.text) <= LONGEST):
        return False
    return not more or more[0].box.left - first_word.box.right > TAB_GAP * first_word.size


def _below_each_other(rows: Sequence[Row], numbered: Sequence[int]) -> list[int]:
    """Return the rows among these whose figures stand below each other; a page's number does not."""
    boxes = {i: rows[i][0].words[0].box for i in numbered}
    tolerance = min((box.height for box in boxes.values()), default=0.0) / 2
    flush = (
        [other for other in numbered if abs(boxes[other][edge] - boxes[i][edge]) <= tolerance]
        for i in numbered
        for edge in (LEFT, RIGHT)
    )
    return max(flush, key=len, default=[])


def _stand_evenly(numbers: Sequence[Word]) -> bool:
    pitches = [later.base - earlier.base for earlier, later in pairwise(numbers)]
    return max(pitches) - min(pitches) <= SAME_PITCH * max(pitches)


def _runs_on(rows: Sequence[Row]) -> bool:
    first_letters = [word.text[:1] for row in rows for word in [w for f in row for w in f.words][1:2]]
    return sum(letter.islower() for letter in first_letters) >= RUN_ON * max(len(first_letters), 1)


def _without_number(fragment: Fragment) -> Fragment | None:
    return merge_words(fragment.words[1:]) if len(fragment.words) > 1 else None
