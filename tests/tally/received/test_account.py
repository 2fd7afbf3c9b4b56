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
        ("Q3", "Should a 20 mph limit apply?", "Should a 20 mph limit apply?"),
        ("Q3", "20 mph limit: for or against?", "20 mph limit: for or against?"),
        ("Q3", "3.5 tonnes and more?", "3.5 tonnes and more?"),
        ("Q3", "4. Should it?", "4. Should it?"),
        ("Q3(b)", "Q3(b). Should it?", "Should it?"),
        ("Should it?", "Should it?", ""),
        ("Q1", "Should it? " + "word " * 20, "Should it? word word word word word…"),
    ],
)
def test_a_question_is_told_in_short(key: str, text: str, short: str) -> None:
    assert ClosedQuestion(key, text, ()).short == short


ONE_TO_THREE = (ClosedAnswer("1", 5), ClosedAnswer("2", 9), ClosedAnswer("3", 6))
RANK = "Rank what matters: Price"
MANY = tuple(ClosedAnswer(f"{1_234_560 + n:,}", 1) for n in range(11))


def test_numbers_have_a_mean_and_a_median_where_all_are_told() -> None:
    middle = ClosedQuestion("Q5: Price", RANK, ONE_TO_THREE, respondents=20).middle
    assert middle is not None
    assert (round(middle.mean, 2), middle.median, middle.low, middle.high) == (2.05, 2, 1, 3)
    assert ClosedQuestion("Q5: Price", RANK, ONE_TO_THREE, pooled=1, respondents=20).middle is None
    assert ClosedQuestion("Q5", RANK, (*ONE_TO_THREE, ClosedAnswer("Never", 3)), respondents=23).middle is None
    assert ClosedQuestion("Q6", "What do you earn?", MANY, respondents=11).middle is not None


@pytest.mark.parametrize(
    ("text", "answers", "respondents"),
    [
        ("Do you agree?", ONE_TO_THREE, 20),
        ("How many of these do you use?", ONE_TO_THREE, 12),
        ("How many?", (ClosedAnswer("1", 5), ClosedAnswer("nan", 5)), 10),
        ("How many?", (ClosedAnswer("1", 5), ClosedAnswer("1,5", 5)), 10),
    ],
)
def test_codes_choices_and_what_is_no_number_have_no_mean(
    text: str, answers: tuple[ClosedAnswer, ...], respondents: int
) -> None:
    assert ClosedQuestion("Q5", text, answers, respondents=respondents).middle is None


def test_answers_that_add_up_to_more_than_who_chose_are_several_of_some() -> None:
    assert ClosedQuestion("Q5", "Which?", ONE_TO_THREE, respondents=12).has_several
    assert not ClosedQuestion("Q5", "Which?", ONE_TO_THREE, respondents=20).has_several
    assert not ClosedQuestion("Q5", "Which?", ONE_TO_THREE).has_several
