"""How much work something is, in calls of functions: the same on every machine, however busy it is."""

from __future__ import annotations

import cProfile
from collections.abc import Callable

LINEAR = 3.0
"""What ``growth`` stays below where the work grows no faster than the size."""


def effort(work: Callable[[], object]) -> int:
    """How many calls of functions, of Python's and of libraries', some work in this thread makes."""
    profile = cProfile.Profile()
    profile.runcall(work)
    return sum(entry.callcount for entry in profile.getstats())


def growth(work: Callable[[int], object], size: int) -> float:
    """How many times more work twice the size is: 2 where each part is looked at once, 4 where all are for each."""
    once, twice = (effort(lambda times=times: work(times * size)) for times in (1, 2))
    return twice / once
