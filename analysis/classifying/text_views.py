"""Text views: what a text is about, in numbers, seen in four ways that make up for each other's blind spots.

``meaning`` is the mean of the words' vectors (see ``embedding``), ``rare`` the same with rare words counting more,
``spelling`` knows words of any language by their runs of three to five letters, and ``terms`` knows what occurs with
what among the texts at hand (latent semantic analysis, Deerwester et al. 1990). Spelling and terms are learned from
all texts, whether or not anybody has coded them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.classifying.distinctness import distinctness
from analysis.classifying.embedding import word_vectors
from analysis.classifying.quantised import quantised
from analysis.classifying.single_thread import side_by_side
from analysis.classifying.tfidf import Tfidf
from analysis.classifying.word_counts import Words, counts, numbered
from analysis.sklearn_parts import HashingVectorizer, randomized_svd

Floats = NDArray[np.floating[Any]]

VIEWS = ("meaning", "rare", "spelling", "terms")

SPELLING = 192
"""Numbers by which a word's spelling is known."""

TERMS = 256
"""Numbers by which a text's terms are known."""

RUNS = 2**15
"""Runs of letters are told apart by their hash: more different ones are seldom."""

LEARNERS = 6_000
"""More texts than these teach no better how rare words are and what occurs with what, and take longer."""

SPELLERS = 12_000
"""The same for words and their spelling."""

NOISE = 1e-6
"""What is less than this share of the largest may be rounding, of which every processor makes something else."""


class TextViews:
    """Four views of texts, with what they need to know learned from texts."""

    def __init__(self, texts: Sequence[Words], seed: int = 0) -> None:
        """``texts`` are in an order that does not depend on how they were given."""
        self._vocabulary = numbered(texts)
        learners = _sample(texts, seed)
        table, weights = counts(learners, self._vocabulary), distinctness(learners)
        self._number = float(weights.sum())
        held_weights = np.repeat(weights, np.diff(table.indptr))
        self._held = np.bincount(table.indices, held_weights, minlength=len(self._vocabulary)).astype(float)
        self._letters = HashingVectorizer(
            analyzer="char_wb", ngram_range=(3, 5), n_features=RUNS, alternate_sign=False, norm=None
        )
        known_words = list(self._vocabulary)
        self._meanings = word_vectors(known_words)
        letter_runs = self._letters.transform(known_words) if known_words else sparse.csr_matrix((0, RUNS))
        self._run_weights = self._rarity(np.minimum(letter_runs.T @ self._held, self._number))
        self._terms = Tfidf(learners, 1 if len(learners) < FEW else 2)
        kinds = (self._learn_spelling(letter_runs), SPELLING), (self._learn_terms(learners), TERMS)
        self._spelling_axes, self._term_axes = side_by_side(lambda kind: _axes(*kind, seed), kinds)
        self._spellings = self._spelled(letter_runs)

    @property
    def vocabulary(self) -> Collection[str]:
        """Return the words of the texts."""
        return self._vocabulary.keys()

    def views(self, texts: Sequence[Words], asked_views: Collection[str] = VIEWS) -> dict[str, Floats]:
        """Return the texts in each view: rows of length 1, or zero where nothing is known of a text."""
        vocabulary = numbered(texts)
        table = counts(texts, vocabulary)
        meanings, text_counts = self._of(list(vocabulary))
        seen: dict[str, Callable[[], Any]] = {
            "meaning": lambda: table @ meanings,
            "rare": lambda: (table @ sparse.diags(self._rarity(text_counts))) @ meanings,
            "spelling": lambda: _damped(table) @ self._spellings_of(list(vocabulary)),
            "terms": lambda: self._termed(texts),
        }
        return {view: unit(seen[view]()) for view in asked_views}

    def term_cosines(self, texts: Sequence[Words], others: Sequence[Words]) -> Floats:
        """Return how near texts lie to others by the terms that they share, of 0 to 1: shape (n_texts, n_others)."""
        if not len(self._terms) or not len(texts):
            return np.zeros((len(texts), len(others)))
        return np.asarray((self._terms.transform(texts) @ self._terms.transform(others).T).todense())

    def rarity(self, asked_words: Sequence[str]) -> Floats:
        """Return how rare each word is among the texts: from 1, in all of them, upwards."""
        word_places = [self._vocabulary.get(word, -1) for word in asked_words]
        return self._rarity(np.array([self._held[i] if i >= 0 else 0.0 for i in word_places]))

    def vectors(self, asked_words: Sequence[str]) -> Floats:
        """Return the meaning of each word: rows of length 1, or zero."""
        return unit(self._of(list(asked_words))[0])

    def _rarity(self, text_counts: Floats) -> Floats:
        return np.asarray(np.log((1 + self._number) / (1 + text_counts)) + 1.0)

    def _of(self, asked_words: list[str]) -> tuple[Floats, Floats]:
        """Return for each word its meaning, and the number of texts that hold it."""
        word_places = np.array([self._vocabulary.get(word, -1) for word in asked_words], dtype=int)
        meanings, text_counts = np.zeros((len(asked_words), self._meanings.shape[1])), np.zeros(len(asked_words))
        known_places, unknown_places = np.flatnonzero(word_places >= 0), np.flatnonzero(word_places < 0)
        meanings[known_places] = self._meanings[word_places[known_places]]
        text_counts[known_places] = self._held[word_places[known_places]]
        if len(unknown_places):
            meanings[unknown_places] = word_vectors([asked_words[i] for i in unknown_places])
        return meanings, text_counts

    def _spellings_of(self, asked_words: list[str]) -> Floats:
        """Return the spelling of each word."""
        word_places = np.array([self._vocabulary.get(word, -1) for word in asked_words], dtype=int)
        spellings = np.zeros((len(asked_words), self._spelling_axes.shape[1]))
        known_places, unknown_places = np.flatnonzero(word_places >= 0), np.flatnonzero(word_places < 0)
        spellings[known_places] = self._spellings[word_places[known_places]]
        if len(unknown_places):
            unknown_words = [asked_words[i] for i in unknown_places]
            spellings[unknown_places] = self._spelled(self._letters.transform(unknown_words))
        return spellings

    def _learn_spelling(self, letter_runs: Any) -> Any:
        """Return the table from which spelling is learned: a row for each of the commonest words."""
        commonest_words = np.argsort(-quantised(self._held), kind="stable")[:SPELLERS]
        return sparse.diags(np.sqrt(self._held[commonest_words])) @ (
            letter_runs[commonest_words] @ sparse.diags(self._run_weights)
        )

    def _spelled(self, letter_runs: Any) -> Floats:
        return np.asarray((letter_runs @ sparse.diags(self._run_weights)) @ self._spelling_axes)

    def _learn_terms(self, texts: Sequence[Words]) -> Any:
        """Return the table from which terms are learned: a row for each text."""
        return self._terms.transform(texts) if len(self._terms) else sparse.csr_matrix((len(texts), 0))

    def _termed(self, texts: Sequence[Words]) -> Floats:
        if not len(self._terms) or not len(texts):
            return np.zeros((len(texts), self._term_axes.shape[1]))
        return np.asarray(self._terms.transform(texts) @ self._term_axes)


