"""Intervals of shares that are estimated with a known variance, of their means and of their differences."""

from __future__ import annotations

import math
from collections.abc import Sequence

from scipy.special import betaincinv, ndtri, stdtrit

from analysis.auditing.estimation.intervals import LEVEL, Interval

UNKNOWN = Interval(None, 0.0, 1.0)
"""What is known of a share before anybody has looked."""


def proportion(share: float, variance: float, looked: int, degrees: int, level: float = LEVEL) -> Interval:
    """Return the interval of Clopper and Pearson for a sample of the effective size (Korn and Graubard 1998).

    The effective size is that of the simple sample with this variance, made smaller for the ``degrees`` of freedom of
    the variance; where nothing varied it is the number of points ``looked`` at that count.
    """
    if variance <= 0 and 0 < share < 1:
        return Interval(share, share, share)
    size = share * (1 - share) / variance if variance > 0 and 0 < share < 1 else float(looked)
    tail = (1 - level) / 2
    size *= (ndtri(tail) / stdtrit(max(degrees, 1), tail)) ** 2
    has, lacks = share * size, (1 - share) * size
    low = float(betaincinv(has, lacks + 1, tail)) if has else 0.0
    high = float(betaincinv(has + 1, lacks, 1 - tail)) if lacks else 1.0
    return Interval(share, low, high)


def mean(shares: Sequence[Interval]) -> Interval:
    """Return the mean of the shares that have an estimate, its limits recovered from theirs (Zou and Donner 2008)."""
    known = [(share.estimate, share.low, share.high) for share in shares if share.estimate is not None]
    if not known:
        return UNKNOWN
    middle = sum(estimate for estimate, _, _ in known) / len(known)
    below = math.sqrt(sum((estimate - low) ** 2 for estimate, low, _ in known)) / len(known)
    above = math.sqrt(sum((high - estimate) ** 2 for estimate, _, high in known)) / len(known)
    return Interval(middle, max(0.0, middle - below), min(1.0, middle + above))


def unlike(one: Interval, other: Interval) -> bool:
    """Return whether two shares differ by more than chance: the interval of their difference leaves out 0 (as in
    mean)."""
    if one.estimate is None or other.estimate is None:
        return False
    smaller, larger = sorted((one, other), key=lambda share: share.estimate or 0.0)
    gap = (larger.estimate or 0.0) - (smaller.estimate or 0.0)
    return gap > math.hypot((larger.estimate or 0.0) - larger.low, smaller.high - (smaller.estimate or 0.0))
