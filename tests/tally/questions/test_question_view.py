"""What is told of each question: its figures in one place, and differences between types only beyond chance."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.tally.passages.refs import Ref, Run
from analysis.tally.questions.question_view import TypeDifference, _beyond_chance, _chance, question_views
from analysis.tally.report import Cell, Group, Report
from tests.rendering.fixtures.small import EMPTY, REPORT

QUOTE = next(quote for tally in REPORT.themes for quote in tally.quotes)


def test_each_question_has_a_view_and_what_answers_none_comes_last() -> None:
    views = question_views(REPORT)
    assert [view.key for view in views] == ["Q1", ""]
    first = views[0]
    assert first.text == "Do you agree?"
    assert first.closed is REPORT.closed_answers[0]
    assert first.reply is REPORT.replies[1]
    assert first.position is not None
    assert views[1].position is REPORT.positions[0]
    assert question_views(EMPTY) == ()


def test_themes_come_most_respondents_first_with_the_anchor_of_their_points() -> None:
    (first, _) = question_views(REPORT)
    counts = [one.cell.respondents for one in first.themes]
    assert counts == sorted(counts, reverse=True)
    assert {one.anchor for one in first.themes} <= {f"question-1-{t.theme.key}" for t in REPORT.themes}


def test_quotes_are_of_points_that_answer_the_question_and_none_stands_twice() -> None:
    for view in question_views(REPORT):
        anchors = [quote.ref.anchor for quote in view.quotes]
        assert len(anchors) == len(set(anchors))
        assert set(anchors) <= {ref.anchor for one in view.themes for ref in one.cell.refs}


def split(raising: dict[str, tuple[int, int]]) -> Report:
    """A report in which of each type so many of so many respondents raise funding under Q1."""
    views, refs, carrying = [], [], []
    for type_name, (raised, of) in raising.items():
        for turn in range(of):
            number = len(views) + 1
            views.append(dataclasses.replace(REPORT.responses[0], anchor=f"r{number}", type=type_name, passages=()))
            refs.append(Ref(f"r{number}-1", f"R{number}.1"))
            if turn < raised:
                carrying.append(refs[-1])
    cell = Cell("Q1", len(carrying), len(carrying), tuple(carrying))
    tally = dataclasses.replace(REPORT.themes[1], by_question=(cell,), quotes=())
    return dataclasses.replace(
        REPORT,
        responses=tuple(views),
        themes=(tally,),
        answered=(Group("Q1", len(refs), len(refs), tuple(refs), len(refs)),),
    )


def test_a_type_that_differs_by_more_than_chance_is_told_with_its_base() -> None:
    (view,) = question_views(split({"council": (18, 20), "resident": (10, 80)}))
    council, resident = view.differences
    assert (council.type, council.raised, council.of, council.is_more) == ("council", 18, 20, True)
    assert (council.others_raised, council.others) == (10, 80)
    assert (resident.type, resident.is_more) == ("resident", False)


def test_no_difference_is_told_that_chance_may_have_made_or_of_too_few() -> None:
    assert question_views(split({"council": (3, 20), "resident": (10, 80)}))[0].differences == ()
    assert question_views(split({"council": (4, 4), "resident": (1, 80)}))[0].differences == (), (
        "of four nothing is told"
    )


def test_the_base_counts_those_who_may_be_shown() -> None:
    assert question_views(split({"council": (3, 20)}))[0].in_words == 20


def test_each_type_of_five_or_more_is_quoted_before_a_second_of_another() -> None:
    made = split({"council": (4, 6), "charity": (2, 5), "resident": (1, 3)})
    (tally,) = made.themes
    type_of = {view.anchor: view.type for view in made.responses}
    refs = tally.by_question[0].refs
    quotes = [
        dataclasses.replace(QUOTE, ref=ref, type=type_of[ref.anchor.split("-")[0]], runs=(Run(f"a{n} b{n}"),))
        for n, ref in enumerate(refs)
    ]
    (view,) = question_views(dataclasses.replace(made, themes=(dataclasses.replace(tally, quotes=tuple(quotes)),)))
    assert [quote.type for quote in view.quotes] == ["council"] * 4 + ["charity"]


@pytest.mark.parametrize(
    ("letter", "second", "told"), [(None, "Buses run.", 1), (3, "Trains do.", 1), (None, "Trains do.", 2)]
)
def test_two_themes_quote_the_same_letter_and_the_same_words_once(letter: int | None, second: str, told: int) -> None:
    made = split({"council": (2, 6)})
    views = tuple(dataclasses.replace(view, campaign=None, letter=letter) for view in made.responses)
    refs = made.themes[0].by_question[0].refs
    quotes = [
        dataclasses.replace(QUOTE, ref=ref, runs=(Run(said),))
        for ref, said in zip(refs, ("Buses run.", second), strict=True)
    ]
    themes = tuple(dataclasses.replace(made.themes[0], quotes=(quote,)) for quote in quotes)
    (view,) = question_views(dataclasses.replace(made, responses=views, themes=themes))
    assert len(view.quotes) == told


@given(st.lists(st.floats(0, 1), max_size=12))
def test_holm_never_tells_more_than_each_test_alone_nor_less_than_bonferroni(chances: list[float]) -> None:
    told = _beyond_chance(chances)
    assert {n for n, chance in enumerate(chances) if chance <= 0.05 / len(chances)} <= set(told)
    assert all(chances[n] <= 0.05 for n in told)


@given(st.integers(1, 60), st.integers(1, 60), st.data())
def test_the_chance_of_a_difference_is_that_of_fishers_exact_test(of: int, others: int, data: st.DataObject) -> None:
    from scipy.stats import fisher_exact

    raised, others_raised = data.draw(st.integers(0, of)), data.draw(st.integers(0, others))
    expected = fisher_exact([[raised, of - raised], [others_raised, others - others_raised]]).pvalue
    tally = REPORT.themes[0]
    assert _chance(TypeDifference(tally, "council", raised, of, others_raised, others)) == pytest.approx(expected)
