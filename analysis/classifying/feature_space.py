"""Feature space: the views of texts and the codebook's scores, computed once and cached for the fitted texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from analysis.classifying.keywords import wording
from analysis.classifying.single_thread import side_by_side
from analysis.classifying.text_views import VIEWS, Floats, TextViews
from analysis.classifying.word_counts import words
from analysis.classifying.zero_shot import ZeroShot
from analysis.languages.welsh_mutations import with_mutations
from analysis.model import Codebook

CHUNK = 5_000
"""Texts at a time, to bound the memory."""


class FeatureSpace:
    """The feature space of a codebook and some unlabelled texts, in which any text has a place."""

    def __init__(self, codebook: Codebook, texts: Sequence[str], seed: int = 0) -> None:
        """Raises ValueError without themes."""
        if not codebook.themes:
            raise ValueError("the codebook has no themes; give it one or more")
        codebook = with_mutations(codebook)
        # In the order of the alphabet: what is learned does not depend on the order of the responses.
        text_words = sorted(words(text) for text in texts)
        theme_wordings = [words(wording(theme)) for theme in codebook.themes]
        self._features = TextViews([*text_words, *theme_wordings], seed)
        self._prior = ZeroShot(codebook, text_words, self._features, seed)
        self.phrases = self._prior.phrases
        del text_words  # to make room for what is seen
        self._seen: dict[str, int] = {}
        distinct_texts = sorted(set(texts))
        self._rows, self._scores = self._look(distinct_texts)
        self._seen = {text: i for i, text in enumerate(distinct_texts)}

    def of(self, texts: Sequence[str]) -> tuple[Floats, Floats]:
        """Return the rows of texts in all views side by side, and the codebook's scores."""
        unseen_texts = sorted({text for text in texts if text not in self._seen})
        rows, scores = self._look(unseen_texts)
        known_places = [self._seen.get(text, -1) for text in texts]
        if not unseen_texts:
            return self._rows[known_places], self._scores[known_places]
        unseen_places = {text: i for i, text in enumerate(unseen_texts)}
        row_places = [
            unseen_places[text] if i < 0 else i + len(unseen_texts) for text, i in zip(texts, known_places, strict=True)
        ]
        if len(unseen_texts) == len(set(texts)):
            return rows[row_places], scores[row_places]
        return np.vstack([rows, self._rows])[row_places], np.vstack([scores, self._scores])[row_places]

    def rarity(self, asked_words: Sequence[str]) -> Floats:
        """Return how rare each word is among the texts."""
        return self._features.rarity(asked_words)

    def _look(self, texts: Sequence[str]) -> tuple[Floats, Floats]:
        chunk_starts = range(CHUNK, len(texts), CHUNK)
        seen_chunks = side_by_side(self._look_at, [texts[:CHUNK], *(texts[i : i + CHUNK] for i in chunk_starts)])
        rows, scores = next(seen_chunks)
        if not chunk_starts:
            return rows, scores
        all_rows = np.empty((len(texts), rows.shape[1]))
        all_scores = np.empty((len(texts), scores.shape[1]))
        all_rows[:CHUNK], all_scores[:CHUNK] = rows, scores
        for i, (rows, scores) in zip(chunk_starts, seen_chunks, strict=True):
            all_rows[i : i + CHUNK], all_scores[i : i + CHUNK] = rows, scores
        return all_rows, all_scores

    def _look_at(self, texts: Sequence[str]) -> tuple[Floats, Floats]:
        text_words = [words(text) for text in texts]
        text_views = self._features.views(text_words)
        return np.hstack([text_views[view] for view in VIEWS]), self._prior.scores(text_words, text_views)

    def __getstate__(self) -> dict[str, Any]:
        """Return what is pickled: all but the fitted texts, which can be seen anew."""
        return {**self.__dict__, "_seen": {}, "_rows": self._rows[:0], "_scores": self._scores[:0]}
