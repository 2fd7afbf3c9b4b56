"""Checking: what holds after a report, and the name of each kind of damage."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.app import publish
from analysis.app.admin import verify_workspace
from analysis.app.context import AppContext
from analysis.app.ingest import ingest
from analysis.errors import (
    EverypointError,
)
from analysis.model import Evidence
from tests.app.three_documents import edit, manifest, open_workspace, tree
from tests.builders import (
    CONSULTATION,
    make_coding,
    person,
)


def test_everything_holds_after_a_report(reported: AppContext) -> None:
    assert verify_workspace.check(reported) == [
        "3 sources, 3 responses, 7 points: every character is accounted for",
        f"{reported.store.chain().records} records, each as it was appended",
        "3 sources as they came",
        "0 segmentations by hand, of whole texts",
        "10 codings with evidence inside their points",
        "the report is the one that its manifest describes",
    ]


def test_before_a_report_everything_waits_and_nothing_is_written(app: AppContext) -> None:
    before = tree(app.workspace.root)
    assert verify_workspace.check(app)[1:] == [
        "nothing has been recorded yet",
        "0 sources as they came; 3 not taken in yet",
        "0 segmentations by hand, of whole texts",
        "0 codings with evidence inside their points",
        "no report has been made yet",
    ]
    assert tree(app.workspace.root) == before


def test_a_new_response_or_codebook_makes_the_report_old_and_not_wrong(reported: AppContext) -> None:
    edit(reported, "new.txt", "1. New.\n")
    held = verify_workspace.check(reported)
    assert held[2] == "3 sources as they came; 1 not taken in yet"
    assert held[-1].endswith("; the responses or the codebook have changed since: `everypoint report` makes it again")
    (reported.workspace.responses / "new.txt").unlink()
    edit(reported, "consultation.toml", CONSULTATION.replace('"cost", ', ""))
    assert "have changed since" in verify_workspace.check(reported)[-1]


def append(path: Path, content: bytes) -> None:
    path.write_bytes(path.read_bytes() + content)


def tamper(root: Path, statement: str) -> None:
    """Change the store behind the tool's back."""
    with sqlite3.connect(root / ".everypoint/everypoint.sqlite3") as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {name}")
        assert database.execute(statement).rowcount
    database.close()


def say(root: Path) -> None:
    """Append what a person says of a point."""
    app = open_workspace(root)
    app.store.append([make_coding(next(ingest.find(app, "letter.txt").points).key, by=person("ann"))])


def kept(root: Path, is_table: bool) -> list[Path]:
    """Return the files of the sources' bytes, or those of the machine's codings."""
    numbers = sqlite3.connect(root / ".everypoint/everypoint.sqlite3")
    tables = {sha256 for (sha256,) in numbers.execute("SELECT sha256 FROM coding_table")}
    numbers.close()
    return [path for path in (root / ".everypoint/sources").iterdir() if (path.name in tables) == is_table]


def misquote(root: Path) -> None:
    """Append a coding that quotes text outside its point."""
    app = open_workspace(root)
    coding = app.store.codings_of(next(ingest.find(app, "letter.txt").points).key)[0]
    app.store.append([replace(coding, evidence=(Evidence("funding", 0, 9999, 1.0),))])


FIRST = "seq = (SELECT min(seq) FROM coding)"

DAMAGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "edited source": (
        lambda root: append(root / "responses/letter.txt", b"\n4. More.\n"),
        "letter.txt has changed since it was taken in; `everypoint report` takes in the change",
    ),
    "missing source": (
        lambda root: (root / "responses/notes.md").unlink(),
        "notes.md: it was included and is no longer in responses/; put it back, under its own name if it was renamed, "
        "or `everypoint erase` it",
    ),
    "damaged kept bytes": (
        lambda root: [append(path, b"x") for path in kept(root, is_table=False)],
        "letter.txt: the bytes kept of it are missing or damaged; restore them from a backup",
    ),
    "missing kept bytes": (
        lambda root: [path.unlink() for path in kept(root, is_table=False)],
        "letter.txt: the bytes kept of it are missing or damaged; restore them from a backup",
    ),
    "damaged codings": (
        lambda root: [append(path, b"x") for path in kept(root, is_table=True)],
        ", has been changed; restore .everypoint from a backup",
    ),
    "missing codings": (
        lambda root: [path.unlink() for path in kept(root, is_table=True)],
        ", is missing; restore .everypoint from a backup",
    ),
    "missing store": (
        lambda root: (root / ".everypoint/everypoint.sqlite3").unlink(),
        "restore it from a backup. If the store is on a server, set EVERYPOINT_DATABASE.",
    ),
    "edited coding": (
        lambda root: say(root) or tamper(root, f"UPDATE coding SET memo = 'x' WHERE {FIRST}"),
        "(coding) has been changed: it is about letter.txt; restore the store from a backup",
    ),
    "removed coding": (
        lambda root: say(root) or tamper(root, f"DELETE FROM coding WHERE {FIRST}"),
        "(coding) has been removed; restore the store from a backup",
    ),
    "cut short": (
        lambda root: tamper(root, "DELETE FROM record WHERE seq > (SELECT max(seq) FROM coding_table)"),
        "are missing at the end; restore the store from a backup",
    ),
    "evidence outside its point": (misquote, "a coding of letter.txt by machine quotes text outside its point"),
    "edited report": (
        lambda root: append(root / "reports/report.html", b"<!-- better -->"),
        "report.html is not the report that its manifest describes; `everypoint report` makes it again",
    ),
    "missing report": (
        lambda root: (root / "reports/report.html").unlink(),
        "report.html is missing or damaged; `everypoint report` makes it again",
    ),
    "missing manifest": (
        lambda root: (root / "reports/report.manifest.json").unlink(),
        "report.manifest.json is missing or damaged; `everypoint report` makes it again",
    ),
    "manifest of something else": (
        lambda root: (root / "reports/report.manifest.json").write_text("[1]", encoding="utf-8"),
        "report.manifest.json is missing or damaged; `everypoint report` makes it again",
    ),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_damage_is_named(reported: AppContext, kind: str) -> None:
    damage, told = DAMAGE[kind]
    damage(reported.workspace.root)
    with pytest.raises(EverypointError) as caught:
        verify_workspace.check(open_workspace(reported.workspace.root))
    assert str(caught.value).endswith(told)


@pytest.mark.parametrize("kind", ["edited source", "edited report", "missing report", "missing manifest"])
def test_what_a_report_can_mend_it_mends(reported: AppContext, kind: str) -> None:
    DAMAGE[kind][0](reported.workspace.root)
    assert publish.report(open_workspace(reported.workspace.root)).changed
    assert verify_workspace.check(open_workspace(reported.workspace.root))


def test_a_manifest_that_somebody_kept_remembers_the_chain_too(reported: AppContext) -> None:
    kept = reported.workspace.reports / "march.manifest.json"
    told = {**manifest(reported), "head": "0" * 64}
    kept.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(EverypointError, match="is not the one that an earlier report was made with"):
        verify_workspace.check(reported)
    kept.write_text(json.dumps({**told, "store": "f" * 64}), encoding="utf-8")
    assert verify_workspace.check(reported), "a report of another store is none of ours"
