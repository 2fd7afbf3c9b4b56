"""Positions in the store and the report: recorded, resolved, counted by question and by theme, and told of whom."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from analysis.app import publish
from analysis.app.admin import verify_workspace
from analysis.app.audit.audit_report import audit_report
from analysis.app.audit.draw_audit import DrawRequest, draw_audit
from analysis.app.audit.sheet_io import SheetRequest, export_audits, import_audits
from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.coding import position_coding
from analysis.app.coding.position_coding import taken_positions
from analysis.app.context import AppContext
from analysis.app.snapshot.taking import take
from analysis.errors import AuditError
from analysis.model import Coding, CodingMode, PointKey, Position
from analysis.positioning import position_coder
from analysis.tally.questions.position_views import PositionTally, ThemePosition
from analysis.workspace import Workspace
from tests.app.audited import mark, rows_of
from tests.builders import make_coding, make_workspace, person
from tests.positioned import CONSULTATION, SURVEY, TAKEN, open_lane
from tests.shared import shared

ANN, BOB = person("Ann"), person("Bob")
OPPOSE, SUPPORT, UNCLEAR = "oppose: Oppose", "support: Support", "unclear: Unclear"


@pytest.fixture
def app(tmp_path: Path) -> AppContext:
    return open_lane(tmp_path / "w")


def stands(app: AppContext) -> dict[str, str]:
    """Each answer's position, by its document and question."""
    answers = take(app, keep=False).positions
    return {
        f"{one.document} {one.question or ''}".strip(): one.position
        for one in taken_positions(answers, answers.resolved)
    }


def counts(positions: PositionTally | ThemePosition) -> dict[str, int | None]:
    return {count.key: count.respondents for count in positions.counts}


def test_every_answer_is_coded_once_in_a_frame_of_its_own(app: AppContext) -> None:
    coded = take_in_and_code(app).snapshot
    assert list(stands(app).values()) == ["oppose", *TAKEN]
    assert len(coded.positions.machine_codings(coded.positions.machine.id)) == 7
    before = app.store.chain().records
    take_in_and_code(app)
    assert app.store.chain().records == before
    assert verify_workspace.check(app)[4] == "15 codings with evidence inside their points"


