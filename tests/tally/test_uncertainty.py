"""Doubt: what lies near the cut that its own coder used, on either side; people are taken at their word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.auditing.resolution.resolve import resolve
from analysis.model import Codebook, PointKey
from analysis.tally.uncertainty import ODDS, bounds, doubtful_themes
from tests.builders import MACHINE, make_coding, person

POINT = PointKey("a.txt", 0, 9)

figures = st.integers(0, 10_000).map(lambda n: n / 10_000)


@pytest.mark.parametrize(
    ("score", "cut", "is_doubtful"),
    [
        (0.33, 0.3, True),  # given, and unflagged where doubt was .4 to .6 whatever the cut
        (0.27, 0.3, True),  # not given, as near
        (0.5, 0.3, False),
        (0.12, 0.3, False),
        (0.45, 0.6, True),
        (0.45, 0.2, False),
    ],
)
def test_doubt_is_nearness_to_the_cut_that_was_used(score: float, cut: float, is_doubtful: bool) -> None:
    coding = make_coding(POINT, ["funding"] if score >= cut else [], scores={"funding": score}, cut=cut)
    assert doubtful_themes(coding) == ({"funding"} if is_doubtful else set())


@given(figures, figures)
def test_nothing_given_or_not_given_near_its_cut_stands_unflagged(score: float, cut: float) -> None:
    coding = make_coding(POINT, scores={"funding": score}, cut=cut)
    if abs(score - cut) <= cut * (1 - cut) / 3:  # well inside the bounds, however they are rounded
        assert doubtful_themes(coding) == {"funding"}


@given(figures)
def test_the_bounds_hold_the_cut_and_differ_from_it_by_the_same_odds(cut: float) -> None:
    around = bounds(cut)
    assert 0 <= around.low <= cut <= around.high <= 1
    if 0.01 < cut < 0.99:
        odds = [one / (1 - one) for one in (around.low, cut, around.high)]
        assert odds[1] / odds[0] == pytest.approx(ODDS, rel=0.02)
        assert odds[2] / odds[1] == pytest.approx(ODDS, rel=0.02)


def test_codings_of_two_coders_are_judged_each_by_its_own_cut() -> None:
    earlier, later = (make_coding(POINT, scores={"funding": 0.5}, cut=cut) for cut in (0.45, 0.2))
    assert (doubtful_themes(earlier), doubtful_themes(later)) == ({"funding"}, frozenset())


def test_where_no_cut_was_kept_a_person_should_look() -> None:
    assert doubtful_themes(make_coding(POINT, scores={"funding": 0.9}, cut=None)) == {"funding"}


def test_people_are_taken_at_their_word_but_what_the_machine_added_is_not() -> None:
    from analysis.auditing.resolution.codebook_migration import TranslatedCoding, Translator

    anna = make_coding(POINT, ["safety"], by=person("anna"))
    machine = make_coding(POINT, ["funding"], scores={"funding": 0.33, "safety": 0.31}, cut=0.3)
    assert doubtful_themes(anna) == frozenset()
    silent = Translator(lambda coding: TranslatedCoding(coding, silent=frozenset({"funding"})), Codebook(()))
    settled = resolve([machine, anna], MACHINE.id, silent)
    assert settled[POINT].coding.themes == {"safety", "funding"}
    assert doubtful_themes(settled[POINT].coding) == {"funding"}, "people answered the other theme"
