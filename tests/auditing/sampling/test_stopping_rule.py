"""The stopping rule: its bound holds all figures at once, narrows with every audit, and is 0 when all is audited."""

from __future__ import annotations

import math
from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtri

from analysis.auditing.estimation.accuracy import _micro
from analysis.auditing.estimation.adjusted_counts import corrected
from analysis.auditing.estimation.intervals import LEVEL
from analysis.auditing.estimation.sampling_frame import Audited, Frame, audited, frame_of
from analysis.auditing.sampling.sample_plan import Effort
from analysis.auditing.sampling.stopping_rule import (
    LEAST,
    MARGINS,
    Foresight,
    PublishedFigure,
    bought_margin,
    foreseen_size,
    movement_bound,
    published,
    stopping,
    stopping_in_words,
)
from analysis.model import Estimate, StoppingAdvice
from tests.auditing.sampling.test_sample_draw import simple_sample
from tests.share import examples

KNOWN = Estimate(0.4, 0.4, 0.4)
UNKNOWN = Estimate(None, 0.0, 1.0)


def figure(share: float, off: float, name: str = "points on funding") -> PublishedFigure:
    return PublishedFigure(name, Estimate(share, max(0.0, share - off), min(1.0, share + off)))


@st.composite
def figures(draw: st.DrawFn) -> list[PublishedFigure]:
    shares = st.tuples(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1)).map(sorted)
    return [
        PublishedFigure("a figure", Estimate(s[1], s[0], s[2])) for s in draw(st.lists(shares, min_size=1, max_size=6))
    ]


# The bound ------------------------------------------------------------------------------------------------------------


def test_for_one_figure_the_bound_at_the_level_of_its_interval_is_half_its_width() -> None:
    assert movement_bound([figure(0.5, 0.06)], level=0.05) == pytest.approx(0.06, abs=2e-4)


def test_for_one_figure_a_stricter_level_widens_it_as_a_normal_distribution_would() -> None:
    wider = 0.02 * NormalDist().inv_cdf(1 - 0.0106 / 2) / NormalDist().inv_cdf(0.975)
    assert movement_bound([figure(0.5, 0.02)]) == pytest.approx(wider, abs=3e-4)


def test_two_figures_that_move_alike_share_the_chance_of_error() -> None:
    assert movement_bound([figure(0.5, 0.06)] * 2, level=0.05) == pytest.approx(
        movement_bound([figure(0.5, 0.06)], level=0.025)
    )


def test_a_figure_that_cannot_move_far_takes_nothing_from_the_others() -> None:
    wide = [figure(0.5, 0.1)]
    assert movement_bound(wide + [figure(0.01, 0.005)] * 30) == pytest.approx(movement_bound(wide), abs=1e-4)


def test_what_is_known_does_not_move_and_what_is_unknown_may_be_anything() -> None:
    assert movement_bound([PublishedFigure("a", KNOWN)]) < 1e-3
    assert movement_bound([PublishedFigure("a", KNOWN), PublishedFigure("b", UNKNOWN)]) == 1.0


@given(figures(), figures())
def test_more_figures_move_at_least_as_far(some: list[PublishedFigure], others: list[PublishedFigure]) -> None:
    assert movement_bound(some + others) >= movement_bound(some)


@given(figures(), st.floats(0.001, 0.5), st.floats(0.001, 0.5))
def test_more_confidence_needs_more_room(some: list[PublishedFigure], one: float, other: float) -> None:
    assert movement_bound(some, min(one, other)) >= movement_bound(some, max(one, other))


def test_no_figure_falls_below_what_people_have_confirmed() -> None:
    wide = Estimate(0.8, 0.2, 0.9)
    assert movement_bound([PublishedFigure("a", wide)]) > 0.6
    assert movement_bound([PublishedFigure("a", wide, least=0.5)]) == pytest.approx(0.3, abs=1e-3)


# What further audits buy ----------------------------------------------------------------------------------------------


@given(figures(), st.integers(1, 400), st.integers(0, 2000), st.floats(0.01, 0.2))
def test_further_audits_never_unsettle_anything(
    some: list[PublishedFigure], done: int, left: int, within: float
) -> None:
    made = stopping(some, done, done + left, within)
    assert made.then <= made.moves
    assert done <= made.needed <= done + left
    assert made.is_enough == (made.needed == done)


