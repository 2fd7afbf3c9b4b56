"""Footnotes and endnotes of a Word file, numbered in the order in which the text calls them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lxml.etree import _Element as Element

from analysis.model import BlockKind
from analysis.reading.docx.numerals import written
from analysis.reading.docx.package import W, integer, value
from analysis.reading.docx.table_rows import DocxPiece
from analysis.text import words

FORMATS = {"footnotes": "decimal", "endnotes": "lowerRoman"}
"""How Word numbers each kind where the document does not say."""

_PROPERTIES = {"footnotes": "footnotePr", "endnotes": "endnotePr"}


LONG_ITEM = 20
"""Words; a list item as long as a sentence says something of its own."""

_ASKS_FOR_LIST = re.compile(r":\W{0,3}(?:\[?\w{1,4}\]?)?\W{0,3}$")
"""How a paragraph ends that a list follows, with the call of its note behind the colon."""


def notes_below_lists(pieces: Sequence[DocxPiece]) -> list[DocxPiece]:
    """Return the pieces, each note of a paragraph that introduces a list, or of its short items, laid below that list.

    So it does not stand in the sentence that they make together; an item of ``LONG_ITEM`` words keeps its note.
    """
    found: list[DocxPiece] = []
    waiting: list[DocxPiece] = []
    introduced = False
    for piece in pieces:
        if piece.kind is BlockKind.NOTE and introduced and not _is_long_item(found[-1]):
            waiting.append(piece)
            continue
        if piece.kind is not BlockKind.NOTE and (piece.kind is not BlockKind.LIST_ITEM or piece.number):
            found += waiting
            waiting.clear()
            introduced = False
        found.append(piece)
        introduced = introduced or _ASKS_FOR_LIST.search(piece.text[-20:]) is not None
    return found + waiting


def _is_long_item(piece: DocxPiece) -> bool:
    return piece.kind is BlockKind.LIST_ITEM and not piece.number and len(words(piece.text)) >= LONG_ITEM


class Footnotes:
    """The notes of a file by part ("footnotes") and id."""

    def __init__(self, parts: Mapping[str, Element | None], places: tuple[Element | None, ...]) -> None:
        """Take the notes' parts, and the elements that may say how notes are numbered, the first to say so first."""
        self._notes = {
            (part, note.get(f"{W}id") or ""): note
            for part, root in parts.items()
            for note in ([] if root is None else root)
            if note.get(f"{W}type") in (None, "normal")
        }
        self._formats = {part: _format(part, places) for part in FORMATS}
        self._next = {part: _start(part, places) for part in FORMATS}

    def call(self, part: str, note: str) -> tuple[Element | None, str]:
        """Return the note that is called, and its number; "own footnotes" have a mark of the author's and are not
        counted."""
        counted = part in FORMATS
        found = self._notes.pop((part.removeprefix("own "), note), None)
        if found is None or not counted:
            return found, ""
        number = self._next[part]
        self._next[part] += 1
        return found, written(number, self._formats[part])


def _format(part: str, places: tuple[Element | None, ...]) -> str:
    found = (value(place, f"{_PROPERTIES[part]}/numFmt") for place in places)
    return next((each for each in found if each), FORMATS[part])


def _start(part: str, places: tuple[Element | None, ...]) -> int:
    found = (integer(value(place, f"{_PROPERTIES[part]}/numStart")) for place in places)
    return next((each for each in found if each is not None), 1)
