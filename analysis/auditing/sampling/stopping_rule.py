"""When to stop: by how much auditing everything that is left could still move what is published.

Published are, for each theme, the corrected number of points and of respondents, as shares of the frame, and the F1
over all themes. Each has a 95 % interval (see ``corrected`` and ``accuracy``). From its limits follows how likely the
truth of the whole frame is further from the estimate than x: on the scale of the arc sine of the root, on which the
spread of a share hardly depends on the share (Anscombe 1948), each side is taken as half a normal distribution. The
bound is the smallest x at which these chances, added over all figures, are no more than the level (Bonferroni's
inequality, with one x for all instead of one level for all: a rare theme, which cannot move that far, takes nothing
from the others).

One looks after every batch and stops when the bound is small enough: a sequential interval of fixed width (Chow and
Robbins 1965). Whoever looks often stops more readily where the sample happens to look settled (Frey 2010), and may stop
for reasons of their own. The level is therefore that of Pocock (1977), at which a bound that is looked at ten times
holds every time in 95 % of audits. ``benchmarks/stopping.py`` simulates it, and what a level for one look would do.

What further audits would buy follows from how intervals narrow in a frame without replacement: with the root of
(1 / n - 1 / N) (Cochran 1977, chapter 2).
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from analysis.auditing.estimation.adjusted_counts import AdjustedCount, AdjustedThemeCounts
from analysis.auditing.estimation.intervals import LEVEL, Interval
from analysis.auditing.estimation.sampling_frame import Floats, Frame
from analysis.auditing.sampling.sample_plan import Effort, in_hours
from analysis.text import plural

WITHIN = 0.05
"""By how much further audits may still move a published figure, where nothing else is asked for."""

BATCH = 50
"""How many audits are done before one looks again; what the next of them would buy is told."""

LEAST = 50
"""With fewer audits than this nobody is told to stop: limits of so few points rest on assumptions."""

NOMINAL = 0.0106
"""The chance of error allowed at each look, so that it is 5 % over ten looks (Pocock 1977, table 1)."""

STEPS = 14
"""How often the bound is halved to find it: to within less than a hundredth of a percentage point."""

OVERALL = "the overall F1"


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A figure that is published, as a share: its name, in words, its 95 % interval, and the ``least`` it can be."""

    name: str
    share: Interval
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class Stopping:
    """By how much further audits could move a published figure: with 95 % confidence none by more than ``moves``.

    ``slowest`` names the figure that is least settled. After ``batch`` more audits the bound should be ``then``, and no
    more than ``within`` after ``needed`` in all. Shares are between 0 and 1.
    """

    audited: int
    population: int
    within: float
    moves: float
    slowest: str
    batch: int
    then: float
    needed: int

    @property
    def is_enough(self) -> bool:
        """Return whether one may stop."""
        return self.moves <= self.within and self.audited >= min(LEAST, self.population)


def published(counts: Sequence[AdjustedThemeCounts], f1: Interval, frame: Frame) -> tuple[PublishedFigure, ...]:
    """Return the figures that an audit publishes; ``f1`` is that over all themes, ``frame`` the one that was
    counted."""
    people = int(frame.respondents.max(initial=-1)) + 1
    of_points = [_count(f"points on {one.theme}", one.points, frame.size) for one in counts]
    of_people = [_count(f"respondents on {one.theme}", one.respondents, people) for one in counts]
    return (*of_points, *of_people, PublishedFigure(OVERALL, f1))


def _count(name: str, count: AdjustedCount, whole: int) -> PublishedFigure:
    """Return a count as a share of the whole; it cannot be less than people have confirmed."""
    own, most = count.corrected, max(whole, 1)
    estimate = None if own.estimate is None else own.estimate / most
    return PublishedFigure(name, Interval(estimate, own.low / most, own.high / most), count.confirmed / most)


def stopping(
    figures: Sequence[PublishedFigure], audited: int, population: int, within: float = WITHIN, batch: int = BATCH
) -> Stopping:
    """Return whether to stop, after ``audited`` of the frame's ``population`` of points.

    Raises ValueError where nothing is published or nothing audited, or ``within`` is not between 0 and 1.
    """
    if not figures or not 0 < audited <= population:
        raise ValueError("whether to stop can be said of audited points of a frame, and of figures that they gave")
    if not 0 < within < 1:
        raise ValueError(f"within must lie between 0 and 1 (5% is 0.05), and is {within}")
    sides = _sides(figures)
    more = min(batch, population - audited)

    def after(size: int) -> float:
        return _bound(sides, _narrower(audited, size, population))

    now = after(audited)
    least = max(audited, min(LEAST, population))
    needed = least + bisect_left(range(least, population + 1), True, key=lambda size: after(size) <= within)
    # Just below the bound: at it, what can move no further than that has no chance left.
    slowest = figures[int(np.argmax(_chances(sides, max(now - 0.5**STEPS, 0.0), 1.0)))].name
    return Stopping(audited, population, within, now, slowest, more, after(audited + more), needed)


