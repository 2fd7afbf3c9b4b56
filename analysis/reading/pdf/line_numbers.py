"""Line numbers: figures in a margin that count the lines of a page, every one or every so many of them.

A figure is a line number by where it stands: from one to the next as many lines are printed as the figures are apart,
or there is room for so many. The author's numbers count paragraphs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from statistics import median, median_low

from analysis.reading.pdf.page_words import Box, Word
from analysis.reading.pdf.text_lines import TAB_GAP, Fragment, TextLine, group_rows, make_line, merge_words

FEWEST = 4
"""Numbers that count fewer lines may be anything, unless a page before them has line numbers at the same place."""

LONGEST = 5
"""Figures; no document has more lines."""

EVERY = 5
"""Lines from one number to the next where not every line has one; a figure at just that line is no author's."""

RUN_ON = 0.3
"""So many of the lines that are numbered one by one go on with a small letter: the items of a list do not."""

BEYOND = 0.9
"""So many of a page's lines end before the numbers in its right margin."""

LEFT, RIGHT = Box._fields.index("left"), Box._fields.index("right")

Row = Sequence[Word]


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure in a margin: the row that it begins or ends, by its index, and how many rows with words are above it."""

    word: Word
    row: int
    worded: int

    @property
    def value(self) -> int:
        """Return the number."""
        return int(self.word.text)


@dataclass(frozen=True)
class _PageRows:
    """The rows of a page from the top down, of which tables are none."""

    rows: Sequence[Row]

    @cached_property
    def pitch(self) -> float:
        """Return how far apart the lines of a paragraph are: as most are, or half of that where most stand apart."""
        gaps = [lower[0].base - upper[0].base for upper, lower in pairwise(self.rows)] or [0.0]
        close = median_low(sorted(gaps)[: max(1, len(gaps) // 2)])
        return close if sum(abs(gap - close) < close / 4 for gap in gaps) * 3 >= len(gaps) else median(gaps)

    @property
    def worded(self) -> int:
        """Return how many rows hold words."""
        return sum(any(not word.text.isdecimal() for word in row) for row in self.rows)

    def figures(self, edge: int) -> list[_Figure]:
        """Return the figures that begin its rows, or end them, well apart from the words."""
        figures: list[_Figure] = []
        worded = 0
        for index, row in enumerate(self.rows):
            word, *others = row if edge == LEFT else row[::-1]
            if word.text.isdecimal() and len(word.text) <= LONGEST and _is_apart(word, others[:1]):
                figures.append(_Figure(word, index, worded))
            worded += any(not other.text.isdecimal() for other in row)
        return figures

    def counts(self, upper: _Figure, lower: _Figure) -> bool:
        """Return whether one figure follows another as the numbers of their lines do."""
        lines = lower.value - upper.value
        if lines < 1:
            return False
        height = lower.word.base - upper.word.base
        is_room = abs(height - lines * self.pitch) < self.pitch / 2
        return lines in (lower.row - upper.row, lower.worded - upper.worded) or is_room

    def runs_on(self, numbers: Sequence[_Figure]) -> bool:
        """Return whether many of the numbered lines go on with a small letter."""
        first_letters = [self._words_beside(number)[0].text[:1] for number in numbers if self._words_beside(number)]
        return sum(letter.islower() for letter in first_letters) >= RUN_ON * max(len(first_letters), 1)

    def _words_beside(self, number: _Figure) -> list[Word]:
        return [word for word in self.rows[number.row] if word is not number.word]

    def is_beyond(self, numbers: Sequence[_Figure]) -> bool:
        """Return whether the lines of the page end before these numbers."""
        left = min(number.word.box.left for number in numbers)
        numbered = {number.row: number.word for number in numbers}
        ends = [[w.box.right for w in row if w is not numbered.get(index)] for index, row in enumerate(self.rows)]
        worded = [max(row_ends) for row_ends in ends if row_ends]
        return sum(end < left for end in worded) >= BEYOND * len(worded)


class LineNumbers:
    """The line numbers of one page after the other, all in one margin."""

    def __init__(self) -> None:
        self._place: tuple[int, float] | None = None
        self._step = 1
        self._lines = 0

    def take(self, fragments: Sequence[Fragment], page: int) -> tuple[list[Fragment], list[TextLine]]:
        """Return the fragments of a page without its line numbers, and these as one line."""
        rows = [_words(row) for row in group_rows([fragment for fragment in fragments if not fragment.cells])]
        numbers = self._line_numbers(page_rows := _PageRows(rows))
        self._lines += page_rows.worded
        if not numbers:
            return list(fragments), []
        words = [number.word for number in numbers]
        taken = set(map(id, words))
        rest = [_without(fragment, taken) for fragment in fragments]
        line = replace(make_line([merge_words(words)], page, 0), text=" ".join(w.text for w in words), aside=True)
        return [fragment for fragment in rest if fragment is not None], [line]

    def _line_numbers(self, page: _PageRows) -> list[_Figure]:
        """Return the line numbers of a page, from the top down."""
        best: list[_Figure] = []
        for edge in (LEFT, RIGHT):
            for column in _columns(page.figures(edge)):
                numbers = _longest_chain(column, page.counts)
                if len(numbers) > len(best) and self._are_line_numbers(page, column, numbers, edge):
                    self._place = edge, numbers[-1].word.box.right
                    self._step = min((b.value - a.value for a, b in pairwise(numbers)), default=self._step)
                    best = _with_others(column, numbers, self._step)
        return best

    def _are_line_numbers(
        self, page: _PageRows, column: Sequence[_Figure], numbers: Sequence[_Figure], edge: int
    ) -> bool:
        last_word = numbers[-1].word
        if edge == LEFT and self._count_lines(column):
            return True
        is_known = self._place is not None and self._place[0] == edge
        if is_known and self._place is not None and abs(self._place[1] - last_word.box.right) <= last_word.size:
            return all(number.value % self._step == 0 for number in numbers)
        if numbers[-1].value - numbers[0].value < FEWEST - 1 or len(numbers) * 2 < len(column):
            return False
        if edge == RIGHT and not page.is_beyond(numbers):
            return False
        step = min(b.value - a.value for a, b in pairwise(numbers))
        return page.runs_on(numbers) if step == 1 else all(number.value % step == 0 for number in numbers[1:])

    def _count_lines(self, column: Sequence[_Figure]) -> bool:
        """Return whether all figures of a column are every fifth line's, counted from the first page or from this."""
        are_fifths = bool(column) and all(figure.value > 0 and figure.value % EVERY == 0 for figure in column)
        starts = (0, self._lines)
        return are_fifths and any(all(f.value == start + f.worded + 1 for f in column) for start in starts)


