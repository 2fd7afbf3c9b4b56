"""Told figures: whether counts of people, taken together, tell of few of them.

Every published count is known to a reader, and so is each sum and difference of them. The people whom no count tells
apart are a cell. What the counts leave open of a cell is found by linear programming: by duality, the most people whom
it could hold is the least that any combination of the counts leaves for it. So where each cell could hold enough
people, no sum or difference of what is told is a count of fewer (Willenborg and de Waal 2001, chapter 6).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

CLOSE = 1e-6
"""Counts that differ by less are the same."""


class Figure(NamedTuple):
    """A count of the people ``having`` something that may not be told of them, ``among`` those whom a reader knows
    (None: among all).

    ``is_shown_of_some``: of those who are shown a reader sees who has it, and can take them from the count.
    """

    having: frozenset[str]
    among: frozenset[str] | None = None
    is_shown_of_some: bool = False


class _Cell(NamedTuple):
    """People whom nothing tells apart: in which figures' ``having`` and ``among`` they are, and last if shown."""

    having: tuple[bool, ...]
    among: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class ToldFigures:
    """Figures that are told of ``people`` who are not named, of whom none may be told of fewer than ``least``.

    Of the ``shown``, who are among them, it is printed whether they have what some figures count: they are no part of
    these. What they may not be told of is what the other figures count.
    """

    people: frozenset[str]
    least: int
    figures: tuple[Figure, ...] = ()
    shown: frozenset[str] = frozenset()
    untold: tuple[Figure, ...] = ()
    """What is suppressed, and must not follow from what is told with these."""

    seen: tuple[Figure, ...] = ()
    """What a reader sees beside the texts: who chose an answer at all."""

    @property
    def known(self) -> tuple[Figure, ...]:
        """Return all that a reader can reckon with."""
        return self.figures + self.seen

    def is_few(self, figure: Figure) -> bool:
        """Return whether a figure is of fewer people than may be told of."""
        counted = figure.having & (self.people if figure.among is None else self.people & figure.among)
        return 0 < len(counted) < self.least

    def adding(self, *figures: Figure) -> ToldFigures | None:
        """Return these with further figures; None where all together would tell of few."""
        further = tuple(one for one in figures if one not in self.figures)
        wider = replace(self, figures=self.figures + further)
        return wider if not further or wider._is_safe() else None

    def _is_safe(self) -> bool:
        """Return whether none of few follows: of those who are not shown from all, of anybody from the others."""
        if not self.shown:
            return self._is_open()
        others = tuple(figure for figure in self.figures if not figure.is_shown_of_some)
        return self._is_open() and replace(self, figures=others, shown=frozenset())._is_open()

    def _is_open(self) -> bool:
        """Return whether each cell of people who are not shown could hold ``least``; or, of fewer whom a reader can
        tell apart anyway, all or not all of them; and whether each suppressed figure could be another."""
        if not self.figures:
            return True
        cells, held = self._cells(self.known)
        sizes = Counter[tuple[bool, ...]]()
        for cell, count in zip(cells, held, strict=True):
            sizes[cell.among] += count
        audited = [n for n, cell in enumerate(cells) if 0 < held[n] < self.least and not cell.among[-1]]
        program = _Program(self.known, cells, held)
        for n in audited:
            size = sizes[cells[n].among]
            if program.most(n) < min(self.least, size) - CLOSE:
                return False
            if held[n] == size and program.fewest(n) > size - CLOSE:
                return False
        return self._is_untold_open()

    def _is_untold_open(self) -> bool:
        if not self.untold:
            return True
        program = _Program(self.known, *self._cells(self.known + self.untold))
        return all(map(program.is_open, range(len(self.known), len(self.known + self.untold))))

    def _cells(self, figures: Sequence[Figure]) -> tuple[list[_Cell], list[int]]:
        """Return the cells into which figures part the people, and how many are in each."""
        parted: list[tuple[tuple[bool, ...], tuple[bool, ...], frozenset[str]]] = [((), (), self.people)]
        for figure in figures:
            parted = [
                ((*having, has), (*among, is_among), people)
                for having, among, everybody in parted
                for has, havers in _parted(everybody, figure.having)
                for is_among, people in _parted(havers, figure.among)
            ]
        held = {
            _Cell(having, (*among, is_shown)): len(people)
            for having, among, everybody in parted
            for is_shown, people in _parted(everybody, self.shown)
        }
        patterns = sorted({cell.having for cell in held} | {(False,) * len(figures)})
        cells = [_Cell(having, among) for among in sorted({cell.among for cell in held}) for having in patterns]
        return cells, [held.get(cell, 0) for cell in cells]


def _parted(people: frozenset[str], some: frozenset[str] | None) -> Iterator[tuple[bool, frozenset[str]]]:
    """Yield the people who are among some (None: all are), and those who are not, where there are any: whole sets at
    a time, as there are many people and few cells."""
    among = people if some is None else people & some
    if among:
        yield True, among
    if len(among) < len(people):
        yield False, people - among


class _Program:
    """All ways to fill the cells that agree with the figures, and with how many people a reader can tell apart."""

    def __init__(self, figures: Sequence[Figure], cells: Sequence[_Cell], held: Sequence[int]) -> None:
        import numpy as np

        rows = [
            [
                float(cell.having[n] and cell.among[n] and not (figure.is_shown_of_some and cell.among[-1]))
                for cell in cells
            ]
            for n, figure in enumerate(figures)
        ]
        rows += [[float(cell.among == among) for cell in cells] for among in sorted({cell.among for cell in cells})]
        self._cells = cells
        self._sums = np.array(rows)
        self._totals = self._sums @ np.array(held, dtype=float)

    def most(self, cell: int) -> float:
        """Return the most people whom a cell could hold."""
        return -self._least([-float(n == cell) for n in range(len(self._cells))])

    def fewest(self, cell: int) -> float:
        """Return the fewest people whom a cell could hold."""
        return self._least([float(n == cell) for n in range(len(self._cells))])

    def is_open(self, figure: int) -> bool:
        """Return whether a figure could be another."""
        counted = [float(cell.having[figure] and cell.among[figure]) for cell in self._cells]
        return -self._least([-one for one in counted]) - self._least(counted) > 0.5  # the ends are whole numbers

    def _least(self, aim: Sequence[float]) -> float:
        from scipy.optimize import linprog

        return float(linprog(aim, A_eq=self._sums, b_eq=self._totals).fun)
