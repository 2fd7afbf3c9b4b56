"""Feature space: the views of texts and the codebook's scores, computed once and cached for the fitted texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np

from analysis.classifying.single_thread import side_by_side
from analysis.classifying.text_views import VIEWS, Floats, TextViews
from analysis.classifying.word_counts import words
from analysis.classifying.zero_shot import WordLevels, ZeroShot
from analysis.languages.welsh_mutations import with_mutations
from analysis.model import Codebook

CHUNK = 1_000
"""Texts at a time, to bound the memory: each has several sentences."""


@dataclass(frozen=True, slots=True)
class SeenTexts:
    """Texts as the classifier sees them: their rows in all views side by side, the log-odds of each theme from the
    codebook alone, and what the codebook's own words in them settle."""

    rows: Floats
    log_odds: Floats
    levels: WordLevels

    def at(self, places: Sequence[int]) -> SeenTexts:
        """Return those at some places."""
        return SeenTexts(self.rows[places], self.log_odds[places], self.levels[places])


class FeatureSpace:
    """The feature space of a codebook and some unlabelled texts, in which any text has a place."""

    def __init__(self, codebook: Codebook, texts: Sequence[str], seed: int = 0) -> None:
        """Raises ValueError without themes."""
        if not codebook.themes:
            raise ValueError("the codebook has no themes; give it one or more")
        codebook = with_mutations(codebook)
        # In the order of the alphabet: what is learned does not depend on the order of the responses. And from the
        # texts alone: what is seen of one theme must not depend on the wording of another.
        self._features = TextViews(sorted(words(text) for text in texts), seed)
        self._prior = ZeroShot(codebook, texts, self._features, seed)
        self.phrases = self._prior.phrases
        self._places: dict[str, int] = {}
        distinct_texts = sorted(set(texts))
        self._seen = self._look(distinct_texts)
        self._places = {text: i for i, text in enumerate(distinct_texts)}

    def of(self, texts: Sequence[str]) -> SeenTexts:
        """Return the texts as they are seen."""
        unseen_texts = sorted({text for text in texts if text not in self._places})
        if not unseen_texts:
            return self._seen.at([self._places[text] for text in texts])
        seen = self._look(unseen_texts)
        unseen_places = {text: i for i, text in enumerate(unseen_texts)}
        if len(unseen_texts) == len(set(texts)):
            return seen.at([unseen_places[text] for text in texts])
        is_fitted = np.array([text in self._places for text in texts])
        fitted = self._seen.at([self._places.get(text, 0) for text in texts])
        others = seen.at([unseen_places.get(text, 0) for text in texts])
        here = is_fitted[:, None]
        return SeenTexts(
            np.where(here, fitted.rows, others.rows),
            np.where(here, fitted.log_odds, others.log_odds),
            np.where(here, fitted.levels, others.levels),
        )

    def _look(self, texts: Sequence[str]) -> SeenTexts:
        starts = range(CHUNK, len(texts), CHUNK)
        chunks = side_by_side(self._look_at, [texts[:CHUNK], *(texts[i : i + CHUNK] for i in starts)])
        first = next(chunks)
        if not starts:
            return first
        shape = len(texts), first.log_odds.shape[1]
        rows, log_odds, levels = np.empty((len(texts), first.rows.shape[1])), np.empty(shape), np.empty(shape, np.int8)
        for i, chunk in zip((0, *starts), chain([first], chunks), strict=True):
            rows[i : i + CHUNK], log_odds[i : i + CHUNK], levels[i : i + CHUNK] = (
                chunk.rows,
                chunk.log_odds,
                chunk.levels,
            )
        return SeenTexts(rows, log_odds, levels)

    def _look_at(self, texts: Sequence[str]) -> SeenTexts:
        text_views = self._features.views([words(text) for text in texts])
        return SeenTexts(np.hstack([text_views[view] for view in VIEWS]), *self._prior.scores(texts))

    def __getstate__(self) -> dict[str, Any]:
        """Return what is pickled: all but the fitted texts, which can be seen anew."""
        return {**self.__dict__, "_places": {}, "_seen": self._seen.at([])}
