"""One set of figures: headline, findings, tables, themes page, table of points and JSON say the same."""

from __future__ import annotations

import csv
import io
import re
import shutil
import threading
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from analysis.app import publish
from analysis.app.audit.audit_report import audit_report
from analysis.app.audit.close import close, found
from analysis.app.audit.draw_audit import DrawRequest, draw_audit
from analysis.app.audit.leading_figures import leading_figures
from analysis.app.audit.sheet_io import SheetRequest, export_audits, import_audits
from analysis.app.coding.codebook_diff import compare
from analysis.app.context import AppContext
from analysis.app.snapshot import snapshot_cache
from analysis.app.snapshot.taking import take
from analysis.app.views.figures import count
from analysis.app.views.point_filter import PointFilter
from analysis.app.views.point_list import list_points
from analysis.model import Coder
from analysis.workspace import Workspace
from tests.app.audited import rows_of
from tests.app.campaign import TEMPLATE, campaign_desk, judged
from tests.app.views.told import Told, agrees, lines, pages_of, ranged, words
from tests.builders import CONSULTATION, ROOT, Clock, make_workspace
from tests.patience import PATIENCE
from tests.web.visitor import Visitor, text_of


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot_cache, "PATIENCE", 300.0)
    monkeypatch.setattr(snapshot_cache, "FIRST", 300.0)


def sheet_of(app: AppContext, folder: Path, size: int) -> Path:
    """Draw so many points and fill in the sheet as somebody would who reads them."""
    draw_audit(app, DrawRequest(size), Coder.person("Ann"))
    file = folder / "sheet.csv"
    export_audits(app, file, "Ann", SheetRequest(drawn=True))
    rows = rows_of(file)
    at = rows[1].index("words")
    names = {"funding": "funding: Funding", "access": "access: Access", "": "none of the themes"}
    for row in rows[2:]:
        row[rows[1].index(names[judged(row[at])])] = "x"
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return file


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty letters, of which twenty are a campaign's, with an audit of which a part is coded."""
    folder = tmp_path_factory.mktemp("campaign")
    app = campaign_desk(folder / "open", 30, 20)
    publish.report(app)
    shutil.copytree(folder / "open", folder / "none")
    import_audits(app, sheet_of(app, folder, 20))
    shutil.copytree(folder / "open", folder / "closed")
    close(desk_of(folder / "closed"), "audit", "Ann")
    return folder


SUMMED_UP = """Summary

1. After five years of cuts the library budget has no money for the cost of Sunday opening in winter.

2. We are grateful for this consultation.

Opening on Sundays

3. Last year we counted. After five years of cuts the library budget has no money for the cost of Sunday opening in
winter: heating alone would take a tenth of the budget.

4. Evenings are another matter, as readers come straight from work.
"""
"""A letter that says an argument twice."""

SURVEY = CONSULTATION.replace("[[theme]]", '[[question]]\nkey = "Q2"\ntext = "Why do you say so?"\n\n[[theme]]', 1)


