"""Footnotes and endnotes of a Word file, numbered in the order in which the text calls them."""

from __future__ import annotations

from collections.abc import Mapping

from lxml.etree import _Element as Element

from analysis.reading.docx.numerals import written
from analysis.reading.docx.package import W, integer, value

FORMATS = {"footnotes": "decimal", "endnotes": "lowerRoman"}
"""How Word numbers each kind where the document does not say."""

_PROPERTIES = {"footnotes": "footnotePr", "endnotes": "endnotePr"}


class Notes:
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
        """The note that is called, and its number; "own footnotes" have a mark of the author's and are not counted."""
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
