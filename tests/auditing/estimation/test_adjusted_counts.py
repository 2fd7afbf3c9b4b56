"""Corrected counts: unbiased, never below what people found, never above the frame, and their intervals hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.auditing.estimation.adjusted_counts import CAMPAIGNS, corrected
from analysis.auditing.estimation.domains import apportion
from analysis.auditing.estimation.sampling_frame import Audited, Frame, audited, frame_of, part
from tests.auditing.sampling.test_sample_draw import simple_sample


def crowd(people: int, each: int, seed: int = 1) -> tuple[Frame, np.ndarray]:
    """Respondents with so many points each; a machine that finds three quarters of a theme, and as much again."""
    random = np.random.default_rng(seed)
    truth = random.random(people * each) < 0.2
    given_ = np.where(truth, random.random(len(truth)) < 0.75, random.random(len(truth)) < 0.15)
    names = [f"r{n // each}" for n in range(len(truth))]
    return frame_of(["theme"], given_[:, None], names), truth


def drawn(frame: Frame, truth: np.ndarray, size: int, seed: int) -> Audited:
    """A simple sample of a frame, coded with the truth."""
    rows = simple_sample([str(n) for n in range(frame.size)], size, seed)
    return audited(rows, truth[list(rows)], 1)


def people(frame: Frame, truth: np.ndarray) -> int:
    return len(np.unique(frame.respondents[truth]))


def test_counts_by_hand() -> None:
    """Of 40 given points 3 of 4 looked at are right, of 60 others 1 of 6: 30 + 10."""
    frame = frame_of(["theme"], np.arange(100)[:, None] < 40, [str(n) for n in range(100)])
    rows = [0, 1, 2, 3, 40, 41, 42, 43, 44, 45]
    (counts,) = corrected(frame, audited(rows, [[row in (0, 1, 2, 40)] for row in rows], 1))
    assert (counts.points.counted, counts.points.confirmed) == (40, 4)
    assert counts.points.value == pytest.approx(40.0)
    assert counts.respondents.value == pytest.approx(40.0), "each has one point"


def test_a_census_is_exact() -> None:
    frame, truth = crowd(30, 3)
    (counts,) = corrected(frame, audited(range(90), truth, 1))
    assert (counts.points.low, counts.points.high) == (truth.sum(), truth.sum())
    assert (counts.respondents.low, counts.respondents.high) == (people(frame, truth),) * 2


@pytest.mark.parametrize("each", [1, 4])
def test_intervals_hold_the_truth_and_estimates_have_no_bias(each: int) -> None:
    frame, truth = crowd(1200 // each, each)
    answers = [corrected(frame, drawn(frame, truth, 80, seed))[0] for seed in range(100)]
    for of, true in (("points", truth.sum()), ("respondents", people(frame, truth))):
        intervals = [getattr(answer, of) for answer in answers]
        held = np.mean([interval.low <= true <= interval.high for interval in intervals])
        assert held >= 0.95 - 3 * np.sqrt(0.95 * 0.05 / 100)
        assert np.mean([interval.value for interval in intervals]) == pytest.approx(true, rel=0.06)


def test_respondents_who_say_all_there_is_to_say_are_counted_once() -> None:
    """Two of forty respondents have the theme in every point; only the fewest that could have it are in the limits."""
    names = [f"r{n // 20}" for n in range(800)]
    truth = np.arange(800) < 40
    frame = frame_of(["theme"], truth[:, None], names)
    (counts,) = corrected(frame, drawn(frame, truth, 100, seed=3))
    assert counts.respondents.low <= 2 <= counts.respondents.high


def test_what_people_confirmed_elsewhere_counts() -> None:
    frame, truth = crowd(100, 2)
    (counts,) = corrected(frame, drawn(frame, truth, 20, 1), confirmed=np.ones((200, 1), dtype=bool))
    assert counts.points.low == counts.points.confirmed == 200
    assert counts.respondents.low == counts.respondents.confirmed == 100


def test_a_part_of_the_frame_is_counted_by_itself() -> None:
    frame, truth = crowd(60, 2)
    keep = frame.respondents < 30
    smaller, sample = part(frame, drawn(frame, truth, 60, 2), keep)
    (counts,) = corrected(smaller, sample)
    assert smaller.size == 60
    assert counts.points.counted == frame.given[keep].sum()
    assert counts.respondents.high <= 30


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
        assert of.of == most
        assert of.confirmed <= of.low <= (of.value or 0.0) <= of.high <= most


def test_the_sample_shows_where_respondents_repeat_themselves() -> None:
    """A fifth of a hundred respondents raise the theme in each of their eight points, and the machine knows nothing."""
    random = np.random.default_rng(3)
    truth = np.repeat(np.arange(100) < 20, 8)
    frame = frame_of(["theme"], random.random((800, 1)) < 0.2, [str(n // 8) for n in range(800)])
    found = [corrected(frame, drawn(frame, truth, 200, seed))[0].respondents for seed in range(10)]
    assert np.mean([interval.value for interval in found]) == pytest.approx(20, abs=6), "by chance it were 80"
    assert all(interval.low <= 20 <= interval.high for interval in found)


# Small themes in strata of unequal weights ----------------------------------------------------------------------------

DRAWN = {"rare": (12, 10), "unsure": (120, 12), "sure": (298, 21)}
"""How many points each stratum has, and how many of them are drawn: one stands for 0.2, 9 or 13.2 others."""

STRATA = [name for name, (size, _) in DRAWN.items() for _ in range(size)]


def stratified(truth: np.ndarray, seed: int) -> Audited:
    """A sample of the strata, coded with the truth, shape (points, themes)."""
    random, names = np.random.default_rng(seed), np.asarray(STRATA)
    chosen = [random.choice(np.flatnonzero(names == name), drawn_, False) for name, (_, drawn_) in DRAWN.items()]
    rows = np.concatenate(chosen)
    return audited(rows.tolist(), truth[rows], truth.shape[1])


def test_what_the_machine_gives_where_nobody_looked_counts_as_where_somebody_did() -> None:
    """Both points that were looked at are right; seven others lie in a stratum in which none of them was drawn."""
    said = np.zeros((430, 1), dtype=bool)
    said[[0, 1, 11, *range(200, 207)]] = True
    rows = [*range(10), *range(12, 24), *range(400, 421)]
    (counts,) = corrected(frame_of(["smell"], said, [str(n) for n in range(430)], STRATA), audited(rows, said[rows], 1))
    assert counts.points.counted == counts.points.value == 10, "it was 2"
    assert counts.points.low <= 10 <= counts.points.high


def test_small_themes_in_strata_of_unequal_weights_are_counted_without_bias() -> None:
    """Of each of four themes the machine gives 5 to 12 points, four in five of them rightly, and misses three."""
    random, sizes = np.random.default_rng(7), (5, 8, 10, 12)
    said, truth = np.zeros((430, 4), dtype=bool), np.zeros((430, 4), dtype=bool)
    for theme, size in enumerate(sizes):
        places = random.permutation(
            [*random.choice(12, size // 4, False), *random.choice(range(12, 430), size - size // 4)]
        )
        said[places, theme] = True
        truth[places[: round(0.8 * size)], theme] = True
        truth[random.choice(np.flatnonzero(~said[:, theme]), 3, False), theme] = True
    frame = frame_of(list("abcd"), said, [str(n) for n in range(430)], STRATA)
    audits = [[counts.points for counts in corrected(frame, stratified(truth, seed))] for seed in range(60)]
    for theme, true in enumerate(truth.sum(axis=0)):
        own = [audit[theme] for audit in audits]
        assert np.mean([one.low <= true <= one.high for one in own]) >= 0.95 - 3 * np.sqrt(0.95 * 0.05 / 60)
        assert np.mean([one.value for one in own]) == pytest.approx(true, abs=3), "the standard error of the mean is 1"


# Parts of a frame -----------------------------------------------------------------------------------------------------

KINDS = {letter: letter in "abc" for letter in "abcdefg"}
"""Respondents of the frames above that belong to a campaign."""


@given(frames, st.sets(st.integers(0, 39)))
def test_parts_add_up_to_the_whole_and_keep_between_what_is_confirmed_and_their_size(
    case: tuple[list[bool], list[bool], list[str], list[str], set[int]], elsewhere: set[int]
) -> None:
    said, truth, names, strata, chosen = case
    frame, rows = frame_of(["theme"], said, names, strata), sorted(chosen)
    campaign = np.array([KINDS[name] for name in names])
    types = {kind: np.array([name in kind for name in names]) for kind in ("ad", "beg", "cf")}
    known = np.array([[n in elsewhere and truth[n]] for n in range(len(names))])
    (counts,) = corrected(frame, audited(rows, [truth[row] for row in rows], 1), known, campaign, types)
    domains = (counts.campaigns, counts.rest, *counts.types)
    for of in ("points", "respondents"):
        whole, parts = getattr(counts, of), [getattr(one, of) for one in domains]
        for partition in (parts[:2], parts[2:]):
            assert sum(one.value for one in partition) == whole.value
            assert sum(one.confirmed for one in partition) == whole.confirmed
            assert sum(one.of for one in partition) == whole.of
        for one in (whole, *parts):
            assert float(one.value).is_integer()
            assert one.confirmed <= one.low <= one.value <= one.high <= one.of
    for one in (counts, *domains):
        of_points, of_people = one.points.value, one.respondents.value
        assert of_people <= of_points, "nobody raises a theme without a point"
        assert (of_people > 0) == (of_points > 0), "and no point is without a respondent"


def test_a_theme_that_was_confirmed_in_the_campaign_alone_is_not_found_to_the_same_number_without_it() -> None:
    """Of twelve letters two are a campaign's, and people found the theme in both; it has to be missing without them."""
    frame = frame_of(["theme"], np.ones((12, 1)), [f"r{n}" for n in range(12)])
    rows = [0, 1, 5, 6]
    campaign = np.arange(12) < 2
    (counts,) = corrected(frame, audited(rows, np.ones((4, 1)), 1), campaigns=campaign)
    with_it, without = counts.respondents.value, counts.rest.respondents.value
    assert with_it == 12
    assert without == 10


