"""Disclosure: of whom what is told, and no count of few people follows from the counts that are printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.model import Publish
from analysis.tally.disclosure import listed_first, numbered, pooled
from tests.builders import make_response

A, B, C, D = (
    make_response(name, ["A point."], publish=publish)
    for name, publish in (
        ("a", Publish.YES),
        ("b", Publish.NO),
        ("c", Publish.ANONYMOUS),
        ("d", Publish.NO),
    )
)


def test_numbers_have_no_gap_and_stay_when_who_is_not_listed_goes_last() -> None:
    assert numbered([A, B, C, D]) == {"a": 1, "c": 2}
    assert listed_first([A, B, C, D]) == [A, C, B, D]
    assert numbered(listed_first([A, B, C, D])) == numbered([A, B, C, D])


@pytest.mark.parametrize(
    ("given_by", "named", "answers", "rest"),
    [
        ({"Yes": 9, "No": 6}, 0, {"Yes": 9, "No": 6}, (0, None, 15)),
        ({"Yes": 9, "No": 6, "Maybe": 2}, 0, {"Yes": 9}, (2, 8, 17)),
        ({"Yes": 9, "No": 3, "Maybe": 2}, 0, {"Yes": 9}, (2, 5, 14)),
        ({"Yes": 4}, 0, {}, (1, None, None)),
        ({"Yes": 2, "No": 2}, 0, {}, (2, None, None)),
        ({"Yes": 3, "No": 3}, 0, {}, (2, 6, 6)),
        ({"Yes": 2}, 2, {"Yes": 2}, (0, None, 2)),
        ({}, 0, {}, (0, None, 0)),
    ],
)
def test_answers_of_too_few_are_pooled_with_the_next_rarest(
    given_by: dict[str, int], named: int, answers: dict[str, int], rest: tuple[int, int | None, int | None]
) -> None:
    found = {answer: [f"{answer}{n}" for n in range(count)] for answer, count in given_by.items()}
    who = [name for names in found.values() for name in names[:named]]
    made = pooled(found, who, 5)
    assert dict(made.answers) == answers
    assert (made.pooled, made.pooled_respondents, made.respondents) == rest


people = st.integers(0, 30).map(str)


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.sets(people, min_size=1, max_size=12), max_size=6),
    st.sets(people),
    st.integers(1, 8),
)
def test_whatever_is_told_is_of_nobody_unnamed_or_of_enough(
    given_by: dict[str, set[str]], named: set[str], least: int
) -> None:
    made = pooled(given_by, named, least)
    told = dict(made.answers)
    assert len(told) + made.pooled == len(given_by)
    for answer, count in told.items():
        assert count == len(given_by[answer])
        assert len(given_by[answer] - named) == 0 or len(given_by[answer] - named) >= least
    rest = set().union(*(who for answer, who in given_by.items() if answer not in told), set())
    if made.pooled:
        assert (made.pooled_respondents is None) == (len(rest - named) < least)
        assert made.pooled_respondents in (None, len(rest))
        assert made.pooled_respondents is not None or made.respondents is None, "the total would tell it"


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 12), max_size=6), st.integers(2, 8))
def test_of_one_answer_each_no_small_count_is_the_total_less_the_others(counts: dict[str, int], least: int) -> None:
    found = {answer: {f"{answer}{n}" for n in range(count)} for answer, count in counts.items()}
    made = pooled(found, (), least)
    if made.respondents is not None:
        rest = made.respondents - sum(count for _, count in made.answers)
        assert rest == 0 or rest >= least
