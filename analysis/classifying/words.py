"""Words: a text as the list of its small-letter words, and as the stems by which keywords and terms are found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np
from scipy import sparse

from analysis.classifying.terms import is_stop, stem

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")

Words = list[str]


def words(text: str) -> Words:
    """The words of a text, in small letters, in order."""
    return _WORD.findall(text.lower())


def stems(found: Words) -> Words:
    """The words of a text without their endings, in order."""
    return [stem(word) for word in found]


def terms(found: Words) -> Words:
    """The stems and pairs of neighbouring stems of a text's words; those that say nothing are left out."""
    stemmed = stems(found)
    telling = [not is_stop(word) for word in stemmed]
    single = [word for word, tells in zip(stemmed, telling, strict=True) if tells]
    pairs = [f"{stemmed[i]} {stemmed[i + 1]}" for i in range(len(stemmed) - 1) if telling[i] or telling[i + 1]]
    return single + pairs


def numbered(texts: Iterable[Words]) -> dict[str, int]:
    """Each different word of some texts with a number, in the order of the alphabet."""
    return {word: i for i, word in enumerate(sorted({word for text in texts for word in text}))}


def counts(texts: Sequence[Words], vocabulary: dict[str, int]) -> sparse.csr_matrix:
    """How often each text has each word of a vocabulary that holds them all: shape (n_texts, n_words)."""
    ends = np.cumsum([0, *map(len, texts)])
    columns = np.fromiter((vocabulary[word] for text in texts for word in text), dtype=np.int32, count=ends[-1])
    table = sparse.csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(texts), len(vocabulary)))
    table.sum_duplicates()
    return table
