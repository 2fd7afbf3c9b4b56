"""Prototypes: the middle of the texts that are likely to have a theme, so that texts that nobody coded teach as well.

A few codings say little of how else a theme is put. By them and by the codebook some texts at hand are likelier to have
it, and these say more (Rocchio 1971, without a person's judgement; self-training, Yarowsky 1995). A text counts as far
as it is likely to have the theme, and one that was coded as it was coded. How near another lies to their middle, in
standard deviations from what is usual, is added to its log-odds. Prototypes say which texts have a theme, not how many
and not how surely: the log-odds are brought back to the spread that they had where they are open, and moved so that as
many texts at hand are expected to have the theme as before.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from analysis.classifying.text_views import NOISE, Floats, unit
from analysis.classifying.usual import IMAGINED, Usual, usual_of

NEAR = 0.75
"""The log-odds of a standard deviation of nearness; .6 to .9 serve about as well on the half where constants are
chosen."""

LEAST_SPREAD = 0.05
"""The least standard deviation of nearness: a few texts may lie alike by chance."""

STEPS, STILL = 100, 1e-9
"""Newton's steps at most, and one after which there is nothing left to go."""


@dataclass(frozen=True, slots=True)
class UsualTexts:
    """Some of the texts at hand: their rows in all views, the codebook's log-odds, how far each is one of its own (see
    ``distinctness``), and which were coded."""

    rows: Floats
    log_odds: Floats
    weights: Floats
    is_coded: NDArray[np.bool_]


class Prototypes:
    """The prototype of each theme, from texts that are likely to have it and texts of which people said so."""

    def __init__(self, usual: UsualTexts, log_odds: Floats, rows: Floats, truth: Floats, shares: Floats) -> None:
        """``log_odds`` are those of the usual texts so far, ``rows`` and ``truth`` the coded texts' (see ``ridge``);
        ``shares`` tell how much the prototype of each theme counts."""
        number = usual.weights.sum()
        self._middle = usual.weights @ usual.rows / number
        centred, coded = self._centred(usual.rows), self._centred(rows)
        chances = expit(log_odds) * (usual.weights * ~usual.is_coded)[:, None]
        found = np.nan_to_num(truth)
        sums = chances.T @ centred + found.T @ coded
        self._prototypes = unit(sums)
        nearness = centred @ self._prototypes.T
        usual_nearness = usual_of(nearness, usual.weights)
        self._usual = Usual(usual_nearness.mean, np.maximum(usual_nearness.deviation, LEAST_SPREAD))
        self._strength = NEAR * shares * number / (number + IMAGINED)
        self._balance(log_odds, log_odds + self._added(nearness), usual.weights)
        self._left_out = self._added(_nearness_left_out(coded, found, sums))

    def log_odds(self, log_odds: Floats, rows: Floats) -> Floats:
        """Return the log-odds of texts by those that they had and their rows in all views."""
        return self._balanced(log_odds + self._added(self._centred(rows) @ self._prototypes.T))

    def honest(self, log_odds: Floats) -> Floats:
        """Return the log-odds of the coded texts as if they had not been coded, by those that they had."""
        return self._balanced(log_odds + self._left_out)

    def _added(self, nearness: Floats) -> Floats:
        return np.asarray(self._strength * self._usual.standard(nearness))

    def _centred(self, rows: Floats) -> Floats:
        """Return rows measured from the middle; what nothing is known of lies there itself."""
        return unit((rows - self._middle) * rows.any(axis=1, keepdims=True))

    def _balance(self, before: Floats, after: Floats, weights: Floats) -> None:
        """Learn how log-odds are brought back to the spread that they had, and how many are expected."""
        openness = weights[:, None] * expit(before) * expit(-before)
        self._scale = np.minimum(1.0, _spread(before, openness) / _spread(after, openness))
        self._surplus = _surplus(self._scale * after, weights @ expit(before), weights)

    def _balanced(self, log_odds: Floats) -> Floats:
        return np.asarray(self._scale * log_odds - self._surplus)


def _nearness_left_out(coded: Floats, found: Floats, sums: Floats) -> Floats:
    """Return how near each coded text lies to the prototypes that the others make."""
    own = found * (coded**2).sum(axis=1, keepdims=True)
    nearness = coded @ sums.T
    squares = (sums**2).sum(axis=1) - found * (2 * nearness - own)
    return np.asarray((nearness - own) / np.sqrt(np.maximum(squares, NOISE)))


def _spread(figures: Floats, weights: Floats) -> Floats:
    """Return the standard deviation of each theme's figures by weights of its own."""
    shares = weights / np.maximum(weights.sum(axis=0), NOISE)
    centred = figures - (shares * figures).sum(axis=0)
    return np.asarray(np.maximum(np.sqrt((shares * centred**2).sum(axis=0)), NOISE))


def _surplus(log_odds: Floats, expected: Floats, weights: Floats) -> Floats:
    """Return by how much each theme's log-odds must be less for so many texts to be expected to have it."""
    surplus = np.zeros(log_odds.shape[1])
    for _ in range(STEPS):
        chances = expit(log_odds - surplus)
        slopes = np.maximum(weights @ (chances * (1 - chances)), NOISE)
        step = np.clip((weights @ chances - expected) / slopes, -1.0, 1.0)
        surplus = np.asarray(surplus + step)
        if np.abs(step).max(initial=0.0) < STILL:
            break
    return surplus
