"""Explanations: which questions ask for nothing but reasons or further remarks, and of which answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.model import Consultation, Question
from analysis.positioning.explanations import (
    asks_for_further_remarks,
    asks_for_reasons,
    explained_questions,
    takes_no_side,
)
from tests.builders import CODEBOOK, make_response

AGREE = "To what extent do you agree with the new charge?"


@pytest.mark.parametrize(
    "text",
    [
        "Please explain your answer",
        "Why?",
        "Q1b - Please give your reasons (max. 500 words)",
        "If you answered no, please tell us why.",
        "What makes you say that?",
        "Can you tell us the reasons for your choice?",
        "Comments",
        "Please provide any evidence that you have for your answer to question 3.",
        "Please give your reasons. What would the charges mean for you?",
        "Please explain your answer, including any impact on you or your family.",
        "Please use this space to explain your answer, giving examples where you can.",
        "Why do you say that? Please tell us how the change would affect you.",
    ],
)
def test_a_question_of_form_words_alone_asks_for_reasons(text: str) -> None:
    assert asks_for_reasons(text)
    assert not asks_for_further_remarks(text)


@pytest.mark.parametrize(
    "text",
    [
        "Why should the charge rise?",
        "Do you agree with the charge? Please explain your answer.",
        "Please explain how the charge would affect you.",
        "What safeguards are needed?",
        "Do you have any comments on the draft order?",
        AGREE,
    ],
)
def test_a_question_with_a_subject_of_its_own_does_not(text: str) -> None:
    assert not asks_for_reasons(text)
    assert not asks_for_further_remarks(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("How would the proposal affect you?", True),
        ("Please explain how the charge would affect you.", True),
        ("Are there other ways of saving the money?", True),
        ("If you do not support the plan, what would you do instead?", True),
        ("How often do you visit the park?", True),
        ("What do you think of the proposal?", False),
        ("What is your view of the charge, and how would it affect you?", False),
        ("What are your thoughts on the plan?", False),
        ("Which option would you choose?", False),
        ("What do you think about our plan to improve the park?", False),
        ("What do you think of the closure and how would it affect you?", False),
        ("How do you feel about the effects of the charge?", False),
        ("Please tell us what you think, and how it would affect you.", False),
        ("What do you make of the scheme?", False),
        ("How can we improve the plan?", False),
        ("How do you think the plan would affect you?", True),
        ("What difference would it make to you?", True),
        ("Which district do you live in?", True),
        ("Please give your comments on the charge.", False),
        ("The draft order", False),
        ("Should the charge rise?", False),
        (AGREE, False),
    ],
)
def test_nobody_is_for_or_against_an_effect_another_way_or_a_fact(text: str, expected: bool) -> None:
    assert takes_no_side(text) is expected
    assert explained(text) == ({"Q1": None} if expected else {})
    assert explained(text, Q1=True) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Any other comments?",
        "Is there anything else you would like to say about costs?",
        "What else should we consider?",
        "Is there anything that you would like to add?",
        "What have we missed?",
    ],
)
def test_further_remarks_are_on_no_question(text: str) -> None:
    assert asks_for_further_remarks(text)


def explained(*texts: str, **settings: bool) -> dict[str, str | None]:
    questions = [Question(f"Q{number}", text) for number, text in enumerate(texts, 1)]
    asked = tuple(
        replace(question, has_position=settings[question.key]) if question.key in settings else question
        for question in questions
    )
    return explained_questions(Consultation("The charge", CODEBOOK, questions=asked), make_response("a.txt", ["No."]))


def test_reasons_are_those_of_the_question_before_and_the_settings_go_first() -> None:
    assert explained(AGREE, "Why?", "Please explain", "Any other comments?") == {"Q2": "Q1", "Q3": "Q1", "Q4": None}
    assert explained(AGREE, "Why?", Q2=True) == {}
    assert explained("Why?") == {}, "nothing stands before it"


def test_a_question_of_sides_explains_only_one_that_asks_for_a_side() -> None:
    reasons = "Please explain why you support or oppose the proposal"
    assert explained(AGREE, reasons) == {"Q2": "Q1"}
    assert explained("Which district do you live in?", reasons) == {"Q1": None}
