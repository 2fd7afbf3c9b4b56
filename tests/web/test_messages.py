"""Messages and responses: written on a page, tied to points, and never written over somebody else's."""

from __future__ import annotations

import tomllib

import pytest

from analysis.model import ActivityKind, TeamReply
from analysis.tally.team_words import MARK
from analysis.workspace import load_consultation
from tests.web.test_settings import fields, file_of
from tests.web.visitor import Visitor, text_of

PATH = "/report/messages"


def written(page: str) -> dict[str, str]:
    """What the form of a page would send where no theme is ticked."""
    return {name: value for name, value in fields(page).items() if not name.startswith("themes-")}


def save(visitor: Visitor, status: int = 200, **typed: str | list[str]) -> str:
    sent = {**written(visitor.get(PATH)), **{name.replace("__", "-"): value for name, value in typed.items()}}
    return str(visitor.post(PATH, sent, status=status).text)


def first_point(visitor: Visitor) -> str:
    corpus = visitor.services.snapshots.get().corpus
    return next(iter(corpus.citations.values())).name


def test_messages_rest_on_points_and_themes_and_all_else_in_the_file_stays(reader: Visitor) -> None:
    before = file_of(reader).read_text(encoding="utf-8")
    theme, point = load_consultation(file_of(reader)).codebook.keys[0], first_point(reader)
    told = save(reader, text__0="People want  longer hours.", points__0=point, themes__0=[theme])
    assert "The messages and responses are saved" in text_of(told)
    after = file_of(reader).read_text(encoding="utf-8")
    assert after.startswith(before.rstrip("\n"))
    (message,) = load_consultation(file_of(reader)).messages
    assert (message.text, message.themes) == ("People want longer hours.", (theme,))
    assert message.points[0].startswith(f"{point} {MARK}")
    again = written(reader.get(PATH))
    assert (again["text-0"], again["points-0"]) == ("People want longer hours.", point)
    assert "Changed the messages and responses Sam Brook" in text_of(reader.get("/history"))
    assert reader.app_context.store.deeds(1)[0].kind is ActivityKind.CHANGED_MESSAGES


def test_messages_are_reordered_added_and_taken_away(reader: Visitor) -> None:
    save(reader, text__0="One.", text__1="Two.", text__2="Three.")
    save(reader, text__0="Two.", text__1="One.")
    assert [message.text for message in load_consultation(file_of(reader)).messages] == ["Two.", "One.", "Three."]
    save(reader, text__1="")
    assert [message.text for message in load_consultation(file_of(reader)).messages] == ["Two.", "Three."]
    more = reader.post(PATH, {**written(reader.get(PATH)), "more": "1"}).text
    assert 'id="text-3"' in more
    save(reader, text__0="", text__1="")
    assert load_consultation(file_of(reader)).messages == ()
    assert "message" not in tomllib.loads(file_of(reader).read_text(encoding="utf-8"))


def test_a_question_and_a_theme_are_answered(reader: Visitor) -> None:
    consultation = load_consultation(file_of(reader))
    question, theme = consultation.questions[0].key, consultation.codebook.keys[0]
    row = len(consultation.questions)
    save(reader, response__0="We heard this.", **{f"action__{row}": "Open on Sundays.", f"owner__{row}": "Libraries"})
    assert load_consultation(file_of(reader)).replies == (
        TeamReply("", question, "We heard this.", "", ""),
        TeamReply(theme, "", "", "Open on Sundays.", "Libraries"),
    )
    save(reader, response__0="", **{f"action__{row}": "", f"owner__{row}": ""})
    assert load_consultation(file_of(reader)).replies == ()
    assert load_consultation(file_of(reader)).codebook == consultation.codebook


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"points__0": "R1.1"}, "text-0", "Write message 1"),
        ({"text__0": "One.", "points__0": "R1.1, R99.9"}, "points-0", "is called R99.9. Points are called"),
    ],
)
def test_a_mistake_stands_at_its_field_and_nothing_is_saved(
    reader: Visitor, typed: dict[str, str], field: str, said: str
) -> None:
    before = file_of(reader).read_bytes()
    page = save(reader, status=400, **typed)
    assert said in text_of(page)
    assert f'href="#{field}"' in page
    assert written(page)["points-0"] == typed["points__0"]
    assert file_of(reader).read_bytes() == before


def test_what_somebody_else_wrote_meanwhile_is_shown_before_it_is_replaced(reader: Visitor) -> None:
    mine = written(reader.get(PATH))
    save(reader, text__0="Theirs.", response__0="Their response.")
    page = reader.post(PATH, {**mine, "text-0": "Mine."}, status=409).text
    assert "In the file now: Theirs." in text_of(page)
    assert "In the file now: Their response." in text_of(page)
    assert [message.text for message in load_consultation(file_of(reader)).messages] == ["Theirs."]
    reader.post(PATH, written(page))
    assert [message.text for message in load_consultation(file_of(reader)).messages] == ["Mine."]
    assert load_consultation(file_of(reader)).replies == ()


def test_another_change_of_the_file_is_no_reason_to_ask(reader: Visitor) -> None:
    mine = written(reader.get(PATH))
    reader.post("/settings", {**fields(reader.get("/settings")), "title": "Libraries on Sundays"})
    reader.post(PATH, {**mine, "text-0": "Mine."})
    consultation = load_consultation(file_of(reader))
    assert (consultation.title, consultation.messages[0].text) == ("Libraries on Sundays", "Mine.")


def test_a_form_that_changes_nothing_writes_nothing(reader: Visitor) -> None:
    before = file_of(reader).read_bytes()
    assert "Nothing was changed" in text_of(save(reader))
    assert file_of(reader).read_bytes() == before


def test_the_page_tells_how_much_room_page_one_has(reader: Visitor) -> None:
    page = text_of(save(reader, text__0="word " * 120))
    assert "Shorten them" in page
