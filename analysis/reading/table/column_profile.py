"""The profile of a column: how many cells are filled, how often values come again, what they look like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from analysis.reading.table.sheet import SheetRow

MOST_VALUES = 200
"""Different values that are counted; a column with more holds no choices."""

LOOKED_AT = 500
"""Filled cells by whose looks a column is judged."""

SEPARATORS = (";", "|", "\n", ",", ", ")
"""What stands between several choices in one cell: Microsoft Forms, others, spreadsheets, Qualtrics, Google Forms."""


@dataclass(slots=True)
class ValueCounts:
    """Values with their counts, up to a number of different ones; ``over`` where there were more."""

    counts: dict[str, int] = field(default_factory=dict)
    over: bool = False

    def add(self, cell_text: str) -> None:
        """Count a value."""
        if self.over:
            return
        if cell_text in self.counts:
            self.counts[cell_text] += 1
        elif len(self.counts) < MOST_VALUES:
            self.counts[cell_text] = 1
        else:
            self.over, self.counts = True, {}

    def repeated(self) -> float:
        """Return the share of all values that came more than once."""
        value_count = sum(self.counts.values())
        return sum(times for times in self.counts.values() if times > 1) / value_count if value_count else 0.0


@dataclass(slots=True)
class Profile:
    """A profile of one column's cells."""

    filled: int = 0
    longest: int = 0
    values: ValueCounts = field(default_factory=ValueCounts)
    parts: set[str] = field(default_factory=set)
    """The marks of ``SEPARATORS`` that stand in its cells."""
    looked_at: list[str] = field(default_factory=list)

    def add(self, cell_text: str) -> None:
        """Add a cell that is not empty."""
        self.filled += 1
        self.values.add(cell_text)
        if self.filled <= LOOKED_AT:
            self.looked_at.append(cell_text)
            self.longest = max(self.longest, len(cell_text.split()))
            self.parts.update(separator for separator in SEPARATORS if separator in cell_text)

    def share(self, is_kind: Callable[[str], object]) -> float:
        """Return the share of the cells that are of a kind, among those looked at."""
        return (
            sum(1 for cell_text in self.looked_at if is_kind(cell_text)) / len(self.looked_at)
            if self.looked_at
            else 0.0
        )

    @property
    def example(self) -> str:
        """Return a cell's text, cut to a line."""
        example_line = " ".join(self.looked_at[0].split()) if self.looked_at else ""
        return example_line if len(example_line) <= 80 else example_line[:79] + "…"


class RowWidth(NamedTuple):
    """The width of rows: the columns that have names (0: it is not known), and how many cells most rows have."""

    width: int
    usual: int
    is_short: bool = False
    """Whether no row reaches the last column that has a name: a comma may have divided a name."""

    def is_shifted(self, row: SheetRow) -> bool:
        """Return whether a row reaches beyond the columns that have names."""
        return 0 < self.width < len(row.cells) and any(row.cells[self.width :])


class RepeatedId(NamedTuple):
    """An id that comes twice, and the rows in which it does."""

    value: str
    first: int
    second: int


@dataclass(slots=True)
class Ids:
    """A column that may hold ids: in which row each was seen, up to one that comes again."""

    seen: dict[str, int] = field(default_factory=dict)
    again: RepeatedId | None = None

    def add(self, cell_text: str, row_number: int) -> None:
        """Add a cell that is not empty."""
        if self.again:
            return
        first_row = self.seen.setdefault(cell_text, row_number)
        if first_row != row_number:
            self.again = RepeatedId(cell_text, first_row, row_number)
            self.seen.clear()


@dataclass(slots=True)
class Profiles:
    """The profiles of all columns, which grow in number as longer rows come, and the columns that may hold ids.

    Rows that reach beyond ``width`` (0: none does) are counted as ``shifted``; they say nothing of the columns.
    ``last`` is the number of the last row.
    """

    columns: list[Profile] = field(default_factory=list)
    rows: int = 0
    ids: dict[int, Ids] = field(default_factory=dict)
    width: int = 0
    shifted: int = 0
    last: int = 0
    lengths: Counter[int] = field(default_factory=Counter)

    @property
    def shape(self) -> RowWidth:
        """Return how wide the rows are."""
        usual_length = max(self.lengths, key=lambda length: (self.lengths[length], length), default=0)
        return RowWidth(self.width, max(self.width, usual_length), max(self.lengths, default=0) < self.width)

    def add(self, row_number: SheetRow) -> None:
        """Add a row that is not blank."""
        cells, columns, self.last = row_number.cells, self.columns, row_number.number
        if 0 < self.width < len(cells) and any(cells[self.width :]):
            self.shifted += 1
            return
        self.rows += 1
        self.lengths[len(cells)] += 1
        while len(columns) < len(cells):
            columns.append(Profile())
        for position, cell_text in enumerate(cells):
            if cell_text:
                columns[position].add(cell_text)
        for position, id_column in self.ids.items():
            if position < len(cells) and cells[position]:
                id_column.add(cells[position], row_number.number)

    def is_unique(self, position: int) -> bool:
        """Return whether a column that may hold ids is filled in every row, never twice alike."""
        id_column = self.ids.get(position)
        return id_column is not None and id_column.again is None and 0 < self.rows == self.columns[position].filled


LONGEST_CHOICE = 20
"""Words of a choice that a form offers."""

SAME_CHOICES = 0.8
"""Share of answers that somebody else gave, too, from which a column's answers were offered by the form."""
