"""Response forms in Word: each answer stands at its question, whatever the table around them looks like."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.docx_tools import cell, paragraph, table
from tests.reading.docx_tools import document as word_file
from tests.splitting.documents import checked, document

CASES = Path(__file__).parents[1] / "cases" / "reading"
SLOPE = "The slope from the car park is too steep for people with walking frames."
LORRIES = "Lorries already stop by the old bank before eight, so put the bay there."
TRADERS = "Nobody has asked the traders in the lane what they think."
MOVE, WHERE = "Do you agree that the bay should move?", "Where should it go?"
WIDE = '<w:gridSpan w:val="2"/>'


def rows(*each: tuple[str, ...], properties: str = "") -> str:
    """A table; paragraphs of one cell are parted by "|"."""
    return table(*("".join(cell(*text.split("|"), properties=properties) for text in row) for row in each))


FORMS = {
    "question and answer side by side": rows(
        ("Question", "Your response"), (f"1. {MOVE}", SLOPE), (f"2. {WHERE}", f"{LORRIES}|{TRADERS}")
    ),
    "without a head": rows((MOVE, SLOPE), (WHERE, f"{LORRIES}|{TRADERS}"), ("Any further comments?", "No")),
    "the number in a cell of its own": rows(
        ("No.", "Question", "Response"), ("1", MOVE, SLOPE), ("2", WHERE, f"{LORRIES}|{TRADERS}")
    ),
    "answers across the whole table": rows(
        *((f"1. {MOVE}",), (SLOPE,), (f"2. {WHERE}",), (f"{LORRIES}|{TRADERS}",)), properties=WIDE
    ),
    "a box below each question": "".join(
        paragraph(question) + rows((answer,))
        for question, answer in ((f"Q1. {MOVE}", SLOPE), (f"Q2. {WHERE}", f"{LORRIES}|{TRADERS}"))
    ),
    "crosses in columns": rows(
        ("Question", "Yes", "No", "Comments"), (MOVE, "x", "", SLOPE), (WHERE, "", "", f"{LORRIES}|{TRADERS}")
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_answers_stand_at_their_questions(name: str) -> None:
    found = document(word_file(FORMS[name]), "form.docx")
    open_question, answers = "", []
    for segment in checked(found):
        words = found.text[segment.start : segment.end]
        if segment.kind.value == "question":
            open_question = words
        elif segment.kind.value == "point":
            answers.append((open_question.endswith((MOVE, WHERE)) and open_question[-len(WHERE) :], words))
    assert answers == [(MOVE[-len(WHERE) :], SLOPE), (WHERE, LORRIES), (WHERE, TRADERS)]


def test_a_survey_with_a_body_for_each_paragraph() -> None:
    found = document(CASES / "24-docx-many-bodies" / "survey.docx")
    answers = [(s.question, found.text[s.start : s.end]) for s in checked(found) if s.kind.value == "point"]
    assert answers == [("Q1", SLOPE), ("Q2", LORRIES)]


def test_questions_that_word_numbers() -> None:
    found = document(CASES / "13-docx-automatic-question-numbers" / "form.docx")
    shown = [(s.kind.value, s.question, found.text[s.start : s.end]) for s in checked(found) if s.kind.value != "gap"]
    assert shown == [
        ("question", "Q1", f"Question 1:\t{MOVE}"),
        ("point", "Q1", SLOPE),
        ("question", "Q2", f"Question 2:\t{WHERE}"),
        ("point", "Q2", LORRIES),
    ]


def test_long_comments_in_a_table_stay_at_their_references() -> None:
    long_comment = f"{SLOPE} {LORRIES} {TRADERS} " * 2
    body = rows(("Policy", "Page", "Comment"), ("H3", "12", long_comment), ("T1", "18", f"{SLOPE}|{LORRIES}"))
    found = document(word_file(body), "comments.docx")
    points = [(s.label, found.text[s.start : s.end]) for s in checked(found) if s.kind.value == "point"]
    assert points == [("H3", long_comment.strip()), ("T1", f"{SLOPE}\n{LORRIES}")]


def test_a_letter_in_a_table_cites_the_questions_that_it_answers() -> None:
    answers = (f"Q1. {SLOPE}", f"Question 2: {LORRIES}")
    found = document(word_file(rows(*((answer,) for answer in answers))), "letter.docx")
    assert [s.kind.value for s in checked(found) if s.kind.value not in ("gap", "label")] == ["point", "point"]


def test_a_councils_form_with_nested_tables_and_details() -> None:
    details = rows(("Name", "Hazel Thorne"), ("Organisation (if any)", "Mill Lane Traders"), ("Postcode", "OT1 2AB"))
    boxes = rows(("Yes", "", "No", "X"))
    asked = [f"1. {MOVE}", "2. Please give your reasons, as precisely as possible.", f"3. {WHERE}"]
    body = details + paragraph("")
    body += table(cell(asked[0])).replace("</w:p></w:tc>", f"</w:p>{boxes}{paragraph('')}</w:tc>", 1)
    body += rows((asked[1],), (SLOPE,)) + rows((asked[2],), (LORRIES,))
    found = document(word_file(body), "form.docx")
    shown = [(s.kind.value, s.question, found.text[s.start : s.end]) for s in checked(found)]
    assert [each for each in shown if each[0] in ("answer", "point")] == [
        ("answer", "Q1", "No"),
        ("point", "Q2", SLOPE),
        ("point", "Q3", LORRIES),
    ]
    assert [text for kind, _, text in shown if kind == "furniture"][:3] == [
        "Name\tHazel Thorne",
        "Organisation (if any)\tMill Lane Traders",
        "Postcode\tOT1 2AB",
    ]


def test_a_table_that_begins_otherwise_is_none_of_details() -> None:
    found = document(word_file(paragraph(SLOPE) + rows(("Position", LORRIES), ("Traders", TRADERS))), "a.docx")
    said = [found.text[s.start : s.end] for s in checked(found) if s.kind.value == "point"]
    assert any(LORRIES in text for text in said)
    assert any(TRADERS in text for text in said)


def test_pictures_beside_words_make_no_table() -> None:
    lines = [SLOPE, TRADERS, LORRIES]
    found = document(word_file(rows(*(("", line) for line in lines))), "easy.docx")
    assert [found.text[s.start : s.end] for s in checked(found) if s.kind.value == "point"] == lines


def test_what_is_asked_of_the_respondent_above_boxes_has_its_answer() -> None:
    form = "1. Are you responding as a resident or a business?\n\n☒ Business\n\n2. What effect would it have?\n\n"
    found = document(f"{form}{SLOPE}\n\n3. What should the money be spent on?\n", "form.txt")
    kinds = [(s.kind.value, found.text[s.start : s.end]) for s in checked(found)]
    assert [words for kind, words in kinds if kind in ("answer", "point")] == ["Business", SLOPE]
