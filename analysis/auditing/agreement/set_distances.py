"""Set distances: how far two sets of themes are apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.auditing.agreement.measures import Floats, Integers

BLOCK = 512
"""How many sets are compared with all others at a time: bounds the memory."""


def set_distance(first_set: frozenset[str], second_set: frozenset[str]) -> float:
    """Return MASI (Passonneau 2006): 0 for the same sets, 1 for sets that share nothing.

    >>> ann, bob = frozenset({"funding", "localism"}), frozenset({"funding"})
    >>> round(set_distance(ann, bob), 3)
    0.667

    NLTK's, mended where both sets are empty: two people who found no theme agree.

    >>> set_distance(frozenset(), frozenset()), set_distance(ann, frozenset())
    (0.0, 1.0)
    """
    if not first_set and not second_set:
        return 0.0
    # nltk takes a second to import
    from nltk.metrics.distance import masi_distance

    return float(masi_distance(first_set, second_set))


class SetDistances:
    """MASI between any of many sets; it only depends on how large two sets are and how much they share."""

    def __init__(self, sets: Sequence[frozenset[str]]) -> None:
        """Note which themes each set holds, and the distance for all sizes that occur."""
        theme_columns = {
            theme_key: theme_column for theme_column, theme_key in enumerate(sorted(frozenset().union(*sets)))
        }
        self._holds = np.zeros((len(sets), len(theme_columns)), dtype=np.float32)
        for set_row, theme_set in enumerate(sets):
            self._holds[set_row, [theme_columns[theme_key] for theme_key in theme_set]] = 1
        self._sizes: Integers = np.array([len(theme_set) for theme_set in sets], dtype=np.int64)
        self._known = _by_size(sorted(set(self._sizes.tolist())))

    def between(self, set_numbers: Integers, partners: Integers) -> Floats:
        """Return the distance of each set from its partner."""
        shared_counts = np.einsum("ij,ij->i", self._holds[set_numbers], self._holds[partners]).astype(int)
        distances: Floats = self._known[self._sizes[set_numbers], self._sizes[partners], shared_counts]
        return distances

    def from_all(self, counts: Floats) -> Floats:
        """Return for each set the sum of its distances from all sets, each as often as ``counts`` says."""
        distance_sums = np.empty(len(counts))
        for block_start in range(0, len(counts), BLOCK):
            block_rows = slice(block_start, block_start + BLOCK)
            shared_counts = (self._holds[block_rows] @ self._holds.T).astype(int)
            distance_sums[block_rows] = self._known[self._sizes[block_rows, None], self._sizes, shared_counts] @ counts
        return distance_sums


def _by_size(sizes: Sequence[int]) -> Floats:
    """Return the distance of two sets by the size of the first, of the second, and of what they share."""
    largest_size = max(sizes)
    distances = np.zeros((largest_size + 1, largest_size + 1, largest_size + 1))
    for first_size in sizes:
        for second_size in sizes:
            for shared_count in range(min(first_size, second_size) + 1):
                first_set = frozenset(map(str, range(first_size)))
                second_set = frozenset(
                    map(str, range(first_size - shared_count, first_size - shared_count + second_size))
                )
                distances[first_size, second_size, shared_count] = set_distance(first_set, second_set)
    return distances
