"""What the codings teach: ridge regressions over all views, made into log-odds together with the codebook's word.

A ridge regression tells of each coded text what it would have said of it without having seen it, at no further cost
(the leave-one-out identity, Allen 1974). On these honest answers one logistic regression for all themes, and then one
for each that is held near it, learn how far to trust the regression and how far the codebook (Platt 1999; Wolpert
1992). Both are held near what served on other consultations, so that the first codings teach without upsetting all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from analysis.classifying.features import Floats

RIDGE = 2.5
"""The penalty; from 1 to 3 all serve about as well."""

CONSTANT = np.sqrt(10.0)
"""The column of ones is this long, so that a theme's share of the texts is all but free of the penalty."""

TRUST = np.array([-2.2, 7.0, 0.6])
"""Where nothing is learned yet: the bias, the trust in the regression, the trust in the codebook's log-odds. Near what
fits best with 16 to 64 codings on patients' comments, key points and a cycling consultation alike."""

HOLD = np.array([0.5, 1.0, 10.0])
"""How firmly all themes together are held there."""

HOLD_THEME = np.array([2.4, 8.0, 8.0])
"""How firmly each theme is held to what was learned for all."""

HALF = 8.0
"""Codings with which what is learned weighs as much as the codebook alone."""

CHUNK = 5_000
"""Texts at a time, to bound the memory."""

BOUND = (-0.5, 1.5)
"""What a regression says is kept between these: a share far outside 0 to 1 tells no more than one just outside."""


@dataclass(frozen=True, slots=True)
class Lessons:
    """Coded texts: their rows in all views, the codebook's log-odds, and for each theme 1, 0, or NaN if not said."""

    rows: Floats
    logits: Floats
    truth: Floats


class Learned:
    """Learns themes from lessons."""

    def __init__(self, lessons: Lessons) -> None:
        """Fit all themes; those with the same answered texts at once."""
        self.number = len(lessons.rows)
        coded = _with_constant(lessons.rows)
        themes = lessons.truth.shape[1]
        self._weights = np.zeros((coded.shape[1], themes))
        honest = np.full(lessons.truth.shape, np.nan)
        answered = ~np.isnan(lessons.truth)
        for columns in _alike(answered):
            held = np.flatnonzero(answered[:, columns[0]])
            cells = np.ix_(held, np.array(columns))
            self._weights[:, columns], honest[cells] = _ridge(coded[held], lessons.truth[cells])
        self._share = answered.sum(axis=0) / (answered.sum(axis=0) + HALF)
        self._stack(honest, lessons, answered)
        self.honest = self._mixed(honest, lessons.logits)
        """The log-odds of each coded text as if it had not been coded; NaN where its coder did not say."""

    def logits(self, rows: Floats, codebook: Floats) -> Floats:
        """The log-odds of each theme for texts by their rows in all views and the codebook's log-odds."""
        said = np.vstack([rows[i : i + CHUNK] @ self._weights[:-1] for i in range(0, max(1, len(rows)), CHUNK)])
        return self._mixed(said + CONSTANT * self._weights[-1], codebook)

    def _stack(self, honest: Floats, lessons: Lessons, answered: Floats) -> None:
        columns = _columns(honest, lessons.logits)
        common = _logistic(columns[answered], lessons.truth[answered], TRUST, HOLD)
        self._trust = np.array(
            [
                _logistic(columns[held, j], lessons.truth[held, j], common, HOLD_THEME)
                for j, held in enumerate(answered.T)
            ]
        )

    def _mixed(self, said: Floats, codebook: Floats) -> Floats:
        learned = np.einsum("ijk,jk->ij", _columns(said, codebook), self._trust)
        return np.asarray(self._share * learned + (1 - self._share) * codebook)


def _alike(answered: Floats) -> list[list[int]]:
    """The columns, those that are answered in the same rows together; none for what nobody answered."""
    groups: dict[bytes, list[int]] = {}
    for j, held in enumerate(answered.T):
        if held.any():
            groups.setdefault(held.tobytes(), []).append(j)
    return list(groups.values())


def _ridge(rows: Floats, truth: Floats) -> tuple[Floats, Floats]:
    """The weights, and what would be said of each row had it been left out; by rows or columns, whichever are fewer."""
    number, width = rows.shape
    if number <= width:
        inverse = np.linalg.inv(rows @ rows.T + RIDGE * np.eye(number))
        dual = inverse @ truth
        return rows.T @ dual, truth - dual / np.diag(inverse)[:, None]
    inverse = np.linalg.inv(rows.T @ rows + RIDGE * np.eye(width))
    weights = inverse @ (rows.T @ truth)
    lever = np.einsum("ij,ij->i", rows @ inverse, rows)[:, None]
    return weights, (rows @ weights - lever * truth) / (1 - lever)


def _logistic(columns: Floats, truth: Floats, start: Floats, hold: Floats) -> Floats:
    """The weights of a logistic regression that is held near where it starts."""

    def loss(weights: Floats) -> tuple[float, Floats]:
        said, moved = columns @ weights, weights - start
        value = (np.logaddexp(0.0, said) - truth * said).sum() + 0.5 * (hold * moved * moved).sum()
        return float(value), columns.T @ (expit(said) - truth) + hold * moved

    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x)


def _columns(said: Floats, codebook: Floats) -> Floats:
    bounded = np.clip(said, *BOUND)
    return np.stack([np.ones_like(bounded), bounded, codebook], axis=-1)


def _with_constant(rows: Floats) -> Floats:
    return np.hstack([rows, np.full((len(rows), 1), CONSTANT)]).astype(np.float64)


def merged(keys: Sequence[object], lessons: Lessons) -> Lessons:
    """The lessons with those of the same text made one, so that none is examined on what its twin has told."""
    first: dict[object, list[int]] = {}
    for i, key in enumerate(keys):
        first.setdefault(key, []).append(i)
    rows = [group[0] for group in first.values()]
    with np.errstate(invalid="ignore"):
        known = [~np.isnan(lessons.truth[group]) for group in first.values()]
        sums = [np.nansum(lessons.truth[group], axis=0) for group in first.values()]
        truth = np.array([total / held.sum(axis=0) for total, held in zip(sums, known, strict=True)])
    return Lessons(lessons.rows[rows], lessons.logits[rows], truth)
