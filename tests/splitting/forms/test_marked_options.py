"""Answers without boxes, and with them: the one that is marked otherwise than the others is chosen."""

from __future__ import annotations

from itertools import product

import pytest

from analysis.app.form_consent import form_consent
from analysis.model import MAY_BE_ANSWERED, NOT_TICKED, Publish
from analysis.splitting.forms.marked_options import options_in_line, options_in_lists
from analysis.splitting.labelled_pieces import Given
from analysis.text import Span, lines
from tests.splitting.documents import PROSE, checked, document, points

ASKED = "Do you agree with the plan?"
PUBLISH = "May we publish your response?"
ANSWERS = ("Yes", "No", "Not sure")
PERMISSIONS = ("Yes, with my name", "Yes, but anonymously", "No")

MARKS = (
    *(("x {}", "☐ {}"), ("X {}", "☐ {}"), ("✓ {}", "☐ {}"), ("☐ x {}", "☐ {}"), ("☐ {} x", "☐ {}")),
    *(("[ X ] {}", "[   ] {}"), ("( x ) {}", "(  ) {}"), ("(*) {}", "( ) {}"), ("_x_ {}", "__ {}")),
    *(
        ("{} x", "{}"),
        ("x {}", "{}"),
        ("{} ✓", "{}"),
        ("**{}**", "{}"),
        ("{} <--", "{}"),
        ("--> {}", "{}"),
        ("({})", "{}"),
    ),
)


def offered(answers: tuple[str, ...], chosen: str, marks: tuple[str, str], gap: str) -> str:
    return gap.join(marks[each != chosen].format(each) for each in answers)


@pytest.mark.parametrize(("marks", "gap"), [*product(MARKS, ("    ", "\n"))])
def test_the_one_that_is_marked_is_chosen(marks: tuple[str, str], gap: str) -> None:
    for chosen in ANSWERS:
        found = document(f"{ASKED}\n\n{offered(ANSWERS, chosen, marks, gap)}\n\nPlease give your reasons:\n\n{PROSE}")
        said = [(one.kind.value, found.text[one.start : one.end]) for one in checked(found)]
        assert [words for kind, words in said if kind == "answer"] == [chosen]
        assert [words for kind, words in said if kind == "point"] == [PROSE]
    told = form_consent(f"{PUBLISH}\n\n{offered(PERMISSIONS, 'No', marks, gap)}")
    assert told is not None
    assert told[0] is Publish.NO


@pytest.mark.parametrize("typed", ["No", "No.", "No. It is too dear.", "No – it is too dear"])
def test_an_answer_typed_again_below_its_boxes_is_chosen(typed: str) -> None:
    found = document(f"{ASKED}\n\n☐ Yes    ☐ No\n\n{typed}\n\n{PROSE}")
    assert [found.text[one.start : one.end] for one in checked(found) if one.kind == "answer"] == ["No"]


@pytest.mark.parametrize("typed", ["No", "No thank you", "No, please keep it confidential"])
def test_a_refusal_typed_below_empty_boxes_counts(typed: str) -> None:
    told = form_consent(f"{PUBLISH}\n☐ Yes    ☐ No\n\n{typed}\n\nQ1. Do you agree?\nYes")
    assert told is not None
    assert told[0] is Publish.NO


def test_a_yes_and_a_no_that_are_both_chosen_are_in_doubt_and_keep_back() -> None:
    for both in ("☒ Yes    ☒ No    ☐ Not sure", "Yes x    No x    Not sure", "[?] Yes    [?] No    ☐ Not sure"):
        found = document(f"{ASKED}\n\n{both}\n\n{PROSE}")
        answers = [one for one in checked(found) if one.kind == "answer"]
        assert len(answers) == 2
        assert all(one.is_unsure_choice for one in answers)
        told = form_consent(f"{PUBLISH}\n\n{both}")
        assert told is not None
        assert told[0] is Publish.NO


def test_where_no_mark_is_seen_the_question_may_have_been_answered() -> None:
    asked = f"{ASKED}\n\nYes\n\nNo\n\nNot sure\n\nPlease give your reasons:\n\n{PROSE}"
    found = document(f"{asked}\n\n{asked.replace('plan', 'fee')}")
    told = [found.text[one.start : one.end] for one in checked(found) if one.reason == MAY_BE_ANSWERED]
    assert told == ["Yes", "Yes"]


@pytest.mark.parametrize(
    "said",
    [
        "Yes/No answers do not do justice to such a hard question, and so we write at length.",
        "The vote was Yes 40   No 12   Not sure 8 at our last meeting of members in the hall.",
        "The shed is 2 x 4 metres and the yard is 3 x 6 metres, which is too small for eight dogs.",
        "Three things are wrong:\nx the fee is far too high for us\nx the visits take too long for us",
        "Do you walk dogs?\n\nYes, and I do so daily.\n\nNo dog of mine bites.\n\nIt is the best of all.",
        "Yes, no, maybe: that is the answer that we get from the council when we ask about the bins.",
    ],
)
def test_prose_is_no_choice(said: str) -> None:
    found = document(f"{said}\n\n{PROSE}")
    assert not [one for one in checked(found) if one.tells_choice]
    assert "".join(words for _, words in points(f"{said}\n\n{PROSE}")).replace("\n", " ").count("the") >= said.count(
        "the"
    )


@pytest.mark.parametrize(
    "offer", ["☐ Facebook    ☐ X (formerly Twitter)", "☐ 2 x 4 metres    ☐ 3 x 6 metres", "*Yes / No", "(Yes / No)"]
)
def test_what_is_no_mark_chooses_nothing(offer: str) -> None:
    found = document(f"Which of these?\n\n{offer}\n\n{PROSE}")
    assert not [one for one in checked(found) if one.is_choice]


def test_an_answer_and_no_more_are_no_options() -> None:
    found = document(f"{ASKED}\n\nYes\n\nNo further comments\n\n{PROSE}")
    assert not [one for one in checked(found) if (one.reason or "").startswith(NOT_TICKED)]


def test_options_say_where_their_words_and_marks_are() -> None:
    text = "x Yes / No"
    assert options_in_line(text, Span(0, len(text))) == [
        (Span(2, 5), (Span(0, 1),), Given.TICKED),
        (Span(8, 10), (), Given.OPTION),
    ]
    listed = "Why?\nYes\nNo x"
    assert [option.given for option in options_in_lists(listed, list(lines(listed))[1:])] == [
        Given.OPTION,
        Given.TICKED,
    ]
