"""A page that was made for one person, sent after another name was given: nothing is recorded under a wrong name."""

from __future__ import annotations

import re
from html import unescape

from tests.web.test_responses import place, points
from tests.web.visitor import Visitor, text_of


def hidden(page: str, action: str) -> dict[str, str]:
    """What the form of a page that leads to an address would send."""
    form = page[page.index(f'action="{action}"') :].partition("</form>")[0]
    told = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return {name: unescape(value) for name, value in told}


def sent_after_renaming(reader: Visitor) -> str:
    """The page that comes where a label was typed as Sam, and sent after the name was changed in another window."""
    reader.post("/name", {"name": "Dee Phone", "next": "/"})
    typed = {"token": reader.token(), **place(reader, 0), "label": "1 <new>"}
    reader.post("/name", {"name": "Other Person", "next": "/"})
    answer = reader.post("/response/relabel", typed, status=409)
    assert "This page was made for Dee Phone, and you are now Other Person. Nothing was saved." in text_of(answer.text)
    assert not reader.app_context.store.redivisions()
    return answer.text


def test_a_page_made_for_another_person_records_nothing_and_keeps_what_was_typed(reader: Visitor) -> None:
    page = sent_after_renaming(reader)
    again = hidden(page, "/response/relabel")
    assert again["label"] == "1 <new>"
    reader.post("/response/relabel", again)
    assert points(reader)[0][0] == "1 <new>"
    assert [made.coder.name for made in reader.app_context.store.redivisions()] == ["Other Person"]


def test_the_name_can_be_changed_back_and_what_was_typed_sent_under_it(reader: Visitor) -> None:
    back = reader.post("/name/back", hidden(sent_after_renaming(reader), "/name/back")).text
    assert "You are Dee Phone again" in text_of(back)
    assert 'ep-header__who" data-live>Dee Phone ' in back
    reader.post("/response/relabel", hidden(back, "/response/relabel"))
    assert [made.coder.name for made in reader.app_context.store.redivisions()] == ["Dee Phone"]


def test_what_was_typed_is_only_ever_sent_to_a_page_of_ours(reader: Visitor) -> None:
    for path in ("//evil.example/", "https://evil.example/", "/\\evil.example"):
        page = reader.post("/name/back", {"everypoint-name": "Ann", "everypoint-path": path}).text
        assert "evil.example" not in page
    reader.post("/name/back", {"everypoint-path": "/"}, status=400)


def test_files_are_not_sent_on(reader: Visitor) -> None:
    token = reader.token()
    reader.post("/name", {"name": "Other Person", "next": "/"})
    page = reader.post("/upload", {"token": token}, files=[("a.txt", b"1. Words.\n")], status=409).text
    assert "choose them again" in text_of(page)
    assert not (reader.app_context.workspace.responses / "a.txt").exists()