def moves(figures: Sequence[PublishedFigure], level: float = NOMINAL) -> float:
    """By how much further audits could move any of the figures, but for a chance of ``level``."""
    return _bound(_sides(figures), 1.0, level)


def _narrower(audited: int, size: int, population: int) -> float:
    """By what intervals after ``size`` audits are narrower than they are now."""
    if size >= population:
        return 0.0
    return math.sqrt((1 / size - 1 / population) / (1 / audited - 1 / population))


def _bound(sides: Sides, narrower: float, level: float = NOMINAL) -> float:
    """Return the smallest x at which the chances of being further off than x add up to no more than the level."""
    if narrower == 0.0:
        return 0.0
    low, high = 0.0, 1.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        if _chances(sides, middle, narrower).sum() <= level:
            high = middle
        else:
            low = middle
    return high


# Each figure's chances ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """The estimates, and how far the limits are from them on either side on the scale of arcs; NaN is not known.

    ``least`` is what each figure is at least, whatever further audits find.
    """

    shares: Floats
    least: Floats
    below: Floats
    above: Floats


def _sides(figures: Sequence[PublishedFigure]) -> Sides:
    known = [(one.share.estimate, one.share.low, one.share.high) for one in figures]
    table = np.array([[math.nan if share is None else share, low, high] for share, low, high in known], dtype=float)
    shares, low, high = table.T
    least = np.array([one.least for one in figures], dtype=float)
    return Sides(shares, least, _arc(shares) - _arc(low), _arc(high) - _arc(shares))


def _chances(sides: Sides, x: float, narrower: float) -> Floats:
    """Return how likely each figure's truth is further from the estimate than x; of one that is not known it is
    certain."""
    down, up = sides.shares - x, sides.shares + x
    below = _tail(_arc(sides.shares) - _arc(down), sides.below * narrower)
    above = _tail(_arc(up) - _arc(sides.shares), sides.above * narrower)
    both = np.where(down <= sides.least, 0.0, below) + np.where(up >= 1, 0.0, above)
    return np.where(np.isnan(sides.shares), 1.0, both)


def _tail(distance: Floats, limit: Floats) -> Floats:
    """Return the chance to be further off than a distance, where ``limit`` is how far the end of the interval is."""
    return np.asarray(ndtr(-ndtri((1 + LEVEL) / 2) * distance / np.maximum(limit, _NOTHING)), dtype=float)


_NOTHING = 1e-9


def _arc(share: Floats) -> Floats:
    return np.asarray(np.arcsin(np.sqrt(np.clip(share, 0.0, 1.0))), dtype=float)


# In words -------------------------------------------------------------------------------------------------------------


def stopping_in_words(made: Stopping, effort: Effort | None = None) -> str:
    """Return whether to stop, as one would tell it to whoever does the auditing; with an ``effort``, in hours too.

    >>> print(stopping_in_words(Stopping(200, 2000, 0.05, 0.081, "the overall F1", 50, 0.072, 540), Effort()))
    With 95 % confidence, further audits would move no corrected count (as a share of all points or respondents) and \
not the overall F1 by more than 8.1 percentage points. Least settled: the overall F1. The next 50 audits would bring \
this to about 7.2; to come within 5 takes about 340 more (about 11 hours).
    >>> print(stopping_in_words(Stopping(200, 2000, 0.05, 0.046, "points on funding", 50, 0.041, 200)))
    With 95 % confidence, further audits would move no corrected count (as a share of all points or respondents) and \
not the overall F1 by more than 4.6 percentage points. That is within the 5 that were asked for: you can stop. \
The next 50 audits would bring this to about 4.1.
    """
    if made.audited == made.population:
        return "Every point has been audited: there is nothing left that could move a published figure."
    said = (
        "With 95 % confidence, further audits would move no corrected count (as a share of all points or respondents) "
        f"and not {OVERALL} by more than {_percentage(made.moves)} percentage points."
    )
    buys = f"The next {plural(made.batch, 'audit')} would bring this to about {_percentage(made.then)}"
    asked = _percentage(made.within)
    if made.is_enough:
        return f"{said} That is within the {asked} that were asked for: you can stop. {buys}."
    more = made.needed - made.audited
    cost = f" (about {in_hours(effort.hours(more))})" if effort else ""
    return f"{said} Least settled: {made.slowest}. {buys}; to come within {asked} takes about {more:,} more{cost}."


def _percentage(share: float) -> str:
    """Return a share in percentage points; what is small is rounded up, so that nothing is told to be more settled than
    it is.

    >>> _percentage(0.081), _percentage(0.05), _percentage(0.1234), _percentage(0.00001)
    ('8.1', '5', '12.4', '0.1')
    """
    return f"{math.ceil(1000 * share - 1e-6) / 10:g}"
