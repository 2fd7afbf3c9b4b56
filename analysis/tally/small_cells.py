"""Small cells: which counts of a crossing are hidden so that none of too few people follows from all that is told.

A reader sees of everybody which themes they raise, and of nobody who is not named which column they are in. So what is
told of the columns, here and in every other table of the question, leaves so many ways to place the people. A hidden
count is safe where it is not the same in all of them: a pair of people who could change places shows that, else it is
found by linear programming (Willenborg and de Waal 2001, chapter 6).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from analysis.tally.told_figures import Figure


class _Seen(NamedTuple):
    """What a reader sees of people: the rows that they are in, and of whom else figures are told that they are of."""

    rows: frozenset[int]
    among: tuple[bool, ...]


class _Unseen(NamedTuple):
    """What a reader does not see of people: the columns that they are in, and what figures count of them."""

    columns: frozenset[int]
    having: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class SmallCells:
    """Who of ``people`` is in which rows and columns of a table; counts from 1 to below ``least`` are to be hidden.

    ``told`` are figures of the same people that are told elsewhere, and ``untold`` others that must not follow either.
    How many are in a column is told, and who is in a row.
    """

    people: frozenset[str]
    rows: Sequence[frozenset[str]]
    columns: Sequence[frozenset[str]]
    least: int
    told: Sequence[Figure] = ()
    untold: Sequence[Figure] = ()

    def counts(self, row: int) -> list[int]:
        """Return the counts of a row."""
        return [len(self.people & self.rows[row] & column) for column in self.columns]

    def small(self, row: int) -> set[int]:
        """Return the columns of a row whose counts are of too few."""
        return {n for n, count in enumerate(self.counts(row)) if 0 < count < self.least}

    def suppressed(self) -> list[set[int]] | None:
        """Return for each row the columns whose cells are not told; None where a small one would follow even so."""
        hidden = [self._with_secondary(row) for row in range(len(self.rows))]
        cells = [
            (row, Figure(self.columns[n], self.rows[row])) for row in range(len(self.rows)) for n in self.small(row)
        ]
        aims = [*cells, *((None, figure) for figure in self.untold)]
        if not aims:
            return hidden
        figures = [*(figure for _, figure in aims), *map(Figure, self.columns), *self.told]
        placed = Counter((self._seen(person, figures), self._unseen(person, figures)) for person in self.people)
        known = range(len(aims), len(figures))
        for aim, (row, figure) in enumerate(aims):
            wider = self._wider(row, figure, hidden)
            while not (_can_change_places(placed, aim, known, hidden) or _is_open(placed, aim, known, hidden)):
                further = next(wider, None)
                if further is None:
                    return None
                hidden[further[0]] |= further[1]
        return hidden

    def _seen(self, person: str, figures: Sequence[Figure]) -> _Seen:
        rows = frozenset(n for n, row in enumerate(self.rows) if person in row)
        return _Seen(rows, tuple(figure.among is None or person in figure.among for figure in figures))

    def _unseen(self, person: str, figures: Sequence[Figure]) -> _Unseen:
        columns = frozenset(n for n, column in enumerate(self.columns) if person in column)
        return _Unseen(columns, tuple(person in figure.having for figure in figures))

    def _with_secondary(self, row: int) -> set[int]:
        """Return the small cells of a row with as many others, the smallest first, as hide them in its total.

        What is hidden is of at least two cells and ``least`` respondents.
        """
        counts, hidden = self.counts(row), self.small(row)
        others = sorted(set(range(len(counts))) - hidden, key=lambda n: (counts[n] == 0, counts[n], n))
        while hidden and others and (len(hidden) < 2 or sum(counts[n] for n in hidden) < self.least):
            hidden.add(others.pop(0))
        return hidden

    def _wider(self, row: int | None, cell: Figure, hidden: Sequence[set[int]]) -> Iterator[tuple[int, set[int]]]:
        """Yield what to hide next to protect a cell: the others of its row, the smallest first, then the rows whose
        people are most nearly the same, or all others, whole."""
        everything = set(range(len(self.columns)))
        if row is not None:
            counts = self.counts(row)
            for n in sorted(everything - hidden[row], key=lambda n: (counts[n] == 0, counts[n], n)):
                yield row, {n}

        def distance(other: int) -> tuple[int, int]:
            apart = len(self.people & (self.rows[other] ^ (self.people if cell.among is None else cell.among)))
            return min(apart, len(self.people) - apart), other

        for other in sorted(set(range(len(self.rows))) - {row}, key=distance):
            yield other, everything


Placed = Counter[tuple[_Seen, _Unseen]]


def _can_change_places(placed: Placed, aim: int, known: range, hidden: Sequence[set[int]]) -> bool:
    """Return whether somebody in a cell and somebody outside could be each in the other's column, so that the cell's
    count changes and nothing that is told."""
    inside = [one for one in placed if one[0].among[aim] and one[1].having[aim]]
    outside = [one for one in placed if not one[0].among[aim] and not one[1].having[aim]]
    return any(_are_alike(*one, *other, known, hidden) for one, other in product(inside, outside))


def _are_alike(
    seen: _Seen, unseen: _Unseen, other_seen: _Seen, other_unseen: _Unseen, known: range, hidden: Sequence[set[int]]
) -> bool:
    """Return whether nothing that is told tells apart what of two people is seen where what is not seen differs."""
    columns = unseen.columns ^ other_unseen.columns
    return all(columns <= hidden[row] for row in seen.rows ^ other_seen.rows) and all(
        seen.among[n] == other_seen.among[n] or unseen.having[n] == other_unseen.having[n] for n in known
    )


def _is_open(placed: Placed, aim: int, known: range, hidden: Sequence[set[int]]) -> bool:
    """Return whether a cell has more than one value that agrees with all that is told."""
    import numpy as np
    from scipy.optimize import linprog
    from scipy.sparse import csr_array

    all_seen, all_unseen = (
        sorted({seen for seen, _ in placed}, key=_order),
        sorted({one for _, one in placed}, key=_order),
    )
    ways = list(product(all_seen, all_unseen))
    held = np.array([placed[way] for way in ways], dtype=float)
    columns = {column for unseen in all_unseen for column in unseen.columns}
    sums = [
        *([seen == one for seen, _ in ways] for one in all_seen),
        *([seen.among[n] and unseen.having[n] for seen, unseen in ways] for n in known),
        *(
            [row in seen.rows and column in unseen.columns for seen, unseen in ways]
            for row, untold in enumerate(hidden)
            for column in columns - untold
        ),
    ]
    table = csr_array(np.array(sums, dtype=float))
    cell = np.array([seen.among[aim] and unseen.having[aim] for seen, unseen in ways], dtype=float)
    ends = [float(linprog(sign * cell, A_eq=table, b_eq=table @ held).fun) * sign for sign in (1.0, -1.0)]
    return ends[1] - ends[0] > 0.5  # the ends are whole numbers


def _order(one: _Seen | _Unseen) -> tuple[list[int], tuple[bool, ...]]:
    return sorted(one[0]), one[1]
