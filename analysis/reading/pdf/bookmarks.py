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

_STOPS = (".", ",", ";")
_UNSAID = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"(?:[\dA-Z]{1,3}(?:\.\d{1,3})*|[ivx]{1,5})[.):]?\s+")


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A heading's words, the page that it is on, and its level (1 is the highest)."""

    title: str
    page: int
    level: int


def read_bookmarks(file: Any) -> list[Bookmark]:
    """Return the bookmarks of a file that lead to a page; none where they are damaged."""
    try:
        return list(_leading_to_pages(islice(file.get_toc(), MOST_BOOKMARKS)))
    except (pypdfium2.PdfiumError, UnicodeError, ValueError):
        return []


def _leading_to_pages(outline_items: Iterator[Any]) -> Iterator[Bookmark]:
    for outline_item in outline_items:
        destination = outline_item.get_dest()
        page_index = destination.get_index() if destination else None
        if page_index is not None:
            yield Bookmark(outline_item.get_title(), page_index + 1, outline_item.level + 1)


def with_titles(lines: Sequence[TextLine], bookmarks: Sequence[Bookmark]) -> list[TextLine]:
    """Return the lines, those that a bookmark of their page names with its level; a bookmark that names none is passed
    over.

    Programs leave a heading's number out of its bookmark, or spaces, so letters and figures alone are compared; but
    "inspection." ends a sentence and is no heading "Inspection".
    """
    titles_by_page: dict[int, dict[str, Bookmark]] = {}
    for bookmark in bookmarks:
        titles_by_page.setdefault(bookmark.page, {}).setdefault(_bare_title(bookmark.title), bookmark)
    titled_lines = list(lines)
    i = 0
    while i < len(titled_lines):
        page_titles = titles_by_page.get(titled_lines[i].page)
        line_count = _heading_length(titled_lines, i, page_titles) if page_titles else 0
        if page_titles and line_count:
            heading_level = page_titles[_matching_title(titled_lines[i : i + line_count], page_titles)].level
            titled_lines[i] = replace(titled_lines[i], title=heading_level, opens=True)
            titled_lines[i + 1 : i + line_count] = [
                replace(line, title=heading_level) for line in titled_lines[i + 1 : i + line_count]
            ]
        i += line_count or 1
    return titled_lines


def _heading_length(lines: Sequence[TextLine], i: int, page_titles: dict[str, Bookmark]) -> int:
    """Return the number of lines from the ``i``-th on that make the bookmark's heading, or 0."""
    for line_count in range(1, TITLE_LINES + 1):
        heading_lines = lines[i : i + line_count]
        last_line = heading_lines[-1]
        if len(heading_lines) < line_count or last_line.page != lines[i].page or last_line.row or last_line.mark:
            return 0
        if _matching_title(heading_lines, page_titles):
            return line_count
    return 0


def _matching_title(lines: Sequence[TextLine], page_titles: dict[str, Bookmark]) -> str:
    """Return the title that the lines say, with or without a number before it; "" where they say none."""
    heading_text = " ".join(line.text for line in lines)
    number_match = _NUMBER.match(heading_text)
    for said in (heading_text, heading_text[number_match.end() :] if number_match else ""):
        bookmark = page_titles.get(_bare_title(said)) if said else None
        if bookmark and not _ends_sentence(said, bookmark.title):
            return _bare_title(said)
    return ""


def _ends_sentence(line_text: str, title: str) -> bool:
    """Return whether a line has what the title that it repeats has not: a small first letter, or a stop at its end."""
    begins_small = line_text[:1].islower() and not title[:1].islower()
    return begins_small or (line_text.rstrip().endswith(_STOPS) and not title.rstrip().endswith(_STOPS))


def _bare_title(title: str) -> str:
    return _UNSAID.sub("", title).casefold()
