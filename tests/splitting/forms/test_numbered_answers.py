"""An author's own numbers, which are those of the questions where the response says so."""

from __future__ import annotations

import pytest

from analysis.model import Question
from analysis.splitting.forms.numbered_answers import PERHAPS
from tests.splitting.documents import checked, document, points

ASKED = [
    Question("Q1", "Do you agree that dog walkers should need a licence?", ("Yes", "No")),
    Question("Q2", "Do you agree that councils should issue them?", ("Yes", "No")),
    Question("Q3", "Do you agree with the fee of £145?", ("Yes", "No")),
    Question("Q4", "What else would you like to say about training?"),
]
ANSWERS = ("Yes – dogs are lost every week.", "No", "Disagree, too high for small firms.", "Training takes two years.")
KEYS = ["Q1", "Q2", "Q3", "Q4"]
ARGUED = (
    "The common has been open to all for two hundred years.",
    "Bites happen at home and hardly ever on a lead.",
    "Ministers want to wait for the pilot in Wales.",
    "The police have powers enough already.",
)
MAIL = "From: A B <a@x.example>\nTo: d@x.example\nSubject: Re: questions\nDate: Thu, 15 Oct 2026 10:00:00 +0100\n\n"


def said(text: str, asked: list[Question] = ASKED, name: str = "a.txt") -> list[tuple[str | None, str | None]]:
    """The number and the question of every point and answer."""
    found = checked(document(text, name), asked)
    return [(segment.label, segment.question) for segment in found if segment.kind in ("point", "answer")]


def letter(items: tuple[str, ...], lead: str = "", form: str = "{}. {}", between: str = "\n\n") -> str:
    listed = between.join(form.format(number, item) for number, item in enumerate(items, 1))
    return f"Dear Sirs\n\n{lead}{listed}\n\nYours faithfully\nA Person\n"


@pytest.mark.parametrize("form", ["{}. {}", "{}) {}", "({}) {}", "{} - {}"])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("lead", ["Our answers:", "My answers to your four questions are:", "Answers to the questions"])
def test_answers_below_a_line_that_says_so_are_at_their_questions(form: str, between: str, lead: str) -> None:
    found = said(letter(ANSWERS, f"{lead}\n\n", form, between))
    assert [question for _, question in found] == KEYS


def test_answers_to_a_message_that_holds_the_questions_are_at_them() -> None:
    asked = "".join(f"> {number}. {question.text}\n" for number, question in enumerate(ASKED, 1))
    found = said(f"{MAIL}{letter(ANSWERS)}\nOn 12 Oct 2026, Dept <d@x.example> wrote:\n{asked}", ASKED, "a.eml")
    assert [question for _, question in found if question] == KEYS


@pytest.mark.parametrize("lead", ["", "We are a small club.\n\n", "We asked our members, who told us:\n\n"])
def test_answers_of_which_nothing_says_to_what_keep_their_numbers_and_are_in_doubt(lead: str) -> None:
    found = checked(document(letter(ANSWERS, lead)), ASKED)
    own = [segment for segment in found if segment.label in {"1", "2", "3", "4"} and segment.kind == "point"]
    assert [segment.label for segment in own] == ["1", "2", "3", "4"]
    assert [segment.reason for segment in own] == [PERHAPS, None, None, None]
    assert not any(segment.question for segment in found)


def test_more_answers_than_questions_are_in_doubt() -> None:
    found = checked(document(letter(ANSWERS, "Our answers:\n\n")), ASKED[:3])
    assert [segment.reason for segment in found if segment.label == "1" and segment.kind == "point"] == [PERHAPS]
    assert not any(segment.question for segment in found)


@pytest.mark.parametrize("items", [ANSWERS, ("The lane", "A crossing", "Nothing else")])
def test_an_announced_list_is_as_many_points_without_any_question(items: tuple[str, ...]) -> None:
    found = points(letter(items, "Our answers:\n\n", between="\n"))
    assert [label for label, _ in found] == [str(number) for number, _ in enumerate(items, 1)]


TAKING_SIDES = (
    "We support the aims of the plan, and have for years.",
    "We oppose the closure of the lane.",
    "We agree that buses come first.",
)


@pytest.mark.parametrize("lead", ["", "You raise important questions about our streets.\n\n", "Our key points:\n\n"])
def test_paragraphs_that_take_sides_are_no_answers_and_in_no_doubt(lead: str) -> None:
    found = checked(document(letter(TAKING_SIDES, lead)), ASKED)
    assert {segment.reason for segment in found if segment.label and segment.kind == "point"} == {None}
    assert not any(segment.question for segment in found)


@pytest.mark.parametrize("lead", ["", "We have read the questions and answer in general terms.\n\n"])
def test_numbered_paragraphs_stay_what_their_author_numbered(lead: str) -> None:
    found = said(letter(ARGUED, lead))
    assert [label for label, _ in found if label != "¶1"] == ["1", "2", "3", "4"]
    assert not any(question for _, question in found)


@pytest.mark.parametrize(
    ("lead", "items"),
    [
        ("We oppose this for three reasons:", ("cost", "time", "fairness")),
        ("We ask that you:", ("agree a date;", "support charities;", "oppose any rise.")),
        ("The scheme fails on three counts:", ("No evidence of harm", "No money", "No support among owners")),
    ],
)
def test_a_list_inside_an_argument_stays_in_it(lead: str, items: tuple[str, ...]) -> None:
    assert said(letter(items, f"{lead}\n\n")) == [("¶1", None)]
