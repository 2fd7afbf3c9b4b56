"""Ridge regression on people's codings: kernel ridge over all views, mixed with the codebook's log-odds.

Each theme is learned by itself, from what people said of it: no other theme's codings have a say. First comes how far
the codebook leads to expect the theme: its log-odds, shifted and stretched. What is then learned is what people found
beyond that, as long as little was found; the first codings need not teach again what the codebook says. A ridge
regression tells of each coded text what it would have said of it without having seen it, at no further cost (the
leave-one-out identity, Allen 1974). On these out-of-fold answers a logistic regression learns how far to trust the
regression and how far the codebook (Platt 1999; Wolpert 1992). It is held near what served on other consultations, and
with few codings the codebook's own log-odds count beside it, so that the first codings teach without upsetting all.
At last counts, as long as little was found, how near a text lies to those that are likely to have the theme (see
``prototypes``).

Two texts are alike by the square of one more than the mean of their cosines in the four views: what they share in one
view counts the more if they share something in another. With very many codings the plain mean is enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from analysis.classifying.prototypes import Prototypes, UsualTexts
from analysis.classifying.quantised import scored
from analysis.classifying.text_views import NOISE, VIEWS, Floats

RIDGE, PLAIN_RIDGE = 1.2, 2.5
"""The penalty, and that of the plain regression; half and twice of each serve about as well."""

CONSTANT = np.sqrt(10.0)
"""In the plain regression the column of ones is this long, so that a theme's share of so many coded texts is all but
free of the penalty. The other has none: one coding would shift a theme in all texts."""

PLAIN = 3_000
"""With more codings the regression is the plain one: the other's time grows with their cube."""

EXPECTED = np.array([0.0, 1.0])
"""Where nothing is learned yet: the shift and the stretch of the codebook's log-odds."""

FADES = 45.0
"""Assignments of a theme with which what the codebook leads to expect of it counts half, as does what texts that nobody
coded tell; and ever less with more."""

TRUST = np.array([0.0, 12.0, 1.0])
"""Where nothing is learned yet: the bias, the trust in the regression, the trust in what the codebook leads to
expect. 9 to 16 for the second serve about as well on patients' comments, key points and surveys alike."""

HOLD = 1.0
"""How firmly all of these are held there; half and twice as firmly serve about as well."""

NAME_WORTH, ENTRY_WORTH = 12.0, 20.0
"""Codings with which what is learned weighs as much as the codebook alone, where this gives a theme's name and where it
says more; its weight grows with their square, as one that people made to correct the machine says nothing of all other
texts."""

STEPS, STILL = 100, 1e-9
"""Newton's steps at most, and one after which there is nothing left to go: the next would be its square."""

BOUND = 1.5
"""What a regression says is kept within this of 0: a share far outside 0 to 1 tells no more than one just outside."""

CHUNK = 5_000
"""Texts at a time, to bound the memory."""


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """Coded texts: their rows in all views, the codebook's log-odds, and for each theme 1, 0, or NaN if not said."""

    rows: Floats
    logits: Floats
    truth: Floats


