"""Audit sheets as CSV, as Excel opens them rightly: UTF-8 with its mark, commas, CRLF; read as Excel saves them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from analysis.errors import UnreadableError
from analysis.exporting.audit_sheet import TITLE, AuditSheet, codebook_grid
from analysis.model import Codebook
from analysis.reading.sniff import decode, named_delimiter

DELIMITERS = ",;\t|"
"""Delimiters that programs put between cells; a spreadsheet set to a continental language writes semicolons."""

LONGEST_CELL = 10_000_000
"""Characters; a longer cell is a quotation mark that was never closed."""


def as_csv(sheet: AuditSheet) -> bytes:
    """Return an audit sheet as CSV."""
    return written(sheet.grid)


def codebook_as_csv(codebook: Codebook) -> bytes:
    """Return a codebook as CSV, to lie beside an audit sheet."""
    return written(codebook_grid(codebook))


def written(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as CSV."""
    csv_stream = io.StringIO(newline="")
    csv.writer(csv_stream).writerows(rows)
    return csv_stream.getvalue().encode("utf-8-sig", "backslashreplace")


def read(content: bytes, name: str) -> list[list[str]]:
    """Return all rows of a CSV file, whatever its encoding and delimiter; raises UnreadableError."""
    sheet_text = decode(content)
    if sheet_text is None:
        raise UnreadableError(name, "it is not text; save it from the spreadsheet as CSV, or as .xlsx")
    delimiter_line = named_delimiter(sheet_text)
    # Excel shows no row for a line that names the delimiter.
    body_text = sheet_text.split("\n", 1)[1] if delimiter_line else sheet_text
    return _rows(body_text, delimiter_line or _delimiter(body_text), name)


def _delimiter(text: str) -> str:
    """Return what divides the cells: that which stands after the title, or else what the first line has most of."""
    first_line = text.split("\n", 1)[0]
    following_sign = first_line.lstrip('"').removeprefix(TITLE).lstrip('"')[:1]
    return following_sign if following_sign and following_sign in DELIMITERS else max(DELIMITERS, key=first_line.count)


def _rows(text: str, delimiter: str, name: str) -> list[list[str]]:
    rows: list[list[str]] = []
    previous_limit = csv.field_size_limit(LONGEST_CELL)
    try:
        for row_cells in csv.reader(io.StringIO(text), delimiter=delimiter, strict=True):
            rows.append([cell.strip(" ") for cell in row_cells])
    except csv.Error as error:
        # An open quotation mark would swallow the rows below it, and what they say.
        location_text = (
            f"row {len(rows) + 1}: a quotation mark is not closed, or stands inside a cell where it must be doubled"
        )
        raise UnreadableError(name, f"{location_text}; nothing was imported") from error
    finally:
        csv.field_size_limit(previous_limit)
    return rows
