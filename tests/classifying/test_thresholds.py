"""Cuts: the best F1 on what was coded, and levels from which on no person need look."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import logit

from analysis.classifying.quantised import scored
from analysis.classifying.thresholds import (
    ALONE,
    Decision,
    Levels,
    State,
    certified_level,
    decisions,
    expected_f1_cut,
    levels,
    silent_levels,
    theme_cuts,
)
from tests.share import examples

RANDOM = np.random.default_rng(5)


def calibrated(texts: int, themes: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities that mean what they say, and what is found."""
    random = np.random.default_rng(seed)
    promised = random.beta(0.15, 0.5, (texts, themes))
    return promised, (random.random((texts, themes)) < promised).astype(float)


def f1(truth: np.ndarray, given_: np.ndarray) -> float:
    return float(2 * (truth * given_).sum() / max(1.0, truth.sum() + given_.sum()))


def test_the_best_cut_for_what_is_promised_serves_texts_that_it_has_not_seen() -> None:
    promised, _ = calibrated(1_500, 1, 1)
    new, found = calibrated(5_000, 1, 2)
    best = max(f1(found, new >= cut) for cut in np.linspace(0.02, 0.98, 97))
    assert f1(found, new >= expected_f1_cut(promised[:, 0])) > best - 0.01


def test_own_cuts_serve_themes_of_different_frequency_better_than_one_for_all() -> None:
    def drawn(seed: int) -> tuple[np.ndarray, np.ndarray]:
        random = np.random.default_rng(seed)
        promised = np.column_stack([random.beta(2, 2, 2_000), random.beta(0.3, 6, 2_000)])
        return promised, (random.random(promised.shape) < promised).astype(float)

    (promised, _), (new, found) = drawn(1), drawn(2)
    own = theme_cuts(promised, np.ones(2))
    macro = [np.mean([f1(found[:, j], new[:, j] >= cut[j]) for j in range(2)]) for cut in (own, [ALONE, ALONE])]
    assert macro[0] > macro[1] + 0.005


@settings(max_examples=examples(40))
@given(st.integers(0, 10_000), st.integers(0, 60))
def test_a_cut_follows_from_its_own_theme_and_is_held_to_the_common_one(seed: int, number: int) -> None:
    promised, shares = calibrated(60, 3, seed)[0][:number], np.array([0.0, 0.5, 1.0])
    cuts = theme_cuts(promised, shares)
    for j in range(3):
        assert theme_cuts(promised[:, [j]], shares[[j]])[0] == cuts[j]
    assert cuts[0] == ALONE
    assert (theme_cuts(np.zeros((0, 3)), shares) == ALONE).all()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.floats(-6, 0))
def test_no_cut_stays_above_all_scores_however_far_codings_lower_them(seed: int, shift: float) -> None:
    lowered = scored(logit(np.clip(calibrated(60, 1, seed)[0], 0.05, 0.95)) + shift)
    assert lowered.max() >= theme_cuts(lowered, np.ones(1))[0]


@settings(max_examples=examples(40))
@given(st.integers(0, 10_000), st.sampled_from([0.05, 0.1, 0.2]))
def test_a_lower_risk_never_codes_more(seed: int, risk: float) -> None:
    promised, truth = calibrated(200, 2, seed)
    strict = certified_level(promised.ravel(), promised.ravel(), 1 - truth.ravel(), risk / 2)
    assert strict >= certified_level(promised.ravel(), promised.ravel(), 1 - truth.ravel(), risk)


def test_the_share_of_wrong_ones_is_at_most_the_risk_in_the_mean_of_draws() -> None:
    wrong_shares = []
    for seed in range(200):
        promised, truth = calibrated(250, 4, seed)
        new, found = calibrated(2_000, 4, 1_000 + seed)
        chosen = new >= certified_level(new.ravel(), promised.ravel(), 1 - truth.ravel(), 0.1)
        wrong_shares.append((1 - found[chosen]).mean() if chosen.any() else 0.0)
    assert 0.05 < np.mean(wrong_shares) <= 0.1, "a rule that codes nothing keeps every risk"


def test_texts_that_surely_have_no_theme_are_coded_as_none() -> None:
    honest = np.vstack([np.full((400, 2), 0.01), np.full((100, 2), 0.7)])
    truth = np.vstack([np.zeros((400, 2)), np.ones((100, 2))])
    found = levels(honest, honest, truth, 0.05)
    assert found.nothing == pytest.approx(0.01)
    made = decisions(np.array([[0.01, 0.005], [0.01, 0.3], [0.7, 0.2]]), ("a", "b"), found, np.array([0.3, 0.3]))
    assert [decision.state for decision in made] == [State.NONE, State.PERSON, State.CODED]
    assert made[2] == Decision(State.CODED, frozenset({"a"}))


@pytest.mark.parametrize(
    ("missed", "level"),
    [
        ([0] * 8, 0.15),
        ([0] * 7, -np.inf),
        ([0] * 8 + [1, 0], 0.08),
        ([1] + [0] * 17, 0.15),
        ([1] + [0] * 16, -np.inf),
    ],
)
def test_a_theme_falls_silent_only_as_far_as_coded_texts_show_that_it_is_not_missed(
    missed: list[int], level: float
) -> None:
    scores = np.arange(1, len(missed) + 1)[:, None] / 100
    doubted, bound = np.ones((len(missed), 1), dtype=bool), np.array([0.15])
    scores = np.minimum(scores, 0.149)
    truth = np.array(missed, dtype=float)[:, None]
    assert silent_levels(scores, truth, doubted, bound).tolist() == [level]
    assert silent_levels(scores, truth, ~doubted, bound).tolist() == [-np.inf], "the codebook had no doubt of these"


def test_few_codings_show_nothing_and_leave_all_to_a_person() -> None:
    found = levels(np.array([[0.99]]), np.array([[0.99], [0.01]]), np.array([[1.0], [0.0]]), 0.05)
    assert found == Levels(np.inf, -np.inf)
    assert decisions(np.array([[0.99]]), ("a",), found, np.array([0.3])) == [Decision(State.PERSON, frozenset())]


def test_what_is_only_in_doubt_is_coded_by_no_machine_alone() -> None:
    made = decisions(np.array([[0.2], [0.4]]), ("a",), Levels(0.1, -np.inf), np.array([0.3]))
    assert [decision.state for decision in made] == [State.PERSON, State.CODED]
