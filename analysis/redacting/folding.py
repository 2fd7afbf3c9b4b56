"""Folding: a text as it is searched for contact details and names, with the way back to the text as it stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from analysis.text import Span

_ODD = re.compile(r" ?[^\S ]\s*| \s+|\*+|[^\x00-\x7f\s]")
"""All but single spaces and plain letters; white space goes with what it stands in."""

_DASHES = frozenset("‐‑‒–—―−﹣－")
_QUOTES = {"‘": "'", "’": "'", "‛": "'", "ʼ": "'", "“": '"', "”": '"'}
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n|\f")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without what hides contact details from a search; ``offsets`` holds where each character came from."""

    text: str
    offsets: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """Return the span of the original that a span of the folded text came from."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


def fold(text: str, keep_lines: bool = False, keep_cells: bool = False) -> Folded:
    """Fold what looks alike into one form.

    White space becomes one space, or a line end between paragraphs (with ``keep_lines``, between lines; with
    ``keep_cells``, for a tab); dashes and quotation marks become the plain ones, letters lose their accents, wide
    figures become figures; invisible characters and stars of emphasis go. Whatever is kept, the offsets are the same.
    """
    if _ODD.search(text) is None:
        return Folded(text, range(len(text)))
    folded_pieces: list[str] = []
    offsets: list[int] = []
    piece_start = 0
    for odd_match in _ODD.finditer(text):
        folded_pieces.append(text[piece_start : odd_match.start()])
        offsets.extend(range(piece_start, odd_match.start()))
        plain_form = _plain(odd_match.group(), keep_lines, keep_cells)
        folded_pieces.append(plain_form)
        offsets.extend([odd_match.start()] * len(plain_form))
        piece_start = odd_match.end()
    folded_pieces.append(text[piece_start:])
    offsets.extend(range(piece_start, len(text)))
    return Folded("".join(folded_pieces), tuple(offsets))


def _plain(odd: str, keep_lines: bool, keep_cells: bool) -> str:
    if odd.isspace():
        is_line_end = (keep_lines and ("\r" in odd or "\n" in odd)) or (keep_cells and "\t" in odd)
        return "\n" if is_line_end or _PARAGRAPH.search(odd.replace("\r\n", "\n").replace("\r", "\n")) else " "
    return "" if odd[0] == "*" else _plain_character(odd)


@lru_cache(maxsize=4096)
def _plain_character(character: str) -> str:
    if character in _DASHES:
        return "-"
    if character in _QUOTES:
        return _QUOTES[character]
    decomposed = unicodedata.normalize("NFKD", character)
    return "".join(component for component in decomposed if unicodedata.category(component) not in ("Mn", "Cf", "Cc"))


__all__ = ["Folded", "fold"]
