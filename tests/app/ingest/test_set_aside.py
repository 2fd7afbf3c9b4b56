"""What was set aside as furniture and is much: told by every use case, and no problem of a table passes as none."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from analysis.app import publish
from analysis.app.admin import verify_workspace
from analysis.app.context import AppContext
from analysis.app.snapshot import status
from analysis.cli import app
from analysis.workspace import Workspace
from tests.builders import Clock, make_workspace, published


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def thread() -> bytes:
    """A reply of a few words above what the addressee wrote."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "Hazel <h@example.org>", "parking@example.gov", "RE: Mill Lane"
    quoted = "From: Parking <parking@example.gov>\nSent: 3 March 2024 21:14\nTo: Hazel\nSubject: Mill Lane"
    asked = "We ask everybody who lives in the lane what they think of the loading bay by the bank."
    made.set_content(f"We object to the bay.\n\n{quoted}\n\n{asked}\n\n{asked}")
    return made.as_bytes()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_workspace(tmp_path, {"thread.eml": thread(), "letter.txt": "Keep the library open on Sundays."})


def test_what_was_set_aside_is_told_by_report_and_status(root: Path) -> None:
    context = AppContext(Workspace(root), clock=Clock())
    (look,) = publish.report(context).to_look_at
    assert (look.document, look.words) == ("thread.eml", 36)
    assert look.words * 3 > look.of
    assert status.status(AppContext(Workspace(root), clock=Clock())).to_look_at == (look,)
    assert verify_workspace.check(context)
    page = published(root)
    assert "in 1 response more than a third, or a comment in the" in page
    assert f"({look.words} of" in page


def test_the_command_line_tells_it(root: Path) -> None:
    for command in ("report", "status"):
        assert "check       thread.eml: 36 of its" in run(command, "--workspace", root).output


@pytest.mark.parametrize("command", ["add", "report", "points"])
def test_a_table_without_an_answer_in_words_is_exit_status_1(root: Path, tmp_path: Path, command: str) -> None:
    survey = tmp_path / "survey.csv"
    survey.write_text("Response ID,May we publish your response?\n1,Yes\n2,No\n", encoding="utf-8")
    if command == "report":
        (root / "responses/survey.csv").write_bytes(survey.read_bytes())
    said = run(command, *([] if command == "report" else [survey]), "--workspace", root)
    assert said.exit_code == 1
    assert "no column is read as an answer in words" in said.output + said.stderr
