"""Emphasis: the pairs of stars and underlines with which authors of plain text make words bold or italic."""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.text import Span

_MARK = re.compile(r"\n[ \t]*\n|\*{1,3}|_{1,3}")
"""A mark, or the end of a paragraph, which no emphasis goes beyond."""

Pair = tuple[Span, Span]


@lru_cache(maxsize=4)
def pairs_of_marks(text: str) -> tuple[Pair, ...]:
    """Return the opening and the closing mark of every emphasis, in the order in which they close.

    A mark without its partner is no mark but a character: a footnote's star, a bullet, "five *".
    """
    mark_pairs: list[Pair] = []
    open_marks: dict[str, list[Span]] = {}
    for mark_match in _MARK.finditer(text):
        mark, characters = Span(*mark_match.span()), mark_match.group()
        if characters.isspace():
            open_marks.clear()
        elif open_marks.get(characters) and _closes(text, mark):
            opening = open_marks[characters].pop()
            mark_pairs.append((opening, mark))
            _forget(open_marks, opening)
        elif _opens(text, mark):
            open_marks.setdefault(characters, []).append(mark)
    return tuple(mark_pairs)


def _forget(open_marks: dict[str, list[Span]], opening: Span) -> None:
    """Drop the marks that opened inside a pair and did not close there: they have no partner."""
    for unclosed in open_marks.values():
        while unclosed and unclosed[-1].start > opening.start:
            unclosed.pop()


def _opens(text: str, mark: Span) -> bool:
    """Return whether words begin behind a mark; a mark inside a word (snake_case, 2*3) is none unless it is a double
    star."""
    return not text[mark.end : mark.end + 1].isspace() and mark.end < len(text) and not _in_word(text, mark)


def _closes(text: str, mark: Span) -> bool:
    return not text[mark.start - 1 : mark.start].isspace() and not _in_word(text, mark)


def _in_word(text: str, mark: Span) -> bool:
    neighbours = text[max(0, mark.start - 1) : mark.start], text[mark.end : mark.end + 1]
    return text[slice(*mark)] != "**" and all(character.isalnum() for character in neighbours)
