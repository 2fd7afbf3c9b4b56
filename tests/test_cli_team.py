"""The commands `notes …` and `batches …`: what they list, and what they record."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from analysis import cli
from analysis.app.audit.draw_audit import DrawRequest, draw_audit
from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.context import AppContext
from analysis.app.snapshot.taking import take
from analysis.model import Coder
from analysis.workspace import Workspace
from tests.builders import Clock, make_workspace

CUTS = "The budget of the library has been cut and cut again for five years now."
COST = "Nobody has told us what the opening on a Sunday is going to cost in money."


@pytest.fixture
def app(tmp_path: Path) -> AppContext:
    files = {"a.txt": f"{CUTS}\n", "b.txt": f"{COST}\n"}
    app = AppContext(Workspace(make_workspace(tmp_path / "work", files)), clock=Clock())
    take_in_and_code(app)
    return app


def everypoint(app: AppContext, *arguments: str, status: int = 0) -> Result:
    result = CliRunner().invoke(cli.app, [*arguments, "--workspace", str(app.workspace.root)])
    assert result.exit_code == status, result.output
    return result


def notes(app: AppContext, *arguments: str) -> list[dict[str, Any]]:
    return list(json.loads(everypoint(app, "notes", "list", *arguments, "--json").stdout)["notes"])


def test_notes_are_added_listed_changed_and_deleted(app: AppContext) -> None:
    assert "There are no notes here" in everypoint(app, "notes", "list", "--by", "Ann").stdout
    everypoint(app, "notes", "add", "R1.1", "Ask them why.", "--by", "Ann")
    everypoint(app, "notes", "add", "b.txt", "An angry letter.", "--by", "Bo")
    assert [(one["place"], one["words"]) for one in notes(app, "R1.1", "--by", "Ann")] == [("R1.1", "Ask them why.")]
    ann, bo = sorted(notes(app, "--by", "Ann"), key=lambda note: str(note["who"]))
    assert (
        "somebody else wrote it"
        in everypoint(app, "notes", "change", str(bo["number"]), "Mine.", "--by", "Ann", status=1).output
    )
    everypoint(app, "notes", "change", str(ann["number"]), "They were asked.", "--by", "Ann")
    (changed,) = notes(app, "R1.1", "--by", "Ann")
    assert changed["words"] == "They were asked."
    everypoint(app, "notes", "delete", str(changed["number"]), "--by", "Ann")
    assert [one["place"] for one in notes(app, "--by", "Ann")] == ["b.txt"]
    assert "no note of this number" in everypoint(app, "notes", "delete", "9999", status=1).output


def test_a_note_that_is_read_is_recorded_as_seen_and_kept_from_a_blind_sample(app: AppContext) -> None:
    everypoint(app, "notes", "add", "a.txt", "Surely funding.", "--by", "Bo")
    (point,) = (point for point in take(app).digests if point.document == "a.txt")
    assert point not in take(app).blinding.seen_by(Coder.person("Ann"))
    assert len(notes(app, "--by", "Ann")) == 1
    assert point in take(app).blinding.seen_by(Coder.person("Ann"))
    draw_audit(app, DrawRequest(2), Coder.person("Cy"))
    assert notes(app, "--by", "Cy") == []


def test_points_are_assigned_and_reassigned(app: AppContext) -> None:
    assert "No points have been assigned" in everypoint(app, "batches", "list").stdout
    given = everypoint(app, "batches", "assign", "--to", "Ann Lee", "--to", "Bo", "--name", "All", "--by", "Cy")
    assert given.stdout == "2 points assigned, as the batch “All”.\n"
    assert "Ann Lee: 0 of 1" in everypoint(app, "batches", "list").stdout
    moved = everypoint(app, "batches", "reassign", "All", "--from", "Bo", "--to", "Ann Lee")
    assert moved.stdout.startswith("1 point of “All” reassigned")
    (batch,) = json.loads(everypoint(app, "batches", "list", "--json").stdout)["batches"]
    assert batch["shares"] == [{"name": "Ann Lee", "total": 2, "done": 0}]
    few = json.loads(everypoint(app, "batches", "assign", "--to", "Ann", "--find", "budget", "--json").stdout)
    assert few == {"batch": "Points", "points": 1}
    nothing = everypoint(app, "batches", "assign", "--to", "Ann", "--response", "c.txt", status=1)
    assert "There is no response “c.txt”. There is: a.txt, b.txt" in nothing.output


def test_the_version_is_told() -> None:
    assert CliRunner().invoke(cli.app, ["--version"]).stdout.startswith("everypoint 0.")
