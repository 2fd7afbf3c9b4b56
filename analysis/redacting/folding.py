"""Folding: a text as it is searched for contact details and names, with the way back to the text as it stands."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from analysis.text import Span

_ODD = re.compile(r" ?[^\S ]\s*| \s+|\*+|[^\x00-\x7f\s]")
"""All but single spaces and plain letters; white space goes with what it stands in."""

_DASHES = frozenset("‐‑‒–—―−﹣－")
_QUOTES = {"‘": "'", "’": "'", "‛": "'", "ʼ": "'", "“": '"', "”": '"'}
_SPACE = re.compile(r"\s+")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n|\f")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without what hides contact details from a search.

    Its pieces begin at ``starts``, and came from ``sources``; what one that ``is_copied`` holds came from as many
    characters, and all of another from one place.
    """

    text: str
    starts: Sequence[int] = (0,)
    sources: Sequence[int] = (0,)
    is_copied: Sequence[bool] = (True,)

    def span(self, start: int, end: int) -> Span:
        """Return the span of the original that a span of the folded text came from."""
        return Span(self.source(start), self.source(end - 1) + 1)

    def source(self, place: int) -> int:
        """Return where the character at a place came from; most texts hold nothing that is ever asked for."""
        piece = bisect_right(self.starts, place) - 1
        return self.sources[piece] + (place - self.starts[piece] if self.is_copied[piece] else 0)


def fold(text: str) -> Folded:
    """Fold what looks alike into one form.

    White space becomes one space, or a line end between paragraphs; dashes and quotation marks become the plain ones,
    letters lose their accents, wide figures become figures; invisible characters and stars of emphasis go.
    """
    if _ODD.search(text) is None:
        return Folded(text)
    folded_pieces: list[str] = []
    sources: list[int] = []
    piece_start = 0
    for odd_match in _ODD.finditer(text):
        odd_start = odd_match.start()
        folded_pieces += text[piece_start:odd_start], _plain(odd_match.group())
        sources += piece_start, odd_start
        piece_start = odd_match.end()
    folded_pieces.append(text[piece_start:])
    sources.append(piece_start)
    starts = tuple(accumulate(map(len, folded_pieces[:-1]), initial=0))
    return Folded("".join(folded_pieces), starts, sources, [True, False] * (len(sources) // 2) + [True])


def laid_out(text: str, folded: Folded, ends: str) -> str:
    """Return a text, folded, with a line end also where one of these ``ends`` stands in its white space: a line's, a
    tab. All offsets are those of the folded text.

    >>> laid_out("12\\tHigh  Street\\nYork", fold("12\\tHigh  Street\\nYork"), "\\t")
    '12\\nHigh Street York'
    """
    characters = list(folded.text)
    for start, source, is_copied in zip(folded.starts, folded.sources, folded.is_copied, strict=True):
        if not is_copied and text[source].isspace():
            space = _SPACE.match(text, source)
            characters[start] = "\n" if space and any(end in space.group() for end in ends) else characters[start]
    return "".join(characters)


def _plain(odd: str) -> str:
    if odd.isspace():
        return "\n" if _PARAGRAPH.search(odd.replace("\r\n", "\n").replace("\r", "\n")) else " "
    return "" if odd[0] == "*" else _plain_character(odd)


@lru_cache(maxsize=4096)
def _plain_character(character: str) -> str:
    if character in _DASHES:
        return "-"
    if character in _QUOTES:
        return _QUOTES[character]
    decomposed = unicodedata.normalize("NFKD", character)
    return "".join(component for component in decomposed if unicodedata.category(component) not in ("Mn", "Cf", "Cc"))
