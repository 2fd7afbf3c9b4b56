"""One set of figures: headline, findings, tables, themes page, table of points and JSON say the same."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from analysis.app import publish
from analysis.app.audit.audit_report import audit_report
from analysis.app.audit.close import close, found
from analysis.app.audit.draw_audit import DrawRequest, draw_audit
from analysis.app.audit.sheet_io import SheetRequest, export_audits, import_audits
from analysis.app.context import AppContext
from analysis.app.ingest import ingest
from analysis.app.snapshot import snapshot_cache
from analysis.cli import output, output_audit
from analysis.model import Coder, Publish
from analysis.workspace import Workspace
from tests.app.audited import rows_of
from tests.app.campaign import campaign_desk, judged
from tests.builders import ROOT, Clock
from tests.patience import PATIENCE
from tests.web.visitor import Visitor, text_of


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot_cache, "PATIENCE", 300.0)
    monkeypatch.setattr(snapshot_cache, "FIRST", 300.0)


def words(node: Any) -> str:
    return " ".join(node.text_content().split())


class Told:
    """Everything that is told of a workspace."""

    def __init__(self, app: AppContext) -> None:
        reported = publish.report(app)
        withheld = (who for who in ingest.take_in(app).responses if who.respondent.publish is Publish.NO)
        self.withheld = sum(1 for _ in withheld)
        self.json = json.loads(json.dumps(output.plain(reported), default=str))
        self.page = lxml.html.fromstring(reported.path.read_text("utf-8"))
        visitor = Visitor(app.workspace.root)
        self.themes_page = text_of(visitor.get("/themes"))
        self.codebook_page = text_of(visitor.get("/codebook"))
        table = visitor.client.get("/points.csv").content.decode("utf-8-sig")
        self.points = list(csv.DictReader(io.StringIO(table)))
        self.audit: dict[str, Any] = {}
        if app.store.audits():
            self.audit = json.loads(json.dumps(output_audit.plain_report(audit_report(app))))

    def section(self, name: str) -> Any:
        (one,) = self.page.xpath(f"//section[@aria-labelledby='{name}']")
        return one

    def row(self, section: str, theme: str, table: int = 0) -> list[str]:
        """The cells of a theme's line in a table of a section."""
        rows = self.section(section).xpath(".//table")[table].xpath(".//tbody/tr")
        (one,) = [row for row in rows if words(row[0]) == theme]
        return [words(cell) for cell in one]


def ranged(one: dict[str, Any]) -> str:
    return f"{one['value']:.0f} ({one['low']:.0f} to {one['high']:.0f})"


def adds_up(one: dict[str, Any]) -> None:
    """Campaigns and the rest, and all types, add up to a theme's counts, and nothing leaves its bounds."""
    partitions = [one["types"], *([[one["campaigns"], one["rest"]]] if one["rest"] else [])]
    for of in ("points", "respondents"):
        for parts in partitions:
            for field in ("counted", "value", "of", "confirmed"):
                assert sum(part[of][field] for part in parts) == one[of][field], (one["name"], of, field)
        for part in (one, *[part for parts in partitions for part in parts]):
            own = part[of]
            assert own["value"] == int(own["value"])
            assert own["confirmed"] <= own["low"] <= own["value"] <= own["high"] <= own["of"]


