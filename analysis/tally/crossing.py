"""Crossings: themes by the columns of a closed question, a type or a monitoring question, no small cell recoverable.

Whoever reads a report knows the themes' totals, the columns' bases, the cells that are shown, which theme is part of
which, and what named respondents answered, as that stands beside their names. What protects the others is therefore
judged by counts of *unnamed* respondents alone. Columns of too few are pooled, cells of too few are suppressed, and
with each of them so many others of its row (secondary suppression, see Willenborg and de Waal 2001, chapter 6) that no
suppressed count follows from all that is known.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from analysis.tally.disclosure import hidden_groups

MOST_COLUMNS = 12
"""Columns of a table; the rarest answers beyond these are pooled."""

NOT_ANSWERED, OTHERS = "not answered", "other answers"


class CrossingKind(StrEnum):
    """What themes are crossed by."""

    QUESTION = "closed question"
    TYPE = "type of respondent"
    MONITORING = "monitoring question"


@dataclass(frozen=True, slots=True)
class CrossCell:
    """How many of a column raise a theme, and their share of the column's base; None where it is suppressed."""

    respondents: int | None
    share: float | None


@dataclass(frozen=True, slots=True)
class CrossColumn:
    """A column with its base; ``pooled`` answers stand together in it, if any do."""

    name: str
    base: int
    pooled: int = 0


@dataclass(frozen=True, slots=True)
class CrossRow:
    """A theme with how many raise it in all, and its cells along the columns."""

    key: str
    name: str
    total: CrossCell
    cells: tuple[CrossCell, ...]


@dataclass(frozen=True, slots=True)
class Crossing:
    """Themes crossed by one question or by types; shares are of each column's base, totals of ``base`` respondents.

    ``suppress_below``: no cell tells of fewer people who are not named; 1 where nothing is suppressed.
    """

    kind: CrossingKind
    key: str
    text: str
    base: int
    columns: tuple[CrossColumn, ...]
    rows: tuple[CrossRow, ...]
    suppress_below: int

    @property
    def suppressed(self) -> int:
        """Return how many cells are not told."""
        return sum(cell.respondents is None for row in self.rows for cell in row.cells)


class Raised(NamedTuple):
    """A theme with who raises it, and the keys of the themes that it is part of."""

    key: str
    name: str
    respondents: frozenset[str]
    wider: tuple[str, ...] = ()


class _Column(NamedTuple):
    name: str
    respondents: frozenset[str]
    pooled: int = 0


Groups = Mapping[str, Collection[str]]
"""Who gave each answer, or is of each type, in the order of the columns."""


def cross(
    kind: CrossingKind,
    key: str,
    text: str,
    groups: Groups,
    themes: Sequence[Raised],
    everybody: Collection[str],
    named: Collection[str],
    least: int,
) -> Crossing | None:
    """Cross themes by groups of respondents; None where less than two columns can be told.

    ``named`` are those whose answers stand beside their names anyway. A respondent may be in several groups.
    """
    base, unnamed = frozenset(everybody), frozenset(everybody) - frozenset(named)
    columns = _columns(groups, base, unnamed, least)
    if len(columns) < 2:
        return None
    counts = [[len(theme.respondents & column.respondents & unnamed) for column in columns] for theme in themes]
    bases = [len(column.respondents & unnamed) for column in columns]
    hidden = SmallCells(counts, bases, _wider(themes), least).suppressed()
    return Crossing(
        kind,
        key,
        text,
        len(base),
        tuple(CrossColumn(column.name, len(column.respondents), column.pooled) for column in columns),
        tuple(_row(theme, columns, base, hidden[number]) for number, theme in enumerate(themes)),
        least,
    )


def _columns(groups: Groups, base: frozenset[str], unnamed: frozenset[str], least: int) -> list[_Column]:
    """Return the columns, those of too few unnamed respondents pooled with the next rarest until they are enough."""
    columns = [_Column(name, frozenset(given) & base) for name, given in groups.items() if base.intersection(given)]
    silent = base.difference(*(column.respondents for column in columns))
    columns += [_Column(NOT_ANSWERED, silent)] if silent else []
    small = sorted(hidden_groups([column.respondents for column in columns], unnamed, least)[0])
    rarest_first = sorted(range(len(columns)), key=lambda n: (len(columns[n].respondents & unnamed), -n))
    large = [n for n in rarest_first if n not in small and len(columns[n].respondents & unnamed) >= least]
    beyond = len(columns) - len(small) - MOST_COLUMNS
    small += large[: max(beyond, 0)]
    if small and len(_pool(columns, small) & unnamed) < least:
        return []  # all that is left tells of too few
    if len(small) < 2:
        return columns
    kept = [column for n, column in enumerate(columns) if n not in small]
    return [*kept, _Column(OTHERS, _pool(columns, small), len(small))]


def _pool(columns: Sequence[_Column], numbers: Collection[int]) -> frozenset[str]:
    return frozenset().union(*(columns[n].respondents for n in numbers))


def _wider(themes: Sequence[Raised]) -> list[tuple[int, ...]]:
    """Return for each theme the rows of those that it is part of."""
    rows = {theme.key: number for number, theme in enumerate(themes)}
    return [tuple(rows[key] for key in theme.wider if key in rows) for theme in themes]


