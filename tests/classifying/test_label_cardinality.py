"""How many themes a text has: sets weighed by their size."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit, logit

from analysis.classifying.label_cardinality import MOST, joint_log_odds, weights_of

chances = st.lists(st.floats(0.01, 0.99), min_size=1, max_size=6)
sizes = st.lists(st.floats(0.05, 1.0), min_size=MOST + 1, max_size=MOST + 1)


@settings(max_examples=60, deadline=None)
@given(chances, sizes)
def test_it_adds_up_all_sets_each_by_the_weight_of_its_size(alone: list[float], weights: list[float]) -> None:
    total, with_theme = 0.0, np.zeros(len(alone))
    for chosen in product((0, 1), repeat=len(alone)):
        chance = np.prod([p if has else 1 - p for p, has in zip(alone, chosen, strict=True)])
        chance *= weights[min(sum(chosen), MOST)]
        total += chance
        with_theme += chance * np.array(chosen)
    assert _among(np.array([alone]), np.array(weights))[0] == pytest.approx(with_theme / total)


@given(chances)
def test_weights_that_are_all_the_same_change_nothing(alone: list[float]) -> None:
    assert _among(np.array([alone]), np.ones(MOST + 1))[0] == pytest.approx(np.array(alone))


def test_where_people_find_one_theme_each_a_second_becomes_unlikely() -> None:
    alone = np.tile([0.6, 0.4, 0.1], (200, 1))
    truth = np.eye(3)[np.random.default_rng(0).integers(0, 2, 200)]
    weights = weights_of(logit(alone), truth)
    found = _among(alone, weights)
    assert found[0].sum() == pytest.approx(1.0, abs=0.1)
    assert weights.argmax() == 1
    assert _among(np.array([[0.95, 0.5, 0.1]]), weights)[0, 1] < 0.2, "the first theme is sure, so the second is not"


def test_nothing_coded_weighs_nothing() -> None:
    assert weights_of(np.zeros((0, 3)), np.zeros((0, 3))).tolist() == [1.0] * (MOST + 1)
    assert joint_log_odds(np.zeros((0, 3)), np.ones(MOST + 1)).shape == (0, 3)


def _among(alone: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return np.asarray(expit(joint_log_odds(logit(alone), weights)))
