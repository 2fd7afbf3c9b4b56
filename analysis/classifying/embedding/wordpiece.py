"""WordPiece: a word as the longest pieces that a vocabulary knows, from left to right (Schuster and Nakajima 2012)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"

_PART = re.compile(rf"[{_HAN}]|[^\W_{_HAN}]+|[^\w\s]|_")
"""What BERT keeps apart: runs of letters and digits, each Chinese character, and each mark."""

_LONGEST = 100
"""A longer word is no word; upstream's tokenizer gives it up as well."""


def plain(word: str) -> str:
    """Return a word as the vocabulary writes it: small letters without accents."""
    letters = unicodedata.normalize("NFD", word.lower())
    return "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")


def pieces(word: str, vocabulary: Mapping[str, int]) -> list[int]:
    """Return the numbers of a plain word's pieces; a part that cannot be pieced together from known ones gives none."""
    return [number for part in _PART.findall(word) for number in _pieces(part, vocabulary)]


def _pieces(part: str, vocabulary: Mapping[str, int]) -> list[int]:
    found: list[int] = []
    start = 0 if len(part) <= _LONGEST else -1
    while 0 <= start < len(part):
        start, number = _longest(part, start, vocabulary)
        found.append(number)
    return found if start >= 0 else []


def _longest(part: str, start: int, vocabulary: Mapping[str, int]) -> tuple[int, int]:
    """Return where the longest known piece that begins at a place ends, and its number; -1 where there is none."""
    for end in range(len(part), start, -1):
        number = vocabulary.get(("##" if start else "") + part[start:end])
        if number is not None:
            return end, number
    return -1, -1
