"""Sealed files: what lies beside the store is believed only with the store's own seal."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from pydantic import TypeAdapter

from analysis.app.context import AppContext
from analysis.app.ingest.ingest import take_in
from analysis.app.sealed_file import Sealed, SealedFile
from analysis.workspace import create


@dataclass(frozen=True, slots=True)
class Note(Sealed):
    """Something to keep."""

    record: int
    words: str


NOTES = SealedFile("note.json", TypeAdapter(Note), attrgetter("record"))


def test_what_is_kept_is_believed_until_somebody_else_writes_it(tmp_path: Path) -> None:
    app = AppContext(create(tmp_path / "workspace"))
    (app.workspace.responses / "letter.txt").write_text("We object to the bypass.", encoding="utf-8")
    take_in(app)
    assert NOTES.load(app) is None
    NOTES.keep(app, Note(app.store.chain().records, "ours"))
    kept = NOTES.load(app)
    assert kept is not None
    assert kept.words == "ours"
    path = app.workspace.state / "note.json"
    path.write_bytes(path.read_bytes().replace(b"ours", b"hers"))
    assert NOTES.load(app) is None
    path.write_bytes(b"{")
    assert NOTES.load(app) is None