class RidgeModel:
    """Kernel ridge regression of each theme on coded texts, mixed with the codebook's log-odds."""

    def __init__(
        self, training_set: TrainingSet, usual: UsualTexts | None = None, worths: Floats | float = NAME_WORTH
    ) -> None:
        """Fit all themes, each by itself; those with the same answered texts share a kernel. ``usual`` are texts at
        hand, from which prototypes are learned; ``worths`` tell of how many codings each theme's entry is worth."""
        answered = ~np.isnan(training_set.truth)
        self._expected = _fit_themes(_stacked(training_set.logits), training_set.truth, EXPECTED)
        expected_chances = expit(self._expected_logits(training_set.logits))
        fading = FADES / (FADES + np.nansum(training_set.truth, axis=0))
        self._answers, out_of_fold = _regressions(training_set.rows, training_set.truth - fading * expected_chances)
        squares = answered.sum(axis=0).astype(float) ** 2
        self.shares = squares / (squares + worths**2)
        """How much what was learned of each theme counts, of 1, and the less the codebook alone."""
        self._trust = _fit_themes(self._columns(out_of_fold, training_set.logits), training_set.truth, TRUST)
        self._prototypes: Prototypes | None = None
        honest_logits = self._mixed(out_of_fold, training_set.logits)
        if usual is not None and len(usual.rows):
            usual_logits = self.logits(usual.rows, usual.log_odds)
            weights = fading * self.shares
            self._prototypes = Prototypes(usual, usual_logits, training_set.rows, training_set.truth, weights)
            honest_logits = self._prototypes.honest(honest_logits)
        self.honest = scored(honest_logits)
        """The scores of each coded text as if it had not been coded; NaN where its coder did not say."""
        self.codebook_scores = scored(training_set.logits)
        """The scores of each coded text from the codebook alone."""

    def logits(self, rows: Floats, codebook_logits: Floats) -> Floats:
        """Return the log-odds of each theme for texts by their rows in all views and the codebook's log-odds."""
        chunks = [slice(i, i + CHUNK) for i in range(0, max(1, len(rows)), CHUNK)]
        return np.vstack([self._chunk_logits(rows[chunk], codebook_logits[chunk]) for chunk in chunks])

    def _chunk_logits(self, rows: Floats, codebook_logits: Floats) -> Floats:
        logits = self._mixed(self._answers(rows), codebook_logits)
        return logits if self._prototypes is None else self._prototypes.log_odds(logits, rows)

    def _mixed(self, regression_scores: Floats, codebook_logits: Floats) -> Floats:
        """Return what was learned of each theme, and what the codebook says of it alone, by their shares."""
        learned_logits = _weighted(self._columns(regression_scores, codebook_logits), self._trust)
        return np.asarray(self.shares * learned_logits + (1 - self.shares) * codebook_logits)

    def _columns(self, regression_scores: Floats, codebook_logits: Floats) -> Floats:
        return _stacked(np.clip(regression_scores, -BOUND, BOUND), self._expected_logits(codebook_logits))

    def _expected_logits(self, codebook_logits: Floats) -> Floats:
        return _weighted(_stacked(codebook_logits), self._expected)


def _stacked(*columns: Floats) -> Floats:
    """Return a column of ones and some others for each theme: shape (n_texts, n_themes, 1 + n_columns)."""
    return np.stack([np.ones_like(columns[0]), *columns], axis=-1)


def _weighted(columns: Floats, weights: Floats) -> Floats:
    """Return the sum of each theme's columns by its own weights: shape (n_texts, n_themes)."""
    return np.asarray(np.einsum("ijk,jk->ij", columns, weights))


def _fit_themes(columns: Floats, truth: Floats, start: Floats) -> Floats:
    """Return the weights of each theme's logistic regression on what was said of it: shape (n_themes, n_columns)."""
    answered = ~np.isnan(truth)
    return np.array([_fit_logistic(columns[rows, j], truth[rows, j], start) for j, rows in enumerate(answered.T)])


def _columns_by_rows(answered: Floats) -> list[list[int]]:
    """Return the columns, those that are answered in the same rows together; none for what nobody answered."""
    column_groups: dict[bytes, list[int]] = {}
    for j, answered_rows in enumerate(answered.T):
        if answered_rows.any():
            column_groups.setdefault(answered_rows.tobytes(), []).append(j)
    return list(column_groups.values())


def _regressions(rows: Floats, residuals: Floats) -> tuple[FittedRidge, Floats]:
    """Return the regressions of all themes, and what each would say of every coded text had it been left out.

    ``residuals`` is NaN where it was not said.
    """
    is_plain, is_answered = len(rows) > PLAIN, ~np.isnan(residuals)
    coded = _with_constant(rows) if is_plain else rows
    out_of_fold = np.full(residuals.shape, np.nan)
    weights = np.zeros((coded.shape[1] if is_plain else len(coded), residuals.shape[1]))
    for columns in _columns_by_rows(is_answered):
        answered_rows = np.flatnonzero(is_answered[:, columns[0]])
        group_cells = np.ix_(answered_rows, np.array(columns))
        if is_plain:
            weights[:, columns], out_of_fold[group_cells] = _plain_ridge(coded[answered_rows], residuals[group_cells])
        else:
            weights[group_cells], out_of_fold[group_cells] = _kernel_ridge(coded[answered_rows], residuals[group_cells])
    return FittedRidge(None if is_plain else coded, weights), out_of_fold


