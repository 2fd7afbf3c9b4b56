"""Items that a form asks to number: each is a question, its place the answer, and none of it a point."""

from __future__ import annotations

import pytest

from analysis.model import Question, SegmentKind
from tests.splitting.documents import PROSE, checked, document

ASKED = (
    Question("Q1", "Please number these in order of priority, where 1 is the most important and 3 the least."),
    Question("Q2", "Is there anything else?"),
)
PLACES = {"Q1: More buses": "2", "Q1: New cycle routes": "1", "Q1: Safer crossings": "3"}


def _places(answer: str, question: str = ASKED[0].text) -> dict[str, str]:
    found = document(f"Question 1: {question}\n\n{answer}\n\nQuestion 2: Is there anything else?\n\n{PROSE}")
    said = checked(found, ASKED)
    points = [found.text[one.start : one.end] for one in said if one.kind is SegmentKind.POINT]
    assert points[-1] == PROSE
    given = {one.question or "": found.text[one.start : one.end] for one in said if one.kind is SegmentKind.ANSWER}
    assert not given or len(points) == 1
    return given


@pytest.mark.parametrize(
    "answer",
    [
        "More buses\t2\n\nNew cycle routes\t1\n\nSafer crossings\t3",
        "More buses  2\n\nNew cycle routes  1\n\nSafer crossings  3",
        "More buses: 2\n\nNew cycle routes: 1\n\nSafer crossings: 3",
    ],
)
def test_places_are_answers_to_their_items(answer: str) -> None:
    assert _places(answer) == PLACES


def test_an_item_between_others_may_have_no_place() -> None:
    places = _places("More buses 2\n\nNew cycle routes\n\nSafer crossings 1")
    assert places == {"Q1: More buses": "2", "Q1: Safer crossings": "1"}


@pytest.mark.parametrize(
    "answer",
    [
        "We counted buses 2\n\nWe counted trams 2\n\nWe counted trains 1",
        "Line number 71\n\nLine number 72\n\nLine number 73",
        "More buses before anything else 1",
    ],
)
def test_other_numbers_are_no_places(answer: str) -> None:
    assert _places(answer) == {}


def test_a_question_that_asks_for_no_order_has_no_places() -> None:
    found = document(f"Question 2: Is there anything else?\n\nBus 2\n\nTram 1\n\nTrain 3\n\n{PROSE}")
    assert not [one for one in checked(found, ASKED) if one.kind is SegmentKind.ANSWER]
