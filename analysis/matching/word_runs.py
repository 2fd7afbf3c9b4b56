"""Word runs: of which runs of words texts consist, as columns of numbers, and which two texts may have most in common.

A text's runs are ordered by how rare they are among all texts, so that of two texts that have enough in common one of
the first of each is the same (the prefix filter of Bayardo, Ma and Srikant 2007).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.integer[Any]]


class WordRuns:
    """The different runs of so many words in each of some texts, and which of them a near copy must share."""

    def __init__(self, texts: Sequence[str], length: int, near: float) -> None:
        """``texts`` are normalised; ``near`` is the share of their runs that two near copies have in common."""
        self._near = near
        rows, runs = _runs(texts, length)
        counts = np.bincount(runs)
        ranks = np.empty(len(counts), dtype=np.int64)
        ranks[np.argsort(counts, kind="stable")] = np.arange(len(counts))
        order = np.lexsort((ranks[runs], rows))
        rows, self._ranks, counts = rows[order], ranks[runs][order].astype(np.int32), counts[runs][order]
        self.sizes = np.bincount(rows, minlength=len(texts))
        self._ends = np.cumsum([0, *self.sizes])
        places = np.arange(len(rows)) - self._ends[rows]
        needed = self.sizes - (near * self.sizes).astype(np.int64) + 1
        # What occurs nowhere else no copy shares.
        tells = np.flatnonzero((places < needed[rows]) & (counts > 1))
        self._telling = zip(rows[tells].tolist(), places[tells].tolist(), self._ranks[tells].tolist(), strict=True)

    def candidates(self) -> Iterator[tuple[int, list[int]]]:
        """Yield each text that shares one of its rarest runs with earlier ones, and those of them that can still have
        enough others in common with it.

        What stands before the first run that two texts share they do not share, so that the places of that run bound
        what they have in common (the positional filter of Xiao, Wang, Lin and Yu 2008).
        """
        holders: dict[int, list[tuple[int, int]]] = {}
        sizes, near = self.sizes.tolist(), self._near
        row, met, found = -1, set[int](), list[int]()
        for next_row, place, run in self._telling:
            if next_row != row:
                if found:
                    yield row, found
                row, met, found = next_row, set(), []
            of_run = holders.setdefault(run, [])
            for other, other_place in of_run:
                if other not in met:
                    met.add(other)
                    at_most = min(sizes[row] - place, sizes[other] - other_place)
                    if at_most >= near * (sizes[row] + sizes[other] - at_most):
                        found.append(other)
            of_run.append((row, place))
        if found:
            yield row, found

    def similarity(self, one: int, other: int) -> float:
        """Return the share of their runs that two texts have in common."""
        both = len(np.intersect1d(self._of(one), self._of(other), assume_unique=True))
        return both / int(self.sizes[one] + self.sizes[other] - both)

    def _of(self, row: int) -> Whole:
        return self._ranks[self._ends[row] : self._ends[row + 1]]


def _runs(texts: Sequence[str], length: int) -> tuple[Whole, Whole]:
    """Return the text of each of its different runs, and the run's number."""
    numbers: dict[str, int] = {}
    parts = [
        np.array([numbers.setdefault(word, len(numbers)) for word in text.split()], dtype=np.int64) for text in texts
    ]
    words = np.concatenate([*parts, np.zeros(0, dtype=np.int64)])
    rows = np.repeat(np.arange(len(texts)), [len(part) for part in parts])
    starts = np.flatnonzero(rows[: len(rows) - length + 1] == rows[length - 1 :])
    runs = words[starts]
    for further in range(1, length):
        # Numbered anew each time, so that they stay small.
        runs = np.unique(runs * len(numbers) + words[starts + further], return_inverse=True)[1]
    total = int(runs.max(initial=0)) + 1
    distinct = np.unique(rows[starts] * total + runs)
    return distinct // total, distinct % total


__all__ = ["WordRuns"]
