"""Doubt: what lies near the cut that its own coder used, on either side; people are taken at their word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.auditing.resolution.resolve import resolve
from analysis.model import Codebook, Outcome, PointKey, ResolvedCoding
from analysis.model.sureness import DOUBT_ODDS, SURE_ODDS, Sureness, score_at, sureness
from analysis.tally.counted_points import counted_points
from analysis.tally.uncertainty import ThemeDoubt, doubtful_themes, least_trusted
from tests.builders import MACHINE, make_coding, make_response, person

POINT = PointKey("a.txt", 0, 9)

figures = st.integers(0, 10_000).map(lambda n: n / 10_000)


@pytest.mark.parametrize(
    ("score", "cut", "is_doubtful"),
    [
        (0.33, 0.3, True),  # given, and unflagged where doubt was .4 to .6 whatever the cut
        (0.27, 0.3, True),  # not given, as near
        (0.5, 0.3, True),  # given, and no likelier than not
        (0.61, 0.3, False),
        (0.12, 0.3, False),
        (0.45, 0.6, True),
        (0.45, 0.2, True),
    ],
)
def test_doubt_is_nearness_to_the_cut_that_was_used(score: float, cut: float, is_doubtful: bool) -> None:
    coding = make_coding(POINT, ["funding"] if score >= cut else [], scores={"funding": score}, cut=cut)
    assert doubtful_themes(coding) == ({"funding"} if is_doubtful else set())


def test_what_is_for_a_person_is_not_counted_among_what_is_in_doubt() -> None:
    response = make_response(parts=["Nid oes bws.", "There is no bus."])
    for outcome, is_doubtful in ((Outcome.CODED, True), (Outcome.CANNOT_TELL, False)):
        resolved = {
            point.key: ResolvedCoding(make_coding(point.key, scores={"funding": 0.5}, outcome=outcome))
            for point in response.points
        }
        for counted in counted_points(1, response, resolved):
            assert counted.ref is not None
            assert (counted.is_doubtful, counted.ref.doubtful) == (is_doubtful, is_doubtful)
            assert counted.doubtful == ({"funding"} if is_doubtful else set())


@given(figures, figures)
def test_nothing_given_or_not_given_near_its_cut_stands_unflagged(score: float, cut: float) -> None:
    coding = make_coding(POINT, scores={"funding": score}, cut=cut)
    if abs(score - cut) <= cut * (1 - cut) / 3:  # well inside the bounds, however they are rounded
        assert doubtful_themes(coding) == {"funding"}


@given(figures, st.sampled_from([DOUBT_ODDS, SURE_ODDS]))
def test_a_bound_differs_from_its_cut_by_its_odds(cut: float, factor: float) -> None:
    low, high = score_at(cut, 1 / factor), score_at(cut, factor)
    assert 0 <= low <= cut <= high <= 1
    if low > 0.05 and high < 0.95:
        odds = [one / (1 - one) for one in (low, cut, high)]
        assert odds[1] / odds[0] == pytest.approx(factor, rel=0.02)
        assert odds[2] / odds[1] == pytest.approx(factor, rel=0.02)


@given(figures)
def test_on_a_bound_the_machine_is_the_less_sure(cut: float) -> None:
    for factor, word in ((DOUBT_ODDS, Sureness.IN_DOUBT), (SURE_ODDS, Sureness.LIKELY)):
        for bound in (score_at(cut, factor), score_at(cut, 1 / factor)):
            assert list(Sureness).index(sureness(bound, cut)) >= list(Sureness).index(word)


def test_codings_of_two_coders_are_judged_each_by_its_own_cut() -> None:
    earlier, later = (make_coding(POINT, scores={"funding": 0.65}, cut=cut) for cut in (0.55, 0.2))
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


def test_the_themes_with_the_greatest_share_in_doubt_are_trusted_least() -> None:
    doubts = [ThemeDoubt(name, name, doubtful, places) for name, doubtful, places in TRUSTED]
    assert [one.name for one in least_trusted(doubts)] == ["all of one", "most", "half of ten"]
    assert least_trusted(doubts[-1:]) == (), "nothing is named of which nothing is in doubt"


TRUSTED = (("half of ten", 5, 10), ("half of two", 1, 2), ("most", 9, 12), ("all of one", 1, 1), ("sure", 0, 30))
