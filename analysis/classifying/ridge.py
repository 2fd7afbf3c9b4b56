"""Ridge regression on people's codings: kernel ridge over all views, mixed with the codebook's log-odds.

What is learned is what people found beyond what the codebook had led to expect, as long as little was found: the first
codings need not teach again what it says already. A ridge regression tells of each coded text what it would have said
of it without having seen it, at no further cost (the leave-one-out identity, Allen 1974). On these honest answers one
logistic regression for all themes, and then one for each that is held near it, learn how far to trust the regression
and how far the codebook (Platt 1999; Wolpert 1992). Both are held near what served on other consultations, so that the
first codings teach without upsetting all. Last comes how many themes people find in a text (see ``how_many``).

Two texts are alike by the square of one more than the mean of their cosines in the four views: what they share in one
view counts the more if they share something in another. With very many codings the plain mean is enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from analysis.classifying.label_cardinality import together, usual, weights_of
from analysis.classifying.quantised import scored
from analysis.classifying.text_views import NOISE, VIEWS, Floats

RIDGE, PLAIN_RIDGE = 1.2, 2.5
"""The penalty, and that of the plain regression; half and twice of each serve about as well."""

CONSTANT = np.sqrt(10.0)
"""The column of ones is this long, so that a theme's share of the texts is all but free of the penalty."""

PLAIN = 3_000
"""With more codings the regression is the plain one: the other's time grows with their cube."""

EXPECTED, HOLD_EXPECTED = np.array([0.0, 1.0]), np.array([0.5, 10.0])
"""What the codebook leads to expect is its log-odds, shifted and stretched alike for all themes; where that starts, and
how firmly it is held there."""

FADES = 15.0
"""Assignments of a theme with which what the codebook leads to expect of it counts half, and ever less with more."""

TRUST = np.array([0.0, 12.0, 1.0])
"""Where nothing is learned yet: the bias, the trust in the regression, the trust in what the codebook leads to expect.
9 to 16 for the second serve about as well on patients' comments, key points and a cycling consultation alike."""

HOLD = np.array([0.5, 1.0, 10.0])
"""How firmly all themes together are held there."""

HOLD_THEME = np.array([1.0, 0.25, 4.0])
"""How firmly each theme is held to what was learned for all."""

HALF = 4.0
"""Codings with which what is learned weighs as much as the codebook alone."""

CHUNK = 5_000
"""Texts at a time, to bound the memory."""

STEPS, STILL = 100, 1e-9
"""Newton's steps at most, and one after which there is nothing left to go: the next would be its square."""

BOUND = 1.5
"""What a regression says is kept within this of 0: a share far outside 0 to 1 tells no more than one just outside."""


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """Coded texts: their rows in all views, the codebook's log-odds, and for each theme 1, 0, or NaN if not said."""

    rows: Floats
    logits: Floats
    truth: Floats


class RidgeModel:
    """Learns themes from lessons."""

    def __init__(self, lessons: TrainingSet) -> None:
        """Fit all themes; those with the same answered texts at once."""
        self.number = len(lessons.rows)
        answered = ~np.isnan(lessons.truth)
        shift = np.stack([np.ones_like(lessons.logits), lessons.logits], axis=-1)
        self._expected = _logistic(shift[answered], lessons.truth[answered], EXPECTED, HOLD_EXPECTED)
        expected = expit(shift @ self._expected) * FADES / (FADES + np.nansum(lessons.truth, axis=0))
        self._answers, honest = _regressions(lessons.rows, lessons.truth - expected)
        self._share = answered.sum(axis=0) / (answered.sum(axis=0) + HALF)
        self._stack(honest, lessons, answered)
        whole = answered.all(axis=1)
        self._how_many = weights_of(self._stacked(honest, lessons.logits)[whole], lessons.truth[whole])
        self.honest = scored(self._mixed(honest, lessons.logits))
        """The scores of each coded text as if it had not been coded; NaN where its coder did not say."""

    def logits(self, rows: Floats, codebook: Floats) -> Floats:
        """Return the log-odds of each theme for texts by their rows in all views and the codebook's log-odds."""
        said = [self._answers(rows[i : i + CHUNK]) for i in range(0, max(1, len(rows)), CHUNK)]
        return self._mixed(np.vstack(said), codebook)

    def _stack(self, honest: Floats, lessons: TrainingSet, answered: Floats) -> None:
        columns = self._columns(honest, lessons.logits)
        common = _logistic(columns[answered], lessons.truth[answered], TRUST, HOLD)
        self._trust = np.array(
            [
                _logistic(columns[held, j], lessons.truth[held, j], common, HOLD_THEME)
                for j, held in enumerate(answered.T)
            ]
        )

    def _mixed(self, said: Floats, codebook: Floats) -> Floats:
        """Return what was learned and what the codebook says alone, each by how many themes a text has.

        A text of which not all was said keeps each theme's own log-odds.
        """
        learned = self._stacked(said, codebook)
        whole = ~np.isnan(learned).any(axis=1)
        learned[whole] = together(learned[whole], self._how_many)
        return np.asarray(self._share * learned + (1 - self._share) * usual(codebook))

    def _stacked(self, said: Floats, codebook: Floats) -> Floats:
        return np.asarray(np.einsum("ijk,jk->ij", self._columns(said, codebook), self._trust))

    def _columns(self, said: Floats, codebook: Floats) -> Floats:
        expected = self._expected[0] + self._expected[1] * codebook
        return np.stack([np.ones_like(said), np.clip(said, -BOUND, BOUND), expected], axis=-1)


