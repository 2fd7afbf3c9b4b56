"""Footnotes and endnotes of a Word file, numbered in the order in which the text calls them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml.etree import _Element as Element

from analysis.reading.docx.package import W, integer, value
from analysis.reading.numbering import format_numeral

FORMATS = {"footnotes": "decimal", "endnotes": "lowerRoman"}
"""How Word numbers each kind where the document does not say."""

_PROPERTIES = {"footnotes": "footnotePr", "endnotes": "endnotePr"}


class Footnotes:
    """The notes of a file by part ("footnotes") and id."""

    def __init__(self, note_parts: Mapping[str, Element | None], property_sources: tuple[Element | None, ...]) -> None:
        """Take the notes' parts, and the elements that may say how notes are numbered, the first to say so first."""
        self._notes = {
            (note_kind, note_element.get(f"{W}id") or ""): note_element
            for note_kind, part_root in note_parts.items()
            for note_element in ([] if part_root is None else part_root)
            if note_element.get(f"{W}type") not in ("separator", "continuationSeparator")
        }
        self._formats = {note_kind: _format(note_kind, property_sources) for note_kind in FORMATS}
        self._next = {note_kind: _start(note_kind, property_sources) for note_kind in FORMATS}

    @property
    def uncalled(self) -> Iterator[Element]:
        """Return the notes that nothing has called."""
        return iter(self._notes.values())

    def call(self, note_kind: str, note_id: str) -> tuple[Element | None, str]:
        """Return the note that is called, and its number; "own footnotes" have a mark of the author's and are not
        counted."""
        is_counted = note_kind in FORMATS
        note_element = self._notes.pop((note_kind.removeprefix("own "), note_id), None)
        if note_element is None or not is_counted:
            return note_element, ""
        note_number = self._next[note_kind]
        self._next[note_kind] += 1
        return note_element, format_numeral(note_number, self._formats[note_kind])


def _format(note_kind: str, property_sources: tuple[Element | None, ...]) -> str:
    formats = (value(source, f"{_PROPERTIES[note_kind]}/numFmt") for source in property_sources)
    return next((number_format for number_format in formats if number_format), FORMATS[note_kind])


def _start(note_kind: str, property_sources: tuple[Element | None, ...]) -> int:
    start_numbers = (integer(value(source, f"{_PROPERTIES[note_kind]}/numStart")) for source in property_sources)
    return next((start_number for start_number in start_numbers if start_number is not None), 1)
