"""The worked example's report is in the repository; made again, anywhere, it has the same bytes."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from analysis.app import publish
from analysis.app.context import AppContext
from analysis.workspace import Workspace
from tests.validity import faults

ROOT = Path(__file__).resolve().parents[1]


def test_the_committed_report_is_what_the_inputs_give(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "responses", tmp_path / "responses")
    made = publish.report(AppContext(Workspace(tmp_path)))
    page = made.path.read_bytes()
    if os.environ.get("UPDATE_GOLDEN"):
        for name in ("report.html", "report.manifest.json"):
            (ROOT / "reports" / name).write_bytes((made.path.parent / name).read_bytes())
    committed = (ROOT / "reports" / "report.html").read_bytes()
    assert page == committed, "run `make report` and look at the difference; commit the report if it is meant"
    assert not made.skipped
    assert made.responses >= 12


def test_the_report_is_valid_html() -> None:
    assert faults((ROOT / "reports" / "report.html").read_text(encoding="utf-8")) == []


def test_no_respondent_of_the_example_is_shown_against_their_wish() -> None:
    page = (ROOT / "reports" / "report.html").read_text(encoding="utf-8")
    for hidden in ("13-foster-carer", "06-parent-email", "07-campaign-letter", "example.org", "01632"):
        assert hidden not in page
    secret = (ROOT / "responses" / "13-foster-carer.txt").read_text(encoding="utf-8")
    assert secret.split(".")[0] not in page
