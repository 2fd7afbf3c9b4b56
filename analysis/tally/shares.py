"""Shares: from how many on a count is told as a share of something, and how it is rounded, everywhere alike."""

from __future__ import annotations

from analysis.model.results import LEAST_BASE


def share(count: float, of: float) -> float | None:
    """Return a count as a share of so many, between 0 and 1; None where these are too few for one.

    >>> share(6, 12), share(1, 2)
    (0.5, None)
    """
    return count / of if of >= LEAST_BASE else None
