"""Numbers of responses: what a report has called one stays its own, whatever comes and goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.app import publish
from analysis.app.admin import erasure, verify_workspace
from analysis.app.admin.taking_out import put_back, take_out
from analysis.app.context import AppContext
from analysis.app.ingest.ingest import add, take_in
from analysis.app.ingest.respondent_edits import describe
from analysis.app.snapshot.status import brief_status
from analysis.app.snapshot.taking import take
from analysis.model import Publish, Respondent
from analysis.workspace import Workspace
from tests.builders import LETTER, Clock, make_workspace, person

NAMES = ("b.txt", "c.txt", "d.txt")


@pytest.fixture
def app(tmp_path: Path) -> AppContext:
    files = {name: f"The library of {name[0]} must stay.\n" for name in NAMES}
    return AppContext(Workspace(make_workspace(tmp_path, files)), clock=Clock())


def labels(app: AppContext) -> dict[str, str]:
    return take_in(app, keep=False).labels


def test_the_reason_why_a_response_is_out_does_not_name_its_respondent(app: AppContext) -> None:
    describe(app, "b.txt", Respondent(name="Iwona Wczesny", publish=Publish.ANONYMOUS), person("anna"))
    take_out(app, take(app), "b.txt", "Sam", "Iwona Wczesny sent it by mistake")
    publish.report(app)
    pages = "".join(path.read_text("utf-8") for path in app.workspace.reports.rglob("*.html"))
    assert "[name withheld] sent it by mistake" in pages
    assert "Wczesny" not in pages


def test_a_number_outlives_taking_out_adding_erasing_and_adding_again(app: AppContext, tmp_path: Path) -> None:
    publish.report(app)
    assert labels(app) == {"b.txt": "R1", "c.txt": "R2", "d.txt": "R3"}
    take_out(app, take(app), "r1", "Sam", "sent twice")
    (new := tmp_path / "a.txt").write_text("The bus to the library is late.\n", encoding="utf-8")
    add(app, [new])
    reported = publish.report(app)
    assert dict(reported.numbers) == {"R2": "c.txt", "R3": "d.txt", "R4": "a.txt"}
    ledger = (app.workspace.reports / "annex" / "ledger.html").read_text("utf-8")
    assert "No response is listed here as R1: it was in an earlier report" in " ".join(ledger.split())
    put_back(app, "b.txt", "Sam")
    assert labels(app) == {"b.txt": "R1", "c.txt": "R2", "d.txt": "R3", "a.txt": "R4"}
    words = (app.workspace.responses / "d.txt").read_bytes()
    erasure.erase(app, "d.txt", "Sam", "asked")
    (again := tmp_path / "d.txt").write_bytes(words)
    add(app, [again])
    assert labels(app) == {"b.txt": "R1", "c.txt": "R2", "a.txt": "R4", "d.txt": "R5"}
    assert verify_workspace.check(app)


def test_before_a_report_numbers_close_up_so_that_no_gap_tells_of_anybody(app: AppContext, tmp_path: Path) -> None:
    take_in(app)
    (new := tmp_path / "a.txt").write_text(LETTER, encoding="utf-8")
    add(app, [new])
    assert labels(app) == {"b.txt": "R1", "c.txt": "R2", "d.txt": "R3", "a.txt": "R4"}, "who comes later is last"
    describe(app, "c.txt", Respondent(publish=Publish.NO), person("anna"))
    assert labels(app) == {"b.txt": "R1", "d.txt": "R2", "a.txt": "R3", "c.txt": "W1"}
    publish.report(app)
    (withheld,) = [view for view in publish.tally_of(app, take(app), for_team=True).responses if view.number == "W1"]
    assert (withheld.anchor, withheld.passages[0].name) == ("w1", "W1.1"), "the team's own tables call it so"
    describe(app, "d.txt", Respondent(publish=Publish.NO), person("anna"))
    describe(app, "c.txt", Respondent(publish=Publish.YES), person("anna"))
    assert labels(app) == {"b.txt": "R1", "a.txt": "R3", "c.txt": "R4", "d.txt": "R2"}


def test_a_file_that_is_byte_for_byte_another_is_told(app: AppContext) -> None:
    (app.workspace.responses / "copy of b.txt").write_bytes((app.workspace.responses / "b.txt").read_bytes())
    publish.report(app)
    assert brief_status(app).repeated == (("copy of b.txt", "b.txt"),)
    page = " ".join(app.workspace.report.read_text("utf-8").split())
    assert "1 file is the same as another, byte for byte, and counts beside it." in page
    take_out(app, take(app), "copy of b.txt", "Sam", "sent twice")
    assert brief_status(app).repeated == ()
