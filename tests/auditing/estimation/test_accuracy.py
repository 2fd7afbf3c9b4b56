"""Accuracy: figures by hand, intervals that say when nothing is known, and groups that differ."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.auditing.estimation.accuracy import NOBODY_LOOKED, _micro, _ratio, accuracy
from analysis.auditing.estimation.intervals import LEVEL
from analysis.auditing.estimation.sampling_frame import audited, frame_of
from analysis.model import Estimate

UNKNOWN = Estimate(None, 0.0, 1.0, NOBODY_LOOKED)
NAMES = [str(n) for n in range(100)]


def test_figures_by_hand() -> None:
    """40 given, 3 of 4 looked at are right; 60 others, 1 of 6 missed: 30 right, 10 missed."""
    frame = frame_of(["theme"], np.arange(100)[:, None] < 40, NAMES)
    rows = [0, 1, 2, 3, 40, 41, 42, 43, 44, 45]
    found = accuracy(frame, audited(rows, [[row in (0, 1, 2, 40)] for row in rows], 1))
    (theme,) = found.themes
    assert (theme.given, theme.found) == (4, 4)
    for quality in (theme.quality, found.micro, found.macro):
        assert quality.precision.value == pytest.approx(0.75)
        assert quality.recall.value == pytest.approx(0.75)
        assert quality.f1.value == pytest.approx(60 / 80)
        assert quality.f1.low < 0.5
        assert quality.f1.high > 0.8


def test_nothing_is_known_where_nobody_has_looked() -> None:
    frame = frame_of(["theme"], np.arange(100)[:, None] < 40, NAMES)
    found = accuracy(frame, audited([], np.zeros((0, 1)), 1))
    assert found.themes[0].quality.precision == UNKNOWN
    assert found.micro.f1 == UNKNOWN
    assert (found.themes[0].quality.recall.low, found.themes[0].quality.recall.high) == (0.0, 1.0)


def test_a_theme_that_was_never_met_may_have_any_recall() -> None:
    frame = frame_of(["theme"], np.zeros((100, 1)), NAMES)
    (theme,) = accuracy(frame, audited(range(50), np.zeros((50, 1)), 1)).themes
    assert theme.quality.recall.value is None
    assert theme.quality.precision == theme.quality.f1 == UNKNOWN


def test_a_theme_that_the_machine_never_gives_has_no_recall() -> None:
    frame = frame_of(["theme"], np.zeros((100, 1)), NAMES)
    (theme,) = accuracy(frame, audited(range(50), np.ones((50, 1)), 1)).themes
    assert (theme.quality.recall.value, theme.quality.recall.high) == (0.0, 0.0)
    assert theme.quality.f1.value == 0.0


def test_strata_weigh_by_how_many_they_stand_for() -> None:
    """Precision 1 in a stratum of 90, 0 in one of 10, five looked at in each: 0.9, not 0.5."""
    strata = ["large"] * 90 + ["small"] * 10
    frame = frame_of(["theme"], np.ones((100, 1)), NAMES, strata)
    rows = [*range(5), *range(90, 95)]
    found = accuracy(frame, audited(rows, [[row < 90] for row in rows], 1))
    assert found.themes[0].quality.precision.value == pytest.approx(0.9)
    assert found.micro.precision.value == pytest.approx(0.9)


def test_the_interval_over_all_themes_holds() -> None:
    random = np.random.default_rng(4)
    truth = random.random((1500, 3)) < (0.3, 0.1, 0.02)
    given = np.where(truth, random.random(truth.shape) < 0.8, random.random(truth.shape) < 0.05)
    frame = frame_of("abc", given, [str(n) for n in range(1500)])
    true = 2 * (truth & given).sum() / (truth.sum() + given.sum())
    held = []
    for _ in range(200):
        rows = random.permutation(1500)[:100]
        own = _micro(frame, audited(rows, truth[rows], 3), LEVEL).f1
        held.append(own.low <= true <= own.high)
    assert np.mean(held) >= 0.95 - 3 * np.sqrt(0.95 * 0.05 / 200)


def test_a_type_for_which_the_machine_is_worse_is_named_and_alike_ones_are_not() -> None:
    random = np.random.default_rng(2)
    kinds = ["council", "charity", "school"] * 200
    truth = random.random((600, 1)) < 0.5
    wrong = random.random((600, 1)) < np.array([0.02 if kind != "charity" else 0.4 for kind in kinds])[:, None]
    frame = frame_of(["theme"], truth ^ wrong, [str(n) for n in range(600)], types=kinds)
    rows = random.permutation(600)[:240]
    by_type = {own.name: own for own in accuracy(frame, audited(rows, truth[rows], 1)).types}
    assert by_type["charity"].differs
    assert sum(own.points for own in by_type.values()) == 240
    fair = frame_of(["theme"], truth, [str(n) for n in range(600)], types=kinds)
    assert not any(own.differs for own in accuracy(fair, audited(rows, truth[rows], 1)).types)


def test_a_type_of_three_points_all_looked_at_has_known_figures_and_differs_by_no_more_than_chance() -> None:
    truth = np.ones((40, 1), bool)
    given = truth.copy()
    given[0] = False
    frame = frame_of(["theme"], given, [str(n) for n in range(40)], types=["council"] * 3 + ["resident"] * 37)
    rows = np.arange(23)
    council, _ = accuracy(frame, audited(rows, truth[rows], 1)).types
    assert not council.differs
    assert council.quality
    assert council.quality.precision.interval == (1, 1)
    assert council.quality.recall.interval == pytest.approx((2 / 3, 2 / 3))


def test_strata_whose_few_points_agree_do_not_make_the_whole_sure() -> None:
    """13 of 16 are right, and the three wrong ones are all that was looked at in their stratum."""
    strata = ["doubtful"] * 26 + ["sure"] * 87
    frame = frame_of(["theme"], np.ones((113, 1)), [str(n) for n in range(113)], strata)
    rows = [*range(3), *range(26, 39)]
    precision = accuracy(frame, audited(rows, [[row >= 26] for row in rows], 1)).micro.precision
    assert precision.value == pytest.approx(87 / 113)
    assert precision.low < 0.56
    assert precision.high > 0.92


def test_the_interval_over_all_themes_holds_in_small_samples_of_several_strata() -> None:
    """Eight strata, of which some have one point in the sample, or none: before they were drawn to all, 84 to 92 %."""
    random = np.random.default_rng(5)
    strata, held = np.arange(250) % 8 * (np.arange(250) % 3 > 0), []
    for _ in range(150):
        truth = random.random((250, 3)) < (0.3, 0.15, 0.05)
        given = truth & (random.random((250, 3)) < 0.75) | ~truth & (random.random((250, 3)) < 0.04)
        frame = frame_of("abc", given, [str(n) for n in range(250)], [str(one) for one in strata])
        rows = np.flatnonzero(random.random(250) < random.dirichlet(np.ones(8))[strata])[:40]
        own, right = _micro(frame, audited(rows, truth[rows], 3), LEVEL), (truth & given).sum()
        true = right / given.sum(), right / truth.sum(), 2 * right / (truth.sum() + given.sum())
        held += [e.low <= t <= e.high for e, t in zip((own.precision, own.recall, own.f1), true, strict=True)]
    assert np.mean(held) >= 0.95


@pytest.mark.parametrize("looked", [0, 1, 2, 7])
def test_no_figure_is_without_limits_however_few_were_looked_at(looked: int) -> None:
    random = np.random.default_rng(looked)
    for _ in range(20):
        size = int(random.integers(max(looked, 1), 400))
        given, truth = (random.random((size, 2)) < random.random() for _ in range(2))
        strata = [str(n) for n in random.integers(0, 5, size)]
        frame = frame_of(
            "ab", given, [str(n) for n in range(size)], strata, ["x", "y", "z"] * (size // 3) + ["x"] * (size % 3)
        )
        rows = random.permutation(size)[:looked]
        found = accuracy(frame, audited(rows, truth[rows], 2))
        qualities = [found.micro, found.macro, *(one.quality for one in (*found.themes, *found.types))]
        figures = [e for one in qualities if one for e in (one.precision, one.recall, one.f1)]
        assert all(0 <= low <= high <= 1 for low, high in (figure.interval for figure in figures))
        assert all(figure.value is None or 0 <= figure.value <= 1 for figure in figures)


def test_two_points_of_four_leave_the_other_two_open() -> None:
    """One point holds both that were found: every residual is 0, and yet nobody has seen the others."""
    found = _ratio(np.array([1.0, 0.0]), np.array([2.0, 0.0]), np.array([2.0, 2.0]), np.array([0, 0]), 0.95)
    assert found.low < (found.value or 0.0) < found.high
