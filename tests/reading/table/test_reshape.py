"""Tables with a row for each answer, or a column for each response."""

from __future__ import annotations

from analysis.model import ColumnRole, Publish, Respondent, TableMapping
from analysis.reading import ReadSettings, read
from tests.reading.cases import case
from tests.reading.table.exports import Rows, text_table, workbook
from tests.reading.table.reading import documents, points, roles, table


def test_a_row_for_each_answer() -> None:
    content, name = case("34")
    found = documents(content, name)
    assert [one.name for one in found] == [f"{name}#R{n}" for n in range(1, 5)]
    assert points(found[0]) == [
        "The slope from the car park is too steep for people with walking frames.",
        "Widen it.",
    ]
    assert all(one.text.count("?") == 3 for one in found)
    assert table(content, name).warnings[0].startswith('"Question" holds questions')


LONG: Rows = [
    ["Submission", "Email", "May we publish your response?", "Number", "Question", "Answer", "Submitted"],
    ["A1", "a@example.org", "Yes", "Q1", "Where?", "By the bank.", "2024-03-01 10:00"],
    ["A1", "a@example.org", "Yes", "Q2", "Why?", "Lorries stop there.", "2024-03-01 10:00"],
    ["A2", "b@example.org", "No", "Q1", "Where?", "At the cross.", "2024-03-02 10:00"],
    ["A2", "b@example.org", "No", "Q2", "Why?", "It has a shelter.", "2024-03-02 10:00"],
]


def test_what_is_said_of_a_respondent_in_every_row_is_said_once() -> None:
    found = documents(text_table(LONG))
    assert [(one.name, one.respondent and one.respondent.publish) for one in found] == [
        ("survey.csv#A1", Publish.YES),
        ("survey.csv#A2", Publish.NO),
    ]
    assert list(roles(text_table(LONG))) == [
        *("Submission", "Email", "May we publish your response?", "Submitted", "Q1 Where?", "Q2 Why?"),
    ]


def test_a_person_may_have_the_rows_as_they_are() -> None:
    said = TableMapping("survey.csv", columns=((ColumnRole.OPEN, ("Answer",)), (ColumnRole.ID, ("Number",))))
    assert len(documents(text_table(LONG), settings=ReadSettings(tables=(said,)))) == 4


def test_respondents_who_ask_are_no_column_of_questions() -> None:
    rows = [["ID", "Comment"], ["1", "Why here?"], ["2", "Why now?"], ["3", "Why us?"], ["4", "Why here?"]]
    assert len(documents(text_table(rows))) == 4


ACROSS: Rows = [
    ["Question", "R1", "R2", "R3"],
    ["Do you agree?", "Yes", "No", "Yes"],
    ["Why do you say that?", "The slope is too steep.", "Lorries stop there.", ""],
    ["Anything else?", "", "More benches.", "Widen it."],
]


def test_a_column_for_each_response() -> None:
    for content, name in ((text_table(ACROSS), "a.csv"), (workbook({"S": ACROSS}), "a.xlsx")):
        found = documents(content, name)
        assert [one.name for one in found] == [f"{name}#R1", f"{name}#R2", f"{name}#R3"]
        assert points(found[1]) == ["Lorries stop there.", "More benches."]


def test_a_table_whose_names_are_questions_is_no_column_for_each_response() -> None:
    rows = [["Question", "What should change?"], ["Who pays?", "The bay."], ["Who asked?", "The cross."]]
    assert len(documents(text_table(rows))) == 2


def test_a_row_for_each_answer_as_a_data_base_writes_it_though_some_are_missing() -> None:
    rows = [
        ["respondent_id", "question_id", "question_text", "response"],
        ["101", "Q1", "Do you agree?", "Yes"],
        ["101", "Q2", "Why?", "The slope is too steep."],
        ["102", "Q1", "Do you agree?", "No"],
        ["102", "Q2", "Why?", "Lorries stop there."],
        ["103", "Q1", "Do you agree?", "No"],
    ]
    found = documents(text_table(rows))
    assert [one.name for one in found] == [f"survey.csv#{n}" for n in (101, 102, 103)]
    assert list(roles(text_table(rows))) == ["respondent_id", "Q1 Do you agree?", "Q2 Why?"]


