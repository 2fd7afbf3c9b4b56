"""The profile of a column: how many cells are filled, how often values come again, what they look like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from analysis.reading.table.sheet import SheetRow

MOST_VALUES = 200
"""Different values that are counted; a column with more holds no choices."""

LOOKED_AT = 500
"""Filled cells by whose looks a column is judged."""

SEPARATORS = (";", "|", "\n", ", ")
"""What stands between several choices in one cell: Microsoft Forms, others, spreadsheets, Google Forms."""


@dataclass(slots=True)
class ValueCounts:
    """Values with their counts, up to a number of different ones; ``over`` where there were more."""

    counts: dict[str, int] = field(default_factory=dict)
    over: bool = False

    def add(self, value: str) -> None:
        """Count a value."""
        if self.over:
            return
        if value in self.counts:
            self.counts[value] += 1
        elif len(self.counts) < MOST_VALUES:
            self.counts[value] = 1
        else:
            self.over, self.counts = True, {}

    def repeated(self) -> float:
        """Return the share of all that came more than once."""
        total = sum(self.counts.values())
        return sum(count for count in self.counts.values() if count > 1) / total if total else 0.0


@dataclass(slots=True)
class Profile:
    """A profile of one column's cells."""

    filled: int = 0
    longest: int = 0
    values: ValueCounts = field(default_factory=ValueCounts)
    parts: dict[str, ValueCounts] = field(default_factory=dict)
    looked_at: list[str] = field(default_factory=list)

    def add(self, value: str) -> None:
        """Take in a cell that is not empty."""
        self.filled += 1
        self.values.add(value)
        if self.filled <= LOOKED_AT:
            self.looked_at.append(value)
            self.longest = max(self.longest, len(value.split()))
            for separator in SEPARATORS:
                if separator in value:
                    self.parts.setdefault(separator, ValueCounts())

    def share(self, kind: Callable[[str], object]) -> float:
        """Return the share of the cells that are of a kind, by those looked at."""
        return sum(1 for value in self.looked_at if kind(value)) / len(self.looked_at) if self.looked_at else 0.0

    @property
    def example(self) -> str:
        """Return a cell's text, cut to a line."""
        line = " ".join(self.looked_at[0].split()) if self.looked_at else ""
        return line if len(line) <= 80 else line[:79] + "…"


class Shape(NamedTuple):
    """The width of rows: the columns that have names (0: it is not known), and how many cells most rows have."""

    width: int
    usual: int
    is_short: bool = False
    """Whether no row reaches the last column that has a name: a comma may have divided a name."""

    def is_shifted(self, row: SheetRow) -> bool:
        """Return whether a row reaches beyond the columns that have names."""
        return 0 < self.width < len(row.cells) and any(row.cells[self.width :])


class Again(NamedTuple):
    """An id that comes twice, and the rows in which it does."""

    value: str
    first: int
    second: int


@dataclass(slots=True)
class Ids:
    """A column that may hold ids: in which row each was seen, up to one that comes again."""

    seen: dict[str, int] = field(default_factory=dict)
    again: Again | None = None

    def add(self, value: str, row: int) -> None:
        """Take in a cell that is not empty."""
        if self.again:
            return
        first = self.seen.setdefault(value, row)
        if first != row:
            self.again = Again(value, first, row)
            self.seen.clear()


@dataclass(slots=True)
class Profiles:
    """The profiles of all columns, which grow in number as longer rows come, and the columns that may hold ids.

    Rows that reach beyond ``width`` (0: none does) are counted as ``shifted``; they say nothing of the columns.
    """

    columns: list[Profile] = field(default_factory=list)
    rows: int = 0
    ids: dict[int, Ids] = field(default_factory=dict)
    width: int = 0
    shifted: int = 0
    lengths: Counter[int] = field(default_factory=Counter)

    @property
    def shape(self) -> Shape:
        """Return how wide the rows are."""
        usual = max(self.lengths, key=lambda length: (self.lengths[length], length), default=0)
        return Shape(self.width, max(self.width, usual), max(self.lengths, default=0) < self.width)

    def add(self, row: SheetRow) -> None:
        """Take in a row that is not blank."""
        cells, columns = row.cells, self.columns
        if 0 < self.width < len(cells) and any(cells[self.width :]):
            self.shifted += 1
            return
        self.rows += 1
        self.lengths[len(cells)] += 1
        while len(columns) < len(cells):
            columns.append(Profile())
        for position, cell in enumerate(cells):
            if cell:
                columns[position].add(cell)
        for position, ids in self.ids.items():
            if position < len(cells) and cells[position]:
                ids.add(cells[position], row.number)

    def is_unique(self, position: int) -> bool:
        """Return whether a column that may hold ids is filled in every row, never twice alike."""
        ids = self.ids.get(position)
        return ids is not None and ids.again is None and 0 < self.rows == self.columns[position].filled


def choices(value: str, separator: str) -> list[str]:
    """Return the choices in one cell.

    >>> choices("Cost;Care;", ";")
    ['Cost', 'Care']
    """
    return [choice for part in value.split(separator) if (choice := part.strip())]


def separator_of(profile: Profile) -> str | None:
    """Return what divides the choices in a column's cells: with it the same few values come again and again."""
    if profile.values.over and not profile.parts:
        return None
    for separator in SEPARATORS:
        if separator in profile.parts and _divides(profile.looked_at, separator):
            return separator
    return None


def _divides(values: Sequence[str], separator: str) -> bool:
    counted = ValueCounts()
    for value in values:
        for choice in choices(value, separator):
            counted.add(choice)
    whole = len(set(values))
    short = all(len(choice.split()) <= LONGEST_CHOICE for choice in counted.counts)
    fewer = len(counted.counts) < whole or (separator == ";" and all(v.endswith(";") for v in values))
    return not counted.over and short and fewer and counted.repeated() >= SAME_CHOICES


LONGEST_CHOICE = 20
"""Words of a choice that a form offers."""

SAME_CHOICES = 0.8
"""Share of answers that somebody else gave, too, from which a column's answers were offered by the form."""
