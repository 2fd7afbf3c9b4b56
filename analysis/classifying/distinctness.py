"""Distinctness: how far each text counts as one of its own, where others say nearly the same.

Of a letter that 240 people send with another name and number in it, what is usual must not be told 240 times.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.classifying.quantised import Floats
from analysis.classifying.word_counts import Words, counts, numbered

STEEP = 3
"""The power of the share of words that two texts have in common by which each counts less for the other."""

CHUNK = 500
"""Texts that are compared with all others at a time, to bound the memory."""


def distinctness(texts: Sequence[Words]) -> Floats:
    """Return for each text 1 over the number of texts that are like it, itself among them: shape (n_texts,).

    Two are alike by a power of the share of their different words that both have (Jaccard 1912); equal ones by 1.
    """
    held = counts(texts, numbered(texts))
    held.data[:] = 1.0
    sizes, others = np.diff(held.indptr).astype(float), held.T.tocsr()
    alike = np.ones(len(texts))
    for start in range(0, len(texts), CHUNK):
        shared = (held[start : start + CHUNK] @ others).toarray()
        either = sizes[start : start + CHUNK, None] + sizes - shared
        alike[start : start + CHUNK] = ((shared / np.maximum(either, 1.0)) ** STEEP).sum(axis=1)
    return np.asarray(1.0 / np.maximum(alike, 1.0))
