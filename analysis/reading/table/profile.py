"""The profile of a column: how many cells are filled, how often values come again, what they look like."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from analysis.reading.table.sheet import Row

MOST_VALUES = 200
"""Different values that are counted; a column with more holds no choices."""

LOOKED_AT = 500
"""Filled cells by whose looks a column is judged."""

SEPARATORS = (";", "|", "\n", ", ")
"""What stands between several choices in one cell: Microsoft Forms, others, spreadsheets, Google Forms."""


@dataclass(slots=True)
class Counted:
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
        """The share of all that came more than once."""
        total = sum(self.counts.values())
        return sum(count for count in self.counts.values() if count > 1) / total if total else 0.0


@dataclass(slots=True)
class Profile:
    """What is known of one column's cells."""

    filled: int = 0
    longest: int = 0
    values: Counted = field(default_factory=Counted)
    parts: dict[str, Counted] = field(default_factory=dict)
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
                    self.parts.setdefault(separator, Counted())

    def share(self, kind: Callable[[str], object]) -> float:
        """The share of the cells that are of a kind, by those looked at."""
        return sum(1 for value in self.looked_at if kind(value)) / len(self.looked_at) if self.looked_at else 0.0

    @property
    def example(self) -> str:
        """A cell's text, cut to a line."""
        line = " ".join(self.looked_at[0].split()) if self.looked_at else ""
        return line if len(line) <= 80 else line[:79] + "…"


@dataclass(slots=True)
class Profiles:
    """The profiles of all columns, which grow in number as longer rows come, and the columns that may hold ids."""

    columns: list[Profile] = field(default_factory=list)
    rows: int = 0
    ids: dict[int, set[str]] = field(default_factory=dict)

    def add(self, row: Row) -> None:
        """Take in a row that is not blank."""
        self.rows += 1
        cells, columns = row.cells, self.columns
        while len(columns) < len(cells):
            columns.append(Profile())
        for position, cell in enumerate(cells):
            if cell:
                columns[position].add(cell)
        for position, seen in self.ids.items():
            if position < len(cells) and cells[position]:
                seen.add(cells[position])

    def is_unique(self, position: int) -> bool:
        """Whether a column that may hold ids is filled in every row, never twice alike."""
        return self.rows > 0 and len(self.ids.get(position, ())) == self.rows == self.columns[position].filled


def choices(value: str, separator: str) -> list[str]:
    """The choices in one cell.

    >>> choices("Cost;Care;", ";")
    ['Cost', 'Care']
    """
    return [choice for part in value.split(separator) if (choice := part.strip())]


def separator_of(profile: Profile) -> str | None:
    """What divides the choices in a column's cells: with it the same few values come again and again."""
    if profile.values.over and not profile.parts:
        return None
    for separator in SEPARATORS:
        if separator in profile.parts and _divides(profile.looked_at, separator):
            return separator
    return None


def _divides(values: Sequence[str], separator: str) -> bool:
    counted = Counted()
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
