"""Export tables: what leaves as a sheet, a CSV file or a list of JSON, with the words that explain it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")

ExportCell = str | int | float | date | None
"""A value in a table; None where there is none."""


FIGURE_WIDTH = 12
"""Characters across a column of numbers, flags or dates."""


class CellKind(StrEnum):
    """The kinds of value that a column holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    FLAG = "0 or 1"
    KNOWN_FLAG = "0, 1, or empty"


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """A column: its name in plain words, what it means, and its width in characters."""

    name: str
    meaning: str
    kind: CellKind = CellKind.TEXT
    width: int = 14


@dataclass(frozen=True, slots=True)
class ExportField(Generic[T]):
    """A column with the function that finds its value in an item."""

    column: ExportColumn
    value: Callable[[T], ExportCell]


def text(name: str, meaning: str, value: Callable[[T], str | None], width: int = 14) -> ExportField[T]:
    """Return a column of texts."""
    return ExportField(ExportColumn(name, meaning, CellKind.TEXT, width), value)


def number(name: str, meaning: str, value: Callable[[T], float | None]) -> ExportField[T]:
    """Return a column of numbers."""
    return ExportField(ExportColumn(name, meaning, CellKind.NUMBER, FIGURE_WIDTH), value)


def flag(name: str, meaning: str, value: Callable[[T], bool]) -> ExportField[T]:
    """Return a column of 1 for yes and 0 for no."""
    return ExportField(ExportColumn(name, meaning, CellKind.FLAG, FIGURE_WIDTH), lambda item: int(value(item)))


def flag_if_known(name: str, meaning: str, value: Callable[[T], bool | None]) -> ExportField[T]:
    """Return a column of 1 for yes, 0 for no, and nothing where it is not known."""

    def cell(item: T) -> ExportCell:
        known = value(item)
        return None if known is None else int(known)

    return ExportField(ExportColumn(name, meaning, CellKind.KNOWN_FLAG, FIGURE_WIDTH), cell)


def day(name: str, meaning: str, value: Callable[[T], date | None]) -> ExportField[T]:
    """Return a column of dates."""
    return ExportField(ExportColumn(name, meaning, CellKind.DATE, FIGURE_WIDTH), value)


@dataclass(frozen=True, slots=True)
class TableNotes:
    """What a reader must know of a table: what a row is, of which base it is, how it was made, and its caveat."""

    holds: str
    base: str
    made: str
    caveat: str = ""


@dataclass(frozen=True, slots=True)
class ExportTable:
    """A tidy table: one header row, a row an item; the first column names the item."""

    name: str
    notes: TableNotes
    columns: tuple[ExportColumn, ...]
    rows: tuple[tuple[ExportCell, ...], ...]

    @property
    def stem(self) -> str:
        """Return the table's name as it is written in file names and JSON."""
        return self.name.lower().replace(" ", "-")


def table_of(name: str, notes: TableNotes, fields: Sequence[ExportField[T]], items: Iterable[T]) -> ExportTable:
    """Return a table with a row for each item."""
    rows = tuple(tuple(field.value(item) for field in fields) for item in items)
    return ExportTable(name, notes, tuple(field.column for field in fields), rows)