def test_a_type_that_is_called_as_a_part_is_keeps_apart_from_it() -> None:
    frame = frame_of(["theme"], np.ones((12, 1)), [f"r{n}" for n in range(12)])
    campaign, types = np.arange(12) < 2, {CAMPAIGNS: np.arange(12) < 5, "others": np.arange(12) >= 5}
    (counts,) = corrected(frame, audited([0, 6], np.ones((2, 1)), 1), campaigns=campaign, types=types)
    assert (counts.campaigns.respondents.of, counts.rest.respondents.of) == (2, 10)
    assert [(one.name, one.respondents.of) for one in counts.types] == [(CAMPAIGNS, 5), ("others", 7)]


def test_parts_in_which_the_machine_is_not_equally_right_are_told_apart() -> None:
    """The machine finds all of a theme in one half of the respondents, and nothing that is there in the other."""
    random = np.random.default_rng(5)
    names = [f"r{n // 2}" for n in range(1000)]
    first = np.arange(1000) < 500
    truth = np.where(first, random.random(1000) < 0.4, random.random(1000) < 0.1)
    given_ = np.where(first, truth, random.random(1000) < 0.3)
    frame = frame_of(["theme"], given_[:, None], names)
    halves = {"first": first, "second": ~first}
    found = [corrected(frame, drawn(frame, truth, 200, seed), types=halves)[0].types for seed in range(60)]
    for n, inside in enumerate((first, ~first)):
        for of, true in (("points", truth[inside].sum()), ("respondents", people(frame, truth & inside))):
            own = [getattr(one[n], of) for one in found]
            assert np.mean([one.value for one in own]) == pytest.approx(true, rel=0.12), (n, of)
            assert np.mean([one.low <= true <= one.high for one in own]) >= 0.9, (n, of)


