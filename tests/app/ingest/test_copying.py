"""Copying: files come in together, and one that cannot be written keeps no other out."""

from __future__ import annotations

from pathlib import Path

from analysis.app.context import AppContext
from analysis.app.ingest.copying import ToCopy, copied
from analysis.app.ingest.ingest import described, reading_of
from analysis.app.ingest.pipeline import Copied
from analysis.app.use_case_results import Added
from analysis.workspace import Workspace
from tests.builders import LETTER, make_workspace


def test_files_that_cannot_be_written_keep_no_other_out(tmp_path: Path) -> None:
    root, incoming = tmp_path / "work", tmp_path / "incoming"
    make_workspace(root, {"here.txt": LETTER})
    incoming.mkdir()
    for name in ("a.txt", "b.txt", "here.txt"):
        (incoming / name).write_text(f"{LETTER}\n{name}\n", encoding="utf-8")
    app = AppContext(Workspace(root))
    names = {
        "a.txt": "a.txt",
        "here.txt/inner.txt": "b.txt",
        "A.TXT": "b.txt",
        "here.txt": "here.txt",
        "gone.txt": "gone.txt",
    }
    files = [ToCopy(incoming / source, name) for name, source in names.items()]
    became = list(copied(app, reading_of(app, described(app)[0]), files))
    assert became[0] == Copied("a.txt", True)
    assert became[2] == Copied("A.TXT", True) or (tmp_path / "WORK").exists()
    refused = {one.name: one.reason or "" for one in became if isinstance(one, Added)}
    assert list(refused) == ["here.txt/inner.txt", "here.txt", "gone.txt"]
    assert "is a file, not a folder" in refused["here.txt/inner.txt"]
    assert "a document of this name" in refused["here.txt"]
    assert (root / "responses/a.txt").read_bytes() == (incoming / "a.txt").read_bytes()
    assert (root / "responses/here.txt").read_text(encoding="utf-8") == LETTER
