"""Columns and the questions of the paper: by their words, by their number, and by what they go on."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.app.context import AppContext
from analysis.app.ingest.column_questions import tied_columns, told_twice
from analysis.app.ingest.ingest import take_in
from analysis.model import Question, Table
from analysis.reading import ReadSettings, read
from analysis.workspace import Workspace
from tests.builders import CONSULTATION, make_workspace

QUESTIONS = (
    Question("Q1", "Do you support collecting rubbish every three weeks, and why?"),
    Question("Q2", "What else should the council do about waste?"),
)
SUPPORT = "1. Do you support collecting rubbish every three weeks?"
ELSE = "3. What else should the council do about waste?"


def table(*headers: str, questions: tuple[Question, ...] = QUESTIONS) -> Table:
    words = ("The bin smells in summer and brings rats.", "Open the tip on Sundays, and send a message.")
    rows = [[str(n), ("Yes", "No")[n % 2], *(f"{said} {n} times." for said in words)][: len(headers)] for n in range(9)]
    lines = [",".join(f'"{cell}"' for cell in line) for line in (headers, *rows)]
    (found,) = (
        part
        for part in read("\n".join(lines).encode(), "survey.csv", ReadSettings(tell_tables=True))
        if isinstance(part, Table)
    )
    return told_twice(tied_columns(found, questions), questions)


def tied(found: Table) -> list[str | None]:
    return [column.question for column in found.columns[1:]]


@pytest.mark.parametrize("why", ["2. Why do you say so?", "Why do you say so?", "Q2: Please explain your answer"])
def test_what_goes_on_a_closed_question_answers_it_whatever_its_number(why: str) -> None:
    found = table("Response ID", SUPPORT, why, ELSE)
    assert tied(found) == ["Q1", "Q1", "Q2"]
    assert not any("each is read as" in warning for warning in found.warnings)


def test_reasons_for_an_answer_that_is_no_question_of_the_papers_answer_by_their_own_number() -> None:
    found = table("Response ID", "Are you happy with fewer collections?", "1. Why do you say so?", ELSE)
    assert tied(found)[1:] == ["Q1", "Q2"]


def test_reasons_that_the_paper_asks_as_a_question_of_their_own_answer_that() -> None:
    own = (QUESTIONS[0], Question("Q2", "Please explain your answer."))
    assert tied(table("Response ID", SUPPORT, "2. Please explain your answer", questions=own)) == ["Q1", "Q2"]


def test_a_surveys_own_number_does_not_outdo_the_words_of_another_question() -> None:
    assert tied(table("Response ID", SUPPORT, "1. What else should the council do about waste?")) == ["Q1", "Q2"]


def test_two_open_columns_that_would_answer_one_question_are_told() -> None:
    found = table("Response ID", SUPPORT, "2. What matters to you about bins?", ELSE)
    assert tied(found) == ["Q1", "Q2", "Q2"]
    (warning,) = (warning for warning in found.warnings if "each is read as" in warning)
    assert warning.startswith(f'"2. What matters to you about bins?", "{ELSE}": each is read as answering Q2; choose')


def test_a_table_that_is_dropped_into_the_folder_is_tied_to_the_questions_by_its_words(tmp_path: Path) -> None:
    asked = "".join(f'[[question]]\nkey = "{one.key}"\ntext = "{one.text}"\n' for one in QUESTIONS)
    said = ("The bin smells in summer and brings rats.", "Open the tip on Sundays, and send a message.")
    rows = [("Response ID", SUPPORT, "2. Why do you say so?", ELSE)]
    rows += [(str(n), ("Yes", "No")[n % 2], *(f"{words} {n} times." for words in said)) for n in range(9)]
    survey = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    head, _, themes = CONSULTATION.partition("[[theme]]")
    written = head.partition("[[question]]")[0] + asked + "[[theme]]" + themes
    corpus = take_in(AppContext(Workspace(make_workspace(tmp_path, {"survey.csv": survey}, written))))
    assert [point.question for point in corpus.responses[0].points] == ["Q1", "Q2"]
    (found,) = corpus.ledger.tables
    assert found.mapping is None, "nobody has confirmed its columns"