def test_many_are_decided_by_another_process_while_this_one_learns(
    app: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr(position_coding, "LEAST", 1)
    monkeypatch.setattr(position_coder, "_decided", lambda *_: pytest.fail("it was decided here"))
    take_in_and_code(app)
    assert list(stands(app).values()) == ["oppose", *TAKEN]


def test_what_people_say_of_an_answer_is_nothing_of_its_points_and_the_other_way_round(app: AppContext) -> None:
    snapshot = take_in_and_code(app).snapshot
    answers = snapshot.positions
    point = next(point for point in answers.points if point.document == "survey.csv#6")
    app.store.append([said(answers.digests[point], point, answers.codebook.version)], answers.codebook)
    after = take(app, keep=False)
    assert (len(after.codings), len(after.positions.codings)) == (0, 1)
    assert after.lessons == snapshot.lessons
    assert after.machine == snapshot.machine
    assert stands(app)["survey.csv#6 Q1"] == "oppose"


def said(digest: str, point: PointKey, codebook: str) -> Coding:
    coding = make_coding(point, [Position.OPPOSE.value], by=ANN)
    return replace(coding, codebook=codebook, text_sha256=digest, mode=CodingMode.ASSISTED)


def test_the_report_crosses_themes_with_positions_and_leads_to_the_words(app: AppContext) -> None:
    made = publish.report(app)
    (safety,) = made.themes
    told = [[(one.key, list(counts(one).values())) for one in these] for these in (made.positions, safety.positions)]
    assert told[0] == [("", [0, 1, 0, 0]), ("Q1", [2, 3, 0, 1])]
    assert told[1] == [("", [0, 1, 0, 0]), ("Q1", [1, 2, 0, 0])], "a theme counts only who wrote theirs"
    assert [(one.told, one.untold, one.respondents) for one in safety.positions] == [(1, 0, 1), (3, 3, 6)]
    page = made.path.read_text("utf-8")
    sections = {question: page.partition(f">{question}: ")[2].partition("</section>")[0] for question in ("Q1", "Q2")}
    assert "For and against" in sections["Q1"]
    assert "For and against" not in sections["Q2"]


def test_an_audit_of_positions_measures_corrects_and_compares_people(app: AppContext, tmp_path: Path) -> None:
    audit = draw_audit(app, DrawRequest(7, of_positions=True), ANN)
    assert (audit.name, len(audit.frame)) == ("positions", 7)
    for who, wrong, request in ((ANN, 2, SheetRequest(drawn=True)), (BOB, None, SheetRequest(second=True))):
        sheet = tmp_path / f"{who.name}.csv"
        export_audits(app, sheet, who.name, replace(request, audit="positions"))
        columns = rows_of(sheet)[1]
        assert columns[6:11] == [SUPPORT, OPPOSE, "mixed: Mixed", UNCLEAR, "cannot tell"]
        import_audits(app, mark(sheet, right(sheet, wrong)))
    measured = audit_report(app, "positions").accuracy
    assert measured.overall is not None
    assert measured.coded == 7
    assert measured.people is not None
    assert measured.people.points == 7
    corrected = {one.key: (one.points.counted, one.points.value, one.points.of) for one in measured.counts}
    assert set(corrected) == {f"{q}:{p.value}" for q in ("", "Q1") for p in Position}
    assert sum(corrected[f"Q1:{p.value}"][1] or 0 for p in Position) == 6
    made = publish.report(app)
    assert all(count.corrected for count in made.positions[1].counts)
    audit_report(app, "positions", score=True)
    assert [*map(unscored, publish.report(app).positions)] == [*map(unscored, made.positions)]


def unscored(positions: PositionTally) -> PositionTally:
    """The same without what a closed audit records besides: the count of the coder that it measured."""
    counts = (
        replace(count, corrected=count.corrected and replace(count.corrected, measured=None))
        for count in positions.counts
    )
    return replace(positions, counts=tuple(counts))


def right(sheet: Path, wrong: int | None) -> dict[int, str]:
    """The right column of each row, but for one."""
    rows = rows_of(sheet)
    at = rows[1].index("words")
    marks = {}
    for number, row in enumerate(rows[2:]):
        words = row[at]
        against = words.startswith("Disagree") or "oppose" in words or "cannot support" in words
        marks[number] = OPPOSE if against else SUPPORT if words.startswith("Agree") else UNCLEAR
    if wrong is not None:
        marks[wrong] = "mixed: Mixed"
    return marks


def test_an_audit_of_positions_draws_answers_in_words_where_there_are_any(tmp_path: Path) -> None:
    app = AppContext(Workspace(make_workspace(tmp_path, {"survey.csv": SURVEY}, CONSULTATION)))
    for seed in (1, 2):
        request = DrawRequest(2, seed=seed, name=f"positions {seed}", of_positions=True, is_usual=True)
        assert "survey.csv#5" in {point.document for point in draw_audit(app, request, ANN).drawn}


def test_a_row_with_two_positions_or_none_is_refused(app: AppContext, tmp_path: Path) -> None:
    draw_audit(app, DrawRequest(7, of_positions=True), ANN)
    sheet = tmp_path / "s.csv"
    export_audits(app, sheet, "Ann", SheetRequest(drawn=True, audit="positions"))
    mark(mark(sheet, {0: OPPOSE, 1: OPPOSE}), {0: SUPPORT})
    done = import_audits(app, sheet)
    assert (done.recorded, [row.reason for row in done.refused]) == (
        1,
        ["an answer has one position; put x below exactly one of support, oppose, mixed, unclear"],
    )


def test_audits_of_both_frames_have_names_of_their_own_and_do_not_meet(app: AppContext) -> None:
    draw_audit(app, DrawRequest(3), ANN)
    draw_audit(app, DrawRequest(3, of_positions=True), ANN)
    with pytest.raises(AuditError, match="drawn before"):
        draw_audit(app, DrawRequest(3, name="audit", of_positions=True), ANN)
    snapshot = take(app, keep=False)
    assert (list(snapshot.audits), list(snapshot.positions.audits)) == (["audit"], ["positions"])
    assert len(snapshot.hidden.points) == 3
    assert not snapshot.hidden.digests & snapshot.positions.hidden.digests


def test_agree_and_disagree_in_one_theme(tmp_path: Path) -> None:
    consultation = shared("cases/coding/02-agree-and-disagree-in-one-theme/responses/consultation.toml")
    survey = shared("cases/coding/02-agree-and-disagree-in-one-theme/responses/survey.csv")
    app = open_lane(tmp_path / "w", consultation=consultation.read_text("utf-8"))
    (app.workspace.responses / "letter.txt").unlink()
    (app.workspace.responses / "survey.csv").write_bytes(survey.read_bytes())
    made = publish.report(app)
    safety = next(theme for theme in made.themes if theme.key == "safety")
    assert safety.respondents == 8
    assert counts(safety.positions[0]) == {"support": 2, "oppose": 4, "mixed": 0, "unclear": 0}
    # Two of the eight chose an answer that stands beside no words that say it: they are in no figure of it (ADR 112).
    assert (safety.positions[0].told, safety.positions[0].untold) == (6, 0)
    assert counts(made.positions[0]) == {"support": 4, "oppose": 4, "mixed": 0, "unclear": 0}
