"""Features: what a text is about, in numbers, seen in four ways that make up for each other's blind spots.

``meaning`` is the mean of the words' vectors (see ``embedding``), ``rare`` the same with rare words counting more,
``spelling`` knows words of any language by their runs of three to five letters, and ``terms`` knows what occurs with
what among the texts at hand (latent semantic analysis, Deerwester et al. 1990). Spelling and terms are learned from
all texts, whether or not anybody has coded them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.utils.extmath import randomized_svd

from analysis.classifying.embedding import word_vectors
from analysis.classifying.tfidf import Tfidf
from analysis.classifying.word_counts import Words, counts, numbered

Floats = NDArray[np.floating[Any]]

VIEWS = ("meaning", "rare", "spelling", "terms")

SPELLING = 192
"""Numbers by which a word's spelling is known."""

TERMS = 256
"""Numbers by which a text's terms are known."""

RUNS = 2**15
"""Runs of letters are told apart by their hash: more different ones are seldom."""

LEARNERS = 6_000
"""More texts than these teach no better what occurs with what, and take longer."""

SPELLERS = 12_000
"""The same for words and their spelling."""

NOISE = 1e-6
"""What is less than this share of the largest may be rounding, of which every processor makes something else."""


class TextViews:
    """Learns from texts how to see texts."""

    def __init__(self, texts: Sequence[Words], seed: int = 0) -> None:
        """``texts`` are in an order that does not depend on how they were given."""
        self._vocabulary = numbered(texts)
        self._number = len(texts)
        table = counts(texts, self._vocabulary)
        self._held = np.bincount(table.indices, minlength=len(self._vocabulary)).astype(float)
        self._letters = HashingVectorizer(
            analyzer="char_wb", ngram_range=(3, 5), n_features=RUNS, alternate_sign=False, norm=None
        )
        drawn = np.random.default_rng(seed)
        known = list(self._vocabulary)
        self._meanings = word_vectors(known)
        runs = self._letters.transform(known) if known else sparse.csr_matrix((0, RUNS))
        self._run_weights = self._rarity(np.minimum(runs.T @ self._held, self._number))
        self._spelling_axes = self._learn_spelling(runs, seed)
        self._spellings = self._spelled(runs)
        self._learn_terms(texts, drawn, seed)

    def views(self, texts: Sequence[Words]) -> dict[str, Floats]:
        """Return the texts in each view: rows of length 1, or zero where nothing is known of a text."""
        vocabulary = numbered(texts)
        table = counts(texts, vocabulary)
        meanings, spellings, held = self._of(list(vocabulary))
        damped = table.copy()
        damped.data = 1.0 + np.log(damped.data)
        return {
            "meaning": unit(table @ meanings),
            "rare": unit((table @ sparse.diags(self._rarity(held))) @ meanings),
            "spelling": unit(damped @ spellings),
            "terms": unit(self._termed(texts)),
        }

    def rarity(self, found: Sequence[str]) -> Floats:
        """Return how rare each word is among the texts: from 1, in all of them, upwards."""
        at = [self._vocabulary.get(word, -1) for word in found]
        return self._rarity(np.array([self._held[i] if i >= 0 else 0.0 for i in at]))

    def vectors(self, found: Sequence[str]) -> Floats:
        """Return the meaning of each word: rows of length 1, or zero."""
        return unit(self._of(list(found))[0])

    def _rarity(self, held: Floats) -> Floats:
        return np.asarray(np.log((1 + self._number) / (1 + held)) + 1.0)

    def _of(self, found: list[str]) -> tuple[Floats, Floats, Floats]:
        """For each word its meaning, its spelling, and the number of texts that hold it."""
        at = np.array([self._vocabulary.get(word, -1) for word in found], dtype=int)
        meanings = np.zeros((len(found), self._meanings.shape[1]))
        spellings = np.zeros((len(found), self._spelling_axes.shape[0]))
        held, new = np.zeros(len(found)), np.flatnonzero(at < 0)
        known = np.flatnonzero(at >= 0)
        meanings[known], spellings[known] = self._meanings[at[known]], self._spellings[at[known]]
        held[known] = self._held[at[known]]
        if len(new):
            words = [found[i] for i in new]
            meanings[new] = word_vectors(words)
            spellings[new] = self._spelled(self._letters.transform(words))
        return meanings, spellings, held

    def _learn_spelling(self, runs: Any, seed: int) -> Floats:
        often = np.argsort(-self._held, kind="stable")[:SPELLERS]
        weighed = sparse.diags(np.sqrt(self._held[often])) @ (runs[often] @ sparse.diags(self._run_weights))
        return _axes(weighed, SPELLING, seed)

    def _spelled(self, runs: Any) -> Floats:
        return np.asarray((runs @ sparse.diags(self._run_weights)) @ self._spelling_axes.T)

    def _learn_terms(self, texts: Sequence[Words], drawn: np.random.Generator, seed: int) -> None:
        learners = texts
        if len(texts) > LEARNERS:
            learners = [texts[i] for i in np.sort(drawn.choice(len(texts), LEARNERS, replace=False))]
        self._terms = Tfidf(learners, 1 if len(learners) < FEW else 2)
        self._term_axes: Floats = np.zeros((1, 0))
        if len(self._terms):
            self._term_axes = _axes(self._terms.of(learners), TERMS, seed)

    def _termed(self, texts: Sequence[Words]) -> Floats:
        if not len(self._terms) or not len(texts):
            return np.zeros((len(texts), self._term_axes.shape[0]))
        return np.asarray(self._terms.of(texts) @ self._term_axes.T)


FEW = 500
"""Among fewer texts a term that stands in one only may still matter."""


def _axes(table: Any, most: int, seed: int) -> Floats:
    """Return the directions in which rows differ most: shape (at most ``most``, n_columns); one of zeros where there is
    none.

    Among directions in which rows differ alike, which come first is chance: those on the border are all left out.
    """
    columns, wanted = table.shape[1], min(most + 1, *table.shape)
    if wanted == 0:
        return np.zeros((1, columns))
    used = np.flatnonzero(table.getnnz(axis=0))
    table = table.tocsc()[:, used].tocsr().astype(np.float64)
    # Without QR between the rounds what is small beside the first is lost in rounding.
    _, spread, found = randomized_svd(table, wanted, n_iter=2, power_iteration_normalizer="QR", random_state=seed)
    least = NOISE * spread[0]
    kept = int((spread > least).sum())
    while kept > most or (0 < kept < len(spread) and spread[kept - 1] - spread[kept] <= least):
        kept -= 1
    axes = np.zeros((max(kept, 1), columns))
    axes[:kept, used] = found[:kept]
    return axes


def unit(rows: Any) -> Floats:
    """Return rows brought to length 1; what may be rounding stays next to nothing, and a row of zeros stays one."""
    rows = np.asarray(rows)
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, NOISE))
