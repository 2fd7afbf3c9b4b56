"""The page Crossings: themes by everything that they can be crossed by, for the team."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from analysis.app.ingest.ingest import take_in
from tests.builders import CONSULTATION, make_workspace
from tests.web.visitor import Visitor, text_of

SURVEY = "Response ID,What are you?,Q1 Should libraries open on Sundays?,Please explain\n" + "".join(
    f"{n},{'resident' if n % 3 else 'council'},{'Yes' if n % 2 else 'No'},The budget of the library is too small.\n"
    for n in range(12)
)


def figures(page: str) -> list[tuple[str, str]]:
    """Where each figure of a crossing leads, and what it says."""
    found = re.findall(r'href="(/points\?theme=[^"]*)"><span[^>]*>[^<]*</span>(\d+)</a>', page)
    return [(unescape(href), count) for href, count in found]


def test_themes_are_crossed_by_a_question_and_by_types(tmp_path: Path) -> None:
    visitor = Visitor(make_workspace(tmp_path, {"survey.csv": SURVEY}, CONSULTATION))
    visitor.post("/themes/code")
    visitor.settle()
    page = visitor.get("/crossings", by="Q1")
    told = text_of(page)
    assert page.index('id="crossing">') < page.index('aria-labelledby="crossing"'), "the heading does not scroll away"
    assert "Yes n = 6 No n = 6 All n = 12" in told
    assert re.search(r'<option value="Q1" selected>Q1: [^<]+</option>', page)
    assert "Funding Funding, Yes: 6 Funding, No: 6 Funding, all: 12 100%" in told, "no share is told of so few"
    assert "resident n = 8" in text_of(visitor.get("/crossings", by="type"))
    leads_to = [cell for by in ("Q1", "type") for cell in figures(visitor.get("/crossings", by=by))]
    assert len(leads_to) == 6
    for href, count in leads_to:
        assert f"of {count} respondents" in text_of(visitor.client.get(href).text), href
    assert "Only respondents in the column Yes of the crossing by Q1" in text_of(
        visitor.client.get(leads_to[0][0]).text
    )


def test_a_question_without_a_number_is_named_once(tmp_path: Path) -> None:
    survey = SURVEY.replace("Q1 Should libraries open on Sundays?", "Do you own a car?")
    visitor = Visitor(make_workspace(tmp_path, {"survey.csv": survey}, CONSULTATION))
    assert ">Do you own a car?</option>" in visitor.get("/crossings")


def test_a_column_of_which_most_points_are_not_coded_has_no_zero(tmp_path: Path) -> None:
    visitor = Visitor(make_workspace(tmp_path, {"survey.csv": SURVEY}, CONSULTATION))
    visitor.post("/themes/code")
    visitor.settle()
    assert "not coded" not in text_of(visitor.get("/themes"))
    (visitor.app_context.workspace.responses / "late.md").write_text("1. Trains are late.\n", "utf-8")
    take_in(visitor.app_context)
    assert re.search(r"Funding( \S+){4,12} not coded", text_of(visitor.get("/themes"))), "it is no figure"
    for way in ("table", "bars"):
        assert "not coded" in text_of(visitor.get("/crossings", by="type", show_as=way)).replace("not coded yet", "")


def test_before_anything_is_coded_no_theme_has_a_zero(tmp_path: Path) -> None:
    visitor = Visitor(make_workspace(tmp_path, {"survey.csv": SURVEY}, CONSULTATION))
    page = visitor.get("/crossings", by="Q1")
    told = text_of(page)
    assert "Answers chosen: Should libraries open" in told
    assert "who raise each theme is known once the points are coded" in told
    assert 'id="crossing"' not in page
    assert "Its points and respondents are counted once the points are coded." in text_of(
        visitor.get("/codebook/theme/funding")
    )
    assert "Code the points The machine codes every point by your themes." in text_of(visitor.get("/"))


def test_where_there_is_nothing_to_cross_by_the_page_says_so(tmp_path: Path) -> None:
    visitor = Visitor(make_workspace(tmp_path / "one", {"letter.txt": "Libraries matter to us all."}))
    assert "nothing to cross themes by" in text_of(visitor.get("/crossings"))
    empty = Visitor(make_workspace(tmp_path / "none", {}))
    assert "No responses yet" in text_of(empty.get("/crossings"))


def test_types_are_counted_of_those_too_who_are_not_to_be_published(tmp_path: Path) -> None:
    survey = SURVEY.replace("are you?,", "are you?,May we publish your response?,")
    survey = survey.replace("council,", "council,No,").replace("resident,", "resident,Yes,")
    visitor = Visitor(make_workspace(tmp_path, {"survey.csv": survey}, CONSULTATION))
    visitor.post("/themes/code")
    visitor.settle()
    assert "resident n = 8 council n = 4 All n = 12" in text_of(visitor.get("/crossings", by="type"))
