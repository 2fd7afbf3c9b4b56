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


def test_theme_that_nobody_found_is_not_measured() -> None:
    """A sample in which the theme stands in no point gave the headline "0 (0 to 44)" to a theme counted in 22."""
    assert told(SURE, theme("access", 22, 0, 0, 44, found=0)) == {"sure": 58}
    assert told(SURE, theme("access", 60, 0, 0, 44, found=0))["access"] == 0, "the count is refuted"


def test_count_leads_where_the_estimate_is_rough_and_its_interval_holds_the_count() -> None:
    assert told(SURE, theme("booking", 51, 40, 18, 60)) == {"sure": 58, "booking": 51}
    assert told(SURE, theme("booking", 51, 45, 30, 60))["booking"] == 45, "it is not rough"
    assert told(SURE, theme("booking", 19, 35, 20, 60))["booking"] == 35, "the count lies outside"


def test_no_count_leads_where_all_together_are_off() -> None:
    """Of a coder that gives five themes where people give three, each count by itself may seem to be right."""
    generous = [theme(str(n), 50, 30, 12, 55) for n in range(6)]
    assert set(told(*generous).values()) == {30}


def test_parts_are_counted_where_the_whole_is() -> None:
    rest = PartCounts("rest", AdjustedCount(40, 28, 15, 38, 200), AdjustedCount(40, 28, 15, 38, 200))
    counts = with_headlines(
        replace(ACCURACY, counts=(replace(theme("booking", 51, 40, 18, 60), rest=rest),), some=None), {}
    ).counts[0]
    assert counts.rest is not None
    assert (counts.rest.respondents.value, counts.rest.respondents.low, counts.rest.respondents.high) == (40, 15, 40)


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