def _row(theme: Raised, columns: Sequence[_Column], base: frozenset[str], hidden: Collection[int]) -> CrossRow:
    cells = tuple(
        CrossCell(None, None) if n in hidden else _cell(theme.respondents & column.respondents, column.respondents)
        for n, column in enumerate(columns)
    )
    return CrossRow(theme.key, theme.name, _cell(theme.respondents & base, base), cells)


def _cell(raising: Collection[str], base: Collection[str]) -> CrossCell:
    return CrossCell(len(raising), len(raising) / len(base) if base else None)


# Suppression ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SmallCells:
    """A table of unnamed respondents, rows by columns, in which counts from 1 to below ``least`` are to be hidden.

    ``bases`` are the columns', and ``wider`` holds the rows that each row is part of: no cell of theirs is smaller.
    """

    counts: Sequence[Sequence[int]]
    bases: Sequence[int]
    wider: Sequence[Sequence[int]]
    least: int

    def small(self, row: int) -> set[int]:
        """Return the columns of a row whose counts are of too few."""
        return {n for n, count in enumerate(self.counts[row]) if 0 < count < self.least}

    def suppressed(self) -> list[set[int]]:
        """Return for each row the columns whose cells are not told."""
        hidden = [self._with_secondary(row) for row in range(len(self.counts))]
        for family in self._families():
            self._protect(family, hidden)
        return hidden

    def _with_secondary(self, row: int) -> set[int]:
        """Return the small cells of a row with as many others, the smallest first, as hide them in its total.

        What is hidden is of at least two cells and ``least`` respondents, and no small cell is at both its bounds.
        """
        counts, small = self.counts[row], self.small(row)
        hidden = set(small)
        others = sorted(set(range(len(counts))) - small, key=lambda n: (counts[n] == 0, counts[n], n))
        while hidden and others and not self._is_enough(counts, small, hidden):
            hidden.add(others.pop(0))
        return hidden

    def _is_enough(self, counts: Sequence[int], small: set[int], hidden: set[int]) -> bool:
        """Return whether each small cell could have another count, given its row's total and the columns' bases."""
        total, rest = sum(counts[n] for n in hidden), sum(self.bases[n] for n in hidden)
        is_open = all(max(0, total - (rest - self.bases[n])) < min(self.bases[n], total) for n in small)
        return len(hidden) > 1 and total >= self.least and is_open

    def _families(self) -> list[list[int]]:
        """Return the rows of each whole with its parts, at any depth; a theme by itself is no family."""
        families: dict[int, list[int]] = {}
        for number, above in enumerate(self.wider):
            families.setdefault(above[-1] if above else number, []).append(number)
        return [family for family in families.values() if len(family) > 1]

    def _protect(self, family: Sequence[int], hidden: list[set[int]]) -> None:
        """Hide further cells of a whole and its parts while a small one follows from the others.

        First the same columns in the rows that are bound to it, then these rows whole.
        """
        for step in range(2 * len(family) + 1):
            recovered = [row for row in family if self._is_recovered(row, family, hidden)]
            for row in recovered:
                bound = [r for r in family if r == row or r in self.wider[row] or row in self.wider[r]]
                together = set(range(len(self.bases))) if step >= len(family) else set()
                together = together.union(*(hidden[other] for other in bound))
                for other in bound:
                    hidden[other] |= together
            if not recovered:
                return

    def _is_recovered(self, row: int, family: Sequence[int], hidden: Sequence[set[int]]) -> bool:
        """Return whether a small cell of a row has but one value that agrees with all that is known of its family."""
        import numpy as np
        from scipy.optimize import linprog

        if not self.small(row):
            return False
        unknown = {cell: i for i, cell in enumerate((r, n) for r in family for n in sorted(hidden[r]))}
        sums = np.array([[float(cell[0] == r) for cell in unknown] for r in family])
        totals = [sum(self.counts[r][n] for n in hidden[r]) for r in family]
        bounds, orders = self._bounds(unknown), self._orders(unknown)
        limits: dict[str, Any] = {"A_eq": sums, "b_eq": totals, "bounds": bounds}
        if orders:
            below = np.zeros((len(orders), len(unknown)))
            for i, (part, whole) in enumerate(orders):
                below[i, part], below[i, whole] = 1.0, -1.0
            limits |= {"A_ub": below, "b_ub": np.zeros(len(orders))}
        for n in self.small(row):
            cell = np.zeros(len(unknown))
            cell[unknown[row, n]] = 1.0
            if -linprog(-cell, **limits).fun - linprog(cell, **limits).fun < 0.5:  # the ends are whole numbers
                return True
        return False

    def _bounds(self, unknown: Mapping[tuple[int, int], int]) -> list[tuple[int, int]]:
        """Return the bounds of each hidden cell: by its column's base, and by what is shown of its whole and parts."""
        bounds = []
        for row, n in unknown:
            wholes = [self.counts[w][n] for w in self.wider[row] if (w, n) not in unknown]
            parts = [self.counts[p][n] for p, above in enumerate(self.wider) if row in above and (p, n) not in unknown]
            bounds.append((max(parts, default=0), min([self.bases[n], *wholes])))
        return bounds

    def _orders(self, unknown: Mapping[tuple[int, int], int]) -> list[tuple[int, int]]:
        """Return the pairs of hidden cells of which the first, a part's, is not above the second, its whole's."""
        return [
            (place, unknown[whole, n])
            for (row, n), place in unknown.items()
            for whole in self.wider[row]
            if (whole, n) in unknown
        ]
