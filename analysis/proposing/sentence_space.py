"""Sentence space: where sentences and phrases lie by what they mean, from the middle of all sentences."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.classifying.text_views import VIEWS, Floats, TextViews, unit
from analysis.classifying.word_counts import words

CHUNK = 5_000
"""Sentences at a time, to bound the memory."""


class SentenceSpace:
    """The space of some sentences; ``rows`` says where each of them lies, in rows of length 1."""

    def __init__(self, sentences: Sequence[str], seed: int) -> None:
        """Learn the space from different sentences, given in the order of the alphabet."""
        all_words = [words(sentence) for sentence in sentences]
        self._views = TextViews(sorted(all_words), seed)
        rows = self._seen(all_words)
        self._middle = rows.mean(axis=0) if len(rows) else np.zeros(rows.shape[1])
        self.rows = unit(rows - self._middle)

    def place(self, phrases: Sequence[str]) -> Floats:
        """Return where phrases lie, in rows of length 1."""
        return unit(self._seen([words(phrase) for phrase in phrases]) - self._middle)

    def middle(self, places: Sequence[int]) -> Floats:
        """Return the direction in which the sentences at some places lie."""
        return unit(self.rows[list(places)].mean(axis=0))

    def _seen(self, all_words: Sequence[list[str]]) -> Floats:
        chunks = [all_words[i : i + CHUNK] for i in range(0, max(1, len(all_words)), CHUNK)]
        seen = (self._views.views(chunk) for chunk in chunks)
        return np.vstack([np.hstack([views[view] for view in VIEWS]).astype(np.float32) for views in seen])
