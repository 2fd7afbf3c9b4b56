"""Ranking: a theme stands before another only where that is measured."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from analysis.model import AdjustedCount, ThemeCounts
from analysis.tally.ranking import ranked

whole = st.integers(0, 9)
counts = st.tuples(whole, whole, whole).map(sorted).map(lambda ends: AdjustedCount(0, ends[1], ends[0], ends[2], 9))
measured = st.lists(st.tuples(counts, counts), max_size=5)


@given(measured)
def test_whatever_is_said_to_stand_first_or_last_overlaps_nothing(
    found: list[tuple[AdjustedCount, AdjustedCount]],
) -> None:
    counts = [ThemeCounts(str(n), "", points, people) for n, (people, points) in enumerate(found)]
    ranking = ranked(range(len(counts)), [(0, 0)] * len(counts), counts)
    for place, of, sign in (
        (ranking.most, "respondents", 1),
        (ranking.fewest, "respondents", -1),
        (ranking.fullest, "points", 1),
    ):
        own = [getattr(one, of) for one in counts]
        inside = [own[n] for n in place.themes]
        others = [one for n, one in enumerate(own) if n not in place.themes]
        assert bool(inside) == bool(counts)
        if place.is_clear:
            assert all(one.low > other.high if sign > 0 else one.high < other.low for one in inside for other in others)
            assert len(inside) == 1 or len({(one.low, one.value, one.high) for one in inside}) == 1
    assert sorted(ranking.order) == list(range(len(counts)))
    if ranking.is_ordered:
        own = [counts[n].respondents for n in ranking.order]
        assert all(above.low > below.high for above, below in itertools.pairwise(own))


@given(st.lists(st.tuples(whole, whole), max_size=5))
def test_without_an_audit_counts_are_ranked_as_counts(found: list[tuple[int, int]]) -> None:
    ranking = ranked(range(len(found)), found, [None] * len(found))
    assert not ranking.is_corrected
    most = max((people for people, _ in found), default=0)
    assert list(ranking.most.themes) == [n for n, (people, _) in enumerate(found) if people == most]
    assert [found[n][0] for n in ranking.order] == sorted((people for people, _ in found), reverse=True)


def test_nothing_is_ranked_where_one_theme_was_not_measured() -> None:
    one = ThemeCounts("a", "", AdjustedCount(1, 1, 1, 1, 2), AdjustedCount(1, 1, 1, 1, 2))
    ranking = ranked("ab", [(1, 1), (2, 2)], [one, None])
    assert (ranking.most.themes, ranking.fewest.themes, ranking.order) == ((), (), ("a", "b"))