def test_largest_remainders_share_out_whole_numbers() -> None:
    assert apportion(10, np.array([9, 9, 9]), np.array([1.0, 1.0, 1.0])).tolist() == [4, 3, 3], "ties: the first"
    assert apportion(10, np.array([1, 9, 9]), np.array([5.0, 1.0, 4.0])).tolist() == [1, 2, 7], "none above its size"
    assert apportion(3, np.array([2, 2, 0]), np.zeros(3)).tolist() == [2, 1, 0]
    assert apportion(0, np.array([], dtype=int), np.array([])).tolist() == []
    with pytest.raises(ValueError, match="4 cannot be shared out among parts of 3"):
        apportion(4, np.array([3]), np.array([1.0]))


# Themes that are part of others ---------------------------------------------------------------------------------------


@given(frames, st.data())
def test_no_figure_of_a_theme_is_below_that_of_its_part(
    case: tuple[list[bool], list[bool], list[str], list[str], set[int]], data: st.DataObject
) -> None:
    said, truth, names, strata, chosen = case
    many = st.lists(st.booleans(), min_size=len(names), max_size=len(names))
    given_ = np.array([said, data.draw(many)]).T
    found = np.array([truth, data.draw(many)]).T
    given_[:, 1] |= given_[:, 0]
    found[:, 1] |= found[:, 0]
    rows = sorted(chosen)
    campaign = np.array([KINDS[name] for name in names])
    types = {kind: np.array([name in kind for name in names]) for kind in ("ad", "beg", "cf")}
    frame = frame_of(["part", "whole"], given_, names, strata)
    sample = audited(rows, found[rows], 2)
    part_of, whole = corrected(frame, sample, None, campaign, types, wider={"part": ("whole",)})
    for of in ("points", "respondents"):
        for one, other in zip(
            (part_of, part_of.campaigns, part_of.rest, *part_of.types),
            (whole, whole.campaigns, whole.rest, *whole.types),
            strict=True,
        ):
            smaller, larger = getattr(one, of), getattr(other, of)
            for figure in ("counted", "value", "low", "high", "confirmed"):
                assert getattr(smaller, figure) <= getattr(larger, figure), figure
            assert larger.low <= larger.value <= larger.high <= larger.of
        domains = (whole.campaigns, whole.rest, *whole.types)
        parts = [getattr(one, of).value for one in domains]
        assert sum(parts[:2]) == sum(parts[2:]) == getattr(whole, of).value


