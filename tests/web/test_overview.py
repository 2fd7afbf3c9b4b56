"""The first page: it says what the other pages say, and every number leads to what it counts."""

from __future__ import annotations

import re
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analysis.app import kept_figures
from analysis.app.coding import machine
from analysis.app.snapshot import snapshot_cache, status
from analysis.app.views.figures import count
from analysis.app.views.journey import journey
from analysis.app.views.report_editions import compare
from analysis.cli import app
from analysis.positioning.answers import ANSWERS
from analysis.splitting.manual_edit import join
from tests.app.ingest.test_set_aside import thread
from tests.builders import CONSULTATION, LETTER, make_workspace, person
from tests.patience import PATIENCE, wait_until
from tests.web.test_audit_blind import draw
from tests.web.test_codebook import code_by_hand
from tests.web.test_responses import describe
from tests.web.visitor import Visitor, text_of

SUMMED = """Summary

1. The library budget has no money for Sunday opening after five years of cuts.

In full

2. The library budget has no money for Sunday opening after five years of cuts.

3. Without a bus nobody in a wheelchair gets there.
"""
"""A response whose summary says what its body says again."""


def figure(page: str, noun: str) -> tuple[str, str]:
    """A number of the first page, and where it leads."""
    found = re.search(rf'ep-figure__count">([^<]*)</span><a class="govuk-link" href="([^"]*)">{noun}<', page)
    assert found, text_of(page)
    return found[1], found[2].replace("&amp;", "&")


def test_it_counts_what_the_list_of_responses_shows(visitor: Visitor) -> None:
    (visitor.app_context.workspace.responses / "scan.pdf").write_bytes(b"%PDF-1.7\n")
    page = visitor.get("/")
    assert figure(page, "responses") == ("3", "/responses")
    assert figure(page, "files") == ("4", "/responses")
    assert "3 responses" in text_of(visitor.get("/responses"))
    assert "scan.pdf" in text_of(page)
    assert "Not read yet" not in text_of(page)


def test_it_names_responses_of_which_much_was_set_aside(visitor: Visitor) -> None:
    (visitor.app_context.workspace.responses / "thread.eml").write_bytes(thread())
    page = visitor.get("/")
    assert "Set aside: please read (1) More than a third of each of these responses" in text_of(page)
    assert 'href="/response?document=thread.eml">thread.eml</a><br>36 of its' in page


def test_where_a_file_is_read_otherwise_it_is_not_waiting_again(reader: Visitor) -> None:
    path = reader.app_context.workspace.consultation
    path.write_text(path.read_text(encoding="utf-8").replace("on Sundays", "on Mondays"), encoding="utf-8")
    assert len(status.status(reader.app_context).waiting) == 3, "with other questions every file is read anew"
    page = reader.get("/")
    assert figure(page, "responses") == ("3", "/responses")
    assert "come since" not in text_of(page)
    (reader.app_context.workspace.responses / "more.txt").write_text("1. More.\n", encoding="utf-8")
    assert "Changed since it was made: responses, themes or settings." in text_of(reader.get("/"))


def test_judgements_that_were_taken_back_do_not_count(reader: Visitor) -> None:
    assert figure(reader.get("/"), "points coded by people") == ("0", "/points?stand=audited")
    code(reader, 0), code(reader, 1)
    assert figure(reader.get("/"), "points coded by people")[0] == "2"
    page = reader.get("/audit/assisted")
    last = re.search(r'name="last"[^>]* value="([^"]*)"', page)
    assert last
    reader.post("/audit/assisted/undo", {"last": last[1]})
    number, where = figure(reader.get("/"), "point coded by people")
    assert number == "1"
    assert "1 point of 1 respondent" in text_of(reader.client.get(where).text)


def code(visitor: Visitor, number: int) -> None:
    """Judge a point on its page, as Sam Brook."""
    page = visitor.get("/audit/assisted")
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    visitor.post("/audit/assisted", {**hidden, "token": visitor.token(), "theme": ["funding"], "act": "save"})


