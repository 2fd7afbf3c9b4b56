"""Erasing on request: nothing of a respondent is left anywhere, nothing of anybody else is touched, the proof holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.app import personal_data_search, publish
from analysis.app.admin import erasure, verify_workspace
from analysis.app.context import AppContext
from analysis.app.ingest import ingest
from analysis.app.ingest.respondent_edits import describe
from analysis.app.snapshot import status
from analysis.errors import OutputError, UnreadableError
from analysis.model import Respondent
from analysis.workspace import Workspace
from tests.builders import LETTER, NOTES, Clock, make_coding, make_workspace, person, published

RESPONDENTS = (
    "file,respondent,type,publish\nletter.txt,Jane Doe,resident,yes\ncopy.txt,Copy Cat,resident,yes\n"
    'notes.md,"The Archers, Ltd",charity,anonymous\n'
)
FILES = {"letter.txt": LETTER, "copy.txt": LETTER, "notes.md": NOTES}


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppContext:
    monkeypatch.setattr(personal_data_search, "KEPT_FROM", 1)
    made = AppContext(Workspace(make_workspace(tmp_path, FILES, respondents=RESPONDENTS)), clock=Clock())
    publish.report(made)
    point = next(ingest.find(made, "notes.md").points)
    made.store.append([make_coding(point.key, ["access"], by=person("anna"))])
    return made


def remains(app: AppContext, words: str) -> list[str]:
    """The files of the workspace in which words still stand."""
    files = (path for path in app.workspace.root.rglob("*") if path.is_file())
    return [path.name for path in files if words.encode() in path.read_bytes()]


def test_nothing_of_a_respondent_is_left_and_the_chain_holds(app: AppContext) -> None:
    words = NOTES.split("\n")[-2][:30]
    assert len(remains(app, words)) >= 3
    records = app.store.chain().records
    kept = [app.workspace.state / name for name in erasure.KEPT]
    assert all(path.is_file() for path in kept)
    done = erasure.erase(app, "the  archers, LTD", "Sam", "asked")
    assert not any(path.exists() for path in kept)
    assert done.documents == ("notes.md",)
    assert remains(app, words) == remains(app, "notes.md") == remains(app, "Archers") == []
    tables = len(app.store.table_digests())
    assert tables == 2, "of themes and of positions"
    numbers = 1  # of nobody: the one that a report has given stays with nobody else
    assert app.store.chain().records == records + 1 + tables + numbers, "none is taken out of the chain"
    assert publish.report(app).responses == 2
    assert any("erased on request" in line for line in verify_workspace.check(app))
    (erased,) = status.status(app).erasures
    assert (erased.who, erased.why, erased.records) == ("Sam", "asked", done.records)
    assert app.store.codings() == ()


def test_a_response_is_erased_by_the_number_that_reports_call_it(app: AppContext) -> None:
    number = next(number for document, number in app.store.numbers() if document == "notes.md")
    assert erasure.check_erasable(app, f"r{number}") == ("notes.md",)
    assert erasure.erase(app, f"R{number}", "Sam", "asked").documents == ("notes.md",)
    with pytest.raises(UnreadableError, match="no response"):
        erasure.check_erasable(app, f"R{number}")


def test_what_was_kept_of_a_list_of_respondents_forgets_them_too(app: AppContext) -> None:
    for name in ("The Archers & Sons", "The Archers"):
        describe(app, "notes.md", Respondent(name, "charity"), person("sam"))
    former = app.workspace.state / "former"
    assert sum("Archers, Ltd" in path.read_text("utf-8") for path in former.glob("*.csv")) == 1
    erasure.erase(app, "notes.md", "Sam", "asked")
    assert remains(app, "Archers") == remains(app, "notes.md") == []
    assert all("Jane Doe" in path.read_text("utf-8") for path in former.glob("*.csv")), "nobody else is forgotten"


def test_bytes_that_another_sent_too_stay_for_that_one(app: AppContext) -> None:
    kept = app.store.sources()["letter.txt"].sha256
    erasure.erase(app, "letter.txt", "Sam", "asked")
    assert app.store.content(kept) == LETTER.encode()
    assert list(app.store.sources()) == ["copy.txt", "notes.md"]
    assert verify_workspace.check(app)
    erasure.erase(app, "copy.txt", "Sam", "asked")
    assert app.store.content(kept) is None
    assert remains(app, "forty years") == []


def test_what_others_said_of_their_consent_stays_as_it_was_written(app: AppContext) -> None:
    erasure.erase(app, "notes.md", "Sam", "asked")
    assert app.workspace.respondents.read_text(encoding="utf-8") == "".join(RESPONDENTS.splitlines(True)[:3])


def test_a_response_that_was_never_taken_in_can_be_erased_too(app: AppContext) -> None:
    (app.workspace.responses / "late.txt").write_text("1. A late point.\n", encoding="utf-8")
    assert erasure.erase(app, "late.txt", "Sam", "asked").records == 0
    assert remains(app, "A late point") == []


def test_an_erasure_that_broke_off_is_finished_by_another(app: AppContext) -> None:
    (app.workspace.responses / "notes.md").unlink()
    app.workspace.respondents.write_text("".join(RESPONDENTS.splitlines(True)[:3]), encoding="utf-8")
    assert erasure.erase(app, "notes.md", "Sam", "asked").records > 0
    assert verify_workspace.check(app)


def test_nobody_is_erased_by_a_name_that_nobody_has(app: AppContext) -> None:
    with pytest.raises(UnreadableError, match="no response or respondent is called that"):
        erasure.erase(app, "Jane Roe", "Sam", "asked")
    assert verify_workspace.check(app)


def test_files_that_cannot_be_removed_are_told(app: AppContext, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refuse)
        with pytest.raises(OutputError, match="nothing was erased from the store"):
            erasure.erase(app, "letter.txt", "Sam", "asked")
    assert "letter.txt" in app.store.sources()


def test_a_row_of_a_survey_without_ids_goes_with_every_version_that_held_it(tmp_path: Path) -> None:
    def rows(*names: str) -> str:
        return "Your name,Please explain\n" + "".join(f"{name},{SAID[name]}\n" for name in names)

    root = make_workspace(tmp_path, {"s.csv": rows("Ann Archer", "Bob Baker", "Cy Cook")})
    app = AppContext(Workspace(root), clock=Clock())
    publish.report(app)
    (root / "responses/s.csv").write_text(rows("Dee Dunn", "Ann Archer", "Bob Baker", "Cy Cook"), encoding="utf-8")
    publish.report(app)
    with pytest.raises(UnreadableError, match="it is one of several responses in"):
        erasure.erase(app, "Bob Baker", "Sam", "asked")
    (root / "responses/s.csv").write_text(rows("Dee Dunn", "Ann Archer", "Cy Cook"), encoding="utf-8")
    assert erasure.erase(app, "Bob Baker", "Sam", "asked").records > 0
    assert remains(app, "the bus is late") == remains(app, "Bob Baker") == []
    assert publish.report(app).responses == 3
    assert verify_workspace.check(app)


def test_a_row_that_later_versions_of_its_file_still_hold_in_other_words_is_not_erased_in_part(tmp_path: Path) -> None:
    def survey(further: str, *numbers: int) -> str:
        rows = "".join(f"R{n},I like plan {n} since it is fair.{further}\n" for n in numbers)
        return f"Response ID,Please explain{',Anything else?' if further else ''}\n{rows}"

    root = make_workspace(tmp_path, {"s.csv": survey("", 1, 2, 3)})
    app = AppContext(Workspace(root), clock=Clock())
    publish.report(app)
    (root / "responses/s.csv").write_text(survey(",Not for us by the sea.", 1, 2, 3, 4), encoding="utf-8")
    publish.report(app)
    with pytest.raises(UnreadableError, match="it is one of several responses in"):
        erasure.erase(app, "s.csv#R2", "Sam", "asked")
    (root / "responses/s.csv").write_text(survey(",Not for us by the sea.", 1, 3, 4), encoding="utf-8")
    assert erasure.erase(app, "s.csv#R2", "Sam", "asked").records > 0
    assert remains(app, "I like plan 2") == []
    assert publish.report(app).responses == 3
    assert verify_workspace.check(app)


def test_a_row_without_an_id_is_erased_though_another_has_its_number_now(tmp_path: Path) -> None:
    def survey(*answers: str) -> str:
        return "Please explain\n" + "".join(f"{answer}\n" for answer in answers)

    answers = list(SAID.values())
    root = make_workspace(tmp_path, {"s.csv": survey(*answers)})
    app = AppContext(Workspace(root), clock=Clock())
    publish.report(app)
    name = next(one.document.name for one in ingest.take_in(app).responses if "bus" in one.document.text)
    (root / "responses/s.csv").write_text(survey(answers[0], *answers[2:]), encoding="utf-8")
    publish.report(app)
    assert erasure.erase(app, name, "Sam", "asked").records > 0
    assert remains(app, "the bus is late") == []


SAID = {
    "Ann Archer": "I like the plan because it is fair.",
    "Bob Baker": "I cannot come since the bus is late.",
    "Cy Cook": "It costs far too much of our money.",
    "Dee Dunn": "Nobody asked us what we would want.",
}


def test_a_file_of_several_that_is_not_there_is_not_erased_in_part(tmp_path: Path) -> None:
    survey = "Response ID,Please explain\n1,I like the plan since it is fair.\n2,It costs too much of our money.\n"
    app = AppContext(Workspace(make_workspace(tmp_path, {"s.csv": survey})), clock=Clock())
    publish.report(app)
    (app.workspace.responses / "s.csv").unlink()
    with pytest.raises(UnreadableError, match=r"it is not in responses/\. To keep the other responses in it"):
        erasure.erase(app, "s.csv#1", "Sam", "asked")


def test_copies_of_reports_that_show_it_are_withdrawn_and_what_else_names_the_respondent_is_told(
    app: AppContext,
) -> None:
    (app.workspace.reports / "2026").mkdir()
    copy = app.workspace.reports / "2026" / "final.html"
    copy.write_bytes(app.workspace.report.read_bytes())
    (app.workspace.reports / "minutes.txt").write_text("Jane Doe spoke.", encoding="utf-8")
    done = erasure.erase(app, "Jane Doe", "Sam", "asked")
    assert "This report was withdrawn on " in copy.read_text(encoding="utf-8")
    assert "Jane Doe" not in copy.read_text(encoding="utf-8")
    assert done.still_named == ("reports/minutes.txt",)


def test_a_copy_of_a_report_that_was_made_before_a_response_came_stays(app: AppContext) -> None:
    earlier = app.workspace.reports / "earlier.html"
    earlier.write_bytes(app.workspace.report.read_bytes())
    before = earlier.read_bytes()
    (app.workspace.responses / "late.txt").write_text(
        "1. Every bus to the quarry must stop at the new swimming pool.\n", encoding="utf-8"
    )
    publish.report(app)
    later = app.workspace.reports / "later.html"
    later.write_bytes(published(app.workspace.root).encode())
    erasure.erase(app, "late.txt", "Sam", "sent by mistake")
    assert earlier.read_bytes() == before
    assert "swimming" not in later.read_text(encoding="utf-8")
    assert "withdrawn" in later.read_text(encoding="utf-8")


def test_what_is_not_there_to_be_compared_withdraws_every_copy(app: AppContext) -> None:
    copy = app.workspace.reports / "copy.html"
    copy.write_bytes(app.workspace.report.read_bytes())
    late = app.workspace.responses / "late.txt"
    late.write_text("1. A swimming pool.\n", encoding="utf-8")
    publish.report(app)
    late.unlink()
    erasure.erase(app, "late.txt", "Sam", "asked")
    assert "withdrawn" in copy.read_text(encoding="utf-8")
