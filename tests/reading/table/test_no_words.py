"""A table of which nothing is read as an answer in words, and what stands behind a question about consent."""

from __future__ import annotations

import pytest

from analysis.model import ColumnRole, Skipped, TableMapping
from analysis.reading import ReadSettings, read
from analysis.reading.table.table_reader import NO_WORDS
from tests.reading.table.exports import text_table
from tests.reading.table.reading import documents, roles, skipped

ANSWERS = (
    "The crew came after four hours and nobody rang us to say why.",
    "The driver was patient and helped my mother down the steps.",
    "Two different crews asked the same questions again.",
    "The vehicle was cold and the seat belt was stuck.",
)
REASONS = (
    "I work for the council and my name would be known.",
    "My employer might identify me.",
    "I want to stay anonymous.",
    "Please do not print our name.",
)


def after_consent(asked: str, cells: tuple[str, ...], consent: str = "May we publish your response?") -> bytes:
    rows = [[str(n), "Yes, anonymously", cell] for n, cell in enumerate(cells, 1)]
    return text_table([["Response ID", consent, asked], *rows])


@pytest.mark.parametrize(
    "asked", ["Please tell us why you gave that answer", "Why?", "Please give your reasons", "Reasons for your answer"]
)
def test_reasons_behind_consent_that_do_not_speak_of_it_are_an_open_question(asked: str) -> None:
    content = after_consent(asked, ANSWERS)
    assert roles(content)[asked] == "open"
    assert [one.respondent.publish.value for one in documents(content) if one.respondent] == ["anonymous"] * 4


@pytest.mark.parametrize("asked", ["Please tell us why you gave that answer", "Please give your reasons"])
def test_reasons_for_a_wish_are_no_answers(asked: str) -> None:
    rows = [[str(n), "No", cell, "Close it."] for n, cell in enumerate(REASONS, 1)]
    content = text_table([["Response ID", "May we publish your response?", asked, "Comments"], *rows])
    assert roles(content)[asked] == "publish"


def test_a_column_called_permission_is_consent_by_its_answers() -> None:
    content = text_table([["Response ID", "Permission"], *[[str(n), cell] for n, cell in enumerate(ANSWERS)]])
    assert roles(content)["Permission"] == "open"


CLOSED = text_table([["Response ID", "Do you agree?"], *[[str(n), "Yes"] for n in range(6)]])
NOTHING = text_table([["Response ID", "May we publish your response?"], *[[str(n), "Yes"] for n in range(6)]])


@pytest.mark.parametrize("content", [CLOSED, NOTHING])
def test_a_table_without_an_answer_in_words_is_a_problem(content: bytes) -> None:
    (found,) = skipped(content)
    assert found == Skipped("survey.csv", NO_WORDS)
    assert not found.is_harmless


def test_a_table_of_closed_questions_is_read_once_somebody_says_so() -> None:
    said = TableMapping("survey.csv", columns=((ColumnRole.CLOSED, ("Do you agree?",)),))
    found = list(read(CLOSED, "survey.csv", ReadSettings(tables=(said,))))
    assert len(found) == 6
    assert not any(isinstance(one, Skipped) for one in found)
