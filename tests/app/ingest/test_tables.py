"""Tables of responses on their way through the use cases: every row a response, what was guessed told and corrected."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.app import publish
from analysis.app.admin import erasure, verify_workspace
from analysis.app.context import AppContext
from analysis.app.ingest import ingest
from analysis.errors import ConsultationError, UnreadableError
from analysis.model import ColumnRole, Publish, Respondent
from analysis.workspace import Workspace, as_toml
from tests.builders import CONSULTATION, Clock, make_workspace

SURVEY = """Response ID,Submitted,Are you responding as:,Your name,Your email,Do you agree?,Please explain,Publish?
ANON-1,2024-01-02,resident,Jane Doe,jane@example.org,Yes,The money for buses should be found first.,"Yes, with name"
ANON-2,2024-01-02,charity,The Archers,a@example.org,No,"1. The budget cannot pay for it.
2. Staff need their rest on Sundays.",Anonymously
ANON-3,2024-01-03,resident,John Roe,b@example.org,Yes,I have no car and the bus is late.,No
ANON-4,2024-01-03,resident,,c@example.org,,,
"""


@pytest.fixture
def app(tmp_path: Path) -> AppContext:
    return AppContext(Workspace(make_workspace(tmp_path, {"survey.csv": SURVEY})), clock=Clock())


def again(app: AppContext) -> AppContext:
    return AppContext(app.workspace, clock=Clock())


def test_every_row_is_a_response_of_its_own_and_accounted_for(app: AppContext) -> None:
    made = publish.report(app)
    assert (made.sources, made.responses, made.left_out, made.points) == (1, 3, 1, 3)
    assert [skip.name for skip in made.skipped] == ["survey.csv#ANON-4"]
    assert verify_workspace.check(app)
    assert [point.label for point in ingest.find(app, "survey.csv#ANON-2").points] == ["1", "2"]
    assert ingest.find(app, "survey.csv#ANON-1").respondent.type == "resident"


def test_personal_details_of_a_survey_are_nowhere_in_the_report(app: AppContext) -> None:
    page = publish.report(app).path.read_text(encoding="utf-8")
    for hidden in ("example.org", "John Roe", "The Archers", "the bus is late"):
        assert hidden not in page


def test_how_a_table_was_read_is_told_again_when_it_comes_from_the_store(app: AppContext) -> None:
    first = publish.report(app).tables
    assert [column.role for column in first[0].columns][:3] == [ColumnRole.ID, ColumnRole.DATE, ColumnRole.TYPE]
    assert publish.report(again(app)).tables == first


def test_a_corrected_column_is_read_as_it_was_corrected(app: AppContext) -> None:
    toml = as_toml(publish.report(app).tables).replace("publish =", "leave_out =")
    app.workspace.consultation.write_text(f"{CONSULTATION}\n{toml}", encoding="utf-8")
    assert ingest.find(again(app), "survey.csv#ANON-3").respondent.publish is Publish.ANONYMOUS


def test_a_row_of_respondents_csv_speaks_of_one_response_of_a_table(app: AppContext) -> None:
    rows = "file,respondent,type,publish\nsurvey.csv,,,anonymous\nsurvey.csv#ANON-3,J. Roe,charity,yes\n"
    app.workspace.respondents.write_text(rows, encoding="utf-8")
    assert ingest.find(app, "survey.csv#ANON-1").respondent.publish is Publish.ANONYMOUS, "the stricter of both"
    assert ingest.find(app, "survey.csv#ANON-3").respondent == Respondent("J. Roe", "charity", Publish.YES)


def test_a_row_about_a_response_that_the_table_does_not_have_is_a_mistake(app: AppContext) -> None:
    app.workspace.respondents.write_text("file,publish\nsurvey.csv#ANON-9,no\n", encoding="utf-8")
    with pytest.raises(ConsultationError, match=r"survey\.csv#ANON-9 holds no such response"):
        publish.report(app)


def test_one_response_of_a_table_is_erased_when_its_owner_has_taken_it_out(app: AppContext) -> None:
    publish.report(app)
    with pytest.raises(UnreadableError, match="it is one of several responses in survey"):
        erasure.erase(app, "survey.csv#ANON-3", "Sam", "asked")
    lines = [line for line in SURVEY.splitlines(keepends=True) if not line.startswith("ANON-3")]
    (app.workspace.responses / "survey.csv").write_text("".join(lines), encoding="utf-8")
    assert erasure.erase(again(app), "survey.csv#ANON-3", "Sam", "asked").records > 0
    left = [path for path in app.workspace.root.rglob("*") if path.is_file() and b"bus is late" in path.read_bytes()]
    assert left == []
    assert publish.report(again(app)).responses == 2
    assert verify_workspace.check(again(app))


def test_an_empty_row_is_told_and_is_no_failure(app: AppContext, tmp_path: Path) -> None:
    (tmp_path / "more.csv").write_text(SURVEY, encoding="utf-8")
    (one,) = ingest.add(app, [tmp_path / "more.csv"])
    assert (one.reason, one.responses, one.points) == (None, 3, 4)
    (skip,) = one.skipped
    assert skip.is_harmless


def test_a_folder_that_holds_consults_is_added_as_its_archive(app: AppContext, tmp_path: Path) -> None:
    part = tmp_path / "export" / "inputs" / "question_part_1"
    part.mkdir(parents=True)
    (part / "question.json").write_text('{"question_text": "Should it open?"}', encoding="utf-8")
    (part / "responses.jsonl").write_text('{"themefinder_id": 1, "text": "Yes, on Sundays too."}\n', encoding="utf-8")
    (tmp_path / "export" / "letter.txt").write_text("1. A point.\n", encoding="utf-8")
    added = ingest.add(app, [tmp_path / "export"])
    assert [(one.name, one.points, one.reason) for one in added] == [("inputs.zip", 1, None), ("letter.txt", 1, None)]
    assert publish.report(app).responses == 5
    assert verify_workspace.check(app)


def test_what_a_killed_writer_left_is_removed_and_nothing_else(app: AppContext) -> None:
    for name in (".a.txt.123.0.new", ".a.txt.123.1.old", ".hidden", "a.1.new"):
        (app.workspace.responses / name).write_text("x", encoding="utf-8")
    publish.report(app)
    left = {path.name for path in app.workspace.responses.iterdir()} - {"survey.csv", "consultation.toml"}
    assert left == {".hidden", "a.1.new"}
