"""What a form says of itself around its questions."""

from __future__ import annotations

import pytest

from tests.splitting.documents import PROSE as SAID
from tests.splitting.documents import points

PROSE = " ".join([SAID] * 3)
SLOPE = "The slope from the car park is too steep for people with walking frames."
FIRST, SECOND = "1. Should the bay be moved, and where to?", "2. Is there anything else you wish to add?"


@pytest.mark.parametrize(
    "above",
    [
        "A freepost envelope is enclosed. We need it back by 12 April.",
        "Large print and Braille copies are available from the number below.",
        "We want to hear your views. It should take five minutes.",
    ],
)
def test_above_the_questions(above: str) -> None:
    text = f"{above}\n\n{FIRST}\n\n{SLOPE}\n\nTurn over for the last question.\n\n{SECOND}\n\n{PROSE}\n\n"
    below = (
        "Please check that you have answered all questions.\n\nWhat happens next?\n\nA summary will go to the board.\n"
    )
    assert [words for _, words in points(text + below)] == [SLOPE, PROSE]


@pytest.mark.parametrize(
    "above",
    [
        "The survey shows that traffic has doubled since the bridge was closed.",
        "It takes forty minutes to reach the hospital.",
        "Nobody has seen the form that the paper speaks of.",
    ],
)
def test_what_a_respondent_says_above_them_is_a_point(above: str) -> None:
    assert above in [words for _, words in points(f"{above}\n\n{FIRST}\n\n{SLOPE}\n\n{SECOND}\n\n{PROSE}\n")]
