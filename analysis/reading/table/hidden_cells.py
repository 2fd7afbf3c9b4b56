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


def find_hidden(content: bytes, sheet_index: int) -> HiddenCells:
    """Find the rows and columns that the sheet at an index of an xlsx or ods file hides; none where that cannot be
    told."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if "content.xml" in archive.namelist():
                return _in_open_document(archive, sheet_index)
            return _in_excel(archive, _sheet_member(archive, sheet_index))
    except _FAULTS:
        return HiddenCells()


def _sheet_member(archive: zipfile.ZipFile, sheet_index: int) -> str:
    """Return the path of a sheet of an xlsx file, by the workbook's own list."""
    workbook = etree.fromstring(archive.read("xl/workbook.xml"))
    sheets = list(workbook.iter("{*}sheet"))
    relation = next(value for attribute, value in sheets[sheet_index].attrib.items() if str(attribute).endswith("}id"))
    relations = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    target = next(element.get("Target") for element in relations if element.get("Id") == relation)
    return posixpath.normpath(posixpath.join("/xl", str(target))).lstrip("/")


def _in_excel(archive: zipfile.ZipFile, member: str) -> HiddenCells:
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    carried = b""
    with archive.open(member) as stream:
        while chunk := stream.read(_PIECE):
            window = carried + chunk
            hidden_rows.update(_hidden_rows(window))
            hidden_columns.update(_hidden_columns(window))
            carried = window[-_CELLS_END:]
    return HiddenCells(frozenset(hidden_rows), frozenset(hidden_columns))


def _hidden_rows(xml_bytes: bytes) -> Iterator[int]:
    for row_match in _ROW.finditer(xml_bytes):
        number_match = _NUMBER.search(row_match[1]) if _IS_HIDDEN.search(row_match[1]) else None
        if number_match:
            yield int(number_match[1])


def _hidden_columns(xml_bytes: bytes) -> Iterator[int]:
    for column_match in _COLUMN.finditer(xml_bytes):
        column_span = dict(_SPAN.findall(column_match[1])) if _IS_HIDDEN.search(column_match[1]) else {}
        if len(column_span) == 2:
            yield from range(int(column_span[b"min"]) - 1, min(int(column_span[b"max"]), MOST))


def _in_open_document(archive: zipfile.ZipFile, sheet_index: int) -> HiddenCells:
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    sheet, row_count, column_count = -1, 0, 0
    with archive.open("content.xml") as stream:
        tags = [f"{_OFFICE}{tag_name}" for tag_name in ("table", "table-row", "table-column")]
        for event, element in etree.iterparse(stream, events=("start", "end"), tag=tags, resolve_entities=False):
            if event == "end":
                element.clear()
            elif element.tag == tags[0]:
                sheet, row_count, column_count = sheet + 1, 0, 0
            elif sheet == sheet_index and element.tag == tags[1]:
                row_count = _count(element, "rows", row_count, hidden_rows, first=1)
            elif sheet == sheet_index:
                column_count = _count(element, "columns", column_count, hidden_columns, first=0)
    return HiddenCells(frozenset(hidden_rows), frozenset(hidden_columns))


def _count(element: etree._Element, axis_name: str, count_before: int, hidden: set[int], first: int) -> int:
    """Count the rows or columns up to this element, which may stand for several, and collect those that are hidden."""
    times = min(int(element.get(f"{_OFFICE}number-{axis_name}-repeated") or 1), MOST)
    if element.get(f"{_OFFICE}visibility") in ("collapse", "filter"):
        hidden.update(range(count_before + first, count_before + first + times))
    return count_before + times
