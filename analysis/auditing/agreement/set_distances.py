"""Set distances: how far two sets of themes are apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.auditing.agreement.measures import Floats, Integers

BLOCK = 512
"""How many sets are compared with all others at a time: bounds the memory."""


def set_distance(one: frozenset[str], other: frozenset[str]) -> float:
    """MASI (Passonneau 2006): 0 for the same sets, 1 for sets that share nothing.

    >>> ann, bob = frozenset({"funding", "localism"}), frozenset({"funding"})
    >>> round(set_distance(ann, bob), 3)
    0.667

    NLTK's, mended where both sets are empty: two people who found no theme agree.

    >>> set_distance(frozenset(), frozenset()), set_distance(ann, frozenset())
    (0.0, 1.0)
    """
    if not one and not other:
        return 0.0
    # nltk takes a second to import
    from nltk.metrics.distance import masi_distance

    return float(masi_distance(one, other))


class SetDistances:
    """MASI between any of many sets; it only depends on how large two sets are and how much they share."""

    def __init__(self, sets: Sequence[frozenset[str]]) -> None:
        """Note which themes each set holds, and the distance for all sizes that occur."""
        themes = {theme: column for column, theme in enumerate(sorted(frozenset().union(*sets)))}
        self._holds = np.zeros((len(sets), len(themes)), dtype=np.float32)
        for row, own in enumerate(sets):
            self._holds[row, [themes[theme] for theme in own]] = 1
        self._sizes: Integers = np.array([len(own) for own in sets], dtype=np.int64)
        self._known = _by_size(sorted(set(self._sizes.tolist())))

    def between(self, one: Integers, other: Integers) -> Floats:
        """Return the distance of each set from its partner."""
        shared = np.einsum("ij,ij->i", self._holds[one], self._holds[other]).astype(int)
        found: Floats = self._known[self._sizes[one], self._sizes[other], shared]
        return found

    def from_all(self, counts: Floats) -> Floats:
        """For each set the sum of its distances from all sets, each as often as ``counts`` says."""
        sums = np.empty(len(counts))
        for start in range(0, len(counts), BLOCK):
            block = slice(start, start + BLOCK)
            shared = (self._holds[block] @ self._holds.T).astype(int)
            sums[block] = self._known[self._sizes[block, None], self._sizes, shared] @ counts
        return sums


def _by_size(sizes: Sequence[int]) -> Floats:
    """Return the distance of two sets by the size of the first, of the second, and of what they share."""
    most = max(sizes)
    known = np.zeros((most + 1, most + 1, most + 1))
    for first in sizes:
        for second in sizes:
            for shared in range(min(first, second) + 1):
                one = frozenset(map(str, range(first)))
                other = frozenset(map(str, range(first - shared, first - shared + second)))
                known[first, second, shared] = set_distance(one, other)
    return known
