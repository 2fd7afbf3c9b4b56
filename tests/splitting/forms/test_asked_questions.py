"""The questions of a consultation: pasted one on each line, or found in its own document."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analysis.model import Document, Question
from analysis.reading import read
from analysis.splitting.forms.asked_questions import questions_asked, questions_in_list

PAPER = """# A consultation on parking

We want to hear from you. Why do we ask?

Question 1: Do you agree with the new zones? Please give your reasons.

There are three zones, as question 1 says.

Question 2

What would help you to park less?

Q3a. To what extent do the fees matter to you

## Annex: all questions again

Question 1: Do you agree with the new zones?
"""


def make_paper(text: str) -> Document:
    (document,) = read(text.encode(), "paper.md")
    assert isinstance(document, Document)
    return document


def test_lines_bear_their_numbers_or_are_numbered_by_their_place() -> None:
    pasted = (
        "Q1: Do you agree?\n\n2. Why?\nQuestion 4(b) - What else?\n5 years ago, did you park here?\nQ7\tAnything else?"
    )
    assert questions_in_list(pasted) == (
        Question("Q1", "Do you agree?"),
        Question("Q2", "Why?"),
        Question("Q4b", "What else?"),
        Question("Q4", "5 years ago, did you park here?"),
        Question("Q7", "Anything else?"),
    )


@given(st.text())
def test_every_line_that_is_not_empty_is_a_question(pasted: str) -> None:
    lines = [line for line in pasted.splitlines() if line.strip()]
    assert len(questions_in_list(pasted)) == len(lines)


def test_a_paper_is_asked_for_its_numbered_questions_each_once() -> None:
    assert questions_asked(make_paper(PAPER)) == (
        Question("Q1", "Do you agree with the new zones? Please give your reasons."),
        Question("Q2", "What would help you to park less?"),
        Question("Q3a", "To what extent do the fees matter to you"),
    )


def test_a_paper_without_numbers_is_asked_for_the_lines_that_ask() -> None:
    text = (
        "We propose zones.\n\nDo you agree with the new zones?\n\nWhy?\n\n2. Should the fees be lower for residents?\n"
    )
    assert questions_asked(make_paper(text)) == (
        Question("Q1", "Do you agree with the new zones?"),
        Question("Q2", "Should the fees be lower for residents?"),
    )


def test_a_paper_that_asks_nothing_has_none() -> None:
    assert questions_asked(make_paper("We propose zones.\n\nSection 1. The fees.\n")) == ()
