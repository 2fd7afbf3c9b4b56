"""Small cells: which counts of a crossing are hidden so that none of too few people follows from all that is told.

A reader sees of everybody which themes they raise, and of nobody who is not named which column they are in. So what is
told of the columns, here and in every other table of the question, leaves so many ways to place the people. A hidden
count is safe where it is not the same in all of them: a pair of people who could change places shows that, else it is
found by linear programming (Willenborg and de Waal 2001, chapter 6).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from analysis.tally.privacy.told_figures import Figure

MOST_WAYS = 2000
"""Kinds of people times what they may have given, up to which linear programming decides; where there are more kinds
somebody can change places with somebody in all but rare cases, and what nobody can is taken to follow."""


class _Seen(NamedTuple):
    """What a reader sees of people: the rows that they are in, and of whom else figures are told that they are of; a
    bit for each."""

    rows: int
    among: int


class _Unseen(NamedTuple):
    """What a reader does not see of people: the columns that they are in, and what figures count of them."""

    columns: int
    having: int


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
        known = [*map(Figure, self.columns), *self.told]
        places = _Places(self._placed([*known, *(figure for _, figure in aims)]), len(known))
        for aim, (row, figure) in enumerate(aims, len(known)):
            wider = self._wider(row, figure, hidden)
            while not places.is_open(aim, hidden):
                further = next(wider, None)
                if further is None:
                    return None
                hidden[further[0]] |= further[1]
        return hidden

    def _placed(self, figures: Sequence[Figure]) -> Counter[tuple[_Seen, _Unseen]]:
        """Return how many people there are of whom the same is seen, and not seen."""
        rows, columns = _bits(self.people, self.rows), _bits(self.people, self.columns)
        among = _bits(self.people, (self.people if one.among is None else one.among for one in figures))
        having = _bits(self.people, (one.having for one in figures))
        return Counter((_Seen(rows[one], among[one]), _Unseen(columns[one], having[one])) for one in self.people)

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

        others = sorted(set(range(len(self.rows))) - {row}, key=distance)
        if row is not None:
            yield from ((other, hidden[row]) for other in others[:3] if hidden[row] - hidden[other])
        yield from ((other, everything) for other in others if everything - hidden[other])


def _bits(people: frozenset[str], groups: Iterable[frozenset[str]]) -> dict[str, int]:
    """Return of each person in which groups they are, a bit for each."""
    masks: dict[frozenset[str], int] = {}
    for n, group in enumerate(groups):
        masks[group] = masks.get(group, 0) | 1 << n
    bits = dict.fromkeys(people, 0)
    for group, mask in masks.items():
        for person in people & group:
            bits[person] |= mask
    return bits


class _Places:
    """All ways in which people could be placed: what is seen of them stays, and what is not could be another's.

    The first ``known`` figures are told.
    """

    def __init__(self, placed: Counter[tuple[_Seen, _Unseen]], known: int) -> None:
        self._placed, self._known = placed, known
        self._by_unseen: dict[_Unseen, list[_Seen]] = {}
        for seen, unseen in placed:
            self._by_unseen.setdefault(unseen, []).append(seen)

    def is_open(self, aim: int, hidden: Sequence[set[int]]) -> bool:
        """Return whether a figure has more than one value that agrees with all that is told."""
        untold = [sum(1 << column for column in columns) for columns in hidden]
        return self._can_change_places(1 << aim, untold) or self._has_two_values(1 << aim, untold)

    def _can_change_places(self, aim: int, hidden: Sequence[int]) -> bool:
        """Return whether somebody in a cell and somebody outside could each be in the other's column, so that the
        cell's count changes and nothing that is told."""
        told = (1 << self._known) - 1
        for inside, (columns, having) in self._placed:
            if not inside.among & having & aim:
                continue
            for unseen, others in self._by_unseen.items():
                if unseen.having & aim:
                    continue
                rows = sum(1 << n for n, untold in enumerate(hidden) if (columns ^ unseen.columns) & ~untold)
                figures = (having ^ unseen.having) & told
                for rows_of, among in others:
                    if not (among & aim or (rows_of ^ inside.rows) & rows or (among ^ inside.among) & figures):
                        return True
        return False

    def _has_two_values(self, aim: int, hidden: Sequence[int]) -> bool:
        all_seen, all_unseen = sorted({seen for seen, _ in self._placed}), sorted(self._by_unseen)
        if len(all_seen) * len(all_unseen) > MOST_WAYS:
            return False
        import numpy as np
        from scipy.optimize import linprog
        from scipy.sparse import csr_array, eye_array, kron, vstack

        def of(bits: Iterable[int], bit: int) -> np.ndarray:
            return np.array([float(bool(one & bit)) for one in bits])

        among, having = [one.among for one in all_seen], [one.having for one in all_unseen]
        sums = [np.outer(of(among, 1 << n), of(having, 1 << n)).ravel() for n in range(self._known)]
        columns = [one.columns for one in all_unseen]
        all_columns = [
            bit for bit in (1 << n for n in range(max(columns).bit_length())) if any(bit & c for c in columns)
        ]
        for row, untold in enumerate(hidden):
            in_row = of((one.rows for one in all_seen), 1 << row)
            sums += [np.outer(in_row, of(columns, bit)).ravel() for bit in all_columns if not bit & untold]
        of_each = kron(eye_array(len(all_seen)), np.ones((1, len(all_unseen))))
        table = csr_array(vstack([of_each, csr_array(np.array(sums))]))
        held = np.array([float(self._placed[seen, unseen]) for seen in all_seen for unseen in all_unseen])
        cell = np.outer(of(among, aim), of(having, aim)).ravel()
        ends = [float(linprog(sign * cell, A_eq=table, b_eq=table @ held).fun) * sign for sign in (1.0, -1.0)]
        return ends[1] - ends[0] > 0.5  # the ends are whole numbers
