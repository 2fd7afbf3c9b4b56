"""The consultation's questions in a response: repeated, cited, answered."""

from __future__ import annotations

import pytest

from analysis.model import Question, SegmentKind
from analysis.splitting import split
from analysis.splitting.questions import (
    cited_key,
    is_closed_answer,
    is_parliamentary,
    lone_number_key,
    named_behind_key,
    refers_to_answer,
    repeated_key,
)
from tests.splitting.documents import PROSE, checked, document, segments

ASKED = (
    Question("Q1", "Do you agree that local authorities should be able to delegate these functions?"),
    Question("2", "Which functions, if any, should not be capable of delegation?"),
    Question("Q3(b)", "What would this cost?"),
)


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("Do you agree that local authorities should be able to delegate these functions?", "Q1"),
        ("**Do you agree local authorities should be able to delegate these functions**", "Q1"),
        ("Which functions, if any, should not be capable of delegation and why?", "2"),
        ("We agree that local authorities should delegate.", None),
        ("", None),
    ],
)
def test_a_question_is_known_by_its_words(line: str, key: str | None) -> None:
    assert repeated_key(line, ASKED) == key


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("Question 1", "Q1"),
        ("**Q2: which functions?**", "2"),
        ("In response to question 3(b), we think", "Q3(b)"),
        ("Our answer to Q3b is", "Q3(b)"),
        ("Re Question 7", "Q7"),
        ("Q4 2013 figures show", None),
        ("Q10% of us", None),
        ("The question 1", None),
    ],
)
def test_a_question_is_known_by_its_number(line: str, key: str | None) -> None:
    assert cited_key(line, ASKED) == key


@pytest.mark.parametrize(("line", "key"), [("Question 1:", "Q1"), ("Q2", "2"), ("Question 1 is unclear", None)])
def test_a_line_that_is_a_number_and_nothing_else(line: str, key: str | None) -> None:
    assert lone_number_key(line, ASKED) == key


@pytest.mark.parametrize(
    "line",
    [
        *("Yes", "No.", "**Agree**", "Strongly disagree", "Don’t know", "N/A", "No comment", "None."),
        *("A. No", "A: Yes.", "A2. No", "Answer: Not sure"),
    ],
)
def test_closed_answers(line: str) -> None:
    assert is_closed_answer(line)


@pytest.mark.parametrize(
    "line", ["A. No, but", "A no", "Yes, but", "No profit", "None of this", "Agree with the above, and more"]
)
def test_open_answers(line: str) -> None:
    assert not is_closed_answer(line)


@pytest.mark.parametrize(
    ("line", "refers"),
    [
        *((line, True) for line in ("See above", "As above.", "Please see my answer to Q1", "as stated in question 2")),
        *((line, False) for line in ("See the road above the school", "Same as before", "As I said, no bus", "As is")),
    ],
)
def test_an_answer_that_refers_to_another_is_no_point(line: str, refers: bool) -> None:
    """“See above”, five times, was five points without a theme."""
    assert refers_to_answer(line) is refers
    asked = (Question("Q1", "What should be done?"),)
    kinds = [s.kind for s in split(document(f"Question 1: What should be done?\n\n{line}\n"), asked)]
    assert (SegmentKind.POINT in kinds) is not refers


def test_questions_in_parliament() -> None:
    assert is_parliamentary("To ask the Secretary of State for Education, which")
    assert is_parliamentary("To ask Her Majesty's Government whether")
    assert not is_parliamentary("To ask families is not to listen to them.")


FORM = f"""\
Question 1
{ASKED[0].text}

Agree

Councils are best placed to decide this.

Q2. {ASKED[1].text}

{PROSE}

Q3(b): No comment.
"""


@pytest.mark.parametrize("asked", [(), ASKED])
def test_a_form(asked: tuple[Question, ...]) -> None:
    assert segments(FORM, asked=asked) == [
        ("question", f"Question 1\n{ASKED[0].text}"),
        ("answer", "Agree"),
        ("point", "Councils are best placed to decide this."),
        ("question", f"Q2. {ASKED[1].text}"),
        ("point", PROSE),
        ("answer", "Q3(b): No comment."),
    ]


def test_what_follows_a_question_is_tied_to_it() -> None:
    found = [s for s in checked(document(FORM), ASKED) if s.kind in (SegmentKind.POINT, SegmentKind.ANSWER)]
    assert [s.question for s in found] == ["Q1", "Q1", "2", "Q3(b)"]


