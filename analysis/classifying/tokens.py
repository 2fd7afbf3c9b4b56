"""Tokens: the stemmed words and phrases of a text, each with the span where it stands."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from analysis.nltk_parts import english_stemmer
from analysis.sklearn_parts import ENGLISH_STOP_WORDS
from analysis.text import Span

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
"""A word without its hyphens, so that "sector-led" and "sector led" are the same phrase."""

SIGNS = "£$€¥₹%‰°§"
"""Signs that say something by themselves, where somebody looks for them."""

_TOKEN_OR_SIGN = re.compile(rf"{_TOKEN.pattern}|[{SIGNS}]")


class Token(NamedTuple):
    """A stemmed word and where it stands."""

    stem: str
    span: Span


def tokens(text: str, with_signs: bool = False) -> list[Token]:
    """Return the words of a text as stems, in order, and its ``SIGNS`` where these are looked for."""
    found = (_TOKEN_OR_SIGN if with_signs else _TOKEN).finditer(text)
    return [Token(stem(one.group().lower()), Span(*one.span())) for one in found]


def has_sign(text: str) -> bool:
    """Return whether one of the ``SIGNS`` stands in a text."""
    return not set(SIGNS).isdisjoint(text)


@cache
def stem(word: str) -> str:
    """Return a lower-case word without its ending, so that "inspected" and "inspection" are one term."""
    plain_word = re.sub(r"['’]s?$", "", word).replace("’", "'")
    stemmed_word: str = english_stemmer().stem(plain_word)
    return stemmed_word


def phrase(text: str, with_signs: bool = False) -> str:
    """Return a keyword as the term that is looked for."""
    return " ".join(token.stem for token in tokens(text, with_signs))


def is_stop(word: str) -> bool:
    """Return whether a stem says nothing by itself ("the", "of")."""
    return word in _stop()


@cache
def _stop() -> frozenset[str]:
    return frozenset(stem(word) for word in ENGLISH_STOP_WORDS)
