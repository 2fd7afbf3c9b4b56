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
    (None: among all)."""

    having: frozenset[str]
    among: frozenset[str] | None = None


class _Cell(NamedTuple):
    """People whom nothing tells apart: in which figures' ``having`` and ``among`` they are."""

    having: tuple[bool, ...]
    among: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class ToldFigures:
    """Figures that are told of ``people`` who are not named, of whom none may be told of fewer than ``least``."""

    people: frozenset[str]
    least: int
    figures: tuple[Figure, ...] = ()
    untold: tuple[Figure, ...] = ()
    """What is suppressed, and must not follow from what is told with these."""

    seen: tuple[Figure, ...] = ()
    """What a reader sees beside the texts: who chose an answer at all, and whose words say the position of theirs."""

    everybody: frozenset[str] = frozenset()
    """All, of whom some show what anybody may have given; empty where anybody may have given none of it."""

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
        if any(map(self.is_few, further)):
            return None
        return wider if not further or wider._is_open() else None

    def _is_open(self) -> bool:
        """Return whether each cell of people could hold ``least``; or, of fewer whom a reader can tell apart anyway,
        all or not all of them, or what is seen of them; and whether each suppressed figure could be another."""
        if not self.figures:
            return True
        cells, held = self._cells(self.known)
        sizes = Counter[tuple[bool, ...]]()
        for cell, count in zip(cells, held, strict=True):
            sizes[cell.among] += count
        audited = [n for n in range(len(cells)) if 0 < held[n] < self.least]
        program = _Program(self.known, cells, held)
        before = _Program(self.known, cells, held, len(self.figures)) if self.seen else None
        for n in audited:
            size = sizes[cells[n].among]
            most, fewest = program.most(n), program.fewest(n) if held[n] == size else 0.0
            if most < min(self.least, size) - CLOSE and not (before and most > before.most(n) - CLOSE):
                return False
            if fewest > size - CLOSE and not (before and fewest < before.fewest(n) + CLOSE):
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
        others: list[tuple[tuple[bool, ...], frozenset[str]]] = [((), self.everybody)]
        for figure in figures:
            parted = [
                ((*having, has), (*among, is_among), people)
                for having, among, everybody in parted
                for has, havers in _parted(everybody, figure.having)
                for is_among, people in _parted(havers, figure.among)
            ]
            others = [
                ((*having, has), havers)
                for having, everybody in others
                for has, havers in _parted(everybody, figure.having)
            ]
        held = {_Cell(having, among): len(people) for having, among, people in parted}
        shapes = {having for having, people in others if people} or {(False,) * len(figures)}
        patterns = sorted({cell.having for cell in held if held[cell]} | shapes)
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
    """All ways to fill the cells that agree with the figures from ``first`` on, and with how many people a reader can
    tell apart."""

    def __init__(self, figures: Sequence[Figure], cells: Sequence[_Cell], held: Sequence[int], first: int = 0) -> None:
        import numpy as np

        rows = [[float(cell.having[n] and cell.among[n]) for cell in cells] for n in range(first, len(figures))]
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
