"""Seeing texts: their views and what the codebook says of them, worked out once for those that were fitted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from analysis.classifying.keywords import wording
from analysis.classifying.single_thread import side_by_side
from analysis.classifying.text_views import VIEWS, Floats, TextViews
from analysis.classifying.word_counts import words
from analysis.classifying.zero_shot import ZeroShot
from analysis.model import Codebook

CHUNK = 5_000
"""Texts at a time, to bound the memory."""


class FeatureSpace:
    """The feature space of a codebook and some unlabelled texts, in which any text has a place."""

    def __init__(self, codebook: Codebook, texts: Sequence[str], seed: int = 0) -> None:
        """Raises ValueError without themes."""
        if not codebook.themes:
            raise ValueError("the codebook has no themes; give it one or more")
        # In the order of the alphabet: what is learned does not depend on the order of the responses.
        known = sorted(words(text) for text in texts)
        wordings = [words(wording(theme)) for theme in codebook.themes]
        self._features = TextViews([*known, *wordings], seed)
        self._prior = ZeroShot(codebook, known, self._features, seed)
        self.phrases = self._prior.phrases
        del known  # to make room for what is seen
        self._seen: dict[str, int] = {}
        different = sorted(set(texts))
        self._rows, self._scores = self._look(different)
        self._seen = {text: i for i, text in enumerate(different)}

    def of(self, texts: Sequence[str]) -> tuple[Floats, Floats]:
        """Return the rows of texts in all views side by side, and the codebook's scores."""
        new = sorted({text for text in texts if text not in self._seen})
        rows, scores = self._look(new)
        known = [self._seen.get(text, -1) for text in texts]
        if not new:
            return self._rows[known], self._scores[known]
        at = {text: i for i, text in enumerate(new)}
        places = [at[text] if i < 0 else i + len(new) for text, i in zip(texts, known, strict=True)]
        if len(new) == len(set(texts)):
            return rows[places], scores[places]
        return np.vstack([rows, self._rows])[places], np.vstack([scores, self._scores])[places]

    def rarity(self, found: Sequence[str]) -> Floats:
        """Return how rare each word is among the texts."""
        return self._features.rarity(found)

    def _look(self, texts: Sequence[str]) -> tuple[Floats, Floats]:
        starts = range(CHUNK, len(texts), CHUNK)
        seen = side_by_side(self._look_at, [texts[:CHUNK], *(texts[i : i + CHUNK] for i in starts)])
        rows, scores = next(seen)
        if not starts:
            return rows, scores
        all_rows = np.empty((len(texts), rows.shape[1]))
        all_scores = np.empty((len(texts), scores.shape[1]))
        all_rows[:CHUNK], all_scores[:CHUNK] = rows, scores
        for i, (rows, scores) in zip(starts, seen, strict=True):
            all_rows[i : i + CHUNK], all_scores[i : i + CHUNK] = rows, scores
        return all_rows, all_scores

    def _look_at(self, texts: Sequence[str]) -> tuple[Floats, Floats]:
        split = [words(text) for text in texts]
        views = self._features.views(split)
        return np.hstack([views[view] for view in VIEWS]), self._prior.scores(split, views)

    def __getstate__(self) -> dict[str, Any]:
        """Return what is pickled: all but the fitted texts, which can be seen anew."""
        return {**self.__dict__, "_seen": {}, "_rows": self._rows[:0], "_scores": self._scores[:0]}
