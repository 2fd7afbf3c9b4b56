"""An author's own numbers that are those of the questions."""

from __future__ import annotations

import pytest

from analysis.model import Question
from analysis.splitting import split
from analysis.splitting.forms.numbered_answers import PERHAPS
from tests.splitting.documents import document, points

ASKED = [
    Question("Q1", "Do you agree that dog walkers should need a licence?", ("Yes", "No")),
    Question("Q2", "Do you agree that councils should issue them?", ("Yes", "No")),
    Question("Q3", "Do you agree with the fee of £145?", ("Yes", "No")),
    Question("Q4", "What else would you like to say about training?"),
]
ANSWERS = ("Yes – dogs are lost every week.", "No", "Too high for small firms.", "Training takes two years.")
SAID = (
    "The common has been open to all for two hundred years.",
    "Bites happen at home and hardly ever on a lead.",
    "Ministers want to wait for the pilot in Wales.",
    "The police have powers enough already.",
)


def answered(text: str, asked: list[Question] = ASKED, name: str = "a.txt") -> list[tuple[str | None, str | None]]:
    """The number and the question of every point and answer."""
    return [(s.label, s.question) for s in split(document(text, name), asked) if s.kind in ("point", "answer")]


def numbered(items: tuple[str, ...], form: str = "{}. {}", between: str = "\n\n") -> str:
    return between.join(form.format(number, item) for number, item in enumerate(items, 1))


@pytest.mark.parametrize("form", ["{}. {}", "{}) {}", "({}) {}", "{} - {}", "A{}. {}"])
@pytest.mark.parametrize("lead", ["", "Our answers:\n\n", "To your questions:\n\n"])
def test_each_answer_is_at_its_question(form: str, lead: str) -> None:
    found = answered(f"Dear Sirs\n\n{lead}{numbered(ANSWERS, form)}\n\nYours faithfully\nA Person\n")
    assert [question for _, question in found] == ["Q1", "Q2", "Q3", "Q4"]


def test_a_subset_in_order_and_answers_that_only_speak_of_their_subject() -> None:
    assert answered("1. Yes\n\n3. No.\n\n4. Far away.\n") == [("1", "Q1"), ("3", "Q3"), ("4", "Q4")]
    spoken = ("Walkers need no licence.", "Councils issue enough.", "The fee is dear.", "Training is far away.")
    assert [question for _, question in answered(numbered(spoken))] == ["Q1", "Q2", "Q3", "Q4"]


def test_the_questions_that_a_message_quotes_are_the_ones_answered() -> None:
    quoted = "".join(f"> {number}. {question.text}\n" for number, question in enumerate(ASKED, 1))
    head = "From: a@x.example\nTo: b@x.example\nSubject: Re: dogs\n\n"
    mail = f"{head}{{}}\n\nOn 12 May 2026, Dept <b@x.example> wrote:\n{quoted}"
    assert [key for _, key in answered(mail.format(numbered(ANSWERS)), [], "a.eml")] == ["Q1", "Q2", "Q3", "Q4"]
    assert {key for _, key in answered(mail.format(numbered(SAID)), [], "a.eml")} == {None}


@pytest.mark.parametrize(
    "text",
    [
        numbered(SAID),
        "\n\n".join(f"Recommendation {number}: {said}" for number, said in enumerate(SAID, 1)),
        "Our reasons:\n\n" + numbered(("No evidence was shown.", "No money is there.", "No walker was asked.")),
        numbered((*ANSWERS, "We ask you to visit us.")),
        "Our questions:\n\n" + numbered(("Why is the fee so high?", "Who decided on it?", "When does it begin?")),
    ],
    ids=["paragraphs", "recommendations", "reasons", "more than were asked", "questions"],
)
def test_numbers_of_other_things_answer_none(text: str) -> None:
    assert {question for _, question in answered(text)} == {None}


def test_what_may_be_answers_keeps_its_numbers_and_is_in_doubt() -> None:
    text = numbered(("Yes, dogs matter.", "We agree with the minister.", SAID[1], SAID[2]))
    found = [s for s in split(document(text), ASKED) if s.kind == "point"]
    assert [(s.label, s.question) for s in found] == [(str(number), None) for number in range(1, 5)]
    assert [s.reason for s in found] == [PERHAPS, None, None, None]


def test_parts_of_an_answer_stay_below_it() -> None:
    parts = "(a) The council knows the sites well.\n\n(b) It shares its records with the police."
    assert ("2(b)", "It shares its records with the police.") in points(
        f"1. Yes\n\n2. Yes\n\n{parts}\n\n3. No\n", asked=ASKED
    )
