"""Told figures: no sum or difference of what is told counts few people, however the figures overlap."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.tally.privacy.told_figures import Figure, ToldFigures
from tests.share import examples

EVERYBODY = frozenset(f"r{n}" for n in range(16))


def recovered(people: frozenset[str], figures: list[frozenset[str]]) -> list[int]:
    """The sizes of all sets of people whose number follows from these figures and from how many people there are."""
    signatures = sorted({tuple(person in figure for figure in figures) for person in people})
    sizes = [sum(tuple(p in f for f in figures) == one for p in people) for one in signatures]
    known = np.array([[1.0] * len(signatures), *([float(one[n]) for one in signatures] for n in range(len(figures)))])
    rank = np.linalg.matrix_rank(known)
    return [
        sum(sizes[n] for n in chosen)
        for count in range(1, len(signatures) + 1)
        for chosen in combinations(range(len(signatures)), count)
        if np.linalg.matrix_rank(np.vstack([known, [float(n in chosen) for n in range(len(signatures))]])) == rank
    ]


def told_of(figures: list[frozenset[str]], least: int) -> list[frozenset[str]]:
    """Those of the figures that may be told, each after those before it."""
    made, admitted = ToldFigures(EVERYBODY, least), []
    for figure in figures:
        wider = made.adding(Figure(figure))
        if wider:
            made = wider
            admitted.append(figure)
    return admitted


@settings(max_examples=examples(60))
@given(st.lists(st.frozensets(st.sampled_from(sorted(EVERYBODY))), min_size=1, max_size=5), st.integers(2, 5))
def test_no_set_of_few_follows_from_what_is_told(figures: list[frozenset[str]], least: int) -> None:
    admitted = told_of(figures, least)
    assert not [size for size in recovered(EVERYBODY, admitted) if 0 < size < least]


def first(count: int, start: int = 0) -> frozenset[str]:
    return frozenset(f"r{n}" for n in range(start, start + count))


def test_a_figure_from_which_another_leaves_few_is_not_told() -> None:
    told = ToldFigures(EVERYBODY, 5).adding(Figure(first(9)))
    assert told is not None
    assert told.adding(Figure(first(7))) is None, "two would follow"
    assert told.adding(Figure(first(4))) is None
    assert told.adding(Figure(first(13))) is None, "four would follow"
    assert told.adding(Figure(first(7, 9))) is not None


def test_figures_whose_overlap_is_not_told_may_stand_side_by_side() -> None:
    told = ToldFigures(EVERYBODY, 5).adding(Figure(first(9)), Figure(first(8, 7)))
    assert told is not None, "how many are in both, and in neither, does not follow"
    assert told.adding(Figure(first(15))) is None, "now it does"


def test_what_a_reader_counts_anyway_is_taken_from_a_figure() -> None:
    told = ToldFigures(EVERYBODY, 5, seen=(Figure(first(8), first(8)),))
    assert told.adding(Figure(first(8))) is not None, "it was seen of all of them, and of nobody else is anything said"
    assert told.adding(Figure(first(3))) is None


def test_nothing_is_hidden_where_one_person_may_be_told_of() -> None:
    assert told_of([first(1), first(2)], 1) == [first(1), first(2)]


def test_of_fewer_people_than_may_be_told_of_nothing_is() -> None:
    told = ToldFigures(first(3), 5)
    assert told.adding(Figure(first(3))) is None, "all three"
    assert told.adding(Figure(first(3, 8))) is None, "nor that none of them does"
