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
    effective_size = share * (1 - share) / variance if variance > 0 and 0 < share < 1 else float(looked)
    tail_share = (1 - level) / 2
    effective_size *= (ndtri(tail_share) / stdtrit(max(degrees, 1), tail_share)) ** 2
    successes, failures = share * effective_size, (1 - share) * effective_size
    lower_limit = float(betaincinv(successes, failures + 1, tail_share)) if successes else 0.0
    upper_limit = float(betaincinv(successes + 1, failures, 1 - tail_share)) if failures else 1.0
    return Interval(share, lower_limit, upper_limit)


def mean(shares: Sequence[Interval]) -> Interval:
    """Return the mean of the shares that have an estimate, its limits recovered from theirs (Zou and Donner 2008)."""
    known_shares = [(share.estimate, share.low, share.high) for share in shares if share.estimate is not None]
    if not known_shares:
        return UNKNOWN
    mean_share = sum(estimate for estimate, _, _ in known_shares) / len(known_shares)
    lower_margin = math.sqrt(sum((estimate - share_low) ** 2 for estimate, share_low, _ in known_shares)) / len(
        known_shares
    )
    upper_margin = math.sqrt(sum((share_high - estimate) ** 2 for estimate, _, share_high in known_shares)) / len(
        known_shares
    )
    return Interval(mean_share, max(0.0, mean_share - lower_margin), min(1.0, mean_share + upper_margin))


def differ(first_share: Interval, second_share: Interval) -> bool:
    """Return whether two shares differ by more than chance: the interval of their difference leaves out 0 (as in
    mean)."""
    if first_share.estimate is None or second_share.estimate is None:
        return False
    lower_share, higher_share = sorted((first_share, second_share), key=lambda share: share.estimate or 0.0)
    estimate_gap = (higher_share.estimate or 0.0) - (lower_share.estimate or 0.0)
    return estimate_gap > math.hypot(
        (higher_share.estimate or 0.0) - higher_share.low, lower_share.high - (lower_share.estimate or 0.0)
    )