@dataclass(frozen=True, slots=True)
class FittedRidge:
    """Fitted regressions: the coded texts by which others are told (None: the plain regression), and their weights."""

    coded: Floats | None
    weights: Floats

    def __call__(self, rows: Floats) -> Floats:
        """Return what is said of texts by their rows."""
        kernel_rows = _with_constant(rows) if self.coded is None else _kernel_matrix(rows, self.coded)
        return np.asarray(kernel_rows @ self.weights)


def _kernel_matrix(rows: Floats, others: Floats) -> Floats:
    mean_cosines = rows @ others.T / len(VIEWS)
    return np.asarray((1.0 + mean_cosines) ** 2)


def _kernel_ridge(coded: Floats, residuals: Floats) -> tuple[Floats, Floats]:
    """Return the weights of the coded texts, and what would be said of each had it been left out."""
    kernel_matrix = _kernel_matrix(coded, coded)
    inverse_kernel = np.linalg.inv(kernel_matrix + RIDGE * np.eye(len(coded)))
    dual_weights = inverse_kernel @ residuals
    return dual_weights, residuals - dual_weights / np.diag(inverse_kernel)[:, None]


def _plain_ridge(coded: Floats, residuals: Floats) -> tuple[Floats, Floats]:
    """Return the weights of the columns, and what would be said of each row had it been left out."""
    inverse_gram = np.linalg.inv(coded.T @ coded + PLAIN_RIDGE * np.eye(coded.shape[1]))
    column_weights = inverse_gram @ (coded.T @ residuals)
    leverages = np.einsum("ij,ij->i", coded @ inverse_gram, coded)[:, None]
    return column_weights, (coded @ column_weights - leverages * residuals) / (1 - leverages)


def _fit_logistic(columns: Floats, truth: Floats, start: Floats) -> Floats:
    """Return the weights of a logistic regression that is held near where it starts, by Newton's method.

    The steps go on until they are nothing: weights that are left on the way are others on every processor.
    """

    def loss(coefficients: Floats) -> float:
        log_odds, weight_shifts = columns @ coefficients, coefficients - start
        return float((np.logaddexp(0.0, log_odds) - truth * log_odds).sum() + 0.5 * HOLD * (weight_shifts**2).sum())

    coefficients = start.astype(float)
    for _ in range(STEPS):
        probabilities = expit(columns @ coefficients)
        descent = columns.T @ (truth - probabilities) - HOLD * (coefficients - start)
        curvature = (columns.T * (probabilities * (1 - probabilities))) @ columns + HOLD * np.eye(len(start))
        newton_step = np.linalg.solve(curvature, descent)
        while loss(coefficients + newton_step) > loss(coefficients) + NOISE:
            newton_step = newton_step / 2
        coefficients = coefficients + newton_step
        if np.abs(newton_step).max() < STILL:
            break
    return coefficients


def _with_constant(rows: Floats) -> Floats:
    return np.hstack([rows, np.full((len(rows), 1), CONSTANT)])


def merge_duplicates(text_keys: Sequence[object], training_set: TrainingSet) -> TrainingSet:
    """Merge training texts that are the same, so that none is examined on what its twin has told."""
    rows_by_key: dict[object, list[int]] = {}
    for i, text_key in enumerate(text_keys):
        rows_by_key.setdefault(text_key, []).append(i)
    first_rows = [twin_rows[0] for twin_rows in rows_by_key.values()]
    with np.errstate(invalid="ignore"):
        known_cells = [~np.isnan(training_set.truth[twin_rows]) for twin_rows in rows_by_key.values()]
        truth_sums = [np.nansum(training_set.truth[twin_rows], axis=0) for twin_rows in rows_by_key.values()]
        mean_truth = np.array(
            [
                truth_sum / known_twins.sum(axis=0)
                for truth_sum, known_twins in zip(truth_sums, known_cells, strict=True)
            ]
        )
    return TrainingSet(training_set.rows[first_rows], training_set.logits[first_rows], mean_truth)
