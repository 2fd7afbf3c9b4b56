"""Word counts: a text as the list of its small-letter words, and as the stems by which keywords and terms are found."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
from scipy import sparse

from analysis.classifying.tokens import SIGNS, stem

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_WORD_OR_SIGN = re.compile(rf"{_WORD.pattern}|[{SIGNS}]")

Words = list[str]


def words(text: str, with_signs: bool = False) -> Words:
    """Return the words of a text, in small letters, in order, and its signs where these are looked for."""
    pattern = _WORD_OR_SIGN if with_signs else _WORD
    return list(map(sys.intern, pattern.findall(text.lower())))  # one copy of each word in memory, not one each time


def stems(text_words: Words) -> Words:
    """Return the words of a text without their endings, in order."""
    return [stem(word) for word in text_words]


def numbered(texts: Iterable[Words]) -> dict[str, int]:
    """Return each different word of some texts with a number, in the order of the alphabet."""
    return {word: i for i, word in enumerate(sorted(set(chain.from_iterable(texts))))}


def counts(texts: Sequence[Words], vocabulary: dict[str, int]) -> sparse.csr_matrix:
    """Return how often each text has each word of a vocabulary that holds them all: shape (n_texts, n_words)."""
    ends = np.cumsum([0, *map(len, texts)])
    columns = np.fromiter(map(vocabulary.__getitem__, chain.from_iterable(texts)), dtype=np.int32, count=ends[-1])
    table = sparse.csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(texts), len(vocabulary)))
    table.sum_duplicates()
    return table
