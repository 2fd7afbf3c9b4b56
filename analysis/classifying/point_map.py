"""A map of texts: two dimensions in which themes lie apart, and the nearest neighbours of each text.

A text is the mean of its words' vectors, rare words counting more, rounded to whole numbers of at most 127. Products
and sums of these are exact in any order, so that neighbours are the same on every processor; the two axes are rounded
too, and what is laid out along them is exact again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.classifying.embedding import word_vectors
from analysis.classifying.word_counts import counts, numbered, words

Whole = NDArray[np.float32]
"""Whole numbers of at most 127, as floats: products of rows stay below 2 to the 24th, and so are exact."""

LARGEST = 127

AXIS = 2**12
"""What the largest number of an axis is rounded to."""

SPREAD = 0.1
"""The share by which texts lie apart whatever their themes: it lays out what no theme does."""

FEWEST = 3
"""Texts of a theme below which where it lies is chance."""

NEAREST = 10
"""Neighbours that are asked about each text."""

OUTERMOST = 0.01
"""The share of texts at each end of an axis that are drawn at its end."""

AT_ONCE = 500
"""Texts whose neighbours are looked for together."""


def text_vectors(texts: Sequence[str]) -> Whole:
    """Return each text as whole numbers, zero where none of its words is known: shape (n_texts, dimensions)."""
    text_words = [words(text) for text in texts]
    vocabulary = numbered(text_words)
    table = counts(text_words, vocabulary)
    held = np.bincount(table.indices, minlength=len(vocabulary))
    rarity = np.log((1 + len(texts)) / (1 + held)) + 1.0
    table.data = table.data * rarity[table.indices]
    rows = np.asarray(table @ word_vectors(list(vocabulary)).astype(float))
    return _whole(rows)


def _whole(rows: NDArray[Any]) -> Whole:
    lengths = np.sqrt((rows**2).sum(axis=1, keepdims=True))
    return np.rint(LARGEST * rows / np.where(lengths > 0, lengths, 1.0)).astype(np.float32)


def places(vectors: Whole, themes: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return where each text lies, of 0 to 1 along two axes: shape (n_texts, 2).

    ``themes`` says which texts have which theme: shape (n_texts, n_themes).
    """
    if len(vectors) < 2:
        return np.full((len(vectors), 2), 0.5)
    exact = vectors.astype(float)
    centred = exact - exact.mean(axis=0)
    scatter = centred.T @ centred
    apart = np.zeros_like(scatter)
    for has_theme in themes.T:
        if FEWEST <= has_theme.sum() < len(vectors):
            away = centred[has_theme].mean(axis=0)
            apart += has_theme.sum() * np.outer(away, away)
    blended = apart / (np.trace(apart) or 1.0) + SPREAD * scatter / (np.trace(scatter) or 1.0)
    _, axes = np.linalg.eigh(blended)
    rounded = _rounded(axes[:, -1:-3:-1])
    return np.column_stack([_spread(exact @ axis) for axis in rounded.T])


def _rounded(axes: NDArray[Any]) -> NDArray[np.float64]:
    """Return axes in whole numbers, the largest of each being above zero."""
    largest = axes[np.abs(np.rint(axes * AXIS)).argmax(axis=0), np.arange(axes.shape[1])]
    return np.rint(AXIS * axes / np.where(largest == 0, 1.0, largest))


def _spread(along: NDArray[Any]) -> NDArray[np.float64]:
    """Return exact places along an axis as shares of it, those far out at its ends."""
    ordered = np.sort(along)
    outside = int(OUTERMOST * len(ordered))
    low, high = ordered[outside], ordered[len(ordered) - 1 - outside]
    if high <= low:
        return np.full(len(along), 0.5)
    return np.asarray((np.clip(along, low, high) - low) / (high - low))


def neighbours(vectors: Whole) -> NDArray[np.int64]:
    """Return the places of each text's nearest neighbours: shape (n_texts, at most 10); of equally near ones the
    first."""
    number = len(vectors)
    nearest = max(min(NEAREST, number - 1), 0)
    found = np.zeros((number, nearest), dtype=np.int64)
    earlier_first = np.arange(number, 0, -1, dtype=float)
    for start in range(0, number if nearest else 0, AT_ONCE):
        near = (vectors[start : start + AT_ONCE] @ vectors.T).astype(float) * (number + 1) + earlier_first
        near[np.arange(len(near)), np.arange(start, start + len(near))] = -np.inf
        found[start : start + len(near)] = np.argpartition(near, -nearest, axis=1)[:, -nearest:]
    return found
