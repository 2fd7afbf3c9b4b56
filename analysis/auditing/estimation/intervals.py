"""Intervals for the number of points with a property, from a probability sample of them.

The answer is a pair of *confidence distributions*, whose quantiles are the lower and the upper limits of Clopper and
Pearson (1934) for a finite population: of the points that nobody looked at, a beta-binomial number has the property.
For one stratum this is the exact inversion of the hypergeometric distribution. Strata have different weights; there
the distribution has the mean and the variance of the weighted sum, and the upper limit allows for one more find of the
largest weight (Fay and Feuer 1997; Korn and Graubard 1998 do the same by an effective sample size).

What depends on several such numbers (recall on two, a share of respondents on three) is *melded*: computed for numbers
drawn from each distribution (Fay, Proschan and Brittain 2015). Half are drawn from the lower and half from the upper
distribution, which is the mid-p rule: close to 95 % on average, where the full limits would hold far more (Brown, Cai
and DasGupta 2001; Fay and Kim 2017). Drawing is by a fixed lattice, so that nothing here is random.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.special import betaincinv, ndtri, stdtrit

from analysis.auditing.estimation.sampling_frame import Floats
from analysis.model import Estimate

LEVEL = 0.95
"""The share of audits in which an interval should hold the truth."""

POINTS = 512
"""How many numbers are drawn from each distribution."""

STEPS = (1, 49, 353, 401)
"""How each of four distributions walks through its quantiles: powers of 49, a lattice whose every two axes are filled
evenly (Korobov 1959), found by trying all odd numbers."""

LEAST = 3
"""A stratum in which fewer points were looked at is pooled with the next: its own share would say too little."""

PRIOR = 4.0
"""With the weight of how many points a stratum's share is drawn to that of all, where its variance is estimated.

A stratum of few points in which all or none had the property is not known to have no variance.
"""


SPARE = 1.05
"""By how much the variance of a sum over strata is taken larger, since its distribution is matched by two moments.

A sum of shares of which one is small is more skewed than that: without it, simulated intervals of corrected counts
held in 94 % of audits.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Total:
    """The number of points with the property: those seen to have it, the estimate, and draws from both limits.

    ``looked`` counts the points that were looked at, of ``population``. ``draws`` has the shape (POINTS,).
    """

    population: int
    looked: int
    seen: int
    estimate: float
    draws: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """A set of points by stratum: how many there are, were looked at, and were seen to have the property.

    ``stands`` says for how many points beside itself a point of the stratum stands by the design, whatever the set, and
    ``usual`` which share of the set may be expected to have the property where nobody has looked at any.
    """

    population: Floats
    looked: Floats
    seen: Floats
    stands: Floats
    usual: float = 0.5


def total(*parts: Cells, walk: int = 0) -> Total:
    """Return the distribution of the number of points with the property in one or several parts of a frame.

    Shares are taken apart from each other in each part, as in post-strata. ``walk`` tells apart totals that are melded.
    """
    seen, looked, population = (
        int(sum(getattr(part, name).sum() for part in parts)) for name in ("seen", "looked", "population")
    )
    weights = [_weights(part) for part in parts]
    reached_by_part = [float((w * part.looked).sum()) for w, part in zip(weights, parts, strict=True)]
    reached = sum(reached_by_part)
    unknown = population - looked - reached  # of parts and strata that were not drawn from at all
    unseen_estimate = sum(
        float((w * part.seen).sum() + ((part.population - part.looked).sum() - part_reached) * part.usual)
        for w, part, part_reached in zip(weights, parts, reached_by_part, strict=True)
    )
    lower_limits = seen + np.floor(_limit(parts, weights, reached, 0) + _ROUNDING)
    upper_limits = seen + np.ceil(_limit(parts, weights, reached, 1) + unknown - _ROUNDING)
    return Total(population, looked, seen, seen + unseen_estimate, _mixed(lower_limits, upper_limits, walk))


