"""Messages and responses: written on a page, tied to points, and never written over somebody else's."""

from __future__ import annotations

import re
import tomllib

import pytest

from analysis.model import ActivityKind, TeamReply
from analysis.tally.team_words import MARK
from analysis.workspace import load_consultation
from analysis.workspace.consultation_edits import BY_HAND
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
    assert "In the file now: Their response." not in text_of(page), "what nobody else typed here is as it is now"
    assert [message.text for message in load_consultation(file_of(reader)).messages] == ["Theirs."]
    reader.post(PATH, written(page))
    assert [message.text for message in load_consultation(file_of(reader)).messages] == ["Mine."]
    assert [reply.response for reply in load_consultation(file_of(reader)).replies] == ["Their response."]


def test_of_a_response_that_two_people_changed_only_the_fields_of_the_second_are_replaced(reader: Visitor) -> None:
    mine = written(reader.get(PATH))
    save(reader, text__0="Theirs.", response__0="Their response.", owner__0="Libraries")
    page = reader.post(PATH, {**mine, "response-0": "My response."}, status=409).text
    assert "In the file now: Their response.; Libraries" in text_of(page)
    reader.post(PATH, written(page))
    consultation = load_consultation(file_of(reader))
    assert [(reply.response, reply.owner) for reply in consultation.replies] == [("My response.", "Libraries")]
    assert [message.text for message in consultation.messages] == ["Theirs."], "which was not touched here"


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


STAFF = """
[[theme]]
key = "staff"
name = "Staff"
definition = "People who work there."
response = "We will hire two more."
owner = "HR"
"""


def append(visitor: Visitor, added: str) -> None:
    file_of(visitor).write_text(file_of(visitor).read_text(encoding="utf-8") + added, encoding="utf-8")


def ticked(page: str) -> dict[str, str | list[str]]:
    """What the form of a page would send, with the themes that are ticked."""
    sent: dict[str, str | list[str]] = {**written(page)}
    for box, name, key in re.findall(r'(<input[^>]* name="(themes-[0-9]+)" value="([^"]*)"[^>]*>)', page):
        if " checked" in box:
            sent[name] = [*sent.get(name, []), key]
    return sent


def test_a_response_that_somebody_else_wrote_to_a_new_theme_stays(reader: Visitor) -> None:
    mine = written(reader.get(PATH))
    append(reader, STAFF)
    page = reader.post(PATH, {**mine, "text-0": "Mine."}, status=409).text
    assert "We will hire two more." in written(page).values()
    reader.post(PATH, written(page))
    consultation = load_consultation(file_of(reader))
    assert [message.text for message in consultation.messages] == ["Mine."]
    assert consultation.replies == (TeamReply("staff", "", "We will hire two more.", "", "HR"),)


def test_a_new_theme_without_a_response_is_no_reason_to_ask(reader: Visitor) -> None:
    mine = written(reader.get(PATH))
    append(reader, "\n".join(STAFF.splitlines()[:5]) + "\n")
    reader.post(PATH, {**mine, "response-0": "Ours."})
    assert [reply.response for reply in load_consultation(file_of(reader)).replies] == ["Ours."]


def test_a_response_to_a_theme_that_is_gone_is_a_mistake_at_its_field(reader: Visitor) -> None:
    before = file_of(reader).read_bytes()
    append(reader, "\n".join(STAFF.splitlines()[:5]) + "\n")
    mine = written(reader.get(PATH))
    row = next(name for name, value in mine.items() if value == "theme:staff").removeprefix("reply-")
    file_of(reader).write_bytes(before)
    page = reader.post(PATH, {**mine, f"response-{row}": "Ours."}, status=400).text
    assert f'href="#response-{row}"' in page
    assert "staff is no longer in the file" in text_of(page)
    assert file_of(reader).read_bytes() == before


