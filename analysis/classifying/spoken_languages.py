"""Spoken languages: which of the languages that a codebook speaks each text is in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.languages.codebook_languages import languages_of_entries
from analysis.languages.detection import ENGLISH, guess
from analysis.model import Codebook


class SpokenLanguages:
    """The languages that a codebook speaks, each with a place: 0 for English and whatever it does not speak."""

    def __init__(self, codebook: Codebook) -> None:
        """The languages are those of the codebook's entries."""
        others = sorted(languages_of_entries(codebook) - {ENGLISH})
        self._places = {language: place for place, language in enumerate(others, 1)}

    def __len__(self) -> int:
        """Return the number of languages."""
        return len(self._places) + 1

    def of(self, texts: Sequence[str]) -> NDArray[np.int_]:
        """Return the place of each text's language, however short the text is; shape (n_texts,)."""
        if not self._places:
            return np.zeros(len(texts), dtype=np.int_)
        return np.array([self._places.get(guess(text), 0) for text in texts], dtype=np.int_)
