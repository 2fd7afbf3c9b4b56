"""Bags: the known terms of a text, counted, and counted again without some of its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from analysis.classifying.terms import Token


class Bag:
    """The terms of up to ``longest`` words that a text and a vocabulary share, counted by their columns."""

    def __init__(self, found: Sequence[Token], vocabulary: Mapping[str, int], longest: int) -> None:
        """Look up every term that begins at each word."""
        stems = [token.stem for token in found]
        self._longest = longest
        self._begins: list[list[tuple[int, int]]] = []
        for i in range(len(stems)):
            ends = range(i + 1, min(i + longest, len(stems)) + 1)
            terms = ((vocabulary.get(" ".join(stems[i:end])), end) for end in ends)
            self._begins.append([(column, end) for column, end in terms if column is not None])
        self.counts = Counter(column for begin in self._begins for column, _ in begin)

    def without(self, first: int, last: int) -> dict[int, int]:
        """The new counts of all terms that hold one of the words from ``first`` up to ``last``, once those are gone.

        What stands before and behind the gap does not become a new term.
        """
        touched = range(max(0, first - self._longest + 1), last)
        lost = Counter(column for i in touched for column, end in self._begins[i] if end > first)
        return {column: self.counts[column] - count for column, count in lost.items()}
