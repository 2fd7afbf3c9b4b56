"""The table of the team's notes on responses and points; it stands in the team's own exports alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from analysis.exporting.export_content import ExportContent, ExportedPoint
from analysis.exporting.export_table import ExportField, ExportTable, TableNotes, day, table_of, text
from analysis.model import Note, PointKey
from analysis.model.notes import WHOLE


@dataclass(frozen=True, slots=True)
class _Noted:
    response: str
    point: str | None
    note: Note


def note_table(content: ExportContent, points: Sequence[ExportedPoint], caveat: str) -> ExportTable:
    """Return a row for each note that stands."""
    fields: list[ExportField[_Noted]] = [
        text("Response", "The response that it is on", lambda one: one.response, 10),
        text(
            "Point", "The point that it is on; empty where it is on the response as a whole", lambda one: one.point, 16
        ),
        text("Note", "What is noted", lambda one: one.note.words, 80),
        text("Written by", "Whose note it is", lambda one: one.note.who, 18),
        day("Day", "The day on which it was recorded", lambda one: date.fromisoformat(one.note.time[:10])),
    ]
    notes = TableNotes(
        "A row for each note of the team on a response or a point.",
        "All notes that stand, in the order of the responses.",
        "Written by people; no note is ever in the report.",
        caveat,
    )
    return table_of("Notes", notes, fields, _noted(content, points))


def _noted(content: ExportContent, points: Sequence[ExportedPoint]) -> Iterator[_Noted]:
    if content.team is None:
        return
    notes = content.team.notes
    points_of: dict[str, list[ExportedPoint]] = {}
    for one in points:
        points_of.setdefault(one.view.number, []).append(one)
    for view, response in zip(content.report.responses, content.team.responses, strict=True):
        whole = notes.get(PointKey(response.document.name, *WHOLE), ())
        yield from (_Noted(view.number, None, note) for note in whole)
        for one in points_of.get(view.number, ()):
            if one.point:
                yield from (_Noted(view.number, one.name, note) for note in notes.get(one.point.key, ()))
