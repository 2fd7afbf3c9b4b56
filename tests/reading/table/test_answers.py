"""Answers in a form's export, divided: the respondent's own words, whatever they look like."""

from __future__ import annotations

import pytest

from analysis.model import Question
from tests.reading.table.exports import text_table
from tests.reading.table.reading import documents, points, segments

ASKED = (Question("Q1", "Should libraries open on Sundays?"),)


def answer(cell: str, more: str = "") -> list[tuple[str, str]]:
    """What an answer is divided into."""
    rows = [["Response ID", "Should libraries open on Sundays?", "What else should we know?"], ["1", cell, more]]
    found, _ = documents(text_table([*rows, ["2", "We think so, for the sake of those at work.", ""]]))
    return [(kind, words) for kind, words, _ in segments(found, ASKED)][1:]


@pytest.mark.parametrize(
    "cell",
    [
        "Fund it properly",
        "John Smith is right",
        "John Smith",
        "Leeds City Council",
        "About us",
        "Summary",
        "Contents",
        "From: the cradle to the grave",
        "Subject: to funding",
        "Name: the libraries after Ann Lee",
        "Read more",
        "Sign up more volunteers",
        "Cookies policy",
        "Have your say",
        "Should libraries open on Sundays? Of course they should.",
        "Address: the housing crisis",
        "**Fund it**",
        "Fund it\n=======",
        "References",
    ],
)
def test_a_one_line_answer_is_one_point(cell: str) -> None:
    assert [kind for kind, _ in answer(cell)] == ["point"]


@pytest.mark.parametrize("cell", ["n/a", "No comment", "none", "-", "No", "Yes", "None.", "5", "nothing to add"])
def test_an_answer_that_argues_nothing_is_no_point(cell: str) -> None:
    assert "point" not in [kind for kind, _ in answer(cell)]


def test_a_letter_in_an_answer_is_a_letter() -> None:
    cell = "Dear Sir,\n\nKeep the library open on Sundays.\n\nYours faithfully,\nAnn Lee\nann@example.org"
    assert answer(cell, "Fund it") == [
        ("furniture", "Dear Sir,"),
        ("point", "Keep the library open on Sundays."),
        ("furniture", "Yours faithfully,"),
        ("furniture", "Ann Lee"),
        ("furniture", "ann@example.org"),
        ("question", "What else should we know?"),
        ("point", "Fund it"),
    ]


def test_numbers_typed_in_an_answer_are_its_points() -> None:
    said = answer("1. Fund it.\n2. Keep it open.", "1. Staff.\n2. Books.\n3. Wifi.")
    assert [words for kind, words in said if kind == "label"] == ["1.", "2.", "1.", "2.", "3."]
    assert [words for kind, words in said if kind == "point"] == [
        "Fund it.",
        "Keep it open.",
        "Staff.",
        "Books.",
        "Wifi.",
    ]


def test_points_are_tied_to_the_question_above_them() -> None:
    rows = [
        ["Response ID", "Should libraries open on Sundays?", "Please explain", "What else?"],
        ["1", "Yes", "It helps", "Staff"],
    ]
    (found,) = documents(text_table(rows))
    tied = [(words, question) for kind, words, question in segments(found, ASKED) if kind in ("point", "answer")]
    assert tied == [("Yes", "Q1"), ("It helps", "Q1"), ("Staff", "What else?")]
    assert points(found, ASKED) == ["It helps", "Staff"]
