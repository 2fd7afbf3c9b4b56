"""A static sentence embedding that comes with the package: what a word means, as a vector, without any model to run.

A text is the mean of its words' vectors; a word is the sum of its pieces' (WordPiece). The weights are potion-base-8M
of the Minish Lab (MIT, see LICENSE beside them), rounded row by row to 8 bits. Where they were taken out of the package
no word has a meaning, and everything else goes on without.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from analysis.classifying.embedding.wordpiece import pieces, plain

Floats = NDArray[np.float32]

DIMENSIONS = 256
"""Numbers in a vector."""


def word_vectors(words: Sequence[str]) -> Floats:
    """Return the vector of each lower-case word, zero where none of its pieces is known: shape (n_words,
    DIMENSIONS)."""
    vocabulary, rows, scales = _weights()
    vectors = np.zeros((len(words), DIMENSIONS), dtype=np.float32)
    for i, word in enumerate(words):
        numbers = pieces(plain(word), vocabulary)
        if numbers:
            vectors[i] = (rows[numbers] * scales[numbers]).sum(axis=0)
    return vectors


def is_known(word: str) -> bool:
    """Return whether a lower-case word has a vector of its own, and not one put together from pieces."""
    return plain(word) in _weights()[0]


@cache
def _weights() -> tuple[dict[str, int], NDArray[np.int8], Floats]:
    """Return the pieces' numbers, their rounded rows, and what a unit of each row is worth."""
    package = files(__name__)
    if not package.joinpath("vocabulary.txt").is_file():
        return {}, np.zeros((0, DIMENSIONS), dtype=np.int8), np.zeros((0, 1), dtype=np.float32)
    listed = package.joinpath("vocabulary.txt").read_text(encoding="utf-8").splitlines()
    with package.joinpath("potion-base-8M-int8.npz").open("rb") as weights_file, np.load(weights_file) as arrays:
        return {piece: i for i, piece in enumerate(listed)}, arrays["q"], arrays["s"].astype(np.float32)
