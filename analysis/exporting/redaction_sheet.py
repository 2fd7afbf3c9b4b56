"""Sheets of proposed redactions: a CSV file in which people say of each passage whether it is withheld or printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from analysis.errors import UnreadableError
from analysis.exporting.formula_guard import guarded, unguarded
from analysis.exporting.sheet_csv import read, written
from analysis.model import RedactionDecision

HEADER = ("Place", "Response", "Kind", "Before", "Passage", "After", "Decision")

DECISIONS = {
    "withhold": RedactionDecision.CONFIRMED,
    "print": RedactionDecision.REJECTED,
    "undecided": RedactionDecision.REOPENED,
}
"""What may stand in the last column; what is left empty is not decided."""

WORDS = {decision: word for word, decision in DECISIONS.items()}


NO_SHEET = "it has no columns Place and Decision; `everypoint redact export` makes such a sheet"


class RedactionRow(NamedTuple):
    """A row of a sheet: the place that a program reads, what a person reads, and what was decided, if anything."""

    place: str
    response: str
    kind: str
    before: str
    passage: str
    after: str
    decision: RedactionDecision | None


def as_sheet(rows: Iterable[RedactionRow]) -> bytes:
    """Return a sheet of proposals as CSV."""
    return written([HEADER, *(_cells(row) for row in rows)])


def _cells(row: RedactionRow) -> list[str]:
    return [*map(guarded, row[:-1]), WORDS[row.decision] if row.decision else ""]


def decided_in(content: bytes, name: str) -> Iterator[tuple[str, RedactionDecision]]:
    """Yield the places of a sheet with what was decided about them; raises UnreadableError for what is no decision."""
    rows = read(content, name)
    header = [cell.strip().lower() for cell in rows[0]] if rows else []
    if "place" not in header or "decision" not in header:
        raise UnreadableError(name, NO_SHEET)
    place_column, decision_column = header.index("place"), header.index("decision")
    for number, row in enumerate(rows[1:], 2):
        cells = row + [""] * len(header)
        decision = cells[decision_column].strip().lower()
        if decision and decision not in DECISIONS:
            raise UnreadableError(name, f"row {number}: expected {', '.join(DECISIONS)} or nothing; found {decision}")
        if decision:
            yield unguarded(cells[place_column]), DECISIONS[decision]
