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
    beginning_text = decode(content[:BEGINNING], whole=len(content) <= BEGINNING) or ""
    delimiter = named_delimiter(beginning_text) or delimiter_of(beginning_text, is_announced=True) or ","
    # Excel shows no row for the line that names the delimiter.
    skipped_lines = 1 if named_delimiter(beginning_text) else 0
    return Sheet(lambda: _rows(content, delimiter, skipped_lines, settings.max_characters))


def _rows(content: bytes, delimiter: str, skipped_lines: int, longest_cell: int) -> Iterator[SheetRow]:
    table_lines = _Lines(content, longest_cell)
    for _ in range(skipped_lines):
        next(table_lines, None)
    previous_limit, row_number = csv.field_size_limit(longest_cell), 0
    try:
        for row_number, csv_cells in enumerate(csv.reader(table_lines, delimiter=delimiter), 1):
            if table_lines.are_over:
                raise BrokenRow(row_number, UNCLOSED)
            if len(csv_cells) > MOST_COLUMNS:
                raise BrokenRow(row_number, TOO_WIDE)
            yield SheetRow(
                row_number,
                list(map(tidy, csv_cells)),
            )
    except csv.Error as fault:
        raise BrokenRow(row_number + 1, TOO_LONG) from fault
    finally:
        csv.field_size_limit(previous_limit)


class _Lines:
    """The lines of a table; ``are_over`` while a row is unfinished: it waits for a quotation mark."""

    def __init__(self, content: bytes, longest_line: int) -> None:
        self._longest = longest_line
        is_utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        encoding, error_handler = ("utf-16", "replace") if is_utf16 else ("utf-8-sig", "surrogateescape")
        self._lines = io.TextIOWrapper(io.BytesIO(content), encoding=encoding, errors=error_handler, newline="")
        self.are_over = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line_text = self._lines.readline(self._longest + 1)
        if not line_text:
            self.are_over = True
            raise StopIteration
        if len(line_text) > self._longest:
            raise csv.Error
        return line_text if line_text.isascii() and "\0" not in line_text else _repair(line_text)


def _repair(line_text: str) -> str:
    return _STRAY.sub(lambda stray_match: str(CHARACTERS[ord(stray_match[0])]), line_text)
