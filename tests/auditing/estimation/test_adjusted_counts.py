"""Corrected counts: unbiased, never below what people found, never above the frame, and their intervals hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.auditing.estimation.adjusted_counts import corrected
from analysis.auditing.estimation.sampling_frame import Audited, Frame, audited, frame_of, part
from analysis.auditing.sampling.sample_draw import simple


def crowd(people: int, each: int, seed: int = 1) -> tuple[Frame, np.ndarray]:
    """Respondents with so many points each; a machine that finds three quarters of a theme, and as much again."""
    random = np.random.default_rng(seed)
    truth = random.random(people * each) < 0.2
    given_ = np.where(truth, random.random(len(truth)) < 0.75, random.random(len(truth)) < 0.15)
    names = [f"r{n // each}" for n in range(len(truth))]
    return frame_of(["theme"], given_[:, None], names), truth


def drawn(frame: Frame, truth: np.ndarray, size: int, seed: int) -> Audited:
    """A simple sample of a frame, coded with the truth."""
    rows = simple([str(n) for n in range(frame.size)], size, seed)
    return audited(rows, truth[list(rows)], 1)


def people(frame: Frame, truth: np.ndarray) -> int:
    return len(np.unique(frame.respondents[truth]))


def test_counts_by_hand() -> None:
    """Of 40 given points 3 of 4 looked at are right, of 60 others 1 of 6: 30 + 10."""
    frame = frame_of(["theme"], np.arange(100)[:, None] < 40, [str(n) for n in range(100)])
    rows = [0, 1, 2, 3, 40, 41, 42, 43, 44, 45]
    (counts,) = corrected(frame, audited(rows, [[row in (0, 1, 2, 40)] for row in rows], 1))
    assert (counts.positives, counts.points.raw, counts.points.confirmed) == (4, 40, 4)
    assert counts.points.corrected.estimate == pytest.approx(40.0)
    assert counts.points.alone.estimate == pytest.approx(40.0)
    assert counts.respondents.corrected.estimate == pytest.approx(40.0), "each has one point"


def test_a_census_is_exact() -> None:
    frame, truth = crowd(30, 3)
    (counts,) = corrected(frame, audited(range(90), truth, 1))
    assert (counts.points.corrected.low, counts.points.corrected.high) == (truth.sum(), truth.sum())
    assert (counts.respondents.corrected.low, counts.respondents.corrected.high) == (people(frame, truth),) * 2


@pytest.mark.parametrize("each", [1, 4])
def test_intervals_hold_the_truth_and_estimates_have_no_bias(each: int) -> None:
    frame, truth = crowd(1200 // each, each)
    answers = [corrected(frame, drawn(frame, truth, 80, seed))[0] for seed in range(150)]
    for of, true in (("points", truth.sum()), ("respondents", people(frame, truth))):
        intervals = [getattr(answer, of).corrected for answer in answers]
        held = np.mean([interval.low <= true <= interval.high for interval in intervals])
        assert held >= 0.95 - 3 * np.sqrt(0.95 * 0.05 / 150)
        assert np.mean([interval.estimate for interval in intervals]) == pytest.approx(true, rel=0.06)
        alone = [getattr(answer, of).alone for answer in answers]
        assert np.mean([i.high - i.low for i in intervals]) < np.mean([i.high - i.low for i in alone])


def test_respondents_who_say_all_there_is_to_say_are_counted_once() -> None:
    """Two of forty respondents have the theme in every point; only the fewest that could have it are in the limits."""
    names = [f"r{n // 20}" for n in range(800)]
    truth = np.arange(800) < 40
    frame = frame_of(["theme"], truth[:, None], names)
    (counts,) = corrected(frame, drawn(frame, truth, 100, seed=3))
    assert counts.respondents.corrected.low <= 2 <= counts.respondents.corrected.high


def test_what_people_confirmed_elsewhere_counts() -> None:
    frame, truth = crowd(100, 2)
    (counts,) = corrected(frame, drawn(frame, truth, 20, 1), confirmed=np.ones((200, 1), dtype=bool))
    assert counts.points.corrected.low == counts.points.confirmed == 200
    assert counts.respondents.corrected.low == counts.respondents.confirmed == 100


def test_a_part_of_the_frame_is_counted_by_itself() -> None:
    frame, truth = crowd(60, 2)
    keep = frame.respondents < 30
    smaller, sample = part(frame, drawn(frame, truth, 60, 2), keep)
    (counts,) = corrected(smaller, sample)
    assert smaller.size == 60
    assert counts.points.raw == frame.given[keep].sum()
    assert counts.respondents.corrected.high <= 30


frames = st.integers(1, 40).flatmap(
    lambda n: st.tuples(
        *(
            st.lists(kind, min_size=n, max_size=n)
            for kind in (st.booleans(), st.booleans(), st.sampled_from("abcdefg"))
        ),
        st.lists(st.sampled_from("xy"), min_size=n, max_size=n),
        st.sets(st.integers(0, n - 1)),
    )
)


@given(frames)
def test_limits_lie_between_what_is_confirmed_and_the_frame(
    case: tuple[list[bool], list[bool], list[str], list[str], set[int]],
) -> None:
    said, truth, names, strata, chosen = case
    frame = frame_of(["theme"], said, names, strata)
    rows = sorted(chosen)
    (counts,) = corrected(frame, audited(rows, [truth[row] for row in rows], 1))
    for of, most in ((counts.points, len(said)), (counts.respondents, len(set(names)))):
        for interval in (of.corrected, of.alone):
            assert of.confirmed <= interval.low <= (interval.estimate or 0.0) <= interval.high <= most


def test_the_sample_shows_where_respondents_repeat_themselves() -> None:
    """A fifth of a hundred respondents raise the theme in each of their eight points, and the machine knows nothing."""
    random = np.random.default_rng(3)
    truth = np.repeat(np.arange(100) < 20, 8)
    frame = frame_of(["theme"], random.random((800, 1)) < 0.2, [str(n // 8) for n in range(800)])
    found = [corrected(frame, drawn(frame, truth, 200, seed))[0].respondents.corrected for seed in range(10)]
    assert np.mean([interval.estimate for interval in found]) == pytest.approx(20, abs=6), "by chance it were 80"
    assert all(interval.low <= 20 <= interval.high for interval in found)
