"""Domains: adjusted counts of the parts of a frame, which add up to that of the whole, in whole numbers.

The total is estimated once, for the whole (see ``adjusted_counts``). What it holds beyond the points that people have
confirmed is apportioned to disjoint parts, so that any parts that make up the whole add up to it, and none falls below
what is confirmed in it or rises above its size. Each part's share is a composite estimate (Rao and Molina 2015, 3.3 and
6.4.6): the synthetic one, by which the machine is as right in the part as in the whole, and the mean error that the
sample met in the part itself, which is damped where few of its points were looked at (Särndal, Swensson and Wretman
1992, 10.6 and 10.8, of estimates for domains). The shares are then benchmarked to the total by ratio. Whole numbers are
those of the largest remainder (Balinski and Young 1982); between equal remainders the earlier part goes first.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from analysis.auditing.estimation.confusion import Split
from analysis.auditing.estimation.intervals import PRIOR
from analysis.auditing.estimation.sampling_frame import Bools, Floats, Ints

_ROUNDING = 1e-6
"""What arithmetic may be off by, so that it decides no whole number."""


def cells_of(domains: Sequence[Bools], size: int) -> Ints:
    """Return the number of the cell of each point, from 0: points that are in the same domains are in one cell."""
    membership = np.stack([np.zeros(size, dtype=bool), *domains], axis=1)
    return np.asarray(np.unique(membership, axis=0, return_inverse=True)[1], dtype=np.int64).reshape(-1)


def whole_number(value: float) -> int:
    """Return the nearest whole number; a half goes up."""
    return math.floor(value + 0.5 + _ROUNDING)


def apportion(total: int, limits: Ints, weights: Floats) -> Ints:
    """Return whole numbers that add up to ``total``, none above ``limits``, nearly in proportion to ``weights``.

    Raises ValueError where ``limits`` does not add up to as much.
    """
    if total > limits.sum():
        raise ValueError(f"{total} cannot be shared out among parts of {limits.sum()}")
    exact_parts = _in_proportion(float(total), limits.astype(float), weights)
    whole_parts = np.asarray(np.minimum(np.floor(exact_parts + _ROUNDING), limits), dtype=np.int64)
    remainders = np.where(whole_parts < limits, np.round(exact_parts - whole_parts, 6), -1.0)
    whole_parts[np.argsort(-remainders, kind="stable")[: total - int(whole_parts.sum())]] += 1
    return whole_parts


def _in_proportion(total: float, limits: Floats, weights: Floats) -> Floats:
    """Return the same in fractions: whatever a full part cannot take goes to the others."""
    cell_totals, is_open = np.zeros(len(limits)), limits > 0
    while is_open.any():
        open_weights = weights * is_open if (weights * is_open).sum() > 0 else (limits - cell_totals) * is_open
        cell_shares = np.where(
            is_open, (total - cell_totals[~is_open].sum()) * open_weights / open_weights.sum(), cell_totals
        )
        is_over = is_open & (cell_shares > limits + _ROUNDING)
        cell_totals = np.where(is_over, limits, cell_totals)
        if not is_over.any():
            return np.where(is_open, np.minimum(cell_shares, limits), cell_totals)
        is_open &= ~is_over
    return cell_totals


class Apportioned:
    """How many points and respondents with a theme fall to each cell of a frame."""

    def __init__(self, split: Split, known: Bools, ruled_out: Bools, cells: Ints) -> None:
        """``known`` says where people have found the theme, and ``ruled_out`` where they have found that it is not; all
        points of a respondent are in one cell."""
        self._split, self._cells, self._number = split, cells, int(cells.max(initial=-1)) + 1
        self._known = known
        self._open = split.unseen() & ~known & ~ruled_out
        self._chance = self._chances()

    def points(self, estimate: float) -> Ints:
        """Return how many points with the theme each cell has, where the whole has so many."""
        known_points, open_points = self._sums(self._known), self._sums(self._open)
        total = min(max(whole_number(estimate) - int(known_points.sum()), 0), int(open_points.sum()))
        return np.asarray(known_points + apportion(total, open_points, self._expected()))

    def respondents(self, estimate: float, points: Ints) -> Ints:
        """Return how many respondents raise the theme in each cell, whose ``points`` with the theme are so many."""
        respondent_of = self._split.respondents
        respondent_cells = np.zeros(self._split.people, dtype=np.int64)
        respondent_cells[respondent_of] = self._cells
        confirmed = np.bincount(respondent_of[self._known], minlength=len(respondent_cells)) > 0
        could_raise = (np.bincount(respondent_of[self._open], minlength=len(respondent_cells)) > 0) & ~confirmed
        known_counts = np.bincount(respondent_cells[confirmed], minlength=self._number)
        further = points - self._sums(self._known)
        most_counts = np.minimum(np.bincount(respondent_cells[could_raise], minlength=self._number), further)
        # Where there is a point, there is a respondent.
        least_counts = known_counts + ((known_counts == 0) & (further > 0))
        total_count = min(max(whole_number(estimate), int(least_counts.sum())), int((known_counts + most_counts).sum()))
        likely_counts = np.asarray(
            np.bincount(respondent_cells[could_raise], self._any(further)[could_raise], self._number), dtype=np.float64
        )
        return np.asarray(
            least_counts
            + apportion(total_count - int(least_counts.sum()), known_counts + most_counts - least_counts, likely_counts)
        )

    def _sums(self, inside: Bools) -> Ints:
        return np.bincount(self._cells[inside], minlength=self._number)

    def _chances(self) -> Floats:
        """Return each point's chance to have the theme, by what the machine says and its stratum of the design."""
        point_chances = np.zeros(len(self._known))
        for post_stratum, stratum_rates in self._split.rates(PRIOR):
            point_chances[post_stratum] = stratum_rates[self._split.strata[post_stratum]]
        return point_chances

    def _expected(self) -> Floats:
        """Return how many of each cell's open points may be expected to have the theme: the composite estimate."""
        synthetic = np.bincount(self._cells[self._open], self._chance[self._open], minlength=self._number)
        sampled_rows, weights = self._split.rows, self._split.weights()
        errors = weights * (self._split.found - self._chance[sampled_rows])
        looked = np.bincount(self._cells[sampled_rows], weights > 0, minlength=self._number)
        met_errors = np.bincount(self._cells[sampled_rows], errors, minlength=self._number)
        return np.asarray(np.maximum(synthetic + looked / (looked + PRIOR) * met_errors, 0.0))

    def _any(self, further: Ints) -> Floats:
        """Return each respondent's chance that an open point of theirs has the theme, with ``further`` in each cell."""
        usual_counts = np.bincount(self._cells[self._open], self._chance[self._open], minlength=self._number)
        cell_factors = further / np.maximum(usual_counts, _ROUNDING)
        open_chances = np.minimum(self._chance * cell_factors[self._cells], 1 - _ROUNDING)[self._open]
        log_none = np.bincount(
            self._split.respondents[self._open], np.log1p(-open_chances), minlength=self._split.people
        )
        return np.asarray(-np.expm1(log_none))
