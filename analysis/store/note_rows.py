"""Rows of what people note on responses and points."""

from __future__ import annotations

from sqlalchemy import Connection

from analysis.model import Note, PointKey
from analysis.store.append import Row, append
from analysis.store.queries import timed_rows
from analysis.store.repository import Repository, reads, writes
from analysis.store.schema import NOTE


class NoteRepository(Repository):
    """The notes."""

    @writes
    def add_note(self, connection: Connection, note: Note) -> int:
        """Append a note and return its number."""
        row: Row = {
            "document": note.point.document,
            "start": note.point.start,
            "end": note.point.end,
            "text": note.text_sha256,
            "replaces": note.replaces,
            "words": note.words,
            "who": note.who,
        }
        return append(connection, NOTE, [row], note.time)[0]

    @reads
    def notes(self, connection: Connection) -> dict[str, tuple[Note, ...]]:
        """Return the notes that stand by their response, in the order in which they were first written."""
        notes: dict[int, Note] = {}
        first_of: dict[int, int] = {}
        for row in timed_rows(connection, NOTE):
            number, replaces = row["seq"], row["replaces"]
            first = first_of[number] = first_of.get(replaces, number)
            place = PointKey(row["document"], row["start"], row["end"])
            notes[first] = Note(place, row["text"], row["words"], row["who"], row["time"], number, replaces)
        by_document: dict[str, list[Note]] = {}
        for note in notes.values():
            if note.words:
                by_document.setdefault(note.point.document, []).append(note)
        return {document: tuple(document_notes) for document, document_notes in by_document.items()}
