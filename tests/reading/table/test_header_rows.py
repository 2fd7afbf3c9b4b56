"""Which rows name the columns, and which question a column belongs to."""

from __future__ import annotations

import pytest

from analysis.model import Question
from tests.reading.cases import case
from tests.reading.table.exports import Rows, text_table
from tests.reading.table.reading import documents, points, roles, segments, table

SLOPE = "The slope from the car park is too steep for people with walking frames."


def keys(content: bytes, name: str = "survey.csv") -> dict[str, str | None]:
    return {column.header: column.question for column in table(content, name).columns}


def test_the_codes_of_qualtrics_number_a_question_that_asks_why() -> None:
    content, name = case("15")
    assert keys(content, name)["Why do you say that?"] == "Q4"
    assert keys(content, name)["Who are you? - Other (please specify) - Text"] == "Q3"
    assert segments(documents(content, name)[0], [Question("Q4", "What else?")])[-1] == ("point", SLOPE, "Q4")


def test_qualtrics_questions_are_told_apart_by_their_import_ids_where_codes_have_no_number() -> None:
    rows = [
        ["ResponseId", "who", "reasons"],
        ["Response ID", "Who are you?", "Why do you say that?"],
        ['{"ImportId":"_recordId"}', '{"ImportId":"QID1"}', '{"ImportId":"QID2_TEXT"}'],
        ["R_1", "Trader", SLOPE],
        ["R_2", "Resident", "Keep it."],
    ]
    asks = {column.header: column.asks for column in table(text_table(rows)).columns}
    assert asks["Why do you say that?"] == "Why do you say that?"


def test_three_rows_of_names() -> None:
    content, name = case("32")
    found = documents(content, name)
    assert [one.name for one in found] == [f"{name}#{n}" for n in range(2000, 2006)]
    assert roles(content, name) == {
        "UserID": "id",
        "Survey started": "leave_out",
        "1. About you / Are you a resident?": "closed",
        "1. About you / If other, please specify:": "open",
        "2. Your views / Do you agree with the bay?": "closed",
        "2. Your views / Please give your reasons": "open",
        "2. Your views / How do you rate... / Safety": "closed",
    }
    assert ("question", "Please give your reasons", "Do you agree with the bay?") in segments(found[0])


def test_a_row_of_wordings_below_codes_that_repeats_one() -> None:
    content, name = case("33")
    found = documents(content, name)
    assert len(found) == 5
    assert list(keys(content, name).items())[1:] == [
        ("What subject do you teach?", "Q3"),
        ("To the best of your understanding, how does the tool work?", "Q5"),
    ]
    assert SLOPE in points(found[0])


WORDINGS: dict[str, Rows] = {
    "asked": [
        ["Q1", "Q2", "Q3"],
        ["Where do you live?", "What should change?", "Anything else"],
        ["North", SLOPE, "No."],
        ["South", "Should we pay for it? No.", "Benches."],
    ],
    "unlike the cells below": [
        ["agree", "rating", "why"],
        ["Do you agree with the bay", "Your rating of the bay", "The reasons for it"],
        ["Yes", "3", SLOPE],
        ["No", "1", "Lorries stop there."],
    ],
}


@pytest.mark.parametrize("kind", WORDINGS)
def test_a_row_of_wordings_below_codes(kind: str) -> None:
    rows = WORDINGS[kind]
    assert list(roles(text_table(rows))) == rows[1]
    assert len(documents(text_table(rows))) == 2


def test_a_response_that_asks_is_no_row_of_wordings() -> None:
    rows = [["Name", "Comment"], ["Ann Lee", "Why should we pay for it?"], ["Bob Ray", "It is fine as it is."]]
    assert len(documents(text_table(rows))) == 2
    rows = [["Q1", "Q2"], ["Why is it closed?", "Who pays?"], ["Is it safe?", "Who asked us?"]]
    assert len(documents(text_table(rows))) == 2


def test_a_row_of_answers_is_no_third_row_of_names() -> None:
    rows: Rows = [
        ["Teilnehmer", "", "Frage 1", "", "Einverständnis"],
        ["Name", "Ort", "Stimmen Sie dem Plan zu?", "Warum?", "Dürfen wir Ihre Antwort veröffentlichen?"],
        ["Anna Keller", "Bern", "Ja", "Die Buslinie soll am Bahnhof halten, weil viele dort umsteigen.", "Ja"],
        ["Beat Roth", "Thun", "Nein", "Der Lärm nimmt zu, und die Kinder schlafen nicht.", "Nein"],
        ["Carla Meier", "Köniz", "Ja", "Die Velowege sind zu schmal für zwei Fahrräder.", "Ja"],
    ]
    found = documents(text_table(rows))
    assert [one.respondent and (one.respondent.name, one.respondent.publish.value) for one in found] == [
        ("Anna Keller", "yes"),
        ("Beat Roth", "no"),
        ("Carla Meier", "yes"),
    ]


def test_a_row_of_types_of_field_is_no_response() -> None:
    rows: Rows = [
        ["id", "v1", "v2"],
        ["Record number", "How old is your boiler?", "What would stop you?"],
        ["numeric", "single choice", "open text"],
        ["1", "New", SLOPE],
        ["2", "Old", SLOPE],
    ]
    assert [document.name for document in documents(text_table(rows))] == ["survey.csv#1", "survey.csv#2"]


GRID = [
    ["Respondent", "Section A: the service", "", "Section B: change", ""],
    ["", "How satisfied are you with …", "", "What should change first?", "Would you come again?"],
    ["", "Staff", "Waiting time", "", ""],
    *[[f"P0{n}", str(n), str(n + 1), "A fountain in the waiting room.", "Yes"] for n in range(1, 5)],
]
PLAIN = [GRID[0], ["", "Staff", "Shop", "", ""], ["", "(choice)", "(choice)", "(text)", "(rating)"], *GRID[3:]]


@pytest.mark.parametrize(
    ("rows", "asked"),
    [
        (GRID, ["How satisfied are you with …", "How satisfied are you with …", "What should change first?"]),
        (PLAIN, ["Section A: the service", "Section A: the service", "Section B: change"]),
    ],
)
def test_rows_above_the_first_respondent_name_the_columns(rows: Rows, asked: list[str]) -> None:
    content = text_table(rows)
    assert len(documents(content)) == 4
    assert [column.asks for column in table(content).columns][1:4] == asked


def test_a_question_about_an_item_of_one_part() -> None:
    rows = [["ID", "Why?", "How fair are these? - Daily charge", "Why or why not?"]]
    rows += [[str(n), SLOPE, fair, SLOPE] for n, fair in enumerate(("Fair", "Unfair", "Unfair"))]
    assert [column.role.value for column in table(text_table(rows)).columns] == ["id", "open", "closed", "open"]
    assert keys(text_table(rows))["Why or why not?"] == keys(text_table(rows))["How fair are these? - Daily charge"]
