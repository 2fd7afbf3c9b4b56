"""Set distances: how far two sets of themes are apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.auditing.agreement.measures import Floats, Integers

BLOCK = 512
"""How many sets are compared with all others at a time: bounds the memory."""


def _masi(first_sizes: Integers, second_sizes: Integers, shared: Integers) -> Floats:
    """Return MASI (Passonneau 2006) of sets of these sizes that share so many: 1 less Jaccard's similarity, weighed.

    It is 0 for the same sets and 1 for sets that share nothing. It is NLTK's, but for two empty sets: two people who
    found no theme agree.
    """
    unions = first_sizes + second_sizes - shared
    is_part = shared == np.minimum(first_sizes, second_sizes)
    weights = np.select([unions == shared, is_part, shared > 0], [1, 2 / 3, 1 / 3])
    return np.asarray(np.where(unions == 0, 0.0, 1 - shared / np.maximum(unions, 1) * weights))


class SetDistances:
    """MASI between any of many sets; it only depends on how large two sets are and how much they share."""

    def __init__(self, sets: Sequence[frozenset[str]]) -> None:
        """Note which themes each set holds, and how many."""
        theme_columns = {
            theme_key: theme_column for theme_column, theme_key in enumerate(sorted(frozenset().union(*sets)))
        }
        self._holds = np.zeros((len(sets), len(theme_columns)), dtype=np.float32)
        for set_row, theme_set in enumerate(sets):
            self._holds[set_row, [theme_columns[theme_key] for theme_key in theme_set]] = 1
        self._sizes: Integers = np.array([len(theme_set) for theme_set in sets], dtype=np.int64)

    def between(self, set_numbers: Integers, partners: Integers) -> Floats:
        """Return the distance of each set from its partner."""
        shared_counts = np.einsum("ij,ij->i", self._holds[set_numbers], self._holds[partners]).astype(int)
        return _masi(self._sizes[set_numbers], self._sizes[partners], shared_counts)

    def from_all(self, counts: Floats) -> Floats:
        """Return for each set the sum of its distances from all sets, each as often as ``counts`` says."""
        distance_sums = np.empty(len(counts))
        for block_start in range(0, len(counts), BLOCK):
            block_rows = slice(block_start, block_start + BLOCK)
            shared_counts = (self._holds[block_rows] @ self._holds.T).astype(int)
            distance_sums[block_rows] = _masi(self._sizes[block_rows, None], self._sizes, shared_counts) @ counts
        return distance_sums