def test_four_times_the_audits_of_an_endless_frame_halve_the_bound() -> None:
    made = stopping([figure(0.5, 0.1)], 100, 10_000_000, within=0.05, batch=300)
    now = math.asin(math.sqrt(0.5 + made.moves)) - math.asin(math.sqrt(0.5))
    then = math.asin(math.sqrt(0.5 + made.then)) - math.asin(math.sqrt(0.5))
    assert then == pytest.approx(now / 2, rel=5e-3)


def test_as_many_audits_as_are_said_to_be_needed_bring_the_bound_to_the_target() -> None:
    some = [figure(0.3, 0.08), figure(0.7, 0.1)]
    needed = stopping(some, 100, 2000, 0.05).needed
    assert stopping(some, 100, 2000, 0.05, batch=needed - 100).then <= 0.05
    assert stopping(some, 100, 2000, 0.05, batch=needed - 101).then > 0.05


def test_when_all_is_audited_nothing_moves() -> None:
    made = stopping([figure(0.3, 0.08), PublishedFigure("F1", UNKNOWN)], 60, 100, batch=50)
    assert (made.batch, made.then) == (40, 0.0)
    assert made.needed <= 100


def test_nobody_is_told_to_stop_after_a_handful() -> None:
    some = [PublishedFigure("points on funding", KNOWN)]
    early = stopping(some, LEAST - 10, 2000)
    assert not early.is_enough
    assert early.needed == LEAST
    assert stopping(some, LEAST, 2000).is_enough
    assert stopping(some, 20, 20).is_enough, "there are no more"


def test_the_figure_that_is_least_settled_is_named() -> None:
    assert stopping([figure(0.5, 0.05, "a"), figure(0.5, 0.1, "b"), figure(0.1, 0.06, "c")], 100, 900).slowest == "b"


def test_a_figure_is_named_that_can_move_to_what_is_confirmed_and_no_further() -> None:
    wide = PublishedFigure("b", Estimate(0.8, 0.2, 0.9), least=0.5)
    assert stopping([figure(0.5, 0.05, "a"), wide], 100, 900).slowest == "b"


@pytest.mark.parametrize(("done", "within"), [(0, 0.05), (101, 0.05), (50, 0.0), (50, 5)])
def test_what_makes_no_sense_is_refused(done: int, within: float) -> None:
    with pytest.raises(ValueError, match=r"audited|between 0 and 1"):
        stopping([figure(0.5, 0.05)], done, 100, within)


# Simulated ------------------------------------------------------------------------------------------------------------


def crowd(points: int) -> tuple[Frame, np.ndarray]:
    """Respondents with two points each, two themes, and a machine that is right nine times in ten."""
    random = np.random.default_rng(4)
    truth = random.random((points, 2)) < (0.4, 0.15)
    machine = random.random((points, 2)) < np.where(truth, 0.9, 0.05)
    return frame_of(["funding", "access"], machine, [f"r{n // 2}" for n in range(points)]), truth


def shown(frame: Frame, sample: Audited) -> tuple[PublishedFigure, ...]:
    return published(corrected(frame, sample), _micro(frame, sample, LEVEL).f1)


def test_whoever_stops_when_told_is_right_and_what_is_foreseen_comes_true() -> None:
    frame, truth = crowd(600)
    everything = [one.share.value for one in shown(frame, audited(range(600), truth, 2))]
    wrong, ratios = 0, []
    for seed in range(10):
        rows = simple_sample([str(n) for n in range(600)], 600, seed)
        foreseen, size, is_enough = 0.0, 0, False
        while not is_enough:
            size += 50
            some = shown(frame, audited(rows[:size], truth[list(rows[:size])], 2))
            made = stopping(some, size, 600, within=0.1)
            ratios += [foreseen / made.moves] if foreseen else []
            foreseen, is_enough = made.then, made.is_enough
        wrong += any(abs(one.share.value - true) > 0.1 for one, true in zip(some, everything, strict=True))
    assert wrong <= 2, "more than 2 of 10 would be wrong in 1 of 90 such tests, were the rule right in 95 %"
    assert np.mean(ratios) == pytest.approx(1, abs=0.1)


