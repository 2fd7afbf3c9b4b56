"""Shares: from how many on a count is told as a share of something, and how it is rounded, everywhere alike."""

from __future__ import annotations

LEAST_BASE = 10
"""Of fewer, one more or less is more than ten per cent: they are told as counts."""


def share(count: float, of: float) -> float | None:
    """Return a count as a share of so many, between 0 and 1; None where these are too few for one.

    >>> share(6, 12), share(1, 2)
    (0.5, None)
    """
    return count / of if of >= LEAST_BASE else None
