"""Planning: samples that are as large as they must be and no larger, and honest about rare themes."""

from __future__ import annotations

import doctest
from collections.abc import Sequence
from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.auditing.sampling import sample_plan
from analysis.auditing.sampling.sample_plan import (
    LEAST,
    MARGINS,
    QUICKEST,
    Effort,
    Expected,
    Goal,
    half_width,
    margin_at,
    minutes_per_point,
    plan,
    plan_in_words,
    size_for,
)
from analysis.model import Coder, CoderKind, Coding, CodingMode, PointKey
from tests.builders import NOON

Z = 1.959964
FUNDING, SAFETY = Expected("funding", 0.3, 0.85, 0.8), Expected("safety", 0.01, 0.7, 0.6)

shares = st.floats(0.02, 0.98)
expectations = st.builds(Expected, st.just("x"), shares, shares, shares)


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(sample_plan).failed == 0


def test_a_half_width_is_that_of_wilsons_interval() -> None:
    """Newcombe (1998), table I: 81 of 263 gives .2553 to .3662."""
    assert round(2 * half_width(81 / 263, 263, 10**12, Z), 4) == round(0.3662 - 0.2553, 4)


@given(expectations, st.sampled_from(list(Goal)), st.floats(0.01, 0.4), st.integers(2, 5000))
def test_the_sample_reaches_the_margin_and_a_smaller_one_does_not(
    expected: Expected, goal: Goal, margin: float, points: int
) -> None:
    size = size_for(goal, expected, margin, points, Z)
    assert size is not None
    assert 0 <= size <= points
    assert (margin_at(goal, expected, size, points, Z) or 0) <= margin
    least = min(LEAST, points) if goal is Goal.SHARE else 0
    assert size >= least, "no sample is planned after which one is told to code more"
    assert size == least or (margin_at(goal, expected, size - 1, points, Z) or 0) > margin


@given(expectations, st.sampled_from(list(Goal)), st.integers(1, 3000))
def test_coding_everything_leaves_no_margin(expected: Expected, goal: Goal, points: int) -> None:
    assert margin_at(goal, expected, points, points, Z) == 0


@given(st.floats(0.02, 0.3), st.floats(0.02, 0.3))
def test_a_narrower_margin_never_takes_fewer_points(one: float, other: float) -> None:
    narrow, wide = (plan(3000, [FUNDING], margin) for margin in sorted((one, other)))
    assert narrow.size >= wide.size
    assert narrow.hours >= wide.hours


def test_a_small_frame_needs_less_and_nothing_known_needs_most() -> None:
    assert plan(300, [], 0.05).size < plan(3000, [], 0.05).size < plan(10**6, [], 0.05).size == 381
    assert plan(3000, [Expected("x", 0.1)], 0.05).size < plan(3000, [Expected("x")], 0.05).size
    assert plan(3000, [FUNDING, Expected("x")], 0.05).size == plan(3000, [], 0.05).size


def test_a_machine_that_rarely_errs_needs_fewer_points_for_the_corrected_count() -> None:
    alone, helped = Expected("x", 0.4), Expected("x", 0.4, 0.98, 0.98)
    assert plan(3000, [helped], 0.05).size < plan(3000, [alone], 0.05).size / 2
    useless = Expected("x", 0.4, 0.4, 1.0)
    assert plan(3000, [useless], 0.05).size == plan(3000, [alone], 0.05).size


@pytest.mark.parametrize("share", [0.3, 0.02])
def test_what_is_planned_for_is_what_samples_give(share: float) -> None:
    """The mean half-width of Wilson's interval over 2,000 samples of the planned size."""
    size = plan(10**6, [Expected("x", share)], 0.05).size
    found = np.random.default_rng(3).binomial(size, share, 2000) / size
    mean = np.mean([half_width(own, size, 10**9, Z) for own in found])
    assert mean == pytest.approx(0.05, rel=0.05)