def test_a_respondent_in_the_first_of_several_rows_is_that_of_all() -> None:
    rows = [
        [*row[:3], *row[3:6], row[6]] if n % 2 else ["", "", "", *row[3:6], ""] for n, row in enumerate(LONG[1:], 1)
    ]
    found = documents(text_table([LONG[0], *rows]))
    assert [(one.name, one.respondent and one.respondent.publish) for one in found] == [
        ("survey.csv#A1", Publish.YES),
        ("survey.csv#A2", Publish.NO),
    ]
    assert points(found[1]) == ["At the cross.", "It has a shelter."]


def test_totals_below_a_row_for_each_answer() -> None:
    found = read(text_table([*LONG, ["Total", "4", "", "", "", "4", ""]]), "survey.csv")
    assert [one.name for one in found] == ["survey.csv#A1", "survey.csv#A2", "survey.csv#row 6"]


def test_a_column_called_so_holds_questions_though_few_come_again() -> None:
    rows = [
        ["Participant", "Numéro", "Question", "Réponse"],
        ["P1", "1", "Que pensez-vous de l'arrêt ?", "Il est trop loin de l'école."],
        ["P1", "2", "Autres remarques ?", "Gardez la voie de bus."],
        ["P2", "1", "Que pensez-vous de l'arrêt ?", "Je soutiens le projet."],
    ]
    assert [points(one) for one in documents(text_table(rows))] == [
        ["Il est trop loin de l'école.", "Gardez la voie de bus."],
        ["Je soutiens le projet."],
    ]


def test_a_row_that_cannot_be_read_is_told_and_not_raised() -> None:
    whole, name = case("34")
    for length in range(len(whole) - 1, 100, -7):
        assert list(read(whole[:length], name, ReadSettings()))


def test_a_column_for_each_respondent_keeps_names_and_numbers_apart() -> None:
    rows = [["Question", "Respondent 1", "Respondent 2"], ["Name", "A. Price", "B. Moss"]]
    rows += [["Should it move?", "Yes", "No"], ["What would be lost?", "Nothing but the rain.", "The trade."]]
    found = [(one.name, one.respondent and one.respondent.name) for one in documents(text_table(rows))]
    assert found == [("survey.csv#Respondent 1", "A. Price"), ("survey.csv#Respondent 2", "B. Moss")]


FORM: Rows = [
    ["Street trees"],
    ["Name", "Ann Vole"],
    ["Question", "Answer"],
    ["1. Should every street have them?", "Yes"],
    ["2. Which would you plant?", "Rowans, which keep small."],
    ["3. Any other comments?", ""],
]


def test_a_form_that_fills_a_sheet_is_one_response() -> None:
    (found,) = documents(workbook({"Reply": FORM}), "reply.xlsx")
    assert found.respondent == Respondent("Ann Vole", publish=Publish.ANONYMOUS)
    assert points(found) == ["Rowans, which keep small."]
    assert '"Street trees" is no answer' in table(workbook({"Reply": FORM}), "reply.xlsx").warnings


def test_what_only_numbers_the_rows_answers_nothing() -> None:
    rows: Rows = [["Entry", "Username", "No", "Prompt", "Reply"]]
    asked = ("Do you agree?", "Why do you say that?")
    replies = {"hazel": ("Yes", "It is dark."), "omar": ("No", "It floods.")}
    for k, prompt in enumerate(asked):
        rows += [[f"E{2 * k + i}", who, str(k), prompt, said[k]] for i, (who, said) in enumerate(replies.items())]
    found = documents(text_table(rows))
    assert [points(one) for one in found] == [["It is dark."], ["It floods."]]
    assert not any("E1" in one.text for one in found)
    assert '"Entry" only numbers the rows' in table(text_table(rows)).warnings[0]


def test_codes_that_count_nothing_are_answers() -> None:
    rows: Rows = [["Submission", "Email", "Question", "Answer", "Why"]]
    answers = iter(["A38", "M5", "B4051", "A4"])
    for who in ("A1", "A2"):
        for asked in ("Which road floods most?", "Which road is the most dangerous?"):
            rows.append([who, f"{who}@example.org", asked, next(answers), f"It is never mended, says {who} of {asked}"])
    said = [one.text for one in documents(text_table(rows))]
    assert all(road in said[0] for road in ("A38", "M5"))
    assert all(road in said[1] for road in ("B4051", "A4"))
