"""Tables of contents: entries with page numbers ranged right, which say nothing that does not stand below them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analysis.reading.pdf.bookmarks import TITLE_LINES
from analysis.reading.pdf.paragraphs import LEADER_AT_END
from analysis.reading.pdf.text_lines import TextLine

FEWEST_ENTRIES = 3
"""Fewer lines that end with a number are no table of contents."""

BETWEEN = 1
"""So many lines without a page number may stand between two entries: the name of a part."""

FOUND_SHARE = 0.5
"""Without a heading that says so, entries are a table of contents if so many of them come again below, or have dots."""

_ENTRY = re.compile(r"(?P<title>.*[^\W\d_].*?)(?P<leader>[\s.…·_]+)(?P<page>\d{1,4})", re.DOTALL)
_TITLE = re.compile(r"\W*(?:table of )?contents(?: page)?\W*", re.IGNORECASE)
_UNSAID = re.compile(r"[\W_]+")


class Entry(NamedTuple):
    """An entry of a table of contents: a heading's words, its letters and figures alone, its page, whether dots lead to
    that."""

    title: str
    page: int
    is_led: bool


def contents_paragraphs(paragraphs: Sequence[Sequence[TextLine]]) -> frozenset[int]:
    """Return the indices of the paragraphs that make a document's tables of contents, their headings included."""
    texts = [" ".join(line.text for line in paragraph_lines).strip() for paragraph_lines in paragraphs]
    entries = [
        _entry(paragraph_lines, paragraph_text)
        for paragraph_lines, paragraph_text in zip(paragraphs, texts, strict=True)
    ]
    bare_titles = [_bare_title(paragraph_text) for paragraph_text in texts]
    last_positions = {paragraph_text: i for i, paragraph_text in enumerate(bare_titles)}
    contents_positions = _led_positions(paragraphs)
    for run_start, run_end in _runs(entries):
        is_headed = run_start > 0 and _TITLE.fullmatch(texts[run_start - 1]) is not None
        run_entries = [entry for entry in entries[run_start:run_end] if entry]
        known = [entry.is_led or last_positions.get(entry.title, -1) >= run_end for entry in run_entries]
        if len(known) >= FEWEST_ENTRIES and (is_headed or sum(known) >= FOUND_SHARE * len(known)):
            contents_positions.update(range(run_start - is_headed, run_end))
    return frozenset(contents_positions)


def _led_positions(paragraphs: Sequence[Sequence[TextLine]]) -> set[int]:
    """Return the indices of the paragraphs that end in a row of dots and a page's number, however many lines they have.

    Two such in a document may be fields of a form.
    """
    led = {i for i, lines in enumerate(paragraphs) if LEADER_AT_END.search(lines[-1].text)}
    return led if len(led) >= FEWEST_ENTRIES else set()


def _runs(entries: Sequence[Entry | None]) -> Iterator[tuple[int, int]]:
    """Yield stretches of entries whose pages do not go back, from the first to after the last."""
    run_start: int | None = None
    last_entry = 0
    for i, entry in enumerate(entries):
        previous = entries[last_entry]
        if run_start is not None and (
            i - last_entry > BETWEEN + 1 or (entry and previous and entry.page < previous.page)
        ):
            yield run_start, last_entry + 1
            run_start = None
        if entry:
            run_start, last_entry = i if run_start is None else run_start, i
    if run_start is not None:
        yield run_start, last_entry + 1


def _entry(lines: Sequence[TextLine], paragraph_text: str) -> Entry | None:
    """Return a paragraph as an entry: its number stands apart from its words, or behind a row of dots."""
    may_be = len(lines) <= TITLE_LINES and paragraph_text[-1:].isdigit()
    entry_match = _ENTRY.fullmatch(paragraph_text) if may_be else None
    if entry_match is None:
        return None
    stands_apart = (
        lines[-1].row
        or lines[-1].tabbed
        or sum(not character.isspace() for character in entry_match["leader"]) >= FEWEST_ENTRIES
    )
    is_led = LEADER_AT_END.search(paragraph_text) is not None
    return Entry(_bare_title(entry_match["title"]), int(entry_match["page"]), is_led) if stands_apart else None


def _bare_title(title: str) -> str:
    return _UNSAID.sub("", title).casefold()
