"""A sheet: the rows of a table as text, whatever kind of file they come from, and what stays out of sight in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple

from analysis.reading.sniff import CHARACTERS

HIDDEN_SHEET = "the sheet is hidden in the spreadsheet; show it and add the file again if it holds responses"
DAMAGED_BELOW = "and nothing from this row down was read; mend the file and add it again"

_ODD = re.compile(f"[{''.join(map(chr, CHARACTERS))}]")
"""Characters to be replaced; to look for them first is faster than to replace none."""


_TAG = re.compile(r"\s*</?(?:br|p|div)\b[^<>]{0,200}>\s*", re.IGNORECASE)
_MARKED_UP = re.compile(
    rf"{_TAG.pattern}|&(?:amp|quot|lt|gt|nbsp|[lr][sd]quo|[nm]dash|hellip|pound|#\d{{2,5}});", re.IGNORECASE
)
"""What web forms leave in a text that somebody typed: the ends of its lines, and signs spelt out."""


class SheetRow(NamedTuple):
    """A row as the spreadsheet numbers it; its cells are text without white space around it."""

    number: int
    cells: list[str]


class BrokenRow(Exception):
    """A row from which on the cells of a table cannot be told apart; the message is the reason."""

    def __init__(self, row_number: int, reason: str) -> None:
        """Keep the row's number beside the reason."""
        super().__init__(reason)
        self.number, self.reason = row_number, reason


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table; ``rows`` begins anew at each call, because a table is gone through twice.

    ``hidden_rows`` and ``hidden_columns`` (from 0) are those that whoever opens the spreadsheet does not see.
    """

    rows: Callable[[], Iterator[SheetRow]]
    name: str | None = None
    hidden_rows: frozenset[int] = field(default_factory=frozenset)
    hidden_columns: frozenset[int] = field(default_factory=frozenset)
    is_hidden: bool = False
    """Whether the spreadsheet does not show the sheet at all."""
    warnings: tuple[str, ...] = ()
    """What was done to it, for whoever checks how it is read."""
    beside: tuple[str, ...] = ()
    """What stands around the table, in a document that holds it."""


def tidy(cell_text: str) -> str:
    """Return a cell's text without white space around it, with one kind of line end and no bytes that are none of
    text."""
    cell_text = cell_text.strip()
    if ("<" in cell_text or "&" in cell_text) and _MARKED_UP.search(cell_text):
        cell_text = unescape(_TAG.sub("\n", cell_text)).replace("\u00a0", " ").strip()
    if cell_text.isprintable():
        return cell_text
    cell_text = cell_text.replace("\r\n", "\n")
    return cell_text.translate(CHARACTERS).strip() if _ODD.search(cell_text) else cell_text


def column_letters(position: int) -> str:
    """Return a column as spreadsheets call it.

    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    letters = ""
    position += 1
    while position:
        position, letter_index = divmod(position - 1, 26)
        letters = chr(ord("A") + letter_index) + letters
    return letters


def is_blank(sheet_row: SheetRow) -> bool:
    """Return whether a row holds nothing."""
    return not any(sheet_row.cells)
