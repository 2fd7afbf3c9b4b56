"""How many themes a text has: where people mostly find one, a text that surely has one seldom has a second.

The themes' probabilities, each by itself, promise a distribution of the number of themes (the Poisson binomial). What
people found differs from it, and by that each number is weighed: a text with k themes counts by the weight of k. The
probability of each theme then follows for all of them together, by adding up all sets of themes one theme at a time.
"""

from __future__ import annotations

import numpy as np

from analysis.classifying.features import Floats

MOST = 3
"""Three themes and more are one number: more than three are seldom."""

IMAGINED = 5.0
"""Texts with each number of themes that are imagined to be as promised, so that the first codings upset nothing."""

ROUNDS = 30
"""Rounds of fitting; the weights stand still long before."""

CHUNK = 5_000
"""Texts at a time, to bound the memory."""


def weights_of(probabilities: Floats, truth: Floats) -> Floats:
    """The weight of 0, 1, 2, and ``MOST`` or more themes, from coded texts (iterative proportional fitting).

    Both of shape (n_texts, n_themes), the probabilities as if the text had not been coded.
    """
    weights = np.ones(MOST + 1)
    if not len(truth):
        return weights
    found = np.bincount(np.minimum(truth.sum(axis=1).astype(int), MOST), minlength=MOST + 1)
    promised = _before(probabilities)[-1]
    for _ in range(ROUNDS):
        share = promised * weights
        share /= share.sum(axis=1, keepdims=True)
        weights = weights * (found + IMAGINED) / (share.sum(axis=0) + IMAGINED)
        weights /= weights.max()
    return weights


def together(probabilities: Floats, weights: Floats) -> Floats:
    """The probability of each theme, where each number of themes has its weight: shape (n_texts, n_themes)."""
    chunks = [_together(probabilities[i : i + CHUNK], weights) for i in range(0, len(probabilities), CHUNK)]
    return np.vstack(chunks) if chunks else probabilities


def _together(probabilities: Floats, weights: Floats) -> Floats:
    before = _before(probabilities)
    after = np.broadcast_to(weights, (len(probabilities), MOST + 1))
    found = np.empty_like(probabilities)
    for j in range(probabilities.shape[1] - 1, -1, -1):
        theme = probabilities[:, j, None]
        # With the theme one more is there; from the last number on, more makes no difference.
        with_it = np.hstack([after[:, 1:], after[:, -1:]])
        has = (before[j] * with_it * theme).sum(axis=1)
        has_not = (before[j] * after * (1 - theme)).sum(axis=1)
        found[:, j] = has / (has + has_not)
        after = with_it * theme + after * (1 - theme)
    return found


def _before(probabilities: Floats) -> list[Floats]:
    """For each theme, and at last for all, the chance of each number of themes among those that stand before it."""
    chance: Floats = np.zeros((len(probabilities), MOST + 1))
    chance[:, 0] = 1.0
    chances: list[Floats] = [chance]
    for theme in probabilities.T[:, :, None]:
        more = chance * theme
        chance = chance * (1 - theme)
        chance[:, 1:] += more[:, :-1]
        chance[:, -1] += more[:, -1]
        chances.append(chance)
    return chances
