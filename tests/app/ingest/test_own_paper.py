"""The consultation's own paper in the workspace: read, compared with the responses, accounted for, and none of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from analysis.app.context import AppContext
from analysis.app.ingest import ingest
from analysis.cli import app
from analysis.model import SegmentKind
from analysis.workspace import Workspace
from tests.builders import Clock, make_workspace, published

PAPER = "The council proposes to move the loading bay from the cross to the old bank on the first of May."
MINE = "The slope from the car park is too steep for people with walking frames."


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_workspace(tmp_path, {"letter.txt": f"{PAPER}\n\n{MINE}", "consultation/paper.txt": PAPER})


def test_the_paper_is_no_response_and_what_repeats_it_no_point(root: Path) -> None:
    corpus = ingest.take_in(AppContext(Workspace(root), clock=Clock()))
    assert corpus.texts == (MINE,)
    assert [response.source for response in corpus.responses] == ["letter.txt"]


def test_the_ledger_lists_the_paper_as_the_consultations_own(root: Path) -> None:
    corpus = ingest.take_in(AppContext(Workspace(root), clock=Clock()))
    own = next(entry for entry in corpus.ledger.entries if entry.source.path == "consultation/paper.txt")
    assert not own.responses
    assert [skip.is_paper for skip in own.skipped] == [True]


def test_one_response_is_found_as_all_are(root: Path) -> None:
    context = AppContext(Workspace(root), clock=Clock())
    (whole,) = ingest.take_in(context).responses
    assert ingest.find(context, "letter.txt").segmentation == whole.segmentation
    assert whole.segmentation.segments[0].kind is SegmentKind.FURNITURE


def test_what_commands_and_the_report_say_of_it(root: Path) -> None:
    made = run("report", "--workspace", root)
    assert made.exit_code == 0
    assert "1 response, 1 point" in made.output
    assert "1 not read" not in made.output
    assert "1 response taken in" in run("status", "--workspace", root).output
    assert "not read" not in run("check", "--workspace", root).output
    page = published(root)
    assert "own paper" in page
    assert "Every file that was received could be read." in page


def test_adding_it_says_what_it_is(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "sent"
    (folder / "consultation").mkdir(parents=True)
    (folder / "consultation" / "annex.txt").write_text("Annex: where the bay would be.", encoding="utf-8")
    added = run("add", "--workspace", root, folder)
    assert (added.exit_code, "own paper   consultation/annex.txt" in added.output) == (0, True)


def test_adding_counts_points_as_the_report_does(root: Path, tmp_path: Path) -> None:
    (tmp_path / "sent.txt").write_text(f"{PAPER}\n\n{MINE} So is the road.\n\n{MINE}", encoding="utf-8")
    added = run("add", "--workspace", root, tmp_path / "sent.txt")
    assert "sent.txt: 2 points" in added.output, added.output
    assert "2 responses, 3 points" in run("report", "--workspace", root).output


def test_a_copy_of_the_blank_form_is_what_was_typed_in_it_alone_and_beside_others(tmp_path: Path) -> None:
    lines = (
        "Question 1: Should the bay move?",
        "☐ Yes",
        "☐ No",
        "Give your reasons.",
        "Question 2: What else?",
        "Use more.\n",
    )
    form = "\n\n".join(lines)
    copy = form.replace("reasons.\n", f"reasons.\n\n{MINE}\n")
    root = make_workspace(tmp_path, {"a.txt": copy, "consultation/form.txt": form})
    context = AppContext(Workspace(root), clock=Clock())
    assert ingest.take_in(context).texts == (MINE,)
    alone = ingest.find(context, "a.txt")
    assert [alone.text_of(point) for point in alone.points] == [MINE]
