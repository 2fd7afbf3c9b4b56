"""Feature space: the views of texts and the codebook's scores, computed once and cached for the fitted texts."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.classifying.distinctness import distinctness
from analysis.classifying.learning_sample import LEARNERS, learning_sample
from analysis.classifying.prototypes import UsualTexts
from analysis.classifying.single_thread import in_chunks, side_by_side, single_threaded_blas
from analysis.classifying.text_views import VIEWS, Floats, TextViews
from analysis.classifying.word_counts import words
from analysis.classifying.zero_shot import WordLevels, ZeroShot
from analysis.languages.welsh_mutations import with_mutations
from analysis.model import Codebook
from analysis.text import fingerprint

CHUNK = 1_000
"""Texts at a time, to bound the memory."""

Arrays = tuple[NDArray[Any], ...]
"""What is seen of texts: arrays with a row for each."""


@single_threaded_blas()
def views_of(texts: Sequence[str], seed: int = 0) -> TextViews:
    """Return the views of some texts, learned from these or a sample of them alone: codebooks share them."""
    # In the order of the alphabet: what is learned does not depend on the order of the responses. And from the texts
    # alone: what is seen of one theme must not depend on the wording of another.
    return TextViews(sorted(words(text) for text in learning_sample(texts)), seed)


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
        self._prior = ZeroShot(codebook, learning_sample(texts), self._features, seed)
        self.phrases = self._prior.phrases
        self._places = {text: i for i, text in enumerate(sorted(set(texts)))}
        self._scores: tuple[Floats, WordLevels] | None = None
        self._rows: Floats | None = None

    def of(self, texts: Sequence[str], are_written: bool = True) -> SeenTexts:
        """Return the texts as they are seen; ``are_written``: people wrote them, and may have written parts of them
        more often."""
        places = self._places_for(texts, self._scores is not None)
        look = partial(self._prior.scores, are_kept=are_written)
        return SeenTexts(*self._gathered(texts, places, self._fitted_scores, look))

    def rows(self, texts: Sequence[str]) -> Floats:
        """Return the texts in all views side by side, which matter where there are codings to learn from; those of the
        fitted texts are computed when one is first asked for: shape (n_texts, n_numbers)."""
        places = self._places_for(texts, self._rows is not None)
        return self._gathered(texts, places, lambda: (self._fitted_rows(),), lambda unseen: (self._look(unseen),))[0]

    @cached_property
    def usual_texts(self) -> tuple[list[str], UsualTexts]:
        """Return different fitted texts, few enough to be quick; those with the least SHA-256, whatever their order."""
        texts = heapq.nsmallest(CHUNK, self._places, key=fingerprint)
        weights = distinctness([words(text) for text in texts])
        nobody = np.zeros(len(texts), dtype=bool)
        return texts, UsualTexts(self.rows(texts), self.of(texts).log_odds, weights, nobody)

    def _places_for(self, texts: Sequence[str], is_computed: bool) -> Mapping[str, int]:
        """Return the places of the fitted texts; none while nothing was computed of them and a few of very many are
        asked for, which are then looked at alone."""
        is_few_of_many = len(texts) <= CHUNK and len(self._places) > LEARNERS
        return {} if is_few_of_many and not is_computed else self._places

    def _fitted_scores(self) -> tuple[Floats, WordLevels]:
        if self._scores is None:
            self._scores = self._prior.scores(list(self._places))
        return self._scores

    def _fitted_rows(self) -> Floats:
        if self._rows is None:
            self._rows = self._look(list(self._places))
        return self._rows

    def _gathered(
        self,
        texts: Sequence[str],
        fitted_places: Mapping[str, int],
        fitted: Callable[[], Arrays],
        look: Callable[[Sequence[str]], Arrays],
    ) -> Arrays:
        """Return the rows of texts, each from what is kept of the fitted ones or from a look at those that are not."""
        unseen_texts = sorted({text for text in texts if text not in fitted_places})
        if not unseen_texts:
            rows = [fitted_places[text] for text in texts]
            return tuple(array[rows] for array in fitted())
        unseen_places = {text: i for i, text in enumerate(unseen_texts)}
        seen = look(unseen_texts)
        places = [unseen_places.get(text, 0) for text in texts]
        gathered = tuple(array[places] for array in seen)
        is_fitted = np.array([text in fitted_places for text in texts])
        if is_fitted.any():
            rows = [fitted_places[text] for text in texts if text in fitted_places]
            for array, fitted_array in zip(gathered, fitted(), strict=True):
                array[is_fitted] = fitted_array[rows]
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
        kept = {name: value for name, value in self.__dict__.items() if name != "usual_texts"}
        return {**kept, "_places": {}, "_scores": None, "_rows": None}
