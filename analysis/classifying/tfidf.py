"""Tellings: the stems and pairs of neighbouring stems of texts, as a table in which rare ones count more (TF-IDF).

Stems are numbers here and a pair is one number made of two, so that tens of thousands of texts take seconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.preprocessing import normalize

from analysis.classifying.tokens import is_stop, stem
from analysis.classifying.word_counts import Words

Whole = NDArray[np.int64]


class Tfidf:
    """Learns which terms there are; those of stop words alone are none."""

    def __init__(self, texts: Sequence[Words], least: int) -> None:
        """A term counts if at least so many of the texts have it."""
        stems = sorted({stem(word) for word in set(chain.from_iterable(texts))})
        self._numbers = {each: i for i, each in enumerate(stems)}
        self._tells = np.array([not is_stop(each) for each in stems], dtype=bool)
        rows, terms = self._terms(texts)
        self._known, held = np.unique(np.unique(np.stack([terms, rows]), axis=1)[0], return_counts=True)
        self._known, held = self._known[held >= least], held[held >= least]
        self._rarity = np.log((1 + len(texts)) / (1 + held)) + 1.0

    def __len__(self) -> int:
        """Return how many terms there are."""
        return len(self._known)

    def of(self, texts: Sequence[Words]) -> Any:
        """Return how much each text has of each term, as a sparse table with rows of length 1 or 0: (n_texts,
        n_terms)."""
        rows, terms = self._terms(texts)
        at = np.searchsorted(self._known, terms)
        held = np.flatnonzero(self._known[np.minimum(at, len(self._known) - 1)] == terms)
        table = sparse.csr_matrix((np.ones(len(held)), (rows[held], at[held])), shape=(len(texts), len(self._known)))
        table.data = (1.0 + np.log(table.data)) * self._rarity[table.indices]
        return normalize(table, copy=False)

    def _terms(self, texts: Sequence[Words]) -> tuple[Whole, Whole]:
        """Return the text in which each term stands, and the term's number."""
        flat = list(chain.from_iterable(texts))
        known = {word: self._numbers.get(stem(word), -1) for word in set(flat)}
        stems = np.fromiter(map(known.__getitem__, flat), dtype=np.int64, count=len(flat))
        rows = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
        tells = (stems >= 0) & self._tells[stems] if len(self._tells) else np.zeros(len(stems), dtype=bool)
        beside = (rows[:-1] == rows[1:]) & (stems[:-1] >= 0) & (stems[1:] >= 0) & (tells[:-1] | tells[1:])
        side = len(self._numbers) + 1
        pairs = stems[:-1][beside] * side + stems[1:][beside] + 1
        return np.concatenate([rows[tells], rows[:-1][beside]]), np.concatenate([stems[tells] * side, pairs])