FEW = 500
"""Among fewer texts a term that stands in one only may still matter."""


def _damped(table: Any) -> Any:
    """Return a table of counts in which a word that stands twice counts less than double."""
    damped_table = table.copy()
    damped_table.data = 1.0 + np.log(damped_table.data)
    return damped_table


def _sample(texts: Sequence[Words], seed: int) -> Sequence[Words]:
    """Return as many of the texts as teach enough."""
    if len(texts) <= LEARNERS:
        return texts
    return [texts[i] for i in np.sort(np.random.default_rng(seed).choice(len(texts), LEARNERS, replace=False))]


def _axes(table: Any, most_axes: int, seed: int) -> Floats:
    """Return the directions in which rows differ most: shape (n_columns, at most ``most_axes``), so laid out that a
    sparse table is multiplied by them without a copy; one of zeros where there is none.

    Among directions in which rows differ alike, which come first is chance: those on the border are all left out.
    """
    column_count, axis_count = table.shape[1], min(most_axes + 1, *table.shape)
    if axis_count == 0:
        return np.zeros((column_count, 1))
    used_columns = np.flatnonzero(table.getnnz(axis=0))
    table = table.tocsc()[:, used_columns].tocsr().astype(np.float64)
    # Without QR between the rounds what is small beside the first is lost in rounding.
    _, singular_values, singular_vectors = randomized_svd(
        table, axis_count, n_iter=2, power_iteration_normalizer="QR", random_state=seed
    )
    smallest_gap = NOISE * singular_values[0]
    kept_count = int((singular_values > smallest_gap).sum())
    while kept_count > most_axes or (
        0 < kept_count < len(singular_values)
        and singular_values[kept_count - 1] - singular_values[kept_count] <= smallest_gap
    ):
        kept_count -= 1
    axes = np.zeros((column_count, max(kept_count, 1)))
    axes[used_columns, :kept_count] = singular_vectors[:kept_count].T
    return axes


def unit(rows: Any) -> Floats:
    """Return rows brought to length 1; what may be rounding stays next to nothing, and a row of zeros stays one."""
    rows = np.asarray(rows)
    row_lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.maximum(row_lengths, NOISE))
