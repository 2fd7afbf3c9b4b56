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
"""What programs put between cells; a spreadsheet set to a continental language writes semicolons."""

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
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig", "backslashreplace")


def read(content: bytes, name: str) -> list[list[str]]:
    """Return all rows of a CSV file, whatever its encoding and delimiter; raises UnreadableError."""
    text = decode(content)
    if text is None:
        raise UnreadableError(name, "it is not text; save it from the spreadsheet as CSV, or as .xlsx")
    named = named_delimiter(text)
    # Excel shows no row for a line that names the delimiter.
    body = text.split("\n", 1)[1] if named else text
    return _rows(body, named or _delimiter(body), name)


def _delimiter(text: str) -> str:
    """Return what divides the cells: that which stands after the title, or else what the first line has most of."""
    first = text.split("\n", 1)[0]
    after = first.lstrip('"').removeprefix(TITLE).lstrip('"')[:1]
    return after if after and after in DELIMITERS else max(DELIMITERS, key=first.count)


def _rows(text: str, delimiter: str, name: str) -> list[list[str]]:
    rows: list[list[str]] = []
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        for cells in csv.reader(io.StringIO(text), delimiter=delimiter, strict=True):
            rows.append([cell.strip(" ") for cell in cells])
    except csv.Error as error:
        # An open quotation mark would swallow the rows below it, and what they say.
        where = f"row {len(rows) + 1}: a quotation mark is not closed, or stands inside a cell where it must be doubled"
        raise UnreadableError(name, f"{where}; nothing was imported") from error
    finally:
        csv.field_size_limit(before)
    return rows
