"""All points of a list are recoded at once: shown first, a record for each, undone, and nothing of a blind audit."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from analysis.model import CodingMode
from tests.web.test_audit import human
from tests.web.test_audit_blind import draw
from tests.web.test_codebook import code_by_hand, propose, save
from tests.web.test_recode import fields as recode_fields
from tests.web.test_recode import links
from tests.web.visitor import Visitor, text_of


def sent(page: str, action: str = "/points/bulk") -> dict[str, Any]:
    """What a form of a page would send."""
    form = page.split(f'action="{action}"')[-1].split("</form>")[0]
    found = re.findall(r'name="([^"]+)"\s+value="([^"]*)"', form)
    return {name: unescape(value) for name, value in found if name != "token"}


def themes_now(visitor: Visitor, **query: str) -> int:
    found = re.search(r"([\d,]+) points? of", text_of(visitor.get("/points", **query)))
    assert found
    return int(found[1])


def test_a_theme_is_given_to_a_list_and_all_of_it_undone(reader: Visitor) -> None:
    before = themes_now(reader, theme="access")
    found = themes_now(reader, find="budget")
    assert f"Recode all {found} points" in text_of(reader.get("/points", find="budget"))
    shown = reader.get("/points/bulk", find="budget", change="access", act="give")
    told = text_of(shown)
    count = int(re.findall(r"to (\d+) point", told)[0])
    assert 0 < count <= found
    assert human(reader) == [], "nothing is recorded before it is shown"
    page = reader.post("/points/bulk", sent(shown)).text
    assert f"Your coding of {count} point{'s' if count > 1 else ''} has been recorded." in text_of(page)
    given = human(reader)
    assert len(given) == count, "one record each"
    assert {(one.mode, one.coder.name) for one in given} == {(CodingMode.ASSISTED, "Sam Brook")}
    assert all("access" in one.themes for one in given)
    point = given[0].point
    where = {"document": point.document, "start": point.start, "end": point.end}
    opened = reader.get("/audit/assisted", **where)
    assert "You coded this on" in text_of(opened)
    assert "Recoded with a list" not in opened, "what the program noted is no memo of theirs, to be saved again"
    assert themes_now(reader, theme="access") == before + count
    assert "Nothing would change" in text_of(reader.get("/points/bulk", find="budget", change="access"))
    told = text_of(reader.post("/points/bulk/undo", sent(page, "/points/bulk/undo")).text)
    assert f"{count} point{'s' if count > 1 else ''} put back as before." in told
    assert themes_now(reader, theme="access") == before
    assert len(human(reader)) == 2 * count, "nothing that was recorded is gone"
    history = text_of(reader.get("/history"))
    points = f"{count} point{'s' if count > 1 else ''}"
    assert f"Recoded {points} with a list Sam Brook" in history
    assert f"Undid what was recoded with a list: {points} put back as before Sam Brook" in history
    assert "assisted review" not in history, "no line counts the same twice"


def test_lists_are_undone_one_after_the_other_down_to_what_was_said_before(reader: Visitor) -> None:
    pages = []
    for theme in ("access", "funding"):
        shown = reader.get("/points/bulk", document="letter.txt", change=theme, act="give")
        pages.append(reader.post("/points/bulk", sent(shown)).text)
    for page in reversed(pages):
        reader.post("/points/bulk/undo", sent(page, "/points/bulk/undo"))
    snapshot = reader.services.snapshots.get()
    assert not [point.key for point in snapshot.response("letter.txt").points if point.key in snapshot.decided]
    assert text_of(reader.get("/history")).count("Undid what was recoded with a list") == 2


def test_what_its_coder_said_before_counts_again_and_what_they_said_since_stays(reader: Visitor) -> None:
    opened = reader.client.get(links(reader.get("/response", document="letter.txt"))[0]).text
    reader.post("/points/recode", {**recode_fields(opened), "theme": [], "act": "save"})
    shown = reader.get("/points/bulk", document="letter.txt", change="access", act="give")
    page = reader.post("/points/bulk", sent(shown)).text
    last = reader.client.get(links(reader.get("/response", document="letter.txt"))[2]).text
    reader.post("/points/recode", {**recode_fields(last), "theme": ["funding"], "act": "save"})
    assert "Undo" not in text_of(reader.get("/points", document="letter.txt")), "it is not the last thing any more"
    reader.post("/points/bulk/undo", sent(page, "/points/bulk/undo"))
    snapshot = reader.services.snapshots.get()
    points = [point.key for point in snapshot.response("letter.txt").points]
    assert snapshot.decided[points[0]].coding.themes == frozenset()
    assert snapshot.decided[points[2]].coding.themes == frozenset({"funding"})


def test_a_theme_is_taken_away_and_points_that_others_coded_are_told(reader: Visitor) -> None:
    code_by_hand(reader, 0, "funding")
    shown = reader.get("/points/bulk", theme="funding", change="funding", act="take")
    assert "1 point was coded by other people. You would disagree" in text_of(shown)
    reader.post("/points/bulk", sent(shown))
    assert all("funding" not in one.themes for one in human(reader) if one.coder.name == "Sam Brook")


def test_what_was_coded_before_a_theme_was_redefined_is_confirmed_all_at_once(reader: Visitor) -> None:
    for number in range(2):
        code_by_hand(reader, number, "funding")
    save(reader, propose(reader, "edit", ("funding",), definition_0="Money, and what it does not buy."))
    assert "/points/bulk?stand=stale&amp;act=confirm" in reader.get("/points", stand="stale")
    shown = reader.get("/points/bulk", stand="stale", act="confirm")
    assert "Confirm the themes of 2 points" in text_of(shown)
    told = text_of(reader.post("/points/bulk", sent(shown)).text)
    assert "Your coding of 2 points has been recorded. " in told
    assert "0 points of 0 respondents" in told
    assert {one.themes for one in human(reader)} == {frozenset({"funding"})}


def test_what_a_blind_audit_keeps_is_neither_shown_nor_changed(reader: Visitor) -> None:
    draw(reader, ("letter.txt", "2"))
    hidden = reader.services.snapshots.get().hidden.points
    assert hidden
    for query in ({"document": "letter.txt"}, {"document": "letter.txt", "stand": "unaudited"}):
        shown = reader.get("/points/bulk", **query, change="access", act="give")
        assert ("left out, because a blind audit is open" in text_of(shown)) is ("stand" not in query)
        reader.post("/points/bulk", sent(shown))
    assert not hidden & {one.point for one in human(reader)}


def test_what_has_changed_meanwhile_is_shown_again_first(reader: Visitor) -> None:
    shown = reader.get("/points/bulk", document="letter.txt", change="access", act="give")
    code_by_hand(reader, 0, "funding")
    told = text_of(reader.post("/points/bulk", sent(shown), status=409).text)
    assert "Nothing was saved. This is what would change now" in told
    assert len(human(reader)) == 1
    reader.get("/points/bulk", change="nothing", status=404)
