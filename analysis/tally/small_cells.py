"""Small cells: which counts of a table are hidden so that none of too few people follows from what is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


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
