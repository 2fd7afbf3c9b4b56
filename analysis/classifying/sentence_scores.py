"""Sentence scores: what a codebook makes of sentences, kept so that one that many write is scored once.

A sentence's scores follow from it alone, whatever is scored beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.classifying.quantised import Floats
from analysis.classifying.single_thread import in_chunks, side_by_side
from analysis.classifying.word_counts import Words

SENTENCES = 2_000
"""Sentences that are scored at a time, to bound the memory."""

KEPT = 20_000
"""Sentences of which the scores are kept, of some 600 bytes each; then it begins anew."""


@dataclass(frozen=True, slots=True)
class ScoredSentences:
    """Different sentences as they are scored: the sum for each theme, whether they may raise anything, how often
    the terms of all themes, side by side, stand in each, and their words."""

    sums: Floats
    is_open: NDArray[np.bool_]
    term_counts: Any
    words: Sequence[Words]

    def at(self, places: NDArray[np.int64]) -> ScoredSentences:
        """Return those at some places."""
        own_words = [self.words[place] for place in places.tolist()]
        return ScoredSentences(self.sums[places], self.is_open[places], self.term_counts[places], own_words)

    @classmethod
    def joined(cls, chunks: Iterable[ScoredSentences]) -> ScoredSentences:
        """Return the sentences of several chunks as one."""
        parts = list(chunks)
        return cls(
            np.vstack([part.sums for part in parts]),
            np.concatenate([part.is_open for part in parts]),
            sparse.vstack([part.term_counts for part in parts], format="csr"),
            [sentence for part in parts for sentence in part.words],
        )


class SentenceScores:
    """The scores of sentences that were met before; safe to use from several threads."""

    def __init__(self, sentences: Sequence[str], scored: ScoredSentences) -> None:
        """``sentences`` were scored while their codebook was fitted."""
        self._known = ({sentence: place for place, sentence in enumerate(sentences)}, scored)

    def of(
        self,
        sentences: Sequence[str],
        score: Callable[[Sequence[str]], ScoredSentences],
        are_kept: bool = True,
    ) -> ScoredSentences:
        """Return the scores of different sentences, those that are not known from ``score``; ``are_kept``: these are
        likely to be met again."""
        places, known = self._known  # as one: another thread may put others in their place
        met = [sentence for sentence in sentences if sentence in places]
        if not met and not (are_kept and sentences):
            return _scored(sentences, score)
        found = [known.at(np.array([places[sentence] for sentence in met], dtype=np.int64))] if met else []
        new = [sentence for sentence in sentences if sentence not in places]
        if new:
            found.append(_scored(new, score))
        if new and are_kept:
            self._keep(new, found[-1], places, known)
        order = {sentence: place for place, sentence in enumerate((*met, *new))}
        return ScoredSentences.joined(found).at(np.array([order[sentence] for sentence in sentences], dtype=np.int64))

    def emptied(self) -> SentenceScores:
        """Return scores of which no sentence is known, where none is to be sent to another process."""
        return SentenceScores((), self._known[1].at(np.zeros(0, dtype=np.int64)))

    def _keep(
        self, new: Sequence[str], scored: ScoredSentences, places: dict[str, int], known: ScoredSentences
    ) -> None:
        """Keep what is known and what is new, or of too much nothing but that."""
        if len(places) + len(new) <= KEPT:
            further = {sentence: place for place, sentence in enumerate(new, len(places))}
            self._known = places | further, ScoredSentences.joined((known, scored))
        elif len(new) <= KEPT:
            self._known = {sentence: place for place, sentence in enumerate(new)}, scored


def _scored(sentences: Sequence[str], score: Callable[[Sequence[str]], ScoredSentences]) -> ScoredSentences:
    return ScoredSentences.joined(side_by_side(score, in_chunks(sentences, SENTENCES)))


__all__ = ["ScoredSentences", "SentenceScores"]
