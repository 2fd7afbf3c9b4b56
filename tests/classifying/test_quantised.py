"""Noise decides nothing: what differs by rounding alone gives the same axes, weights, cuts and scores."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from analysis.classifying.quantised import DIGITS, quantised, scored
from analysis.classifying.ridge import HOLD, TRUST, _fit_logistic
from analysis.classifying.text_views import _axes, unit
from analysis.classifying.thresholds import expected_f1_cut

RANDOM = np.random.default_rng(7)


def test_scores_have_four_digits_and_no_zero_has_a_sign() -> None:
    scores = scored(RANDOM.normal(size=(50, 3)) * 9)
    assert (scores == np.round(scores, DIGITS)).all()
    assert scored(np.array([0.0, np.nan]))[0] == 0.5
    assert not np.signbit(quantised(np.array([-1e-9]))).any()


def test_a_table_has_no_more_axes_than_it_has_rank() -> None:
    """Texts that say the same: the other axes would be rounding, and another processor's another."""
    rows = RANDOM.random((40, 30))
    table = np.vstack([rows, rows, rows])
    assert _axes(sparse.csr_matrix(table), 256, 0).shape == (30, 30)
    assert _axes(sparse.csr_matrix(np.ones((5, 4))), 256, 0).shape == (4, 1)


def test_axes_that_differ_alike_are_kept_or_left_out_together() -> None:
    """Eight texts that have nothing in common: which five of their axes come first is chance."""
    spread = np.diag([3.0, 2.0, *[1.0] * 8])
    assert _axes(sparse.csr_matrix(spread), 5, 0).shape[1] == 2
    assert _axes(sparse.csr_matrix(spread), 10, 0).shape[1] == 10


def test_axes_far_smaller_than_the_first_are_not_lost_in_rounding() -> None:
    left, right = (np.linalg.qr(RANDOM.normal(size=(300, 300)))[0] for _ in range(2))
    sizes = np.where(np.arange(300) < 8, 10.0 ** -(np.arange(300) / 2), 1e-9)
    table = left @ np.diag(sizes) @ right.T
    own = _axes(sparse.csr_matrix(table), 8, 0).T @ right[:, :8]
    assert np.abs(np.diag(own)) == pytest.approx(1.0, abs=1e-6)


def test_a_row_of_rounding_does_not_become_a_direction() -> None:
    assert np.abs(unit(np.array([[3e-17, -1e-17]]))).max() < 1e-9
    assert np.linalg.norm(unit(np.array([[0.3, 0.4]]))) == pytest.approx(1.0)


def test_a_logistic_regression_goes_on_until_nothing_is_left() -> None:
    columns = np.column_stack([np.ones(400), RANDOM.normal(size=400), RANDOM.normal(size=400) * 5])
    truth = (RANDOM.random(400) < 0.02).astype(float)
    weights = _fit_logistic(columns, truth, TRUST)
    slope = columns.T @ (1 / (1 + np.exp(-columns @ weights)) - truth) + HOLD * (weights - TRUST)
    assert np.abs(slope).max() < 1e-9
    order = RANDOM.permutation(400)
    assert _fit_logistic(columns[order], truth[order], TRUST) == pytest.approx(weights, abs=1e-12)


def test_no_cut_goes_between_equal_scores_whatever_their_order() -> None:
    scores = np.array([0.9, 0.5, 0.5, 0.5, 0.1])
    cuts = {expected_f1_cut(scores[[*order]]) for order in ([0, 1, 2, 3, 4], [4, 2, 1, 3, 0], [3, 2, 0, 1, 4])}
    assert len(cuts) == 1
    assert 0.5 not in cuts
