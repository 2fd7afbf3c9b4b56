"""Which point next: points that tell of others, never the same again; and the codings that deserve a second look."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.classifying import active_learning
from analysis.classifying.active_learning import ALIKE, DoubtfulCoding, for_learning, for_mistakes
from analysis.classifying.text_views import unit
from tests.share import examples

CUTS = np.array([0.3, 0.3])
NONE_FOUND = np.zeros(2)


def directions(number: int, seed: int = 0, columns: int = 12) -> np.ndarray:
    return unit(np.random.default_rng(seed).normal(size=(number, columns)))


def level(number: int) -> np.ndarray:
    return np.full((number, 2), 0.3)


# For learning ---------------------------------------------------------------------------------------------------------


@settings(max_examples=examples(40))
@given(st.integers(0, 40), st.sets(st.integers(0, 39)), st.integers(0, 60), st.integers(0, 5))
def test_it_asks_for_different_points_that_nobody_was_asked_for(
    points: int, asked: set[int], number: int, seed: int
) -> None:
    rows = np.repeat(directions(max(1, points // 2)), 2, axis=0)[:points]
    done = sorted(i for i in asked if i < len(rows))
    scores = np.random.default_rng(seed).random((len(rows), 2))
    chosen = for_learning(rows, scores, CUTS, done, NONE_FOUND, number, seed)
    assert len(chosen) == len(set(chosen)) == min(number, len(rows) - len(done))
    assert not set(chosen) & set(done)
    assert chosen == for_learning(rows, scores, CUTS, done, NONE_FOUND, number, seed)


def test_near_duplicates_come_once_until_nothing_else_is_left() -> None:
    letter = np.repeat(directions(1), 300, axis=0) + np.random.default_rng(1).normal(scale=0.01, size=(300, 12))
    rows = np.vstack([letter, directions(20, seed=2)])
    chosen = for_learning(rows, level(320), CUTS, [], NONE_FOUND, 21, 0)
    assert sum(i < 300 for i in chosen) == 1
    assert (np.triu(unit(rows[chosen]) @ unit(rows[chosen]).T, 1) <= ALIKE).all()


def test_one_at_a_time_it_does_not_ask_for_the_same_again() -> None:
    letter = np.repeat(directions(1), 300, axis=0) + np.random.default_rng(1).normal(scale=0.01, size=(300, 12))
    rows = np.vstack([letter, directions(20, seed=2)])
    asked: list[int] = []
    for _ in range(21):
        asked += for_learning(rows, level(320), CUTS, asked, NONE_FOUND, 1, 0)
    assert sum(i < 300 for i in asked) == 1


def test_with_nothing_coded_it_asks_for_what_is_common_before_an_oddity() -> None:
    groups = np.repeat(np.eye(12)[:3], 20, axis=0)
    rows = unit(groups + np.random.default_rng(0).normal(scale=0.15, size=groups.shape))
    rows = np.vstack([rows, np.eye(12)[11]])
    chosen = for_learning(rows, level(61), CUTS, [], NONE_FOUND, 3, 0)
    assert sorted(i // 20 for i in chosen) == [0, 1, 2]


def test_it_asks_for_what_the_classifier_is_undecided_about() -> None:
    rows = directions(60)
    scores = np.full((60, 2), 1e-4)
    scores[30:] = 0.3
    chosen = for_learning(rows, scores, CUTS, [], NONE_FOUND, 10, 0)
    assert min(chosen) >= 30


def test_a_theme_that_few_points_have_is_asked_for_first() -> None:
    rows = directions(60)
    scores = np.full((60, 2), 1e-4)
    scores[:30, 0], scores[30:, 1] = 0.3, 0.3
    chosen = for_learning(rows, scores, CUTS, [], np.array([400.0, 0.0]), 10, 0)
    assert sum(i >= 30 for i in chosen) > sum(
        i >= 30 for i in for_learning(rows, scores, CUTS, [], np.array([0.0, 400.0]), 10, 0)
    )


def test_more_may_be_asked_for_than_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(active_learning, "TRIED", 100)
    rows = directions(150)
    assert sorted(for_learning(rows, level(len(rows)), CUTS, [], NONE_FOUND, 10_000, 0)) == list(range(len(rows)))


# For mistakes ---------------------------------------------------------------------------------------------------------


def test_improbable_codings_come_worst_first_with_the_theme_in_question() -> None:
    honest = np.array([[0.9, 0.05], [0.02, 0.5], [0.5, 0.99], [0.6, 0.6]])
    decided = np.array([[1.0, 1.0], [1.0, 0.0], [1.0, 0.0], [0.0, 0.0]])
    assert for_mistakes(honest, decided, ["funding", "safety"]) == [
        DoubtfulCoding(2, "safety", False, pytest.approx(0.01)),
        DoubtfulCoding(1, "funding", True, pytest.approx(0.02)),
        DoubtfulCoding(0, "safety", True, pytest.approx(0.05)),
    ]


def test_a_theme_that_was_not_said_is_no_mistake() -> None:
    assert for_mistakes(np.array([[0.99, np.nan]]), np.array([[np.nan, 1.0]]), ["funding", "safety"]) == []
    assert for_mistakes(np.zeros((0, 2)), np.zeros((0, 2)), ["funding", "safety"]) == []