def agrees(told: Told, is_open: bool = False) -> None:
    """Walk everything that is told; while an audit is open, pages leave out the points that are kept blind."""
    findings, letters = words(told.section("findings")), told.page.xpath("//*[@id='campaigns']/following::p")
    assert letters
    for theme in told.json["themes"]:
        key, name, without, fixed = (theme[field] for field in ("key", "name", "without", "corrected"))
        of_respondents, of_points = (fixed["respondents"], fixed["points"]) if fixed else (None, None)
        apart = without and f"{without['respondents']} of {without['of']}"
        if fixed:
            adds_up(fixed)
            (same,) = [one for one in told.audit["counts"] if one["key"] == key]
            assert same == fixed
            rest = fixed["rest"] and fixed["rest"]["respondents"]
            apart = rest and (
                f"about {rest['value']:.0f} of {rest['of']} ({rest['low']:.0f} to {rest['high']:.0f}; "
                f"counted {without['respondents']})"
            )
            assert told.row("accuracy", name, 1)[1].split()[0] == str(of_respondents["counted"])
            assert told.row("accuracy", name, 1)[2] == ranged(of_respondents)
            assert told.row("accuracy", name, 1)[4] == ranged(of_points)
        # The table of themes, and the theme's own section.
        cells = told.row("themes", name)
        beside = f"{ranged(of_respondents)} counted {theme['respondents']}" if fixed else str(theme["respondents"])
        assert cells[1] == beside
        assert (cells[3] if without else apart) == apart
        section = words(told.section(f"theme-{key}"))
        assert (ranged(of_respondents) if fixed else f"{theme['respondents']} of {theme['of']}") in section
        assert not without or f"{apart} respondents" in section
        # By type: the line adds up to its last cell.
        line = told.row("types", name)[1:]
        leading = [int(cell.split()[0].replace(",", "")) for cell in line]
        assert leading[-1] == (of_respondents["value"] if fixed else theme["respondents"])
        assert 0 <= leading[-1] - sum(leading[:-1]) <= told.withheld, "those withheld are in no column but the last"
        # Findings name a theme by the same words, where they name it.
        sentence = (
            f"about {of_respondents['value']:.0f} of {of_respondents['of']} responses ({of_respondents['low']:.0f} to "
            f"{of_respondents['high']:.0f}; counted {theme['respondents']})"
            if fixed
            else f"{theme['respondents']} of {theme['of']} responses"
        )
        if re.search(rf"\b{name} (by|was)|gave {name} to the most responses", findings):
            assert sentence in findings
            assert not without or f"{apart}" in findings
        # The themes page, and the table of points.
        if fixed:
            assert f"Corrected: {ranged(of_respondents)} of {of_respondents['of']}" in told.themes_page
            assert f"Corrected: {ranged(of_points)} of {of_points['of']}" in told.themes_page
            assert f"corrected by the audit to {ranged(of_points)}" in told.codebook_page
        if without:
            shown = r"\d+" if is_open else without["respondents"]
            assert re.search(rf"{name} .*? \({shown} without campaigns", told.codebook_page)
        if not is_open:
            carrying = [row for row in told.points if name in row["Themes"].split("; ")]
            assert len({row["Response"] for row in carrying}) == theme["respondents"]
            assert (
                not without
                or len({row["Response"] for row in carrying if not row["Campaign"]}) == without["respondents"]
            )
            assert not of_points or told.audit["closed"] or len(carrying) == of_points["counted"]
            assert f"counted {name}: {theme['respondents']} respondents" in told.themes_page or not fixed
            assert f"{name}: {theme['respondents']} respondents" in told.themes_page
            assert not without or f"{without['respondents']}" in told.themes_page


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
    close(desk_of(folder / "closed"), "audit")
    return folder


def desk_of(folder: Path) -> AppContext:
    """A workspace at a later time than all that was done in it."""
    clock = Clock()
    clock.read = 300
    return AppContext(Workspace(folder), clock=clock)


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


# A closed audit stays as it was ---------------------------------------------------------------------------------------


def figures_of(app: AppContext) -> dict[str, Any]:
    """What a closed audit measured, without what the report adds of today."""
    told = asdict(audit_report(app).accuracy)
    today = {field: told.pop(field) for field in ("notice", "late", "learnt")}
    assert set(today) == {"notice", "late", "learnt"}
    return told