def test_a_rare_theme_is_told_what_it_gets() -> None:
    made = plan(2000, [FUNDING, SAFETY], 0.05)
    common, rare = made.themes
    assert (common.is_rare, rare.is_rare) == (False, True)
    assert rare.positives == pytest.approx(0.01 * made.size)
    assert rare.margins[Goal.RECALL] > 0.25
    assert rare.sizes[Goal.RECALL] > 1500
    assert "Rare: safety" in plan_in_words(made)
    assert "funding" not in plan_in_words(made)


def test_precision_and_recall_are_absent_where_nothing_is_known_of_the_machine() -> None:
    (one,) = plan(2000, [Expected("x", 0.2)], 0.05).themes
    assert set(one.margins) == set(one.sizes) == {Goal.SHARE}


def test_rare_themes_do_not_set_the_price_of_everybodys_precision() -> None:
    with_rare, without = plan(2000, [FUNDING, SAFETY], 0.05), plan(2000, [FUNDING], 0.05)
    for one, other in zip(with_rare.options, without.options, strict=True):
        assert one.sizes[Goal.PRECISION] == other.sizes[Goal.PRECISION]
        assert one.hours[Goal.RECALL] == other.hours[Goal.RECALL]


def test_the_margin_asked_for_is_among_those_compared() -> None:
    assert [one.margin for one in plan(2000, [], 0.07).options] == sorted([*MARGINS, 0.07])
    assert [one.margin for one in plan(2000, [], 0.05).options] == list(MARGINS)


@pytest.mark.parametrize(("margin", "confidence"), [(0, 0.95), (1, 0.95), (5, 0.95), (0.05, 1), (0.05, 95)])
def test_a_margin_is_a_share(margin: float, confidence: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        plan(2000, [], margin, confidence=confidence)


def test_a_frame_without_points_needs_none() -> None:
    assert (plan(0, [FUNDING], 0.05).size, plan(1, [], 0.05).size) == (0, 1)


def test_hours_count_the_points_that_several_people_judge() -> None:
    assert Effort(3, coders=1).hours(100) == 5
    assert Effort(3, coders=3, twice=0.5).hours(100) == 10
    assert "by 2 people together" in plan_in_words(plan(2000, [], 0.05, Effort(coders=2, twice=0.3)))
    assert "as measured" in plan_in_words(plan(2000, [], 0.05, Effort(1, measured=True)))


# Time -----------------------------------------------------------------------------------------------------------------


def timed(seconds: Sequence[float], mode: CodingMode = CodingMode.BLIND, name: str = "ann") -> list[Coding]:
    """One coding, and another after each of these seconds."""
    moments = [datetime.fromisoformat(NOON)]
    for own in seconds:
        moments.append(moments[-1] + timedelta(seconds=own))
    coder = Coder(name, CoderKind.HUMAN, name)
    return [
        Coding(PointKey("a.txt", place, place + 1), coder, "book", "cut", frozenset(), at.isoformat(), mode=mode)
        for place, at in enumerate(moments)
    ]


def test_minutes_are_measured_between_one_judgement_and_the_next() -> None:
    assert minutes_per_point(timed([30, 90] * 20)) == pytest.approx(1)
    both = timed([30] * 20) + timed([90] * 20, name="bob")
    assert minutes_per_point(both) == pytest.approx(1)


def test_no_pace_is_foreseen_that_nobody_keeps_up() -> None:
    """50 points were to take 3 minutes after a quick session, and 2 hours before it."""
    assert minutes_per_point(timed([3] * 40)) == QUICKEST
    assert minutes_per_point(timed([60] * 30 + [540] * 5)) == pytest.approx(1)


def test_pauses_and_spreadsheets_are_no_measure() -> None:
    assert minutes_per_point(timed([60] * 20 + [7200])) == pytest.approx(1)
    assert minutes_per_point(timed([0] * 50)) is None
    assert minutes_per_point(timed([60] * 19)) is None
    assert minutes_per_point(timed([60] * 40, CodingMode.ASSISTED)) is None
    assert minutes_per_point([]) is None
