"""Tables of contents: entries with page numbers ranged right, which say nothing that does not stand below them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analysis.reading.pdf.bookmarks import TITLE_LINES
from analysis.reading.pdf.text_lines import TextLine

FEWEST_ENTRIES = 3
"""Fewer lines that end with a number are no table of contents."""

BETWEEN = 1
"""So many lines without a page number may stand between two entries: the name of a part."""

FOUND_SHARE = 0.5
"""Without a heading that says so, entries are a table of contents if so many of them come again below."""

_ENTRY = re.compile(r"(?P<title>.*[^\W\d_].*?)(?P<leader>[\s.…·_]+)(?P<page>\d{1,4})", re.DOTALL)
_TITLE = re.compile(r"\W*(?:table of )?contents(?: page)?\W*", re.IGNORECASE)
_UNSAID = re.compile(r"[\W_]+")


class Entry(NamedTuple):
    """An entry of a table of contents: a heading's words, its letters and figures alone, and its page."""

    title: str
    page: int


def contents(paragraphs: Sequence[Sequence[TextLine]]) -> frozenset[int]:
    """Return which of a document's paragraphs make its tables of contents, their headings included."""
    texts = [" ".join(line.text for line in lines).strip() for lines in paragraphs]
    entries = [_entry(lines, text) for lines, text in zip(paragraphs, texts, strict=True)]
    said = [_said(text) for text in texts]
    last_place = {text: i for i, text in enumerate(said)}
    found: set[int] = set()
    for start, end in _runs(entries):
        headed = start > 0 and _TITLE.fullmatch(texts[start - 1]) is not None
        listed = [last_place.get(entry.title, -1) >= end for entry in entries[start:end] if entry]
        if len(listed) >= FEWEST_ENTRIES and (headed or sum(listed) >= FOUND_SHARE * len(listed)):
            found.update(range(start - headed, end))
    return frozenset(found)


def _runs(entries: Sequence[Entry | None]) -> Iterator[tuple[int, int]]:
    """Yield stretches of entries whose pages do not go back, from the first to after the last."""
    start: int | None = None
    last = 0
    for i, entry in enumerate(entries):
        before = entries[last]
        if start is not None and (i - last > BETWEEN + 1 or (entry and before and entry.page < before.page)):
            yield start, last + 1
            start = None
        if entry:
            start, last = i if start is None else start, i
    if start is not None:
        yield start, last + 1


def _entry(lines: Sequence[TextLine], text: str) -> Entry | None:
    """Return a paragraph as an entry: its number stands apart from its words, or behind a row of dots."""
    may_be = len(lines) <= TITLE_LINES and text[-1:].isdigit()
    match = _ENTRY.fullmatch(text) if may_be else None
    if match is None:
        return None
    apart = lines[-1].row or lines[-1].tabbed or sum(not mark.isspace() for mark in match["leader"]) >= FEWEST_ENTRIES
    return Entry(_said(match["title"]), int(match["page"])) if apart else None


def _said(text: str) -> str:
    return _UNSAID.sub("", text).casefold()
