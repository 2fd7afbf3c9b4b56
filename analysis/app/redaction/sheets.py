"""Sheets of proposed redactions: written for people to fill in, and read again as their decisions."""

from __future__ import annotations

from pathlib import Path

from analysis.app.context import AppContext
from analysis.app.redaction.decisions import decide, place_of
from analysis.app.redaction.proposals import OPEN, ProposedRedaction, proposed, select
from analysis.app.snapshot.snapshot import Snapshot
from analysis.errors import OutputError
from analysis.exporting.redaction_sheet import RedactionRow, as_sheet, decided_in
from analysis.model import RedactionDecision
from analysis.workspace import read_file, write_together


def write_sheet(app: AppContext, snapshot: Snapshot, file: Path, kind: str, state: str) -> int:
    """Write the proposals of a kind and state into a CSV file, and return how many there are.

    Raises OutputError where it would be read as a response, or lie among what is public.
    """
    place = file.resolve()
    for folder in (app.workspace.responses, app.workspace.reports):
        if place.is_relative_to(folder.resolve()):
            raise OutputError(f"{file} holds personal data; name a file outside {folder.name}/")
    rows = list(select(proposed(snapshot), kind, state, ""))
    write_together({file: as_sheet(map(_sheet_row, rows))})
    return len(rows)


def _sheet_row(row: ProposedRedaction) -> RedactionRow:
    decided = None if row.state == OPEN else RedactionDecision(row.state)
    response = f"{row.number} {row.respondent or row.document}"
    return RedactionRow(row.place, response, row.kind.value, row.before, row.words, row.after, decided)


def read_sheet(app: AppContext, snapshot: Snapshot, file: Path, who: str) -> int:
    """Record what a sheet says, all or nothing, and return how many decisions are new; raises UnreadableError."""
    decisions: dict[RedactionDecision, list[str]] = {}
    for place, decision in decided_in(read_file(file), file.name):
        decisions.setdefault(decision, []).append(place)
    places = {decision: [place_of(written) for written in all_written] for decision, all_written in decisions.items()}
    return sum(decide(app, snapshot, decided, decision, who) for decision, decided in places.items())
