"""Kept findings: a report made as responses came one by one is the one that is made of all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.app import personal_data_search, publish
from analysis.app.context import AppContext
from analysis.app.kept_findings import FILE
from analysis.workspace import Workspace
from tests.builders import LETTER, Clock, make_workspace

LETTERS = {
    "a.txt": f"{LETTER}\n4. Ring me on 020 7946 0123, or ask for Ann Meadows.\n",
    "b.txt": f"{LETTER}\n4. My postcode is SW1A 1AA.\n",
}


def pages(app: AppContext) -> dict[str, bytes]:
    """The report and its annex, without the manifest, which tells of times and salts."""
    found = sorted(path for path in app.workspace.reports.rglob("*.html") if path.is_file())
    return {path.relative_to(app.workspace.reports).as_posix(): path.read_bytes() for path in found}


def test_a_report_is_the_same_as_responses_came_one_by_one_and_all_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(personal_data_search, "KEPT_FROM", 1)
    at_once = AppContext(Workspace(make_workspace(tmp_path / "at once", LETTERS)), clock=Clock())
    publish.report(at_once)
    one_by_one = AppContext(Workspace(make_workspace(tmp_path / "one", {"a.txt": LETTERS["a.txt"]})), clock=Clock())
    publish.report(one_by_one)
    (one_by_one.workspace.responses / "b.txt").write_text(LETTERS["b.txt"], encoding="utf-8")
    publish.report(one_by_one)
    assert (one_by_one.workspace.state / FILE).is_file()
    assert pages(one_by_one) == pages(at_once)
