"""Shares: from how many on a count is told as a share of something, and how it is rounded, everywhere alike."""

from __future__ import annotations

from math import floor

LEAST_BASE = 10
"""Of fewer, one more or less is more than ten per cent: they are told as counts."""


def share(count: float, of: float) -> float | None:
    """Return a count as a share of so many, between 0 and 1; None where these are too few for one.

    >>> share(6, 12), share(1, 2)
    (0.5, None)
    """
    return count / of if of >= LEAST_BASE else None


def whole_percent(part: float) -> int:
    """Return a share in whole per cent, a half rounded up, as official statistics do.

    >>> whole_percent(2 / 16), whole_percent(0.145), whole_percent(0.144)
    (13, 15, 14)
    """
    return whole(100 * part)


def whole(number: float) -> int:
    """Return a whole number, a half rounded up.

    >>> whole(2.5), whole(3.5), whole(2.4)
    (3, 4, 2)
    """
    return floor(round(number, 9) + 0.5)  # 14.499999999999998 is 14.5
