"""Sureness: how sure the machine is of a decision, in words, by how far its score lies from the cut that was used."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

DIGITS = 4
"""Scores and cuts have so many digits, and so have the bounds around a cut."""

DOUBT_ODDS, SURE_ODDS = 2.0, 16.0
"""The machine is in doubt where the odds of a score and of its cut differ by no more than the first factor, and sure
where they differ by more than the second. On the half of the labelled sets on which they were chosen a third of the
themes given in doubt are right, two in three of the likely, nine in ten of the sure (benchmarks/results/doubt.md)."""

LEAST_LIKELY = 0.6
"""A theme that is given with no greater score is in doubt, however low its cut: likely is right more often than not."""


class Sureness(StrEnum):
    """How sure the machine is of a theme, given or not."""

    SURE = "sure"
    LIKELY = "likely"
    IN_DOUBT = "in doubt"


@lru_cache(maxsize=2**16)
def sureness(score: float, cut: float | None) -> Sureness:
    """Return how sure a decision is; on a bound the less sure, and in doubt where the oldest codings kept no cut.

    >>> [sureness(score, 0.3).value for score in (0.1765, 0.6, 0.6001, 0.8727, 0.8728)]
    ['in doubt', 'in doubt', 'likely', 'likely', 'sure']
    """
    if cut is None:
        return Sureness.IN_DOUBT
    doubt_low, doubt_high = doubt_bounds(cut)
    if doubt_low <= score <= doubt_high:
        return Sureness.IN_DOUBT
    return Sureness.LIKELY if score_at(cut, 1 / SURE_ODDS) <= score <= score_at(cut, SURE_ODDS) else Sureness.SURE


@lru_cache(maxsize=10_000)
def doubt_bounds(cut: float) -> tuple[float, float]:
    """Return the scores between which a decision is in doubt, these among them.

    >>> doubt_bounds(0.3)
    (0.1765, 0.6)
    """
    return score_at(cut, 1 / DOUBT_ODDS), max(score_at(cut, DOUBT_ODDS), LEAST_LIKELY)


def score_at(cut: float, factor: float) -> float:
    """Return the score whose odds are so many times those of a cut.

    >>> score_at(0.3, 2.0)
    0.4615
    """
    return round(factor * cut / (factor * cut + 1 - cut), DIGITS)
