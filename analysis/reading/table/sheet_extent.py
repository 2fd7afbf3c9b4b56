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


def count_cells(archive: zipfile.ZipFile, member: str) -> int:
    """Count the cells between a sheet's first corner and its last cell, for a part that may be a sheet."""
    if member.startswith("xl/worksheets/"):
        return _in_excel(archive, member)
    return _in_open_document(archive) if member == "content.xml" else 0


def _in_excel(archive: zipfile.ZipFile, member: str) -> int:
    last_row, used_columns, carried = 0, set[bytes](), b""
    with archive.open(member) as stream:
        while chunk := stream.read(PIECE):
            window = carried + chunk
            cell_matches = _CELL.findall(window)
            last_row = max(last_row, max((int(row_digits) for _, row_digits in cell_matches), default=0))
            used_columns.update(column_letters for column_letters, _ in cell_matches)
            carried = window[-_CARRIED:]
    return last_row * max(map(_position, used_columns), default=0)


def _position(column_letters: bytes) -> int:
    position = 0
    for letter in column_letters.upper():
        position = position * 26 + letter - ord("A") + 1
    return position


def _in_open_document(archive: zipfile.ZipFile) -> int:
    """Return the most cells of any sheet, repeated ones counted as often as they stand for."""
    most_cells, row_number, last_row, sheet_width = 0, 0, 0, 0
    with archive.open("content.xml") as stream:
        for event, element in etree.iterparse(
            stream, events=("start", "end"), tag=(_SHEET, _ROW), resolve_entities=False
        ):
            if element.tag == _SHEET:
                most_cells = max(most_cells, last_row * sheet_width)
                row_number, last_row, sheet_width = 0, 0, 0
            elif event == "end":
                row_number += _times(element, "rows")
                last_filled = _filled(element)
                last_row, sheet_width = (row_number if last_filled else last_row), max(sheet_width, last_filled)
                element.clear()
    return max(most_cells, last_row * sheet_width)


def _filled(row: etree._Element) -> int:
    """Return the last column of a row that holds anything."""
    position = last_filled = 0
    for cell in row:
        position += _times(cell, "columns")
        if len(cell) or any(str(attribute).endswith("}value-type") for attribute in cell.attrib):
            last_filled = position
    return last_filled


def _times(element: etree._Element, axis_name: str) -> int:
    written = element.get(f"{_OFFICE}number-{axis_name}-repeated") or "1"
    return int(written) if written.isdigit() and len(written) < 10 else 1
