"""The one figure by which a theme is told where a blind audit estimated it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.model import AdjustedCount, PartCounts, ThemeCounts
from analysis.tally.headlines import with_headlines, with_position_headlines
from tests.tally.test_report import ACCURACY


def theme(key: str, counted: int, value: float, low: float, high: float, found: int = 3) -> ThemeCounts:
    one = AdjustedCount(counted, value, low, high, 300, found)
    return ThemeCounts(key, key, one, one)


def told(*counts: ThemeCounts, wider: dict[str, tuple[str, ...]] | None = None) -> dict[str, float | None]:
    accuracy = with_headlines(replace(ACCURACY, counts=counts, some=None), wider or {})
    return {one.key: one.respondents.value for one in accuracy.counts}


SURE = theme("sure", 60, 58, 50, 66)
GENEROUS = [theme(str(n), 50, 30, 12, 55) for n in range(6)]
"""A coder that gives five themes where people give three: each count by itself may seem to be right."""


def test_theme_that_nobody_found_is_not_measured() -> None:
    """A sample in which the theme stands in no point gave the headline "0 (0 to 44)" to a theme counted in 22."""
    assert told(SURE, theme("access", 22, 0, 0, 44, found=0)) == {"sure": 58}
    assert told(SURE, theme("access", 60, 0, 0, 44, found=0))["access"] == 13, (
        "the count is refuted: corrected as all are, and drawn to its estimate as themes differ"
    )


def test_count_leads_where_the_estimate_is_rough_and_its_interval_holds_the_count() -> None:
    assert told(SURE, theme("booking", 51, 45, 18, 60)) == {"sure": 58, "booking": 51}
    assert told(SURE, theme("booking", 51, 45, 32, 60))["booking"] == 45, "it is not rough"
    assert told(SURE, theme("booking", 12, 35, 24, 60))["booking"] == 35, "the count lies outside"


def test_a_rough_estimate_that_leads_is_not_said_to_follow_its_count() -> None:
    counts = (SURE, theme("booking", 51, 45, 18, 60), theme("missed", 19, 35, 24, 60))
    accuracy = with_headlines(replace(ACCURACY, counts=counts, some=None), {})
    followed = {one.key: (one.respondents.is_rough, one.respondents.is_by_count) for one in accuracy.counts}
    assert followed == {"sure": (False, False), "booking": (True, True), "missed": (True, False)}


def test_no_figure_is_what_people_confirmed_and_no_more() -> None:
    """Page one said "Road safety 1 (1 to 45)" of a theme that more than seven raise."""
    assert told(*GENEROUS, theme("road", 20, 1, 1, 45, found=1))["road"] == 12, "its count, corrected as all are"


def test_counts_are_corrected_together_where_all_together_are_off() -> None:
    assert set(told(*GENEROUS).values()) == {31}
    assert told(*GENEROUS, theme("missed", 2, 20, 10, 40))["missed"] == 20, (
        "a count that the interval refutes says nothing"
    )


def test_no_theme_is_less_for_what_is_wrong_with_others() -> None:
    """Of a theme of which nothing was given wrongly and a third not found the respondents fell from 370 to 367."""
    assert told(*GENEROUS, theme("village", 50, 61, 23, 71))["village"] == 50
    assert told(*GENEROUS, theme("road", 50, 47, 23, 71))["road"] == 33


def test_a_theme_whose_sample_shows_its_count_right_is_drawn_to_its_own_estimate() -> None:
    """After an audit of 40 points each rough theme was multiplied by .7: library hours, found right, fell from 45 to
    31."""
    opposite = [theme("a", 60, 20, 12, 30), theme("b", 40, 55, 45, 85), theme("c", 70, 22, 14, 32)]
    figures = told(*opposite, theme("hours", 45, 45, 30, 66, found=9))
    common = 45 * (20 + 55 + 22 + 45) / (60 + 40 + 70 + 45)
    assert abs((figures["hours"] or 0) - 45) < abs(common - 45) / 3


def test_what_is_no_more_than_chance_corrects_nothing() -> None:
    even = [theme(str(n), 40, 40 + off, 22, 60) for n, off in enumerate((6, -7, 3, -4))]
    assert set(told(*even).values()) == {40}


def part(name: str, counted: int, value: float, low: float, high: float) -> PartCounts:
    one = AdjustedCount(counted, value, low, high, 200, 1)
    return PartCounts(name, one, one)


def parts_of(one: ThemeCounts) -> list[float | None]:
    return [each.respondents.value for each in (one.campaigns, one.rest, *one.types) if each]


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        pytest.param((51, 45, 18, 60), [11, 40, 10, 41], id="as counted, so are its parts"),
        pytest.param(
            (51, 45, 35, 55), [10, 35, 9, 36], id="sure, and its parts are not: “0 (0 to 17)” of ten residents"
        ),
    ],
)
def test_parts_share_the_figure_of_the_whole(whole: tuple[int, float, float, float], expected: list[float]) -> None:
    campaigns, rest = part("campaigns", 11, 2, 1, 17), part("rest", 40, 38, 15, 50)
    types = part("resident", 10, 1, 1, 17), part("parent", 41, 39, 15, 50)
    made = replace(theme("booking", *whole), campaigns=campaigns, rest=rest, types=types)
    (one,) = with_headlines(replace(ACCURACY, counts=(made,), some=None), {}).counts
    assert parts_of(one) == expected
    assert [parts_of(one)[0] + parts_of(one)[1], sum(parts_of(one)[2:])] == [one.respondents.value] * 2  # type: ignore[operator, arg-type]


def test_sure_parts_keep_their_own_estimates() -> None:
    types = part("resident", 10, 14, 12, 16), part("parent", 41, 31, 28, 36)
    made = replace(theme("booking", 51, 45, 40, 50), types=types)
    assert parts_of(with_headlines(replace(ACCURACY, counts=(made,), some=None), {}).counts[0]) == [14, 31]


def test_positions_on_a_question_are_told_alike_so_that_they_add_up() -> None:
    """Of 90 answers the counts were 40, 30 and 20; an estimate from eight of them said 60, 25 and 5 (0 to 30)."""
    rough = [theme("Q1:support", 40, 60, 35, 80), theme("Q1:oppose", 30, 25, 15, 45), theme("Q1:unclear", 20, 5, 0, 30)]
    sure = [theme("Q2:support", 40, 60, 55, 66), theme("Q2:oppose", 50, 30, 24, 35)]
    refuted = [theme("Q3:support", 40, 60, 50, 80), theme("Q3:oppose", 50, 30, 5, 60)]
    accuracy = with_position_headlines(replace(ACCURACY, counts=(*rough, *sure, *refuted), some=None))
    assert [one.respondents.value for one in accuracy.counts] == [40, 30, 20, 60, 30, 60, 30]


@pytest.mark.parametrize("whole", [(40, 45, 15, 70), (70, 46, 38, 60)])
def test_theme_is_never_below_one_that_is_part_of_it(whole: tuple[int, float, float, float]) -> None:
    figures = told(theme("part", 50, 30, 15, 55), theme("whole", *whole), wider={"part": ("whole",)})
    assert (figures["whole"] or 0) >= (figures["part"] or 0)


def test_what_is_counted_after_the_closing_moves_no_figure() -> None:
    """A closed audit told "0 (0 to 43)" until the machine had learned from it, and "29, not measured" thereafter."""
    before = theme("booking", 51, 40, 18, 60)
    later = replace(before, respondents=replace(before.respondents, counted=30, measured=51))
    assert told(SURE, before) == told(SURE, later)
