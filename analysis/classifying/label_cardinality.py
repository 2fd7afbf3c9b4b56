"""Label cardinality: where people mostly find one theme, a text that surely has one seldom has a second.

The themes' probabilities, each by itself, promise a distribution of the number of themes (the Poisson binomial). What
people found differs from it, and by that each number is weighed: a text with k themes counts by the weight of k. The
probability of each theme then follows for all of them together, by adding up all sets of themes one theme at a time.
"""

from __future__ import annotations

import numpy as np
from scipy.special import expit

from analysis.classifying.quantised import DIGITS
from analysis.classifying.text_views import Floats

MOST = 3
"""Three themes and more are one number: more than three are seldom."""

IMAGINED = 5.0
"""Texts with each number of themes that are imagined to be as promised, so that the first codings upset nothing."""

ROUNDS = 30
"""Rounds of fitting; the weights stand still long before."""

CHUNK = 5_000
"""Texts at a time, to bound the memory."""


def weights_of(log_odds: Floats, truth: Floats) -> Floats:
    """Return the weight of 0, 1, 2, and ``MOST`` or more themes, from coded texts (iterative proportional fitting).

    Both of shape (n_texts, n_themes), the log-odds as if the text had not been coded.
    """
    weights = np.ones(MOST + 1)
    if not len(truth):
        return weights
    found_counts = np.bincount(np.minimum(truth.sum(axis=1).round(DIGITS).astype(int), MOST), minlength=MOST + 1)
    promised = _chances_before(log_odds)[-1].T
    for _ in range(ROUNDS):
        text_shares = promised * weights
        text_shares /= text_shares.sum(axis=1, keepdims=True)
        weights = weights * (found_counts + IMAGINED) / (text_shares.sum(axis=0) + IMAGINED)
        weights /= weights.max()
    return weights


def joint_log_odds(log_odds: Floats, weights: Floats) -> Floats:
    """Return the log-odds of each theme among all, where each number of themes has its weight: shape (n_texts,
    n_themes)."""
    adjusted_chunks = [_joint_log_odds(log_odds[i : i + CHUNK], weights) for i in range(0, len(log_odds), CHUNK)]
    return np.vstack(adjusted_chunks) if adjusted_chunks else log_odds


def _joint_log_odds(log_odds: Floats, weights: Floats) -> Floats:
    before = _chances_before(log_odds)
    after = np.broadcast_to(weights[:, None], before[0].shape)
    adjusted = np.empty_like(log_odds)
    for j in range(log_odds.shape[1] - 1, -1, -1):
        # With the theme one more is there; from the last number on, more makes no difference.
        chances_with = np.vstack([after[1:], after[-1:]])
        log_ratio = np.log((before[j] * chances_with).sum(axis=0)) - np.log((before[j] * after).sum(axis=0))
        adjusted[:, j] = log_odds[:, j] + log_ratio
        theme_chance = expit(log_odds[:, j])
        after = chances_with * theme_chance + after * (1 - theme_chance)
    return adjusted


def _chances_before(log_odds: Floats) -> list[Floats]:
    """Return for each theme, and at last for all, the chance of each number of themes among those that stand before it.

    Each of shape (MOST + 1, n_texts).
    """
    chance: Floats = np.zeros((MOST + 1, len(log_odds)))
    chance[0] = 1.0
    before: list[Floats] = [chance]
    for theme_chance in expit(log_odds).T:
        carried = chance * theme_chance
        chance = chance * (1 - theme_chance)
        chance[1:] += carried[:-1]
        chance[-1] += carried[-1]
        before.append(chance)
    return before
