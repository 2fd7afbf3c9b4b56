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
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(character for character in decomposed if unicodedata.category(character) != "Mn")


def pieces(word: str, vocabulary: Mapping[str, int]) -> list[int]:
    """Return the numbers of a plain word's pieces; a part that cannot be pieced together from known ones gives none."""
    return [piece_number for word_part in _PART.findall(word) for piece_number in _pieces(word_part, vocabulary)]


def _pieces(word_part: str, vocabulary: Mapping[str, int]) -> list[int]:
    numbers: list[int] = []
    piece_start = 0 if len(word_part) <= _LONGEST else -1
    while 0 <= piece_start < len(word_part):
        piece_start, piece_number = _longest(word_part, piece_start, vocabulary)
        numbers.append(piece_number)
    return numbers if piece_start >= 0 else []


def _longest(word_part: str, piece_start: int, vocabulary: Mapping[str, int]) -> tuple[int, int]:
    """Return where the longest known piece that begins at a place ends, and its number; -1 where there is none."""
    for piece_end in range(len(word_part), piece_start, -1):
        piece_number = vocabulary.get(("##" if piece_start else "") + word_part[piece_start:piece_end])
        if piece_number is not None:
            return piece_end, piece_number
    return -1, -1