def test_what_has_moved_says_what_the_reports_print(tmp_path) -> None:  # type: ignore[no-untyped-def]
    visitor = Visitor(make_workspace(tmp_path / "w", {"letter.txt": LETTER, "summed.txt": SUMMED}))
    for more in ("", "more.txt"):
        if more:
            (visitor.app_context.workspace.responses / more).write_text(SUMMED, encoding="utf-8")
        visitor.post("/report/make")
        visitor.settle()
    found = compare(visitor.app_context)
    assert found is not None
    funding = next(line for line in found.points if line.name == "Funding")
    report = visitor.app_context.workspace.report.read_text(encoding="utf-8")
    rows = re.findall(r'(?s)<tr[^>]*>(?:(?!</tr>).)*href="[^"]*#theme-funding"(?:(?!</tr>).)*</tr>', report)
    assert any(re.search(rf">\s*{funding.after}\s*<", row) for row in rows)
    assert funding.after == 3, "the letter's, and one of each response that says it twice"


def test_a_point_that_is_divided_as_before_has_the_coding_that_it_had_then(reader: Visitor) -> None:
    def said() -> tuple[int, int]:
        pages = reader.get("/points"), reader.get("/response", document="letter.txt")
        return pages[0].count("Not coded yet</li>"), pages[1].count("Not coded yet</li>")

    before = reader.services.snapshots.get().find_response("letter.txt")
    assert before is not None
    assert said() == (0, 0)
    first, second, _ = before.points
    by = person("ann")
    machine.divide(reader.app_context, "letter.txt", lambda old: join(old, first, second, by.id), by)
    assert said() == (1, 1)
    for _ in range(50):
        reader.app_context.clock()  # the report that is there was made at the same hours
    code_by_hand(reader, 0, "funding")
    reader.post("/themes/code")
    reader.settle()
    assert said() == (0, 0)
    of_points = [c for c in reader.app_context.store.codings_in("letter.txt") if c.segmentation != ANSWERS]
    coders = {coding.coder.id for coding in of_points}
    assert len(coders) == 3, "what a person said has made another machine coder of it"
    apart = replace(before.segmentation, coder=by.id)
    machine.divide(reader.app_context, "letter.txt", lambda _: apart, by)
    assert said() == (0, 0), "nobody has coded these points since, and what was said of them still holds"