def test_published_are_counts_as_shares_and_the_f1() -> None:
    frame, truth = crowd(100)
    everything = {one.name: one.share for one in shown(frame, audited(range(100), truth, 2))}
    people = len({n // 2 for n in np.flatnonzero(truth[:, 0])}) / 50
    assert list(everything) == [
        "the points on funding",
        "the points on access",
        "the respondents on funding",
        "the respondents on access",
        "how accurate the coding is",
    ]
    some = {one.name: one for one in shown(frame, audited(range(10), truth[:10], 2))}
    assert some["the points on funding"].least == truth[:10, 0].sum() / 100
    assert everything["the points on funding"].value == pytest.approx(truth[:, 0].mean())
    assert everything["the respondents on funding"] == Estimate(*[pytest.approx(people)] * 3)


# In words -------------------------------------------------------------------------------------------------------------


def test_words_for_whoever_has_not_begun_to_be_done() -> None:
    made = StoppingAdvice(0.12, 0.05, False, "the respondents on funding", 50, 0.1, 800, "")
    told = stopping_in_words(made, 60, 2000, Effort(minutes=3))
    assert told == (
        "To be 95% sure that no figure is out by more than 5 in 100, code about 740 more points "
        "(about 37 hours of work)."
    )
    assert "hour" not in stopping_in_words(made, 60, 2000)


def test_of_few_points_no_bound_is_told() -> None:
    made = StoppingAdvice(1.0, 0.1, False, "the respondents on funding", 50, 0.8, 800, "")
    assert not made.is_telling
    assert stopping_in_words(made, 8, 2000) == (
        "Too few points are coded to say how far the figures could be out. Draw and code at least 42 more points."
    )


def test_the_aim_is_what_the_sample_was_drawn_for() -> None:
    one_point_each = Foresight((0.1, 0.3), (0.1, 0.3), 5_000, 5_000)
    for margin in MARGINS:
        size = foreseen_size(one_point_each, margin)
        assert one_point_each.margin(size) <= margin < one_point_each.margin(size - 1) or size == LEAST
        assert margin / 1.2 <= bought_margin(one_point_each, size) <= margin * 1.5
    several = Foresight((0.1, 0.3), (0.4, 0.7), 5_000, 1_000)
    assert bought_margin(several, 200) > 2 * bought_margin(one_point_each, 200)
    known = Foresight((0.01,), (0.01,), 430, 430)
    assert foreseen_size(known, max(MARGINS)) == LEAST, "with fewer one is told to draw more, whatever they show"
    assert foreseen_size(replace(known, points=20), max(MARGINS)) == 20
    assert bought_margin(known, 430) == min(MARGINS)


def test_words_when_every_point_is_audited() -> None:
    assert stopping([figure(0.5, 0.1)], 80, 80).words.startswith("Every point has been audited")


@given(
    st.lists(st.floats(0.02, 0.98), min_size=1, max_size=8), st.sampled_from([0.05, 0.1, 0.2]), st.integers(30, 3000)
)
@settings(max_examples=examples(40))
def test_a_size_that_is_foreseen_holds_when_its_points_are_coded(
    shares: list[float], within: float, population: int
) -> None:
    known_before = Foresight(tuple(shares), tuple(shares), population, population)
    size = foreseen_size(known_before, within)
    assert 1 <= size <= population
    if size < population:
        off = ndtri(0.975) * math.sqrt((1 - size / population) / size) / 2
        ends = [[math.asin(math.sqrt(share)) + side * off for side in (-1, 1)] for share in shares]
        known = [
            Estimate(share, *(math.sin(min(max(end, 0.0), math.pi / 2)) ** 2 for end in own))
            for share, own in zip(shares, ends, strict=True)
        ]
        found = [PublishedFigure(f"{n}", one) for n, one in enumerate(known)]
        assert movement_bound(found) <= within + 0.01
    assert foreseen_size(known_before, within * 2) <= size
