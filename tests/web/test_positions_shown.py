"""Positions on the pages of themes and points: every figure leads to its points, and what is kept blind is not told."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from analysis.app import publish
from analysis.app.audit.draw_audit import DrawRequest, draw_audit
from analysis.app.snapshot.taking import take
from tests.builders import person
from tests.positioned import open_lane
from tests.web.test_audit import fields
from tests.web.visitor import Visitor, text_of


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[Visitor]:
    """Somebody at a workspace with answers that are for and against, after its first report."""
    publish.report(open_lane(tmp_path / "work"))
    made = Visitor(tmp_path / "work")
    yield made
    made.settle()


def names(page: str) -> list[str]:
    return re.findall(r'href="/response[^"]*">(R\d+\.\d+)</a>', page)


def test_each_theme_is_told_by_position_and_leads_to_its_points(visitor: Visitor) -> None:
    page = visitor.get("/themes")
    said = text_of(page)
    assert "For and against: Q1 Do you agree with closing Mill Lane to cars?" in said
    link = next(
        href for href in re.findall(r'href="(/points\?[^"]*)"', page) if "position=oppose" in href and "Q1" in href
    )
    path, _, query = link.replace("&amp;", "&").partition("?")
    assert len(names(visitor.get(path, **dict(parse_qsl(query))))) == 3


def test_points_are_found_by_position_and_each_tells_its_own(visitor: Visitor) -> None:
    page = visitor.get("/points", position="support")
    assert len(names(page)) == 2
    assert text_of(page).count("Q1: support") == 2
    (header, *rows) = csv.reader(io.StringIO(visitor.get("/points.csv", question="Q1").lstrip("\ufeff")))
    assert [row[header.index("Position")] for row in rows] == ["support"] * 2 + ["oppose"] * 3 + ["unclear"]


def test_what_is_drawn_blind_is_in_no_list_by_position_and_in_no_figure(visitor: Visitor) -> None:
    draw_audit(visitor.app_context, DrawRequest(7, of_positions=True), person("ann"))
    assert names(visitor.get("/points", position="oppose")) == []
    page = visitor.get("/points")
    assert len(names(page)) == 8
    assert "Q1: " not in text_of(page)
    assert "For and against: Q1" not in text_of(visitor.get("/themes"))


def test_whoever_reads_what_another_person_found_has_seen_it(visitor: Visitor) -> None:
    answer = visitor.get("/positions/audit/assisted")
    visitor.post("/positions/audit/assisted", {**fields(answer), "theme": ["mixed"], "act": "save"})
    other = Visitor(visitor.app_context.workspace.root, "Kit")
    assert "The proposal: mixed" in text_of(other.get("/points"))
    seen = take(other.app_context, keep=False).positions.blinding.seen_by(person("kit"))
    assert [point.document for point in seen] == ["letter.txt"]
    other.settle()
