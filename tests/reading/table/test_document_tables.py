"""Paper forms typed into a table of a document are responses; a table in a letter is withheld until it is decided."""

from __future__ import annotations

from html import escape

import pytest

from analysis.app.refusals import refusal_in
from analysis.model import Channel, Document, Publish
from analysis.reading import ReadSettings, read
from tests.reading.docx_tools import document

Rows = list[list[str]]

FORMS = [
    ["Form", "Name", "Do you support the scheme?", "Comments", "Can we publish your comments?"],
    ["1", "A Bell", "Yes", "The lorries begin at five in the morning. " * 9, "Yes"],
    ["2", "C Dunn", "No", "No thank you, keep Elm Road open.", "No"],
    ["3", "E Fry", "Yes", "", ""],
]
CARDS = [
    ["Card", "Your name", "What do you like about the park?", "What would you change?"],
    ["1", "Ida Kerr", "The pond and the ducks on it", "More bins by the gate"],
    ["2", "Lee Moss", "The band on Sundays", "Benches that one can sit on"],
    ["3", "Ned Orr", "Nothing at all", "Toilets"],
]
MATRIX = [
    ["Ref", "Page", "Comment", "Suggested change"],
    ["1", "3", "It is wrong.", "Mend it."],
    ["2", "7", "No", ""],
]
SCHEMES = [["Scheme", "Cost", "Comments"], ["Mill Lane", "£3m", "Poor value"], ["Elm Road", "£1m", "Good value"]]
NEIGHBOURS = [
    ["Neighbour's name", "View", "Happy to be quoted?"],
    ["Mrs Nash", "She fears for the bus.", "No"],
    ["Mr Oss", "He is in favour of it all.", "Yes"],
]
AGES = [
    ["Age group", "Comments"],
    ["Under 25", "Buses stop too early in the evening."],
    ["25 to 64", "Rents are too high here."],
    ["65 and over", "Pavements are too uneven to walk on."],
]
QUESTIONS = [
    ["Question", "Answer", "May we publish this?"],
    ["1. Do you agree?", "Yes, because the road is safe.", "Yes"],
    ["2. What else?", "A crossing at the school.", "Yes"],
]
AUTHORS = [
    ["Author", "Comment"],
    ["Smith", "Found that floods come every third year."],
    ["Jones", "Measured two metres of water at the bridge."],
]
ROLES = [
    ["Name", "Role", "Comments"],
    ["Joan Miller", "Clerk", "Wrote the section on drains and pipes."],
    ["Peter Hall", "Chair", "Wrote the section on housing numbers."],
]
LETTER = "We are the residents' association of Elm Road, and have asked our neighbours what they think of it all. " * 3


def word(*parts: str | Rows) -> bytes:
    """A Word file with paragraphs and tables."""
    return document("".join(_paragraph(part) if isinstance(part, str) else _table(part) for part in parts))


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def _table(rows: Rows) -> str:
    lines = ("".join(f"<w:tc>{_paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"


def documents(content: bytes, name: str = "forms.docx") -> list[Document]:
    return [part for part in read(content, name, ReadSettings()) if isinstance(part, Document)]


def test_each_row_of_paper_forms_is_a_response_with_its_own_wish() -> None:
    found = documents(word("Forms from the drop-in", FORMS))
    assert [one.name for one in found] == ["forms.docx#1", "forms.docx#2", "forms.docx#3"]
    assert [one.respondent and one.respondent.publish for one in found] == [
        Publish.YES,
        Publish.NO,
        Publish.ANONYMOUS,
    ]
    assert "C Dunn" not in found[1].text
    assert all(one.sending and one.sending.channel is Channel.DOCUMENT for one in found)


def test_a_long_answer_stays_in_its_row() -> None:
    assert documents(word(FORMS))[0].text.count("lorries") == 9


def test_a_table_that_goes_on_in_another_is_one() -> None:
    found = documents(word(FORMS, "", [["4", "G Hay", "No", "It is too dear for us.", "No"]]))
    assert [one.name for one in found][-1] == "forms.docx#4"


def test_a_page_of_the_web_is_read_alike() -> None:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in CARDS)
    page = f"<html><body><h1>Cards</h1><table>{rows}</table></body></html>".encode()
    assert [one.name for one in documents(page, "cards.html")] == [f"cards.html#{number}" for number in (1, 2, 3)]


@pytest.mark.parametrize("table", [MATRIX, SCHEMES, AGES, QUESTIONS])
def test_what_one_body_sets_out_in_a_table_is_its_own_response(table: Rows) -> None:
    (found,) = documents(word("Our evidence", table))
    assert found.name == "forms.docx"
    assert refusal_in(found) is None


@pytest.mark.parametrize(
    "table", [AUTHORS, ROLES, [[*row[:2], "Yes"] if i else row for i, row in enumerate(NEIGHBOURS)]]
)
def test_a_letter_with_a_table_in_which_nobody_refuses_is_published(table: Rows) -> None:
    (found,) = documents(word(LETTER, table, LETTER))
    assert refusal_in(found) is None


def test_a_form_of_questions_whose_answer_may_not_be_published_is_withheld() -> None:
    (found,) = documents(word("Our answers", [*QUESTIONS, ["3. Anything more?", "My son was hurt there.", "No"]]))
    refusal = refusal_in(found)
    assert refusal is not None
    assert refusal.asked is Publish.NO


def test_a_letter_with_what_several_people_say_is_withheld_until_somebody_decides() -> None:
    (found,) = documents(word(LETTER, NEIGHBOURS))
    refusal = refusal_in(found)
    assert refusal is not None
    assert refusal.asked is Publish.NO
    assert "what several people say" in refusal.told


def test_a_comment_beside_the_table_that_refuses_withholds_its_rows() -> None:
    found = documents(word("Mr Dunn does not want his name to be published", CARDS))
    assert {one.respondent and one.respondent.publish for one in found} == {Publish.NO}
