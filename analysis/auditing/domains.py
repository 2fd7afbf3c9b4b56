"""Corrected counts of the parts of a frame, which add up to that of the whole, in whole numbers.

The total is estimated once, for the whole (see ``corrected``). What it holds beyond the points that people have
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
    table = np.stack([np.zeros(size, dtype=bool), *domains], axis=1)
    return np.asarray(np.unique(table, axis=0, return_inverse=True)[1], dtype=np.int64).reshape(-1)


def whole_number(value: float) -> int:
    """Return the nearest whole number; a half goes up."""
    return math.floor(value + 0.5 + _ROUNDING)


def shared_out(total: int, most: Ints, weights: Floats) -> Ints:
    """Whole numbers that add up to ``total``, none above ``most``, as nearly as may be in proportion to ``weights``.

    Raises ValueError where ``most`` does not add up to as much.
    """
    if total > most.sum():
        raise ValueError(f"{total} cannot be shared out among parts of {most.sum()}")
    exact = _in_proportion(float(total), most.astype(float), weights)
    parts = np.asarray(np.minimum(np.floor(exact + _ROUNDING), most), dtype=np.int64)
    remainders = np.where(parts < most, np.round(exact - parts, 6), -1.0)
    parts[np.argsort(-remainders, kind="stable")[: total - int(parts.sum())]] += 1
    return parts


def _in_proportion(total: float, most: Floats, weights: Floats) -> Floats:
    """Return the same in fractions: whatever a full part cannot take goes to the others."""
    given, is_open = np.zeros(len(most)), most > 0
    while is_open.any():
        own = weights * is_open if (weights * is_open).sum() > 0 else (most - given) * is_open
        share = np.where(is_open, (total - given[~is_open].sum()) * own / own.sum(), given)
        over = is_open & (share > most + _ROUNDING)
        given = np.where(over, most, given)
        if not over.any():
            return np.where(is_open, np.minimum(share, most), given)
        is_open &= ~over
    return given


class Apportioned:
    """How many points and respondents with a theme fall to each cell of a frame."""

    def __init__(self, split: Split, known: Bools, cells: Ints) -> None:
        """``known`` says where people have found the theme; all points of a respondent are in one cell."""
        self._split, self._cells, self._number = split, cells, int(cells.max(initial=-1)) + 1
        self._known = known
        self._open = split.unseen() & ~known
        self._chance = self._chances()

    def points(self, estimate: float) -> Ints:
        """Return how many points with the theme each cell has, where the whole has so many."""
        least, most = self._sums(self._known), self._sums(self._open)
        total = min(max(whole_number(estimate) - int(least.sum()), 0), int(most.sum()))
        return np.asarray(least + shared_out(total, most, self._expected()))

    def respondents(self, estimate: float, points: Ints) -> Ints:
        """Return how many respondents raise the theme in each cell, whose ``points`` with the theme are so many."""
        whose = self._split.respondents
        people = np.zeros(self._split.people, dtype=np.int64)
        people[whose] = self._cells
        confirmed = np.bincount(whose[self._known], minlength=len(people)) > 0
        could = (np.bincount(whose[self._open], minlength=len(people)) > 0) & ~confirmed
        known = np.bincount(people[confirmed], minlength=self._number)
        more = points - self._sums(self._known)
        most = np.minimum(np.bincount(people[could], minlength=self._number), more)
        # Where there is a point, there is a respondent.
        least = known + ((known == 0) & (more > 0))
        total = min(max(whole_number(estimate), int(least.sum())), int((known + most).sum()))
        likely = np.asarray(np.bincount(people[could], self._any(more)[could], self._number), dtype=np.float64)
        return np.asarray(least + shared_out(total - int(least.sum()), known + most - least, likely))

    def _sums(self, inside: Bools) -> Ints:
        return np.bincount(self._cells[inside], minlength=self._number)

    def _chances(self) -> Floats:
        """For each point the chance that it has the theme, by what the machine says and its stratum of the design."""
        chance = np.zeros(len(self._known))
        for group, rates in self._split.rates(PRIOR):
            chance[group] = rates[self._split.strata[group]]
        return chance

    def _expected(self) -> Floats:
        """Return how many of each cell's open points may be expected to have the theme: the composite estimate."""
        synthetic = np.bincount(self._cells[self._open], self._chance[self._open], minlength=self._number)
        rows, weights = self._split.rows, self._split.weights()
        errors = weights * (self._split.found - self._chance[rows])
        looked = np.bincount(self._cells[rows], weights > 0, minlength=self._number)
        met = np.bincount(self._cells[rows], errors, minlength=self._number)
        return np.asarray(np.maximum(synthetic + looked / (looked + PRIOR) * met, 0.0))

    def _any(self, more: Ints) -> Floats:
        """For each respondent the chance that an open point of theirs has the theme, if a cell has so many ``more``."""
        usual = np.bincount(self._cells[self._open], self._chance[self._open], minlength=self._number)
        factor = more / np.maximum(usual, _ROUNDING)
        own = np.minimum(self._chance * factor[self._cells], 1 - _ROUNDING)[self._open]
        none = np.bincount(self._split.respondents[self._open], np.log1p(-own), minlength=self._split.people)
        return np.asarray(-np.expm1(none))