def test_what_somebody_else_tied_a_message_to_is_shown(reader: Visitor) -> None:
    point, theme = first_point(reader), load_consultation(file_of(reader)).codebook.themes[0]
    mine = written(reader.get(PATH))
    save(reader, text__0="Theirs.", points__0=point, themes__0=[theme.key])
    page = reader.post(PATH, {**mine, "text-0": "Mine."}, status=409).text
    assert f"In the file now: Theirs. ({point}; {theme.name})" in text_of(page)


def test_a_point_that_may_not_be_shown_keeps_nobody_from_saving_a_response(reader: Visitor) -> None:
    message = '[[message]]\ntext = "People want\\tlonger hours."\npoints = ["R99.9 #0123456789ab"]\n'
    append(reader, f"\n{message}")
    assert "The report leaves out R99.9" in text_of(reader.get(PATH))
    save(reader, response__0="We heard this.", text__1="Another.")
    assert message in file_of(reader).read_text(encoding="utf-8")
    consultation = load_consultation(file_of(reader))
    assert ([one.text for one in consultation.messages], len(consultation.replies)) == (
        ["People want longer hours.", "Another."],
        1,
    )
    assert "is called R99.9" in text_of(save(reader, status=400, text__0="People want shorter hours."))


def test_messages_that_stand_on_one_line_do_not_keep_anybody_from_saving_a_response(reader: Visitor) -> None:
    before = file_of(reader).read_text(encoding="utf-8")
    inline = 'message = [{text = "One."}, {text = "Two."}]\n'
    file_of(reader).write_text(inline + before, encoding="utf-8")
    save(reader, response__0="We heard this.")
    assert file_of(reader).read_text(encoding="utf-8").startswith(inline)
    assert [reply.response for reply in load_consultation(file_of(reader)).replies] == ["We heard this."]
    assert BY_HAND in text_of(save(reader, status=400, text__0="Uno."))


@pytest.mark.parametrize(
    "typed",
    [
        {"text-0": "People  want hours.\r\n\r\nSoon.", "points-0": "r1.1"},
        {"text-0": "One.", "points-0": "R1.1,R1.2"},
        {"response-0": "First.\r\n\r\nSecond  one."},
    ],
)
def test_a_form_that_is_sent_twice_is_saved_already(reader: Visitor, typed: dict[str, str]) -> None:
    sent = {**written(reader.get(PATH)), **typed}
    reader.post(PATH, sent)
    saved = file_of(reader).read_bytes()
    assert "The messages and responses are saved" in text_of(reader.post(PATH, sent).text)
    assert file_of(reader).read_bytes() == saved


def test_themes_in_another_order_than_the_codebook_has_stay_as_they_are_written(reader: Visitor) -> None:
    first, second = load_consultation(file_of(reader)).codebook.keys[:2]
    append(reader, f'\n[[message]]\ntext = "Hours."\nthemes = ["{second}", "{first}"]\n')
    before = file_of(reader).read_text(encoding="utf-8")
    same = ticked(reader.get(PATH))
    assert same["themes-0"] == [first, second]
    assert "Nothing was changed" in text_of(reader.post(PATH, same).text)
    reader.post(PATH, {**same, "text-0": "Longer hours."})
    assert file_of(reader).read_text(encoding="utf-8") == before.replace('"Hours."', '"Longer hours."')


def test_a_codebook_of_hundreds_of_themes_can_be_answered(reader: Visitor) -> None:
    append(reader, "".join(f'\n[[theme]]\nkey = "t{n}"\nname = "T{n}"\ndefinition = "T{n}."\n' for n in range(700)))
    row = max(int(name.removeprefix("reply-")) for name in written(reader.get(PATH)) if name.startswith("reply-"))
    save(reader, **{f"response__{row}": "The last."})
    assert load_consultation(file_of(reader)).replies == (TeamReply("t699", "", "The last.", "", ""),)


@pytest.mark.parametrize("path", [PATH, "/settings"])
def test_the_enter_key_saves_and_adds_no_row(reader: Visitor, path: str) -> None:
    page = reader.get(path)
    form = page[page.index('id="form"') :]
    assert "Save the" in form[form.index("<button") :].partition("</button>")[0], "a browser presses the first button"
