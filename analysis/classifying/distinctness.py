"""Distinctness: how far each text counts as one of its own, where others say nearly the same.

Of a letter that 240 people send with another name and number in it, what is usual must not be told 240 times.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.classifying.quantised import Floats
from analysis.classifying.word_counts import Words, counts, numbered

CHUNK = 500
"""Texts that are compared with all others at a time, to bound the memory."""

USUAL = 1 / 16
"""The share of the texts above which a word is counted in a table of all texts: its pairs are too many to list."""


def distinctness(texts: Sequence[Words]) -> Floats:
    """Return for each text 1 over the number of texts that are like it, itself among them: shape (n_texts,).

    Two are alike by the cube of the share of their different words that both have (Jaccard 1912); equal ones by 1.
    """
    held = counts(texts, numbered(texts))
    held.data[:] = 1.0
    held, is_usual = held.tocsc(), np.asarray(held.sum(axis=0)).ravel() > USUAL * len(texts)
    usual, rare = held[:, is_usual].toarray().astype(np.float32), held[:, ~is_usual].tocsr()
    sizes, others = np.asarray(held.sum(axis=1)).ravel(), rare.T.tocsr()
    alike = np.ones(len(texts))
    for start in range(0, len(texts), CHUNK):
        some = slice(start, start + CHUNK)
        shared = (rare[some] @ others).toarray()
        shared += usual[some] @ usual.T  # whole numbers, so exact in whatever order they are added
        share = shared / np.maximum(sizes[some, None] + sizes - shared, 1.0)
        alike[some] = (share * share * share).sum(axis=1)
    return np.asarray(1.0 / np.maximum(alike, 1.0))
