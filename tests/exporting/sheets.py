"""An audit sheet of a few points, and what a person writes into it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from analysis.exporting import AuditRow, AuditSheet
from analysis.exporting.audit_sheet import CANNOT_TELL, MEMO, NONE
from analysis.model import CodingMode, Point
from tests.builders import CODEBOOK

FUNDING, SAFETY = "funding: Funding", "safety: Safety"

POINTS = (
    Point("a.txt", 0, 12, "1", ("About money",), "Q1"),
    Point("=cmd.txt", 20, 40, "-2", page=3),
    Point("c.txt", 5, 9, "¶3"),
)
WORDS = ("Money is short.", '=HYPERLINK("http://example.org")', "Two lines,\nand a “quotation”; £5")


def sheet(mode: CodingMode = CodingMode.BLIND) -> AuditSheet:
    said = "funding (0.81)" if mode is CodingMode.ASSISTED else None
    rows = tuple(AuditRow(point, words, suggestion=said) for point, words in zip(POINTS, WORDS, strict=True))
    return AuditSheet(mode, "Ann Lee", CODEBOOK, rows)


def table(content: bytes, delimiter: str = ",", encoding: str = "utf-8-sig") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(encoding), newline=""), delimiter=delimiter))


def as_bytes(rows: Sequence[Sequence[str]], delimiter: str = ",", encoding: str = "utf-8-sig") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding, "replace")


def fill(rows: list[list[str]], *filled: Mapping[str, str]) -> list[list[str]]:
    """The rows with these cells written into the rows below the header, by the names of their columns."""
    header = rows[1]
    for row, cells in zip(rows[2:], filled, strict=False):
        for name, text in cells.items():
            row[header.index(name)] = text
    return rows


__all__ = ["CANNOT_TELL", "FUNDING", "MEMO", "NONE", "POINTS", "SAFETY", "WORDS", "as_bytes", "fill", "sheet", "table"]