def test_no_more_respondents_than_the_machine_found_where_all_that_is_wrong_is_given_wrongly() -> None:
    """Half of 100 people have two given points; of the twelve whose both were looked at one is wrong each."""
    names = [f"r{n}" for n in range(100)] + [f"r{n}" for n in range(50)] + [f"o{n}" for n in range(60)]
    machine = np.arange(len(names)) < 150
    frame = frame_of(["theme"], machine[:, None], names)
    rows = [*range(12), *range(50, 70), *range(100, 112), *range(150, 180)]
    found = [[row < 100] for row in rows]
    (counts,) = corrected(frame, audited(rows, found, 1))
    assert counts.points.value is not None
    assert counts.points.value < 150
    assert counts.respondents.value is not None
    assert counts.respondents.value < 100


def test_no_part_moves_where_nothing_was_found_wrong() -> None:
    random = np.random.default_rng(26)
    who = np.sort(random.integers(0, 40, 120))
    given, clubs = random.random(120) < 0.35, who >= 31
    frame = frame_of(["theme"], given[:, None], [f"r{n}" for n in who])
    rows = sorted(random.choice(120, 30, replace=False).tolist())
    (counts,) = corrected(frame, audited(rows, given[rows], 1), types={"club": clubs, "public": ~clubs})
    for one, inside in zip(counts.types, (clubs, ~clubs), strict=True):
        assert one.points.value == given[inside].sum()
        assert one.respondents.value == people(frame, given & inside)