def _words(row: Sequence[Fragment]) -> list[Word]:
    return [word for fragment in row for word in fragment.words]


def _is_apart(word: Word, neighbours: Sequence[Word]) -> bool:
    gaps = (max(other.box.left - word.box.right, word.box.left - other.box.right) for other in neighbours)
    return all(gap > TAB_GAP * word.size for gap in gaps)


def _columns(figures: Sequence[_Figure]) -> Iterator[list[_Figure]]:
    """Yield the figures that stand below each other, with their left or their right edges flush."""
    tolerance = min((figure.word.size for figure in figures), default=0.0) / 2
    for edge in (LEFT, RIGHT):
        places = {round(figure.word.box[edge], 1) for figure in figures}
        for place in sorted(places):
            yield [figure for figure in figures if abs(figure.word.box[edge] - place) <= tolerance]


def _longest_chain(figures: Sequence[_Figure], follows: Callable[[_Figure, _Figure], bool]) -> list[_Figure]:
    """Return the most figures of which each follows the one before."""
    chains: list[list[_Figure]] = []
    for figure in figures:
        before = max((chain for chain in chains if follows(chain[-1], figure)), key=len, default=[])
        chains.append([*before, figure])
    return max(chains, key=len)


def _with_others(column: Sequence[_Figure], numbers: Sequence[_Figure], step: int) -> list[_Figure]:
    """Return line numbers with those that a table or a picture parts from them."""
    first, last = numbers[0], numbers[-1]
    return [
        figure
        for figure in column
        if figure in numbers
        or (figure.row < first.row and figure.value < first.value and figure.value % step == 0)
        or (figure.row > last.row and figure.value > last.value and figure.value % step == 0)
    ]


def _without(fragment: Fragment, taken: set[int]) -> Fragment | None:
    """Return a fragment without the words that are taken out of it."""
    rest = [word for word in fragment.words if id(word) not in taken]
    if len(rest) == len(fragment.words):
        return fragment
    return merge_words(rest) if rest else None