def survey_desk(root: Path) -> AppContext:
    """Forty rows with an answer to choose and one in words, of which ten are a campaign's and four are withheld."""
    stream = io.StringIO()
    rows = csv.writer(stream)
    header = ["Response ID", "Organisation", "May we publish your response?", "Are you responding as:"]
    asked = ["Q1. Should libraries open on Sundays?", "Q2. Why do you say so?", "What is your age?"]
    rows.writerow([*header, *asked])
    own = (
        "The library budget was cut in ward {n}, and money for books is short there.",
        "Without an evening bus nobody in ward {n} has access to the library.",
        "My neighbours in ward {n} like the old building and its reading room.",
    )
    for n in range(40):
        publish_it = "No" if n >= 36 else "Yes, anonymously" if n >= 24 else "Yes, with my name"
        kind = ("resident", "council", "charity")[n % 3]
        said = TEMPLATE[1].removeprefix("1. ") if n % 4 == 0 else own[n % 3].format(n=n) if n % 5 else ""
        chosen = ("Yes", "No", "No", "Not sure")[n % 4] if n % 7 else ""
        rows.writerow([f"s{n}", f"The {n}th trust", publish_it, kind, chosen, said, str(20 + n % 2)])
    make_workspace(root, {"survey.csv": stream.getvalue(), "long.txt": SUMMED_UP}, SURVEY)
    return AppContext(Workspace(root), clock=Clock())


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A survey with a campaign, withheld rows and a letter that says an argument twice, before and after an audit."""
    folder = tmp_path_factory.mktemp("survey")
    app = survey_desk(folder / "open")
    publish.report(app)
    shutil.copytree(folder / "open", folder / "none")
    import_audits(app, sheet_of(app, folder, 20))
    shutil.copytree(folder / "open", folder / "closed")
    close(desk_of(folder / "closed"), "audit", "Ann")
    return folder


def everything(app: AppContext) -> str:
    """The words of the report, made anew, and of its whole annex."""
    return " ".join(map(words, pages_of(publish.report(app).path).values()))


def desk_of(folder: Path) -> AppContext:
    """A workspace at a later time than all that was done in it."""
    return AppContext(Workspace(folder), clock=Clock(hour=17))


def test_of_a_campaign_without_an_audit_every_figure_is_told_alike(campaign: Path) -> None:
    told = Told(desk_of(campaign / "none"))
    agrees(told)
    assert told.json["themes"][0]["without"]["of"] == 10
    assert "no blind audit has measured how accurate they are" in words(told.section("findings"))
    assert "unaudited" in told.themes_page


def test_of_a_campaign_with_an_open_audit_every_figure_is_told_alike(campaign: Path) -> None:
    agrees(Told(desk_of(campaign / "open")), is_open=True)


def test_of_a_campaign_with_a_closed_audit_every_figure_is_told_alike(campaign: Path) -> None:
    told = Told(desk_of(campaign / "closed"))
    agrees(told)
    assert told.audit["closed"]


def test_of_the_worked_example_every_figure_is_told_alike(tmp_path: Path) -> None:
    root = tmp_path / "example"
    shutil.copytree(ROOT / "responses", root / "responses")
    app = AppContext(Workspace(root), clock=Clock())
    agrees(Told(app), is_open=bool(app.store.audits()) and not all(a.scored for a in app.store.audits().values()))


@pytest.mark.parametrize("state", ["none", "open", "closed"])
def test_of_a_survey_every_figure_is_told_alike(survey: Path, state: str) -> None:
    told = Told(desk_of(survey / state))
    agrees(told, is_open=state == "open")
    assert (told.left_out, told.withheld) == (4, 0), "too few to be in figures of the report"
    assert told.json["responses"] > told.without_of, "there is a campaign"
    assert any(theme["places"] > theme["points"] for theme in told.json["themes"]), "something is said again"
    assert len(told.tables("Answers chosen: ")) == 1
    assert told.json["positions"]
    assert bool(told.measured) == (state != "none")
    if told.measured:
        assert told.audit["frame"] == told.json["points"], (
            "a total with others tells how many points those withheld have"
        )
        assert "leave out 4 withheld responses" in told.themes_page
        for place in (
            words(told.section("accuracy")),
            words(told.section("accuracy-tables", "accuracy")),
            told.themes_page,
        ):
            assert ("its new coding, which has not been measured" in place) == told.audit["learnt"]


# A closed audit stays as it was ---------------------------------------------------------------------------------------


def without_counted(told: Any) -> Any:
    """The same without what is counted beside a corrected figure."""
    if isinstance(told, dict):
        return {key: without_counted(value) for key, value in told.items() if key not in ("counted", "measured")}
    return [without_counted(one) for one in told] if isinstance(told, (list, tuple)) else told


def figures_of(app: AppContext) -> dict[str, Any]:
    """What a closed audit measured, without what the report adds of today."""
    told = without_counted(asdict(audit_report(app).accuracy))
    today = {field: told.pop(field) for field in ("notice", "late", "learnt", "machine_changes")}
    assert set(today) == {"notice", "late", "learnt", "machine_changes"}
    return told


def test_what_a_closed_audit_measured_stays_and_its_counts_hold_what_people_find_afterwards(
    campaign: Path, tmp_path: Path
) -> None:
    shutil.copytree(campaign / "closed", tmp_path / "w")
    app = desk_of(tmp_path / "w")
    before, recorded = figures_of(app), found(take(app), "audit")
    # More letters come, and the campaign grows.
    for n in range(5):
        same = (app.workspace.responses / "000.txt").read_bytes()
        (app.workspace.responses / f"late-{n}.txt").write_bytes(same)
    assert figures_of(app) == before
    assert audit_report(app).accuracy.late == 10
    # People code more of it, and others.
    export_audits(app, tmp_path / "more.csv", "Ben", SheetRequest(first=10))
    rows = rows_of(tmp_path / "more.csv")
    for row in rows[2:]:
        row[rows[1].index("access: Access")] = "x"
    with (tmp_path / "more.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    import_audits(app, tmp_path / "more.csv")
    after = figures_of(app)
    assert {**after, "counts": (), "some": None} == {**before, "counts": (), "some": None}
    for one, former in zip(after["counts"], before["counts"], strict=True):
        assert one["points"]["value"] == max(former["points"]["value"], one["points"]["confirmed"])
    assert after["counts"][1]["points"]["confirmed"] > before["counts"][1]["points"]["confirmed"]
    assert found(take(app), "audit") == recorded
    # The report, its annex, the pages and the exports tell the same, of the thirty responses that were audited.
    told = Told(app)
    agrees(told)
    for one, theme in zip(after["counts"], told.json["themes"], strict=True):
        assert ranged(one["respondents"]) == ranged(theme["corrected"]["respondents"])
        assert ranged(one["respondents"]) in words(told.section("accuracy-tables", "accuracy"))
    assert told.json["responses"] == 35
    captions = [words(table.find("caption")) for table in told.tables("Counted in", "accuracy")]
    base = "(n = 30 responses, of which 20 mostly of campaigns; 70 points)"
    assert captions == [f"Counted in this report, and corrected by the audit {base}"]
    assert "Respondents of the 30 that the audit covers." in words(told.page.xpath("//*[@id='summary']")[0])
    glance = words(told.table("Respondents and points for each theme").find("caption"))
    assert glance.endswith("; shares are of the 30 responses that the audit covers")
    by_type = words(told.table("Respondents who raise each theme, by type").find("caption"))
    assert by_type.endswith("; corrected counts are of the 30 responses that the audit covers")
    assert not any("still to be coded" in words(page) for page in told.pages.values())


def test_where_the_codebook_changed_the_report_says_which_themes_a_closed_audit_still_measures(
    campaign: Path, tmp_path: Path
) -> None:
    shutil.copytree(campaign / "closed", tmp_path / "w")
    app = desk_of(tmp_path / "w")
    before = figures_of(app)
    toml = app.workspace.consultation
    toml.write_text(toml.read_text("utf-8").replace("Whether people can reach", "Whether all can reach"), "utf-8")
    after = figures_of(app)
    assert [(one["key"], one["is_current"]) for one in after["counts"]] == [("funding", True), ("access", False)]
    for field in ("frame", "drawn", "coded", "left", "overall", "types", "further", "people"):
        assert after[field] == before[field]
    for one, same in zip(after["counts"], before["counts"], strict=True):
        assert {**one, "is_current": True} == same
    told = Told(app)
    agrees(told)
    section = words(told.section("accuracy"))
    assert "The codebook was changed after the audit was closed. Its figures still measure Funding." in section
    assert "They measure Access as it was defined then, not as today’s codebook has it." in section
    assert "so it does not measure these themes: Access." in told.themes_page
    assert told.json["themes"][0]["corrected"] is not None
    assert told.json["themes"][1]["corrected"] is None, "the theme of today was not measured"
    # The record of the theme as it was stands in the tables of the audit, and nowhere else.
    then = [row[0] for row in lines(told.table("Counted in", "accuracy")) if row[0].startswith("Access")]
    assert then == ["Access (as defined then)"]
    recorded = ranged(before["counts"][1]["points"])
    assert recorded in words(told.section("accuracy-tables", "accuracy"))
    assert recorded not in words(told.section("theme-access", "theme-access"))


def test_what_was_left_uncoded_is_not_said_to_be_coded_still(tmp_path: Path) -> None:
    app = campaign_desk(tmp_path / "w", 12, 6)
    publish.report(app)
    file = sheet_of(app, tmp_path, 12)
    rows = rows_of(file)
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows[:8])
    import_audits(app, file)
    still = "are still to be coded"
    assert still in everything(app)
    close(app, "audit", "Ann", anyway=True)
    page = everything(app)
    assert still not in page
    assert "6 points were left uncoded when the audit was closed" in page


# Questions that are answered by choosing ------------------------------------------------------------------------------


def test_the_points_of_a_theme_are_one_number_on_every_page(survey: Path) -> None:
    app = desk_of(survey / "closed")
    snapshot = take(app)
    counted = count(app, snapshot)
    measured = [tally for tally in counted.report.themes if tally.corrected]
    assert any(tally.places > tally.points for tally in measured), "an argument is said twice"
    book = replace(snapshot.codebook, themes=(*snapshot.codebook.themes[:-1],))
    foretold = {one.key: one for one in compare(app, snapshot, snapshot.codebook, book, leading_figures).figures}
    for tally in measured:
        key = tally.theme.key
        found = list_points(app, counted, PointFilter(theme=key), snapshot.hidden)
        before = foretold[key].before
        assert before is not None
        assert tally.told_points == found.points
        assert tally.corrected
        assert before.points == tally.corrected.points.value, "a preview leads with what the report leads with"
        assert found.is_measured
    everything_coded = foretold[""].before
    assert everything_coded is not None
    assert counted.report.accuracy
    some = counted.report.accuracy.some
    assert some
    assert everything_coded.points == some.points.value


def test_whoever_chose_an_answer_has_answered_the_question(tmp_path: Path) -> None:
    rows = ["Q1. Should libraries open on Sundays?,Please say why"]
    rows += [
        f"{'Yes' if n % 2 else 'No'},{'The budget was cut too far in ward ' + str(n) if n < 3 else ''}"
        for n in range(8)
    ]
    app = campaign_desk(tmp_path / "w", 0, 0)
    told_of_each = CONSULTATION.replace("[consultation]", "[consultation]\nsuppress_below = 1", 1)
    app.workspace.consultation.write_text(told_of_each, "utf-8")
    (app.workspace.responses / "survey.csv").write_text("\n".join(rows) + "\n", "utf-8")
    told = Told(app)
    agrees(told)
    answered = {row[0].split()[0]: row[1:] for row in lines(told.table("Responses and points that answer"))}
    responses, in_words, chose, _ = (int(cell) for cell in answered["Q1"])
    assert (responses, chose) == (8, 8)
    assert in_words <= responses
    chosen = told.table("Answers chosen: Q1")
    assert words(chosen.find("caption")) == "Answers chosen: Q1 (n = 8 respondents)"
    (short,) = told.page.xpath("//ul[@class='answers']/li")
    asked = "Q1, “Should libraries open on Sundays, and…”"
    assert words(short) == f"{asked}: 4 Yes, 4 No (of 8)", "page one tells what was chosen"


@pytest.mark.parametrize("of", ["campaign", "survey"])
def test_each_table_of_counts_says_what_it_is_of(of: str, request: pytest.FixtureRequest) -> None:
    told = Told(desk_of(request.getfixturevalue(of) / "closed"))
    tables = [table for page in told.pages.values() for table in page.xpath("//main//table[.//td[@class='number']]")]
    unsaid = [words(table.find("caption")) for table in tables if "n = " not in words(table.find("caption"))]
    # The account of what was received is what the others are of; its characters add up in its own last line.
    assert set(unsaid) == {
        "From what was received to what was analysed",
        "What became of everything received, in characters",
        *(["Columns of survey export 1"] if of == "survey" else []),
    }


# The page while it counts ---------------------------------------------------------------------------------------------


def test_while_the_themes_are_counted_the_page_never_says_that_nothing_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = campaign_desk(tmp_path / "w", 0, 0)
    visitor = Visitor(tmp_path / "w")
    assert "No responses yet" in text_of(visitor.get("/themes"))
    monkeypatch.setattr(snapshot_cache, "PATIENCE", 0.0)
    (app.workspace.responses / "a.txt").write_text("1. The budget was cut, and that matters to us all.\n", "utf-8")
    page = text_of(visitor.get("/themes"))
    assert "No responses yet" not in page
    monkeypatch.setattr(snapshot_cache, "PATIENCE", 300.0)
    page = text_of(visitor.get("/themes"))
    assert "1 point is not coded yet" in page
    assert "Respondents and points for each theme" not in page, "no zeros before anything is coded"


def test_figures_that_are_counted_anew_stand_with_the_time_at_which_they_were_counted(
    campaign: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(campaign / "none", tmp_path / "w")
    visitor = Visitor(tmp_path / "w")
    first = text_of(visitor.get("/themes"))
    monkeypatch.setattr(snapshot_cache, "PATIENCE", 0.0)
    (visitor.app_context.workspace.responses / "late.txt").write_text("1. The budget was cut in ward nine.\n", "utf-8")
    page = text_of(visitor.get("/themes"))
    assert re.search(r"These figures were counted on .* at \d\d:\d\d \(UTC\). Something has changed since", page)
    assert "of 30 respondents" in first
    assert "of 30 respondents" in page


def test_while_files_are_taken_in_the_page_says_that_it_counts(tmp_path: Path) -> None:
    campaign_desk(tmp_path / "w", 0, 0)
    visitor, done = Visitor(tmp_path / "w"), threading.Event()
    visitor.services.jobs.start("Taking in", lambda _: done.wait(PATIENCE), "/upload", "Ann")
    try:
        for path in ("/themes", "/points", "/responses"):
            page = text_of(visitor.get(path))
            assert "No responses yet" not in page
            assert "being counted" in page or "being read" in page
    finally:
        done.set()
    visitor.settle()
    assert "No responses yet" in text_of(visitor.get("/themes"))


def test_what_cannot_be_read_is_not_waited_for(tmp_path: Path) -> None:
    app = campaign_desk(tmp_path / "w", 0, 0)
    (app.workspace.responses / "picture.bin").write_bytes(b"\x00\x01\x02" * 50)
    page = text_of(Visitor(tmp_path / "w").get("/themes"))
    assert "No points were found in the files received." in page
