"""Numbers and bullets that an author typed, where the layout shows that they stand before the words like Word's own.

That is so where a tab parts them from the words, where they have a closing mark ("(a) the cost", "8. The cost"), and
at the start of a heading also where they have an inner point ("5.2 Costs"). Others ("3.5 million", "2014. The Act",
"A. Smith") may be numbers or words, and are left in the text for the splitter to judge.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_PLAIN = r"(?:\d{1,3}(?:\.\d{1,3})*|[A-Z]\.?\d{1,3}(?:\.\d{1,3})*)"
_MARKED = r"(?:\((?:\d{1,3}|[A-Za-z]|[ivxl]{2,6})\)|(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxl]{2,6}|[IVXL]{2,6})[.)])"
_BEFORE_TAB = re.compile(rf"({_MARKED}|{_PLAIN})[ \xa0]*\t\s*(?=[^\t]*[A-Za-z][^\t]*$)")
"""One tab only: numbers with more tabs after them are the columns of a table that was typed, or a line of contents."""

_BEFORE_HEADING = re.compile(rf"({_MARKED}|\d{{1,3}}(?:\.\d{{1,3}})+)[ \t\xa0]+(?=\W*[A-Za-z])")
_BEFORE_SPACE = re.compile(
    r"(\((?:\d{1,2}|[a-z]|[ivx]{1,5})\)(?=\s+[\"'“‘]?[A-Za-z])|\d{1,3}(?:\.\d{1,3})*[.)](?=\s+[\"'“‘]?[A-Z]))[ \xa0]+"
)
"""Word wraps lines by itself, so what looks like this at the start of a paragraph was meant to."""

_BULLET = re.compile(r"(?:[•●▪◦‣∙■□➢\uf0b7\uf0a7\uf0d8][ \t\xa0]*|[-–—·*o][ \xa0]*\t)\s*(?=\S)")


class TypedMark(NamedTuple):
    """The number (None for a bullet or nothing), whether a bullet stood there, and the words that are left."""

    number: str | None
    bullet: bool
    text: str
    spaced: str


def split_typed_mark(text: str, heading: bool) -> TypedMark:
    """Split a number or bullet that an author typed from the words of a paragraph."""
    match = (_BEFORE_HEADING if heading else _BEFORE_TAB).match(text) or _BEFORE_SPACE.match(text)
    if match:
        return TypedMark(match.group(1), False, text[match.end() :], "\t" if "\t" in match.group() else " ")
    bullet_match = None if heading else _BULLET.match(text)
    if bullet_match:
        return TypedMark(None, True, text[bullet_match.end() :], " ")
    return TypedMark(None, False, text, " ")
