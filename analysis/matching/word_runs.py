"""Word runs: of which runs of words texts consist, as columns of numbers, and which two texts have most in common.

A text's runs are ordered by how rare they are among all texts, so that of two texts that have enough in common one of
the first of each is the same (the prefix filter of Bayardo, Ma and Srikant 2007).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Whole = NDArray[np.integer[Any]]

PAIRS = 500_000
"""Pairs of texts that are looked at in one go: some 50 MB."""

MOST = np.iinfo(np.int64).max
"""The largest number that a column holds."""


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
        rows, ranked, counts = rows[order], ranks[runs][order], counts[runs][order]
        self.sizes = np.bincount(rows, minlength=len(texts))
        ends = np.cumsum([0, *self.sizes])
        held = (np.ones(len(rows), dtype=np.int32), ranked.astype(np.int32), ends)
        self._holds = csr_array(held, shape=(len(texts), len(ranks)))
        places = np.arange(len(rows)) - ends[rows]
        needed = self.sizes - (near * self.sizes).astype(np.int64) + 1
        # What occurs nowhere else no copy shares.
        tells = np.flatnonzero((places < needed[rows]) & (counts > 1))
        self._rows, self._places = rows[tells], places[tells]
        self._by_run = np.argsort(ranked[tells], kind="stable")
        in_order = ranked[tells][self._by_run]
        begins = np.searchsorted(in_order, in_order)
        self._begins, self._earlier = np.empty_like(begins), np.empty_like(begins)
        self._begins[self._by_run] = begins
        self._earlier[self._by_run] = np.arange(len(tells)) - begins

    def near_copies(self) -> Iterator[tuple[int, int, float]]:
        """Yield each text with each earlier one that has at least the share ``near`` of its runs in common with it, and
        that share."""
        for later, earlier in self._candidates():
            both = self._holds[later].multiply(self._holds[earlier]).sum(axis=1)
            shares = both / (self.sizes[later] + self.sizes[earlier] - both)
            found = shares >= self._near
            yield from zip(later[found].tolist(), earlier[found].tolist(), shares[found].tolist(), strict=True)

    def _candidates(self) -> Iterator[tuple[Whole, Whole]]:
        """Yield texts, and beside them earlier ones that share one of their rarest runs and can have enough in common.

        What stands before the first run that two texts share they do not share, so that the places of that run bound
        what they have in common (the positional filter of Xiao, Wang, Lin and Yu 2008). Runs further on bound it lower,
        so that a pair is looked at if any of its runs lets it.
        """
        for entries in self._chunks():
            number = self._earlier[entries]
            later = np.repeat(entries, number)
            nth = np.arange(len(later)) - np.repeat(np.cumsum(number) - number, number)
            earlier = self._by_run[self._begins[later] + nth]
            sizes = self.sizes[self._rows[later]], self.sizes[self._rows[earlier]]
            at_most = np.minimum(sizes[0] - self._places[later], sizes[1] - self._places[earlier])
            enough = at_most >= self._near * (sizes[0] + sizes[1] - at_most)
            pairs = _distinct(self._rows[later[enough]] * len(self.sizes) + self._rows[earlier[enough]])
            yield np.divmod(pairs, len(self.sizes))

    def _chunks(self) -> Iterator[Whole]:
        """Yield where the rarest runs of texts are, those of one text together and not many pairs at once."""
        ends = np.flatnonzero(np.diff(self._rows, append=-1)) + 1
        pairs = np.cumsum(self._earlier)[ends - 1]
        last_of_chunk = np.flatnonzero(np.diff(pairs // PAIRS, append=-1))
        for begin, end in zip([0, *ends[last_of_chunk][:-1]], ends[last_of_chunk], strict=False):
            yield np.arange(begin, end)


def _runs(texts: Sequence[str], length: int) -> tuple[Whole, Whole]:
    """Return the text of each of its different runs, and the run's number."""
    numbers: dict[str, int] = {}
    parts = [
        np.array([numbers.setdefault(word, len(numbers)) for word in text.split()], dtype=np.int64) for text in texts
    ]
    words = np.concatenate([*parts, np.zeros(0, dtype=np.int64)])
    rows = np.repeat(np.arange(len(texts)), [len(part) for part in parts])
    starts = np.flatnonzero(rows[: len(rows) - length + 1] == rows[length - 1 :])
    runs, number = words[starts], len(numbers)
    for further in range(1, length):
        if number > MOST // max(len(numbers), 1):
            runs, number = np.unique(runs, return_inverse=True)[1], len(starts)
        runs, number = runs * len(numbers) + words[starts + further], number * len(numbers)
    runs = np.unique(runs, return_inverse=True)[1]
    total = int(runs.max(initial=0)) + 1
    return np.divmod(_distinct(rows[starts] * total + runs), total)


def _distinct(numbers: Whole) -> Whole:
    """Return numbers in order, each once; sorting is 30 times as fast as ``np.unique``, which hashes them."""
    ordered = np.sort(numbers)
    return ordered[np.flatnonzero(np.diff(ordered, prepend=-1))]
