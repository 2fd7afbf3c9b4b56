"""Tokens: the stemmed words and phrases of a text, each with the span where it stands."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from analysis.nltk_parts import english_stemmer
from analysis.text import Span

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
"""A word without its hyphens, so that "sector-led" and "sector led" are the same phrase."""


class Token(NamedTuple):
    """A stemmed word and where it stands."""

    stem: str
    span: Span


def tokens(text: str) -> list[Token]:
    """Return the words of a text as stems, in order."""
    return [Token(stem(word_match.group().lower()), Span(*word_match.span())) for word_match in _TOKEN.finditer(text)]


@cache
def stem(word: str) -> str:
    """Return a lower-case word without its ending, so that "inspected" and "inspection" are one term."""
    plain_word = re.sub(r"['’]s?$", "", word).replace("’", "'")
    stemmed_word: str = english_stemmer().stem(plain_word)
    return stemmed_word


def phrase(text: str) -> str:
    """Return a keyword as the term that is looked for."""
    return " ".join(token.stem for token in tokens(text))


def is_stop(word: str) -> bool:
    """Return whether a stem says nothing by itself ("the", "of")."""
    return word in _stop()


@cache
def _stop() -> frozenset[str]:
    return frozenset(stem(word) for word in ENGLISH_STOP_WORDS)
