"""TF-IDF: the stems and pairs of neighbouring stems of texts, as a table in which rare ones count more.

Stems are numbers here and a pair is one number made of two, so that tens of thousands of texts take seconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.classifying.tokens import is_stop, stem
from analysis.classifying.word_counts import Words
from analysis.sklearn_parts import normalize

Whole = NDArray[np.int64]


class Tfidf:
    """The terms that occur in some texts; those of stop words alone are none."""

    def __init__(self, texts: Sequence[Words], least_texts: int) -> None:
        """A term counts if at least so many of the texts have it."""
        distinct_stems = sorted({stem(word) for word in set(chain.from_iterable(texts))})
        self._numbers = {word_stem: i for i, word_stem in enumerate(distinct_stems)}
        self._tells = np.array([not is_stop(word_stem) for word_stem in distinct_stems], dtype=bool)
        text_rows, terms = self._terms(texts)
        self._known, text_counts = np.unique(np.unique(np.stack([terms, text_rows]), axis=1)[0], return_counts=True)
        self._known, text_counts = self._known[text_counts >= least_texts], text_counts[text_counts >= least_texts]
        self._rarity = np.log((1 + len(texts)) / (1 + text_counts)) + 1.0

    def __len__(self) -> int:
        """Return how many terms there are."""
        return len(self._known)

    def transform(self, texts: Sequence[Words]) -> Any:
        """Return how much each text has of each term, as a sparse table with rows of length 1 or 0: (n_texts,
        n_terms)."""
        text_rows, terms = self._terms(texts)
        positions = np.searchsorted(self._known, terms)
        known_places = np.flatnonzero(self._known[np.minimum(positions, len(self._known) - 1)] == terms)
        table = sparse.csr_matrix(
            (np.ones(len(known_places)), (text_rows[known_places], positions[known_places])),
            shape=(len(texts), len(self._known)),
        )
        table.data = (1.0 + np.log(table.data)) * self._rarity[table.indices]
        return normalize(table, copy=False)

    def _terms(self, texts: Sequence[Words]) -> tuple[Whole, Whole]:
        """Return the text in which each term stands, and the term's number."""
        sequence = list(chain.from_iterable(texts))
        stem_numbers = {word: self._numbers.get(stem(word), -1) for word in set(sequence)}
        stems = np.fromiter(map(stem_numbers.__getitem__, sequence), dtype=np.int64, count=len(sequence))
        text_rows = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
        is_telling = (stems >= 0) & self._tells[stems] if len(self._tells) else np.zeros(len(stems), dtype=bool)
        is_pair = (
            (text_rows[:-1] == text_rows[1:])
            & (stems[:-1] >= 0)
            & (stems[1:] >= 0)
            & (is_telling[:-1] | is_telling[1:])
        )
        radix = len(self._numbers) + 1
        pair_numbers = stems[:-1][is_pair] * radix + stems[1:][is_pair] + 1
        return np.concatenate([text_rows[is_telling], text_rows[:-1][is_pair]]), np.concatenate(
            [stems[is_telling] * radix, pair_numbers]
        )
