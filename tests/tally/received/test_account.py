"""What is told of a closed question in short, and of answers that are numbers."""

from __future__ import annotations

import pytest

from analysis.tally.received.account import ClosedAnswer, ClosedQuestion


@pytest.mark.parametrize(
    ("key", "text", "short"),
    [
        ("Q3", "Q3. Should the old site become housing?", "Should the old site become housing?"),
        ("Q3", "Should it?", "Should it?"),
        ("Q3(b)", "3b) Should it?", "Should it?"),
        ("Q5: Price", "Q5. Rank what matters: Price", "Rank what matters"),
        ("Should it?", "Should it?", ""),
        ("Q1", "Should it? " + "word " * 20, "Should it? word word word word word…"),
    ],
)
def test_a_question_is_told_in_short(key: str, text: str, short: str) -> None:
    assert ClosedQuestion(key, text, ()).short == short


def test_numbers_have_a_mean_and_a_median_where_all_are_told() -> None:
    answers = (ClosedAnswer("1", 5), ClosedAnswer("2", 9), ClosedAnswer("3", 6))
    middle = ClosedQuestion("Q5: Price", "", answers).middle
    assert middle is not None
    assert (round(middle.mean, 2), middle.median, middle.low, middle.high) == (2.05, 2, 1, 3)
    assert ClosedQuestion("Q5: Price", "", answers, pooled=1).middle is None
    assert ClosedQuestion("Q5", "", (*answers, ClosedAnswer("Never", 3))).middle is None
