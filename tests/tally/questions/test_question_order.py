"""Questions stand in the order of the form, whoever answers first and whatever they are called."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from analysis.model import Response
from analysis.tally.questions.question_order import in_form_order
from tests.builders import make_response

FORM = ("Why?", "Anything else?", "Do you agree?", "Q10", "Q9")


def answering(keys: tuple[str, ...]) -> Response:
    response = make_response(parts=["A point."] * len(keys))
    left = iter(keys)
    segments = tuple(replace(one, question=next(left)) if one.label else one for one in response.segmentation.segments)
    return replace(response, segmentation=replace(response.segmentation, segments=segments))


@given(
    st.lists(st.sets(st.sampled_from(FORM)), max_size=6).map(lambda rows: [*rows, set(FORM)]).flatmap(st.permutations)
)
def test_columns_of_a_survey_keep_their_order_where_one_row_answers_all(rows: list[set[str]]) -> None:
    responses = [answering(tuple(key for key in FORM if key in row)) for row in rows]
    assert in_form_order(FORM, (), responses) == list(FORM)


def test_a_question_that_the_longest_row_leaves_out_follows_the_one_before_it() -> None:
    rows = [("b",), ("a", "c", "d"), ("c", "b", "d"), ("z", "a")]
    assert in_form_order("abcdz", (), map(answering, rows)) == ["z", "a", "c", "b", "d"]


def test_the_questions_of_the_consultation_keep_its_order_and_others_stand_where_the_form_has_them() -> None:
    asked = ("Q2", "Q1")
    assert in_form_order(("Q1", "Q2", "x"), asked, [answering(("Q1", "Q2", "x"))]) == ["Q2", "x", "Q1"]
    assert in_form_order(("Q1(a)",), ("Q1", "Q2"), [answering(("Q1", "Q1(a)", "Q2"))]) == ["Q1", "Q1(a)", "Q2"]
