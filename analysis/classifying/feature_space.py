"""Feature space: the views of texts and the codebook's scores, computed once and cached for the fitted texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.classifying.single_thread import in_chunks, side_by_side, single_threaded_blas
from analysis.classifying.text_views import VIEWS, Floats, TextViews
from analysis.classifying.word_counts import words
from analysis.classifying.zero_shot import WordLevels, ZeroShot
from analysis.languages.welsh_mutations import with_mutations
from analysis.model import Codebook

CHUNK = 1_000
"""Texts at a time, to bound the memory."""

Arrays = tuple[NDArray[Any], ...]
"""What is seen of texts: arrays with a row for each."""


@single_threaded_blas()
def views_of(texts: Sequence[str], seed: int = 0) -> TextViews:
    """Return the views of some texts, learned from these alone: codebooks share them."""
    # In the order of the alphabet: what is learned does not depend on the order of the responses. And from the texts
    # alone: what is seen of one theme must not depend on the wording of another.
    return TextViews(sorted(words(text) for text in texts), seed)


@dataclass(frozen=True, slots=True)
class SeenTexts:
    """Texts as the classifier sees them: the log-odds of each theme from the codebook alone, and what the codebook's
    own words in them settle."""

    log_odds: Floats
    levels: WordLevels


class FeatureSpace:
    """The feature space of a codebook and some unlabelled texts, in which any text has a place."""

    @single_threaded_blas()
    def __init__(
        self, codebook: Codebook, texts: Sequence[str], seed: int = 0, features: TextViews | None = None
    ) -> None:
        """``features`` are the views of these texts, where they are there already; raises ValueError without themes."""
        if not codebook.themes:
            raise ValueError("the codebook has no themes; give it one or more")
        codebook = with_mutations(codebook)
        self._features = views_of(texts, seed) if features is None else features
        self._prior = ZeroShot(codebook, texts, self._features, seed)
        self.phrases = self._prior.phrases
        distinct_texts = sorted(set(texts))
        self._places = {text: i for i, text in enumerate(distinct_texts)}
        self._log_odds, self._levels = self._prior.scores(distinct_texts)
        self._rows: Floats | None = None

    def of(self, texts: Sequence[str]) -> SeenTexts:
        """Return the texts as they are seen."""
        return SeenTexts(*self._gathered(texts, lambda: (self._log_odds, self._levels), self._prior.scores))

    def rows(self, texts: Sequence[str]) -> Floats:
        """Return the texts in all views side by side, which matter where there are codings to learn from; those of the
        fitted texts are computed when one is first asked for: shape (n_texts, n_numbers)."""
        return self._gathered(texts, lambda: (self._fitted_rows(),), lambda unseen: (self._look(unseen),))[0]

    def _fitted_rows(self) -> Floats:
        if self._rows is None:
            self._rows = self._look(list(self._places))
        return self._rows

    def _gathered(
        self, texts: Sequence[str], fitted: Callable[[], Arrays], look: Callable[[Sequence[str]], Arrays]
    ) -> Arrays:
        """Return the rows of texts, each from what is kept of the fitted ones or from a look at those that are not."""
        unseen_texts = sorted({text for text in texts if text not in self._places})
        if not unseen_texts:
            fitted_places = [self._places[text] for text in texts]
            return tuple(array[fitted_places] for array in fitted())
        unseen_places = {text: i for i, text in enumerate(unseen_texts)}
        seen = look(unseen_texts)
        places = [unseen_places.get(text, 0) for text in texts]
        gathered = tuple(array[places] for array in seen)
        is_fitted = np.array([text in self._places for text in texts])
        if is_fitted.any():
            fitted_places = [self._places[text] for text in texts if text in self._places]
            for array, fitted_array in zip(gathered, fitted(), strict=True):
                array[is_fitted] = fitted_array[fitted_places]
        return gathered

    def _look(self, texts: Sequence[str]) -> Floats:
        chunks = side_by_side(self._look_at, in_chunks(texts, CHUNK))
        first = next(chunks)
        if len(first) == len(texts):
            return first
        rows = np.empty((len(texts), first.shape[1]))
        for i, chunk in enumerate(chain([first], chunks)):
            rows[i * CHUNK : (i + 1) * CHUNK] = chunk
        return rows

    def _look_at(self, texts: Sequence[str]) -> Floats:
        text_views = self._features.views([words(text) for text in texts])
        return np.hstack([text_views[view] for view in VIEWS])

    def __getstate__(self) -> dict[str, Any]:
        """Return what is pickled: all but the fitted texts, which can be seen anew."""
        return {
            **self.__dict__,
            "_places": {},
            "_log_odds": self._log_odds[:0],
            "_levels": self._levels[:0],
            "_rows": None,
        }