def _alike(answered: Floats) -> list[list[int]]:
    """Return the columns, those that are answered in the same rows together; none for what nobody answered."""
    groups: dict[bytes, list[int]] = {}
    for j, held in enumerate(answered.T):
        if held.any():
            groups.setdefault(held.tobytes(), []).append(j)
    return list(groups.values())


def _regressions(rows: Floats, wanted: Floats) -> tuple[FittedRidge, Floats]:
    """Return the regressions of all themes, and what each would say of every coded text had it been left out.

    ``wanted`` is NaN where it was not said.
    """
    plain, answered = len(rows) > PLAIN, ~np.isnan(wanted)
    coded = _with_constant(rows) if plain else rows
    honest = np.full(wanted.shape, np.nan)
    weights = np.zeros((coded.shape[1] if plain else len(coded), wanted.shape[1]))
    for columns in _alike(answered):
        held = np.flatnonzero(answered[:, columns[0]])
        cells = np.ix_(held, np.array(columns))
        if plain:
            weights[:, columns], honest[cells] = _plain(coded[held], wanted[cells])
        else:
            weights[cells], honest[cells] = _kernel(coded[held], wanted[cells])
    return FittedRidge(None if plain else coded, weights), honest


@dataclass(frozen=True, slots=True)
class FittedRidge:
    """Fitted regressions: the coded texts by which others are told (None: the plain regression), and their weights."""

    coded: Floats | None
    weights: Floats

    def __call__(self, rows: Floats) -> Floats:
        """Return what is said of texts by their rows."""
        seen = _with_constant(rows) if self.coded is None else _likeness(rows, self.coded)
        return np.asarray(seen @ self.weights)


def _likeness(rows: Floats, others: Floats) -> Floats:
    mean = rows @ others.T / len(VIEWS)
    return np.asarray((1.0 + mean) ** 2 + CONSTANT**2)


def _kernel(coded: Floats, truth: Floats) -> tuple[Floats, Floats]:
    """Return the weights of the coded texts, and what would be said of each had it been left out."""
    likeness = _likeness(coded, coded)
    inverse = np.linalg.inv(likeness + RIDGE * np.eye(len(coded)))
    weights = inverse @ truth
    return weights, truth - weights / np.diag(inverse)[:, None]


def _plain(coded: Floats, truth: Floats) -> tuple[Floats, Floats]:
    """Return the weights of the columns, and what would be said of each row had it been left out."""
    inverse = np.linalg.inv(coded.T @ coded + PLAIN_RIDGE * np.eye(coded.shape[1]))
    weights = inverse @ (coded.T @ truth)
    lever = np.einsum("ij,ij->i", coded @ inverse, coded)[:, None]
    return weights, (coded @ weights - lever * truth) / (1 - lever)


def _logistic(columns: Floats, truth: Floats, start: Floats, hold: Floats) -> Floats:
    """Return the weights of a logistic regression that is held near where it starts, by Newton's method.

    The steps go on until they are nothing: weights that are left on the way are others on every processor.
    """

    def loss(weights: Floats) -> float:
        said, moved = columns @ weights, weights - start
        return float((np.logaddexp(0.0, said) - truth * said).sum() + 0.5 * (hold * moved * moved).sum())

    weights = start.astype(float)
    for _ in range(STEPS):
        chance = expit(columns @ weights)
        downhill = columns.T @ (truth - chance) - hold * (weights - start)
        step = np.linalg.solve((columns.T * (chance * (1 - chance))) @ columns + np.diag(hold), downhill)
        while loss(weights + step) > loss(weights) + NOISE:
            step = step / 2
        weights = weights + step
        if np.abs(step).max() < STILL:
            break
    return weights


def _with_constant(rows: Floats) -> Floats:
    return np.hstack([rows, np.full((len(rows), 1), CONSTANT)])


def merged(keys: Sequence[object], lessons: TrainingSet) -> TrainingSet:
    """Return the lessons with those of the same text made one, so that none is examined on what its twin has told."""
    first: dict[object, list[int]] = {}
    for i, key in enumerate(keys):
        first.setdefault(key, []).append(i)
    rows = [group[0] for group in first.values()]
    with np.errstate(invalid="ignore"):
        known = [~np.isnan(lessons.truth[group]) for group in first.values()]
        sums = [np.nansum(lessons.truth[group], axis=0) for group in first.values()]
        truth = np.array([total / held.sum(axis=0) for total, held in zip(sums, known, strict=True)])
    return TrainingSet(lessons.rows[rows], lessons.logits[rows], truth)
