"""Bookmarks: what a PDF file itself calls its headings, and how deep it says that they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import pypdfium2

from analysis.reading.pdf.text_lines import TextLine

MOST_BOOKMARKS = 5_000
"""Two or three for each page of the longest file; further ones are not looked at."""

TITLE_LINES = 4
"""No heading runs over more lines."""

_UNSAID = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"(?:[\dA-Z]{1,3}(?:\.\d{1,3})*|[ivx]{1,5})[.):]?\s+")


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A heading's words, the page that it is on, and its level (1 is the highest)."""

    title: str
    page: int
    level: int


def bookmarks(file: Any) -> list[Bookmark]:
    """Return the bookmarks of a file that lead to a page; none where they are damaged."""
    try:
        return list(_leading(islice(file.get_toc(), MOST_BOOKMARKS)))
    except (pypdfium2.PdfiumError, UnicodeError, ValueError):
        return []


def _leading(found: Iterator[Any]) -> Iterator[Bookmark]:
    for one in found:
        destination = one.get_dest()
        index = destination.get_index() if destination else None
        if index is not None:
            yield Bookmark(one.get_title(), index + 1, one.level + 1)


def titled(lines: Sequence[TextLine], found: Sequence[Bookmark]) -> list[TextLine]:
    """Return the lines, those that a bookmark of their page names with its level; a bookmark that names none is passed
    over.

    Programs leave a heading's number out of its bookmark, or spaces, so letters and figures alone are compared.
    """
    named: dict[int, dict[str, int]] = {}
    for one in found:
        named.setdefault(one.page, {}).setdefault(_said(one.title), one.level)
    kept = list(lines)
    i = 0
    while i < len(kept):
        titles = named.get(kept[i].page)
        count = _length(kept, i, titles) if titles else 0
        if titles and count:
            level = titles[_matching(kept[i : i + count], titles)]
            kept[i] = replace(kept[i], title=level, opens=True)
            kept[i + 1 : i + count] = [replace(line, title=level) for line in kept[i + 1 : i + count]]
        i += count or 1
    return kept


def _length(lines: Sequence[TextLine], i: int, titles: dict[str, int]) -> int:
    """Of how many lines from the ``i``-th on the bookmark's heading is made, or 0."""
    for count in range(1, TITLE_LINES + 1):
        part = lines[i : i + count]
        if len(part) < count or part[-1].page != lines[i].page or part[-1].row or part[-1].mark:
            return 0
        if _matching(part, titles):
            return count
    return 0


def _matching(lines: Sequence[TextLine], titles: dict[str, int]) -> str:
    """Return the title that the lines say, with or without a number before it; "" where they say none."""
    text = " ".join(line.text for line in lines)
    number = _NUMBER.match(text)
    ways = (_said(text), _said(text[number.end() :]) if number else "")
    return next((way for way in ways if way and way in titles), "")


def _said(text: str) -> str:
    return _UNSAID.sub("", text).casefold()
