"""What texts that nobody coded teach: which have a theme, not how many, and nothing of other themes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.special import expit

from analysis.classifying.prototypes import Prototypes, UsualTexts, _nearness_left_out
from analysis.classifying.ridge import RidgeModel, TrainingSet
from analysis.classifying.text_views import unit

RANDOM = np.random.default_rng(3)
HAS = np.arange(200) % 4 == 0
"""A quarter of the texts have the first theme, and lie to one side; nothing tells of the second."""

ROWS = np.hstack([unit(RANDOM.normal(size=(200, 6)) + 1.5 * HAS[:, None] * np.eye(6)[view]) for view in range(4)])
LOG_ODDS = np.column_stack([-1.2 + 1.0 * HAS + RANDOM.normal(size=200), RANDOM.normal(size=200) - 1])
TRUTH = np.column_stack([HAS, RANDOM.random(200) < 0.3]).astype(float)
CODED, OTHERS = slice(0, 16), slice(16, 200)
USUAL = UsualTexts(ROWS, LOG_ODDS, np.ones(200), np.arange(200) < 16)


def prototypes(usual: UsualTexts = USUAL, truth: np.ndarray = TRUTH[CODED]) -> Prototypes:
    return Prototypes(usual, usual.log_odds, ROWS[CODED], truth, np.full(2, 0.8))


def right_order(log_odds: np.ndarray) -> float:
    """Return in how many pairs of texts the one that has the first theme is the likelier."""
    has, without = log_odds[HAS[OTHERS], 0], log_odds[~HAS[OTHERS], 0]
    return float((has[:, None] > without).mean())


def test_texts_that_nobody_coded_tell_which_have_a_theme() -> None:
    before = LOG_ODDS[OTHERS]
    after = prototypes().log_odds(before, ROWS[OTHERS])
    assert right_order(after) > right_order(before) + 0.05
    told, untold = (
        RidgeModel(TrainingSet(ROWS[CODED], LOG_ODDS[CODED], TRUTH[CODED]), usual) for usual in (USUAL, None)
    )
    assert right_order(told.logits(ROWS[OTHERS], before)) > right_order(untold.logits(ROWS[OTHERS], before))


def test_as_many_texts_are_expected_to_have_a_theme_as_before_and_no_more_surely() -> None:
    after = prototypes().log_odds(LOG_ODDS, ROWS)
    assert expit(after).sum(axis=0) == pytest.approx(expit(LOG_ODDS).sum(axis=0))
    openness = expit(LOG_ODDS) * expit(-LOG_ODDS)
    for j in range(2):
        spreads = [np.cov(log_odds[:, j], aweights=openness[:, j]) for log_odds in (LOG_ODDS, after)]
        assert spreads[1] <= spreads[0] * (1 + 1e-9)


def test_a_coded_text_is_no_part_of_what_it_is_held_against() -> None:
    sums = TRUTH[CODED].T @ ROWS[CODED] + 1.0
    left_out = _nearness_left_out(ROWS[CODED], TRUTH[CODED], sums)
    for i in range(16):
        others = unit(sums - TRUTH[[i]].T * ROWS[i])
        assert left_out[i] == pytest.approx(others @ ROWS[i])


def test_a_letter_that_many_send_counts_once() -> None:
    """Forty copies of one text, each counting for a fortieth, are that text."""
    places = np.append(np.arange(200), np.full(39, 199))
    weights = np.append(np.ones(199), np.full(40, 1 / 40))
    copies = UsualTexts(ROWS[places], LOG_ODDS[places], weights, USUAL.is_coded[places])
    assert prototypes(copies).log_odds(LOG_ODDS, ROWS) == pytest.approx(prototypes().log_odds(LOG_ODDS, ROWS))


def test_no_theme_moves_another_and_one_that_nobody_was_asked_about_stays() -> None:
    other = replace(USUAL, log_odds=LOG_ODDS * [1, -1])
    one, moved = (prototypes(usual).log_odds(usual.log_odds, ROWS) for usual in (USUAL, other))
    assert one[:, 0] == pytest.approx(moved[:, 0])
    asked_of_one = Prototypes(USUAL, LOG_ODDS, ROWS[CODED], TRUTH[CODED], np.array([0.8, 0.0]))
    assert asked_of_one.log_odds(LOG_ODDS, ROWS)[:, 1] == pytest.approx(LOG_ODDS[:, 1])


@pytest.mark.parametrize("number", [1, 2])
def test_a_text_or_two_tell_nothing_much(number: int) -> None:
    few = UsualTexts(ROWS[:number], LOG_ODDS[:number], np.ones(number), np.ones(number, dtype=bool))
    told = prototypes(few).log_odds(LOG_ODDS, ROWS)
    assert np.isfinite(told).all()
    assert np.abs(told - LOG_ODDS).max() < 3
