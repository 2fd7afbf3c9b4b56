"""The extent of a spreadsheet: one cell in its last corner makes the library reserve room for all cells before it."""

from __future__ import annotations

import re
import zipfile

from lxml import etree

MOST_CELLS = 40_000_000
"""Cells, filled or not, that are held at once, at some 30 bytes each: 500,000 rows of 80 columns."""

PIECE = 4_000_000
_CARRIED = 4096
"""Bytes that hold a cell's own tag, carried over from one piece of a file to the next."""

_CELL = re.compile(rb"<(?:\w+:)?c\b[^<>]{0,200}?\br=\"([A-Za-z]{1,3})(\d{1,7})\"[^<>]{0,200}(?<!/)>")
"""A cell that holds something; one that has only a format is closed at once."""
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_ROW, _SHEET = f"{_OFFICE}table-row", f"{_OFFICE}table"


def cells_in(archive: zipfile.ZipFile, name: str) -> int:
    """Return how many cells lie between a sheet's first corner and its last cell, for a part that may be a sheet."""
    if name.startswith("xl/worksheets/"):
        return _in_excel(archive, name)
    return _in_open_document(archive) if name == "content.xml" else 0


def _in_excel(archive: zipfile.ZipFile, part: str) -> int:
    last_row, columns, carried = 0, set[bytes](), b""
    with archive.open(part) as stream:
        while piece := stream.read(PIECE):
            text = carried + piece
            found = _CELL.findall(text)
            last_row = max(last_row, max((int(row) for _, row in found), default=0))
            columns.update(column for column, _ in found)
            carried = text[-_CARRIED:]
    return last_row * max(map(_position, columns), default=0)


def _position(column: bytes) -> int:
    position = 0
    for letter in column.upper():
        position = position * 26 + letter - ord("A") + 1
    return position


def _in_open_document(archive: zipfile.ZipFile) -> int:
    """Return the most cells of any sheet, repeated ones counted as often as they stand for."""
    most, row, last_row, width = 0, 0, 0, 0
    with archive.open("content.xml") as stream:
        for event, element in etree.iterparse(
            stream, events=("start", "end"), tag=(_SHEET, _ROW), resolve_entities=False
        ):
            if element.tag == _SHEET:
                most = max(most, last_row * width)
                row, last_row, width = 0, 0, 0
            elif event == "end":
                row += _times(element, "rows")
                filled = _filled(element)
                last_row, width = (row if filled else last_row), max(width, filled)
                element.clear()
    return max(most, last_row * width)


def _filled(row: etree._Element) -> int:
    """Return the last column of a row that holds anything."""
    position = last = 0
    for cell in row:
        position += _times(cell, "columns")
        if len(cell) or any(str(name).endswith("}value-type") for name in cell.attrib):
            last = position
    return last


def _times(element: etree._Element, what: str) -> int:
    written = element.get(f"{_OFFICE}number-{what}-repeated") or "1"
    return int(written) if written.isdigit() and len(written) < 10 else 1
