"""What every page has: the name that was asked for once, the navigation, and errors in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.web import page_rendering
from analysis.web.features import SECTIONS
from tests.builders import make_workspace
from tests.web.visitor import Visitor, text_of


def test_a_name_is_asked_for_once_and_the_page_that_was_wanted_follows(tmp_path: Path) -> None:
    stranger = Visitor(make_workspace(tmp_path / "work"), name="")
    asked = stranger.client.get("/nothing-yet", follow_redirects=False)
    assert asked.status_code == 404, "a page that is not there asks for nothing"
    asked = stranger.client.get("/?a=b", follow_redirects=False)
    assert asked.headers["location"] == "/name?next=%2F%3Fa%3Db"
    answer = stranger.post("/name", {"name": "  Zoë   O’Neil ", "next": "/?a=b"})
    assert str(answer.url).endswith("/?a=b")
    assert "Zoë O’Neil" in stranger.get("/")


def test_an_empty_name_is_told_at_the_field(visitor: Visitor) -> None:
    page = visitor.post("/name", {"name": "  ", "next": "/"}, status=400).text
    assert "<title>Error: " in page
    assert 'href="#name"' in page
    assert 'aria-describedby="name-hint name-error"' in page


@pytest.mark.parametrize(
    "path", ["https://evil.example/", "//evil.example", "/\\evil.example", "x", "/\r\nset-cookie: a=b"]
)
def test_a_name_leads_nowhere_else(visitor: Visitor, path: str) -> None:
    fields = {"token": visitor.token(), "name": "Sam", "next": path}
    assert visitor.client.post("/name", data=fields, follow_redirects=False).headers["location"] == "/"


def test_a_change_without_a_name_is_not_made(visitor: Visitor) -> None:
    del visitor.client.cookies["everypoint_name"]
    answer = visitor.client.post("/report/make", data={"token": visitor.token()})
    assert answer.status_code == 403
    assert "Enter your name first" in text_of(answer.text)


def test_the_navigation_shows_the_pages_that_are_there(visitor: Visitor) -> None:
    for name, path in visitor.services.sections:
        assert (name, path) in SECTIONS
        visitor.get(path)


def test_there_is_a_page_for_what_is_not_there(visitor: Visitor) -> None:
    page = visitor.get("/nothing", status=404)
    assert "There is no such page" in page
    assert 'href="/static/everypoint.css"' in page


def test_a_mistake_in_the_consultation_is_told_on_the_page(visitor: Visitor) -> None:
    visitor.app_context.workspace.consultation.write_text("[consultation]\ntitel = 1\n")
    page = text_of(visitor.get("/", status=409))
    assert "consultation.toml has" in page
    assert "titel" in page


def test_a_template_that_misspells_a_name_fails(tmp_path: Path) -> None:
    (tmp_path / "a.j2").write_text("{{ nothing }}")
    (tmp_path / "b.j2").write_text("{% if {}.option %}no{% endif %}")
    made = page_rendering.environment([tmp_path])
    with pytest.raises(Exception, match="nothing"):
        made.get_template("a.j2").render()
    with pytest.raises(Exception, match="option"):
        made.get_template("b.j2").render()


def test_sizes_and_times_are_written_for_people() -> None:
    assert [page_rendering.size(count) for count in (0, 999, 1_234, 2_500_000)] == [
        "0 bytes",
        "999 bytes",
        "1.2 kB",
        "2.5 MB",
    ]
    assert page_rendering.when("2026-11-22T13:52:07+01:00") == "22 November 2026 at 12:52 (UTC)"


def test_an_address_says_what_is_asked_and_leaves_out_what_is_not() -> None:
    assert page_rendering.address("/response", document="a b#2.txt", page=None) == "/response?document=a+b%232.txt"
