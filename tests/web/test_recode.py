"""A point is recoded where it is shown: in the list of points, and in the response that it is from."""

from __future__ import annotations

import re
from html import unescape

from analysis.model import CodingMode
from tests.web.test_audit import human
from tests.web.test_audit_blind import draw
from tests.web.visitor import Visitor, text_of


def links(page: str) -> list[str]:
    """Where the points of a page are recoded."""
    return [unescape(link) for link in re.findall(r'href="([^"]*recode=[^"]*)"', page)]


def fields(page: str) -> dict[str, str]:
    """What the open form would send, but for its themes."""
    form = page.split('id="recode"')[1].split("</form>")[0]
    hidden = {
        name: unescape(value) for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form)
    }
    return {name: value for name, value in hidden.items() if name != "token"}


def test_a_point_of_the_list_is_recoded_and_the_list_is_shown_again(reader: Visitor) -> None:
    page = reader.get("/points", find="budget")
    assert len(links(page)) >= 1
    opened = reader.client.get(links(page)[0]).text
    assert "Which themes does point" in text_of(opened)
    answer = reader.post("/points/recode", {**fields(opened), "theme": ["access"], "act": "save"})
    assert "find=budget" in str(answer.url)
    (coding,) = human(reader)
    assert (coding.themes, coding.mode, coding.coder.name) == (frozenset({"access"}), CodingMode.ASSISTED, "Sam Brook")
    assert "Coded by a person" in text_of(reader.get("/points", find="budget"))


def test_a_point_of_a_response_is_recoded_in_its_place(reader: Visitor) -> None:
    page = reader.get("/response", document="letter.txt")
    opened = reader.client.get(links(page)[1]).text
    answer = reader.post("/points/recode", {**fields(opened), "theme": [], "act": "save"})
    assert str(answer.url).startswith("http://127.0.0.1:8000/response?document=letter.txt")
    (coding,) = human(reader)
    assert coding.themes == frozenset()
    opened = reader.client.get(links(page)[2]).text
    reader.post("/points/recode", {**fields(opened), "act": "cannot_tell"})
    assert len(human(reader)) == 2


def test_what_somebody_coded_meanwhile_is_not_written_over_unseen(reader: Visitor) -> None:
    page = reader.get("/response", document="letter.txt")
    first = fields(reader.client.get(links(page)[0]).text)
    reader.post("/points/recode", {**first, "theme": ["access"], "act": "save"})
    told = reader.post("/points/recode", {**first, "theme": ["funding"], "act": "save"}, status=409).text
    assert "Nothing was saved: you have coded this point since you opened this page" in text_of(told)
    assert len(human(reader)) == 1


def test_a_point_that_is_kept_for_a_blind_audit_is_not_opened(reader: Visitor) -> None:
    before = links(reader.get("/response", document="letter.txt"))
    draw(reader, ("letter.txt", "1"))
    after = links(reader.get("/response", document="letter.txt"))
    assert set(after) < set(before)
    (hidden,) = set(before) - set(after)
    assert reader.client.get(hidden).status_code == 409
    assert human(reader) == []


def test_what_names_no_point_opens_nothing(reader: Visitor) -> None:
    for named in ("", "x", "letter.txt", "letter.txt|", "letter.txt|a-b", "letter.txt|0-1", "nobody.txt|0-9", "|0-9"):
        assert 'id="recode"' not in reader.get("/response", document="letter.txt", recode=named)
        assert 'id="recode"' not in reader.get("/points", recode=named)