def test_a_paragraph_that_cites_a_question_is_tied_to_it() -> None:
    text = f"{PROSE}\n\nIn answer to Question 2, we think that none should be delegated.\n\n{PROSE}"
    found = [s.question for s in checked(document(text), ASKED) if s.kind is SegmentKind.POINT]
    assert found == [None, "2", "2"]


def test_answers_beside_their_numbers() -> None:
    text = "Q1: Yes, we agree.\n\nQ2: No. We do not. Who would pay?\n\nQ3: No"
    assert segments(text) == [
        ("label", "Q1:"),
        ("point", "Yes, we agree."),
        ("label", "Q2:"),
        ("point", "No. We do not. Who would pay?"),
        ("answer", "Q3: No"),
    ]


def test_many_short_answers_in_a_row() -> None:
    text = "Q1. Do you agree?\n\n" + "Yes\n\n" * 3000
    assert [kind for kind, _ in segments(text)] == ["question", *["answer"] * 3000]


def test_an_answer_under_a_heading_that_asks() -> None:
    assert segments(f"1. Do you agree?\n\nYes\n\n2. Why?\n\n{PROSE}\n\n3. Anything else?\n\nNo") == [
        ("heading", "1. Do you agree?"),
        ("answer", "Yes"),
        ("heading", "2. Why?"),
        ("point", PROSE),
        ("heading", "3. Anything else?"),
        ("answer", "No"),
    ]


def test_one_word_that_answers_no_known_question_is_a_point() -> None:
    assert segments("No.") == [("point", "No.")]


def test_numbered_questions_of_another_consultation_are_headings_and_tie_nothing_to_ours() -> None:
    theirs = (
        "Question 1: How effective is the mechanism that the Copyright Act introduced in 2015?\n\n"
        f"{PROSE}\n\nQuestion 2: Are injunctions against carriage services operating well?\n\n{PROSE}\n"
    )
    # One such question may be what a respondent asks in return.
    for text, key in ((theirs, None), (theirs.partition("Question 2")[0], "Q1")):
        made = split(document(text), ASKED)
        assert {one.question for one in made if one.kind is SegmentKind.POINT} == {key}
    assert [one.kind for one in split(document(theirs), ASKED) if one.kind is SegmentKind.QUESTION] == []


@pytest.mark.parametrize(
    ("first", "second", "key"),
    [
        ("How effective is the present bus partnership?", "What powers should the mayor have?", None),
        ("What of streets near shops?", "Is the lane safe at school times?", "Q1"),  # ours, in a respondent's words
    ],
)
def test_short_numbered_questions_that_share_nothing_with_ours_are_of_another_consultation(
    first: str, second: str, key: str | None
) -> None:
    ours = (
        Question("Q1", "Do you agree with a 20 mph limit on all residential streets?"),
        Question("Q2", "Should Mill Lane be closed to cars at school times?"),
    )
    made = split(document(f"Question 1: {first}\n\n{PROSE}\n\nQuestion 2: {second}\n\n{PROSE}\n"), ours)
    assert next(one.question for one in made if one.kind is SegmentKind.POINT) == key


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("2 Vision and aims (Question 1)", "Q1"),
        ("The corridor [Q3]", "Q3"),
        ("Speed limits – Question 2", "Q2"),
        ("Our answer: Q2.", "Q2"),
        ("Vision and aims (Questions 1 and 2)", None),
        ("Vision (Question 1) and aims", None),
        ("Results for 2025 (Q3 2025)", None),
        ("Other matters (Question 9)", None),
        ("The 1 question (1)", None),
    ],
)
def test_a_heading_names_a_question_behind_its_words(heading: str, key: str | None) -> None:
    asked = [Question(f"Q{n}", f"What do you think of proposal {n}?") for n in (1, 2, 3)]
    assert named_behind_key(heading, asked) == key


def test_what_stands_below_such_a_heading_answers_the_question_until_the_next() -> None:
    asked = [Question("Q1", "What do you think of the vision?"), Question("Q2", "What do you think of the tram?")]
    said = "# Vision and aims (Question 1)\n\nIt is too vague.\n\n## Targets\n\nThey are low."
    said += "\n\n# The tram (Q2)\n\nWe object to it.\n\n# Annex\n\nWe run 40 buses."
    found = document(said, "a.md")
    questions_of = {found.text[s.start : s.end]: s.question for s in split(found, asked) if s.kind == "point"}
    assert list(questions_of.values()) == ["Q1", "Q1", "Q2", None]
