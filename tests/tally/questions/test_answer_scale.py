"""Closed answers in the order of their scale, whatever the order in which they come."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.tally.questions.answer_scale import in_scale_order

SCALES = [
    ["Strongly agree", "Agree", "Neither agree nor disagree", "Disagree", "Strongly disagree", "Don't know"],
    ["Strongly support", "Tend to support", "Neutral", "Tend to oppose", "Strongly oppose"],
    [
        "Very satisfied",
        "Fairly satisfied",
        "Neither satisfied nor dissatisfied",
        "Fairly dissatisfied",
        "Very dissatisfied",
    ],
    ["Yes", "Partly", "No", "Not sure"],
    ["Agree", "Neither", "Disagree"],
    ["Under 18", "18 to 24", "25 to 34", "35 to 44", "65 or over", "Prefer not to say"],
    ["1", "2", "3", "10"],
    ["Very positive impact", "Positive impact", "No impact", "Negative impact", "Very negative impact"],
]


@pytest.mark.parametrize("scale", SCALES, ids=lambda scale: scale[0])
@given(data=st.data())
def test_a_known_scale_comes_in_its_order(scale: list[str], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(scale))
    assert in_scale_order(shuffled) == scale


@given(st.permutations(["Option C", "Option A", "Option B"]))
def test_the_form_decides_where_the_consultation_says_it(answers: list[str]) -> None:
    assert in_scale_order(answers, ("option a", "Option B")) == ["Option A", "Option B", "Option C"]


@pytest.mark.parametrize("answers", [["Tram", "Bus"], ["Better buses", "Better trams"], [], ["Yes"]])
def test_what_is_no_scale_stays_as_it_comes(answers: list[str]) -> None:
    assert in_scale_order(answers) == answers


@given(st.lists(st.text(max_size=12), unique=True, max_size=8))
def test_no_answer_is_lost_or_made(answers: list[str]) -> None:
    assert sorted(in_scale_order(answers)) == sorted(answers)