def test_nothing_that_happens_afterwards_changes_the_figures_of_a_closed_audit(campaign: Path, tmp_path: Path) -> None:
    shutil.copytree(campaign / "closed", tmp_path / "w")
    app = desk_of(tmp_path / "w")
    before, recorded = figures_of(app), found(app, "audit")
    # People code more of it, and others.
    export_audits(app, tmp_path / "more.csv", "Ben", SheetRequest(first=10))
    rows = rows_of(tmp_path / "more.csv")
    for row in rows[2:]:
        row[rows[1].index("access: Access")] = "x"
    with (tmp_path / "more.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    import_audits(app, tmp_path / "more.csv")
    assert figures_of(app) == before
    # More letters come, and the campaign grows.
    for n in range(5):
        same = (app.workspace.responses / "000.txt").read_bytes()
        (app.workspace.responses / f"late-{n}.txt").write_bytes(same)
    assert figures_of(app) == before
    assert audit_report(app).accuracy.late == 10
    assert found(app, "audit") == recorded
    # A page of the report tells the same.
    page = lxml.html.fromstring(publish.report(app).path.read_text("utf-8"))
    section = words(page.xpath("//section[@aria-labelledby='accuracy']")[0])
    for one in before["counts"]:
        assert ranged(one["respondents"]) in section
    assert "Counted when the audit was closed, and corrected by the audit (n = 30 responses, of which 20" in section
    assert "still to be coded" not in section


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
    reported = publish.report(app)
    page = lxml.html.fromstring(reported.path.read_text("utf-8"))
    section = words(page.xpath("//section[@aria-labelledby='accuracy']")[0])
    assert "The codebook was changed after the audit was closed. Its figures still measure Funding." in section
    assert "They measure Access as it was defined then, and no theme of today." in section
    assert reported.themes[0].corrected is not None
    assert reported.themes[1].corrected is None, "the theme of today was not measured"


def test_what_was_left_uncoded_is_not_said_to_be_coded_still(tmp_path: Path) -> None:
    app = campaign_desk(tmp_path / "w", 12, 6)
    publish.report(app)
    file = sheet_of(app, tmp_path, 12)
    rows = rows_of(file)
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows[:8])
    import_audits(app, file)
    still = "are still to be coded"
    assert still in words(lxml.html.fromstring(publish.report(app).path.read_text("utf-8")))
    close(app, "audit", anyway=True)
    page = words(lxml.html.fromstring(publish.report(app).path.read_text("utf-8")))
    assert still not in page
    assert "6 points were left uncoded when the audit was closed" in page


# Questions that are answered by choosing ------------------------------------------------------------------------------


def test_whoever_chose_an_answer_has_answered_the_question(tmp_path: Path) -> None:
    rows = ["Q1. Should libraries open on Sundays?,Please say why"]
    rows += [
        f"{'Yes' if n % 2 else 'No'},{'The budget was cut too far in ward ' + str(n) if n < 3 else ''}"
        for n in range(8)
    ]
    app = campaign_desk(tmp_path / "w", 0, 0)
    (app.workspace.responses / "survey.csv").write_text("\n".join(rows) + "\n", "utf-8")
    page = lxml.html.fromstring(publish.report(app).path.read_text("utf-8"))
    (table,) = [t for t in page.xpath("//table") if "that answer each question" in words(t.xpath("./caption")[0])]
    lines = {words(row[0]).split()[0]: [words(cell) for cell in row[1:]] for row in table.xpath(".//tbody/tr")}
    responses, in_words, chose, _ = (int(cell) for cell in lines["Q1"])
    assert (responses, chose) == (8, 8)
    assert in_words <= responses
    closed = page.xpath("//section[@aria-labelledby='closed']//caption")
    assert [words(caption) for caption in closed] == ["Answers: Q1 (n = 8 respondents)"]


def test_each_table_of_counts_says_what_it_is_of(campaign: Path) -> None:
    page = lxml.html.fromstring(publish.report(desk_of(campaign / "closed")).path.read_text("utf-8"))
    captions = [words(caption) for caption in page.xpath("//main//table/caption")]
    unsaid = [caption for caption in captions if "n = " not in caption and "ledger" not in caption.lower()]
    assert [c for c in unsaid if not re.search("received|characters|columns", c.lower())] == []


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