def between(estimate: float | None, draws: Floats) -> Estimate:
    """Return the interval that leaves out the same share of the draws on either side; it always holds the estimate."""
    tail_share = (1 - LEVEL) / 2
    lower_limit, upper_limit = np.quantile(draws, (tail_share, 1 - tail_share))
    if estimate is None:
        return Estimate(None, float(lower_limit), float(upper_limit))
    return Estimate(estimate, min(float(lower_limit), estimate), max(float(upper_limit), estimate))


_HALF = POINTS // 2
_ROUNDING = 1e-6
"""What arithmetic may be off by, so that no limit is moved by a whole point for it."""

_QUANTILES = (np.arange(_HALF) + 0.5) / _HALF


def _mixed(low: Floats, high: Floats, walk: int) -> Floats:
    """Return numbers from both distributions, in an order of their own."""
    return np.concatenate([low, high])[np.arange(POINTS) * STEPS[walk] % POINTS]


def _weights(cells: Cells) -> Floats:
    """Return for how many points that nobody looked at each point looked at stands, by stratum.

    Strata with few points looked at are pooled: there the design's weights count, made to add up to all that the pool
    holds (post-stratification by ratio: Särndal, Swensson and Wretman 1992, 7.6).
    """
    unseen_counts = cells.population - cells.looked
    weights = unseen_counts / np.maximum(cells.looked, 1)
    looked_order = np.argsort(cells.looked, kind="stable")
    pooled_strata = looked_order[: int(np.searchsorted(cells.looked[looked_order], LEAST))]
    while cells.looked[pooled_strata].sum() < LEAST and len(pooled_strata) < len(looked_order):
        pooled_strata = looked_order[: len(pooled_strata) + 1]
    design_total = (cells.stands * cells.looked)[pooled_strata].sum()
    if len(pooled_strata) > 1 and design_total > 0:
        weights[pooled_strata] = cells.stands[pooled_strata] * unseen_counts[pooled_strata].sum() / design_total
    return np.where(cells.looked > 0, weights, 0.0)


def _limit(parts: Sequence[Cells], weights: Sequence[Floats], unseen_total: float, extra_find: int) -> Floats:
    """Return the quantiles of the number among the rest, with one more point looked at that has (1) or has not (0)
    it."""
    stratum_weights = np.concatenate(weights)
    seen, looked = (np.concatenate([getattr(part, name) for part in parts]) for name in ("seen", "looked"))
    part_numbers = np.repeat(np.arange(len(parts)), [len(part_weights) for part_weights in weights])
    unseen = stratum_weights * looked
    if not len(stratum_weights) or not unseen.any():
        return np.zeros(_HALF)
    heaviest = int(np.argmax(np.where(seen < looked if extra_find else seen > 0, stratum_weights, -1.0)))
    looked[heaviest] += 1
    seen[heaviest] += extra_find
    shares = seen / np.maximum(looked, 1)
    overall = min(float((unseen * shares).sum()) / unseen_total, 1.0)
    if not 0 < overall < 1:
        return np.full(_HALF, unseen_total * overall)
    same_part = part_numbers[:, None] == part_numbers
    usual_shares = same_part @ (unseen * shares) / np.maximum(same_part @ unseen, _ROUNDING)
    smoothed = (seen + PRIOR * usual_shares) / (looked + PRIOR)
    sum_variance = float((unseen * smoothed * (1 - smoothed) * (unseen + looked) / (looked + 1)).sum())
    if len(stratum_weights) > 1:
        sum_variance *= SPARE * _student(int(looked.sum()) - 1 - len(stratum_weights)) ** 2
    effective_size = max(overall * (1 - overall) * unseen_total**2 / max(sum_variance, _ROUNDING) - 1, _ROUNDING)
    return unseen_total * _quantiles(round(overall * effective_size, 9), round((1 - overall) * effective_size, 9))


@lru_cache(maxsize=1024)
def _student(degrees: int) -> float:
    """Return by how much limits widen because the variance is estimated, with so many degrees of freedom."""
    upper_tail = (1 + LEVEL) / 2
    return float(stdtrit(max(degrees, 1), upper_tail) / ndtri(upper_tail))


@lru_cache(maxsize=16384)
def _quantiles(first: float, second: float) -> Floats:
    """Return quantiles of a beta distribution at even steps."""
    return np.asarray(betaincinv(first, second, _QUANTILES), dtype=float)