def test_figures_that_are_counted_again_show_themselves(reader: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in ("/themes", "/points", "/codebook", "/codebook/theme/funding"):
        assert "everypoint-refresh" not in reader.get(path)
    monkeypatch.setattr(snapshot_cache, "PATIENCE", 0.0)
    for number, path in enumerate(("/themes", "/points", "/codebook", "/codebook/theme/funding")):
        describe(reader, "letter.txt", name=f"Jo {number}")
        assert "everypoint-refresh" in reader.get(path), path
        reader.get("/themes")


def test_it_names_the_themes_that_the_machine_trusts_least(reader: Visitor) -> None:
    """It told of the last report (12 in doubt), beside the page of themes, which tells of today (25)."""
    reader.get("/themes")
    counted = reader.services.snapshots.stale_value(count)
    assert counted is not None
    assert counted.report is not None
    doubted = max(counted.report.themes, key=lambda one: one.doubtful / (one.places or 1))
    expected = f"least sure of {doubted.theme.name} ({doubted.doubtful} of {doubted.places} points in doubt)"
    assert doubted.doubtful
    assert expected in text_of(reader.get("/"))
    figures = kept_figures.last_figures(reader.app_context)
    assert figures is not None
    assert sum(theme.places for theme in figures.themes) > 0, "the report keeps in how many places a theme is given"
    themes = [replace(theme, doubtful=0) for theme in figures.themes]
    themes[0] = replace(themes[0], doubtful=3, places=7)
    kept_figures.keep_figures(reader.app_context, replace(figures, themes=tuple(themes)))
    told = CliRunner().invoke(app, ["status", "--workspace", str(reader.app_context.workspace.root)])
    assert f"in doubt    {themes[0].name}: 3 of 7\n" in told.stdout
    draw(reader, ("letter.txt", "2"))
    assert "least sure" not in text_of(reader.get("/")), "while a blind audit is open, no count tells"


def first_step(page: str) -> str:
    """Where the first thing leads that the page says to do next."""
    return re.findall(r'<ul class="ep-steps">\s*<li><a class="govuk-link" href="([^"]*)"', page)[0]


def next_on_the_way(page: str) -> str:
    """Where the step leads that is the next one of the five."""
    return re.findall(r'ep-journey__step--next"><a\s*class="ep-journey__link" href="([^"]*)"', page)[0]


UNWRITTEN = CONSULTATION[: CONSULTATION.index("[[theme]]")]
"""A consultation whose themes nobody has written yet."""


def test_a_table_whose_columns_wait_is_the_first_thing_to_do(reader: Visitor) -> None:
    reader.post("/upload", files=[("survey.csv", b"Response ID,Please explain\n1,There is no money for this.\n")])
    reader.settle()
    page = reader.get("/")
    assert re.search(r'href="/upload/[^"]*/columns">Confirm the columns of a table', page)
    told = text_of(page)
    assert told.index("Confirm the columns") < told.index("Upload responses")
    assert first_step(page) == next_on_the_way(page)


def test_a_sample_that_was_drawn_is_to_be_finished_and_nobody_is_said_to_have_coded_nothing(reader: Visitor) -> None:
    assert "No sample has been drawn yet" in text_of(reader.get("/"))
    reader.post("/audit/draw", {"size": "310", "other": "2", "sure": "yes"})
    reader.settle()
    page = reader.get("/")
    told = text_of(page)
    assert "Finish the sample" in told
    assert first_step(page) == next_on_the_way(page) == "/audit"
    assert "0 of 2 coded" in told
    assert "No sample has been drawn yet" not in told


def test_where_nobody_has_written_a_theme_every_page_leads_to_where_they_are_written(tmp_path: Path) -> None:
    visitor = Visitor(make_workspace(tmp_path, consultation=UNWRITTEN))
    for path in ("/themes", "/points", "/audit", "/codebook"):
        page = visitor.get(path)
        assert 'href="/codebook/table"' in page.replace("\n  ", " "), path
        assert "/themes#code" not in page, path
        assert "ode the points" not in text_of(page), path


def test_where_no_point_is_coded_no_theme_is_said_to_have_none(visitor: Visitor) -> None:
    told = text_of(visitor.get("/codebook"))
    assert "not counted" in told
    assert not re.search(r"Funding [^.]*\. 0 0", told)
    visitor.post("/themes/code")
    visitor.settle()
    assert "not counted" not in text_of(visitor.get("/codebook"))


def test_a_report_is_out_of_date_after_one_coding_on_every_page(reader: Visitor) -> None:
    reader.post("/report/make")
    reader.settle()
    assert "out of date" not in text_of(reader.get("/")) + reader.get("/report")
    code(reader, 0)
    for path in ("/", "/report"):
        assert "Changed since it was made: the coding of points." in text_of(reader.get(path)), "one coding is enough"
        assert "out of date" in re.findall(r"ep-journey__told.*?</a>", reader.get(path), re.DOTALL)[-1]
    reader.post("/report/make")
    reader.settle()
    assert "out of date" not in reader.get("/") + reader.get("/report")


def test_only_while_files_are_being_read_no_step_says_that_no_table_was_sent(
    reader: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = reader.services.snapshots
    assert journey(reader.app_context, cache).steps[1].told == "no table sent"
    going_on = threading.Event()
    reader.services.jobs.start("Drawing a sample", lambda _app: going_on.wait(PATIENCE), "/audit", "Sam Brook")
    assert cache.is_busy()
    assert journey(reader.app_context, cache).steps[1].told == "no table sent", "nothing is being read"
    going_on.set()
    reader.settle()
    monkeypatch.setattr(cache, "is_receiving", lambda: True)
    assert journey(reader.app_context, cache).steps[1].told == "being read"


def test_codings_that_need_a_check_are_among_what_is_to_be_done(reader: Visitor) -> None:
    code_by_hand(reader, 0, "funding")
    consultation = reader.app_context.workspace.consultation
    words = consultation.read_text(encoding="utf-8")
    consultation.write_text(words.replace("Money: budgets, cuts and costs.", "Who pays."), encoding="utf-8")
    wait_until(lambda: "Check 1 decision again" in text_of(reader.get("/")), "the figures are counted again")


def test_coded_points_that_are_gone_are_told_with_their_documents_and_not_as_points_to_check(reader: Visitor) -> None:
    """The report's page led to a list of points in which none was."""
    code_by_hand(reader, 0, "funding")
    (point,) = reader.services.snapshots.get().of_point
    (reader.app_context.workspace.responses / point.document).write_text("We have changed our mind.", encoding="utf-8")
    reader.post("/report/make")
    reader.settle()
    assert f"Code the points as they are now, in {point.document}" in text_of(reader.get("/"))
    told = text_of(reader.get("/report"))
    assert "1 point that people coded is not there any more as it was" in told
    assert "another look" not in told
