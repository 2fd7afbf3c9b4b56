"""Tables as text (CSV, TSV and their kin): rows one by one, whatever the encoding, the delimiter and the line ends."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator

from analysis.reading.read_settings import ReadSettings
from analysis.reading.sniff import BEGINNING, CHARACTERS, decode, delimiter_of, named_delimiter
from analysis.reading.table.sheet import DAMAGED_BELOW, BrokenRow, Sheet, SheetRow, tidy

UNCLOSED = f"a quotation mark in this row is never closed, so its cells cannot be told apart, {DAMAGED_BELOW}"
TOO_LONG = f"a cell of this row is longer than any response, so a quotation mark is missing, {DAMAGED_BELOW}"

TOO_WIDE = f"this row has more cells than a spreadsheet has columns, {DAMAGED_BELOW}"

MOST_COLUMNS = 16_384
"""Columns of a sheet, in Excel."""

_STRAY = re.compile("[\udc80-\udcff\x00]")
"""Bytes that are not UTF-8, as Python holds them until they are read as Windows-1252; and NUL."""


def sheet(content: bytes, settings: ReadSettings) -> Sheet:
    """Return a table of text as a sheet; it is never held as a whole."""
    beginning = decode(content[:BEGINNING], whole=len(content) <= BEGINNING) or ""
    delimiter = named_delimiter(beginning) or delimiter_of(beginning, is_announced=True) or ","
    # Excel shows no row for the line that names the delimiter.
    skipped = 1 if named_delimiter(beginning) else 0
    return Sheet(lambda: _rows(content, delimiter, skipped, settings.max_characters))


def _rows(content: bytes, delimiter: str, skipped: int, longest: int) -> Iterator[SheetRow]:
    lines = _Lines(content, longest)
    for _ in range(skipped):
        next(lines, None)
    before, number = csv.field_size_limit(longest), 0
    try:
        for number, row in enumerate(csv.reader(lines, delimiter=delimiter), 1):
            if lines.are_over:
                raise BrokenRow(number, UNCLOSED)
            if len(row) > MOST_COLUMNS:
                raise BrokenRow(number, TOO_WIDE)
            yield SheetRow(number, [cell if cell.isprintable() else tidy(cell) for cell in map(str.strip, row)])
    except csv.Error as fault:
        raise BrokenRow(number + 1, TOO_LONG) from fault
    finally:
        csv.field_size_limit(before)


class _Lines:
    """The lines of a table; ``are_over`` while a row is unfinished: it waits for a quotation mark."""

    def __init__(self, content: bytes, longest: int) -> None:
        self._longest = longest
        utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        encoding, errors = ("utf-16", "replace") if utf16 else ("utf-8-sig", "surrogateescape")
        self._lines = io.TextIOWrapper(io.BytesIO(content), encoding=encoding, errors=errors, newline="")
        self.are_over = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._lines.readline(self._longest + 1)
        if not line:
            self.are_over = True
            raise StopIteration
        if len(line) > self._longest:
            raise csv.Error
        return line if line.isascii() and "\0" not in line else _mended(line)


def _mended(line: str) -> str:
    return _STRAY.sub(lambda found: str(CHARACTERS[ord(found[0])]), line)
