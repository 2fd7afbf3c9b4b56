"""Hidden rows and columns of a spreadsheet: in the file, and not seen by whoever opens it."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

from lxml import etree

_CELLS_END = 4096
"""Bytes that hold a row's own tag, carried over from one piece of the file to the next."""

_PIECE = 4_000_000
_ROW = re.compile(rb"<(?:\w+:)?row\b([^<>]{0,2000})>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^<>]{0,2000})>")
_IS_HIDDEN = re.compile(rb"\bhidden=\"(?:1|true)\"")
_NUMBER = re.compile(rb"\br=\"(\d+)\"")
_SPAN = re.compile(rb"\b(min|max)=\"(\d+)\"")
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, KeyError, etree.LxmlError)
MOST = 1_048_576
"""Rows of a sheet, in Excel; it has fewer columns."""


class HiddenCells(NamedTuple):
    """Hidden rows, as the spreadsheet numbers them, and hidden columns, from 0."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()


def hidden_in(content: bytes, index: int) -> HiddenCells:
    """Return what the sheet at a place in an xlsx or ods file hides; nothing where that cannot be told."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if "content.xml" in archive.namelist():
                return _in_open_document(archive, index)
            return _in_excel(archive, _part(archive, index))
    except _FAULTS:
        return HiddenCells()


def _part(archive: zipfile.ZipFile, index: int) -> str:
    """Return the path of a sheet of an xlsx file, by the workbook's own list."""
    workbook = etree.fromstring(archive.read("xl/workbook.xml"))
    entries = list(workbook.iter("{*}sheet"))
    key = next(value for name, value in entries[index].attrib.items() if str(name).endswith("}id"))
    relations = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    target = next(element.get("Target") for element in relations if element.get("Id") == key)
    return posixpath.normpath(posixpath.join("/xl", str(target))).lstrip("/")


def _in_excel(archive: zipfile.ZipFile, part: str) -> HiddenCells:
    rows: set[int] = set()
    columns: set[int] = set()
    carried = b""
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            text = carried + piece
            rows.update(_hidden_rows(text))
            columns.update(_hidden_columns(text))
            carried = text[-_CELLS_END:]
    return HiddenCells(frozenset(rows), frozenset(columns))


def _hidden_rows(text: bytes) -> Iterator[int]:
    for found in _ROW.finditer(text):
        number = _NUMBER.search(found[1]) if _IS_HIDDEN.search(found[1]) else None
        if number:
            yield int(number[1])


def _hidden_columns(text: bytes) -> Iterator[int]:
    for found in _COLUMN.finditer(text):
        span = dict(_SPAN.findall(found[1])) if _IS_HIDDEN.search(found[1]) else {}
        if len(span) == 2:
            yield from range(int(span[b"min"]) - 1, min(int(span[b"max"]), MOST))


def _in_open_document(archive: zipfile.ZipFile, index: int) -> HiddenCells:
    rows: set[int] = set()
    columns: set[int] = set()
    sheet, row, column = -1, 0, 0
    with archive.open("content.xml") as stream:
        tags = [f"{_OFFICE}{name}" for name in ("table", "table-row", "table-column")]
        for event, element in etree.iterparse(stream, events=("start", "end"), tag=tags, resolve_entities=False):
            if event == "end":
                element.clear()
            elif element.tag == tags[0]:
                sheet, row, column = sheet + 1, 0, 0
            elif sheet == index and element.tag == tags[1]:
                row = _count(element, "rows", row, rows, first=1)
            elif sheet == index:
                column = _count(element, "columns", column, columns, first=0)
    return HiddenCells(frozenset(rows), frozenset(columns))


def _count(element: etree._Element, what: str, before: int, hidden: set[int], first: int) -> int:
    """Return how many rows or columns there are up to this element, which may stand for several."""
    times = min(int(element.get(f"{_OFFICE}number-{what}-repeated") or 1), MOST)
    if element.get(f"{_OFFICE}visibility") in ("collapse", "filter"):
        hidden.update(range(before + first, before + first + times))
    return before + times
