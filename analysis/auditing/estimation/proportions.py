"""Intervals of shares that are estimated with a known variance, of their means and of their differences."""

from __future__ import annotations

import math
from collections.abc import Sequence

from scipy.special import betaincinv, ndtri, stdtrit

from analysis.auditing.estimation.intervals import LEVEL
from analysis.model import Estimate

UNKNOWN = Estimate(None, 0.0, 1.0)
"""What is known of a share before anybody has looked."""


_ROUNDING = 1e-12
"""What arithmetic may be off by: a variance of less is none."""


def proportion(share: float, variance: float, looked: int, most: float, degrees: int, level: float = LEVEL) -> Estimate:
    """Return the interval of Clopper and Pearson for a sample of the effective size (Korn and Graubard 1998).

    The effective size is that of the simple sample with this variance, ``most`` at the most, made smaller for the
    ``degrees`` of freedom of the variance; where nothing varied it is the number of points ``looked`` at.
    """
    share = min(max(round(share, 12), 0.0), 1.0)
    spread = share * (1 - share)
    effective_size = min(spread / variance, most) if spread and variance > _ROUNDING else float(looked)
    tail_share = (1 - level) / 2
    effective_size *= (ndtri(tail_share) / stdtrit(max(degrees, 1), tail_share)) ** 2
    successes, failures = share * effective_size, (1 - share) * effective_size
    lower_limit = float(betaincinv(successes, failures + 1, tail_share)) if successes else 0.0
    upper_limit = float(betaincinv(successes + 1, failures, 1 - tail_share)) if failures else 1.0
    return Estimate(share, min(lower_limit, share), max(upper_limit, share))


def mean(shares: Sequence[Estimate]) -> Estimate:
    """Return the mean of the shares that have an estimate, its limits recovered from theirs (Zou and Donner 2008)."""
    known_shares = [(share.value, *share.interval) for share in shares if share.value is not None]
    if not known_shares:
        return UNKNOWN
    mean_share = sum(estimate for estimate, _, _ in known_shares) / len(known_shares)
    lower_margin = math.sqrt(sum((estimate - share_low) ** 2 for estimate, share_low, _ in known_shares)) / len(
        known_shares
    )
    upper_margin = math.sqrt(sum((share_high - estimate) ** 2 for estimate, _, share_high in known_shares)) / len(
        known_shares
    )
    return Estimate(mean_share, max(0.0, mean_share - lower_margin), min(1.0, mean_share + upper_margin))


def differ(first_share: Estimate, second_share: Estimate) -> bool:
    """Return whether two shares differ by more than chance: the interval of their difference leaves out 0 (as in
    mean)."""
    if first_share.value is None or second_share.value is None:
        return False
    (lower_value, _, lower_top), (higher_value, higher_bottom, _) = sorted(
        ((first_share.value, *first_share.interval), (second_share.value, *second_share.interval)),
        key=lambda share: share[0],
    )
    return higher_value - lower_value > math.hypot(higher_value - higher_bottom, lower_top - lower_value)
