"""Settings: edited on a page, tried before they are written, and never written over somebody else's."""

from __future__ import annotations

import json
import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from analysis.app.views.activity_history import history
from analysis.model import ActivityKind, Publish, Question, Respondent
from analysis.workspace import create, load_consultation
from analysis.workspace.consultation_toml import STARTER
from tests.web.visitor import Visitor, text_of


def file_of(visitor: Visitor) -> Path:
    return visitor.app_context.workspace.consultation


def fields(page: str) -> dict[str, str]:
    """What the form of a page would send."""
    form = page[page.index('id="form"') :]
    inputs = [tag for tag in re.findall(r"(?s)<input[^>]*>", form) if 'name="token"' not in tag]
    values = {}
    for tag in inputs:
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        assert name
        values[name[1]] = unescape(value[1]) if value else ""
    areas = re.findall(r'(?s)<textarea[^>]* name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form)
    return values | {name: unescape(value) for name, value in areas}


def save(visitor: Visitor, status: int = 200, **typed: str) -> str:
    sent = {**fields(visitor.get("/settings")), **{name.replace("__", "-"): value for name, value in typed.items()}}
    return str(visitor.post("/settings", sent, status=status).text)


def test_what_is_saved_stands_in_the_file_and_all_else_in_it_stays(reader: Visitor) -> None:
    before = file_of(reader).read_text(encoding="utf-8")
    told = save(reader, title="Libraries on Sundays", opened__day="5", opened__month="1", opened__year="2026")
    assert "The settings are saved" in text_of(told)
    after = file_of(reader).read_text(encoding="utf-8")
    assert after.replace("Libraries on Sundays", "Library opening hours").replace("opened = 2026-01-05\n", "") == before
    assert load_consultation(file_of(reader)).opened == date(2026, 1, 5)
    (kept,) = (reader.app_context.workspace.state / "former").glob("*.toml")
    assert kept.read_text(encoding="utf-8") == before
    assert json.loads(kept.with_suffix(".json").read_bytes())["saved by"] == "Sam Brook"
    (line,) = history(reader.app_context, reader.services.snapshots.get()).lines[:1]
    assert (line.who, line.deed) == ("Sam Brook", ActivityKind.CHANGED_SETTINGS)
    assert "Changed the settings Sam Brook" in text_of(reader.get("/history"))


def test_a_form_that_changes_nothing_writes_nothing(reader: Visitor) -> None:
    before = file_of(reader).read_bytes()
    assert "Nothing was changed" in text_of(save(reader))
    assert file_of(reader).read_bytes() == before
    assert not (reader.app_context.workspace.state / "former").exists()


def test_questions_are_changed_added_and_taken_away(reader: Visitor) -> None:
    save(reader, key__1="Q2", text__1="Who should staff them?")
    asked = load_consultation(file_of(reader)).questions
    assert asked[1:] == (Question("Q2", "Who should staff them?"),)
    save(reader, key__0="", text__0="")
    assert load_consultation(file_of(reader)).questions == asked[1:]
    save(reader, key__0="", text__0="")
    assert load_consultation(file_of(reader)).questions == ()
    save(reader, key__0="Q9", text__0="Anything else?")
    assert load_consultation(file_of(reader)).questions == (Question("Q9", "Anything else?"),)
    more = reader.post("/settings", {**fields(reader.get("/settings")), "title": "Typed", "more": "1"}).text
    assert 'id="key-2"' in more
    assert 'value="Typed"' in more


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"title": " "}, "title", "Enter the title"),
        ({"opened__day": "31", "opened__month": "2", "opened__year": "2026"}, "opened-day", "must be a real date"),
        ({"closed__year": "2026"}, "closed-day", "The last day must be a real date"),
        ({"respondent_types": "council\n council \n"}, "respondent_types", "“council” is in the list twice"),
        ({"key__1": "Q1", "text__1": "Again?"}, "key-1", "has the number “Q1” already"),
        ({"text__1": "No number?"}, "key-1", "Enter the number of question 2"),
        ({"key__1": "Q2"}, "text-1", "Enter the words of question 2"),
    ],
)
def test_a_mistake_is_told_at_its_field(reader: Visitor, typed: dict[str, str], field: str, said: str) -> None:
    before = file_of(reader).read_bytes()
    page = save(reader, status=400, **typed)
    assert said in text_of(page)
    assert f'href="#{field}"' in page
    assert f'id="{field}"' in page
    assert file_of(reader).read_bytes() == before


def test_a_type_that_somebody_has_is_not_taken_away(reader: Visitor) -> None:
    known = "file,respondent,type,publish\nletter.txt,,resident,no\n"
    reader.app_context.workspace.respondents.write_text(known, encoding="utf-8")
    page = save(reader, status=400, respondent_types="council")
    assert "respondents.csv, row 2: type: expected one of" in text_of(page)
    assert reader.services.snapshots.get().corpus.known == {"letter.txt": Respondent(None, "resident", Publish.NO)}


def test_a_stale_page_writes_nothing_over_and_loses_nothing(reader: Visitor) -> None:
    stale = fields(reader.get("/settings"))
    save(reader, title="Libraries on Sundays", notice="A draft.")
    sent = {**stale, "title": "Sunday libraries", "organisation": "The borough"}
    refused = reader.post("/settings", sent, status=409).text
    told = text_of(refused)
    assert "Nothing was saved yet" in told
    assert "In the file now: Libraries on Sundays" in told
    both = fields(refused)
    assert (both["title"], both["organisation"], both["notice"]) == ("Sunday libraries", "The borough", "A draft.")
    reader.post("/settings", both)
    now = load_consultation(file_of(reader))
    assert (now.title, now.organisation, now.notice) == ("Sunday libraries", "The borough", "A draft.")


def test_a_form_that_is_sent_twice_is_saved_once(reader: Visitor) -> None:
    sent = {**fields(reader.get("/settings")), "title": "Sunday libraries"}
    for _ in range(2):
        assert "The settings are saved" in text_of(reader.post("/settings", sent).text)
    assert len(list((reader.app_context.workspace.state / "former").glob("*.toml"))) == 1


def test_a_form_that_is_none_of_ours_is_refused(reader: Visitor) -> None:
    sent = fields(reader.get("/settings"))
    for before in ("", "1", "[]", '{"title": 1}'):
        reader.post("/settings", {**sent, "base": "0", "before": before}, status=400)


def test_a_new_workspace_asks_what_it_is_about(tmp_path: Path) -> None:
    visitor = Visitor(create(tmp_path / "new").root)
    assert load_consultation(file_of(visitor)).title in STARTER
    assert load_consultation(file_of(visitor)).organisation in STARTER
    assert "Describe the consultation" in text_of(visitor.get("/"))
    before = file_of(visitor).read_text(encoding="utf-8")
    save(visitor, title="Sunday libraries", organisation="", key__0="Q1", text__0="Why “not”?")
    assert "Describe the consultation" not in text_of(visitor.get("/"))
    assert 'href="/settings"' in visitor.get("/")
    kept = [line for line in before.splitlines() if line.startswith("#")]
    assert [line for line in file_of(visitor).read_text(encoding="utf-8").splitlines() if line.startswith("#")] == kept
