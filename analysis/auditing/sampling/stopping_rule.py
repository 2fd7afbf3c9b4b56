"""Stopping rule: by how much auditing everything that is left could still move what is published.

Published are, for each theme, the corrected number of points and of respondents, as shares of the frame, and the F1
over all themes. Each has a 95 % interval (see ``adjusted_counts`` and ``accuracy``). From its limits follows how likely
the truth of the whole frame is further from the estimate than x: on the scale of the arc sine of the root, on which the
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
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from scipy.special import ndtr, ndtri

from analysis.auditing.estimation.intervals import LEVEL
from analysis.auditing.estimation.sampling_frame import Floats
from analysis.auditing.sampling.sample_plan import LEAST, Effort, in_hours
from analysis.model import AdjustedCount, Estimate, StoppingAdvice, ThemeCounts
from analysis.text import plural

MARGINS = (0.2, 0.1, 0.05)
"""Margins for which a sample may be drawn: by how much any figure may be out once all of it is coded."""

WITHIN = 0.05
"""Return by how much further audits may still move a published figure, where nothing else is asked for."""

BATCH = 50
"""How many audits are done before one looks again; what the next of them would buy is told."""

NOMINAL = 0.0106
"""The chance of error allowed at each look, so that it is 5 % over ten looks (Pocock 1977, table 1)."""

STEPS = 14
"""How often the bound is halved to find it: to within less than a hundredth of a percentage point."""

OVERALL = "how accurate the coding is"


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A figure that is published, as a share: its name, in words, its 95 % interval, and the ``least`` it can be."""

    name: str
    share: Estimate
    least: float = 0.0


def published(counts: Sequence[ThemeCounts], f1: Estimate) -> tuple[PublishedFigure, ...]:
    """Return the figures that an audit publishes; ``f1`` is that over all themes."""
    return (
        *(_count(f"the points on {one.name}", one.points) for one in counts),
        *(_count(f"the respondents on {one.name}", one.respondents) for one in counts),
        PublishedFigure(OVERALL, f1),
    )


def _count(figure_name: str, count: AdjustedCount) -> PublishedFigure:
    """Return a count as a share of the frame; it cannot be less than people have confirmed."""
    size = max(count.of, 1)
    return PublishedFigure(
        figure_name, Estimate(count.share, count.low / size, count.high / size), count.confirmed / size
    )


def stopping(
    figures: Sequence[PublishedFigure],
    audited: int,
    population: int,
    within: float = WITHIN,
    batch: int = BATCH,
    effort: Effort | None = None,
) -> StoppingAdvice:
    """Return whether to stop, after ``audited`` of the frame's ``population`` of points; with an ``effort``, in hours.

    Raises ValueError where nothing is published or nothing audited, or ``within`` is not between 0 and 1.
    """
    if not figures or not 0 < audited <= population:
        raise ValueError("whether to stop can be said of audited points of a frame, and of figures that they gave")
    if not 0 < within < 1:
        raise ValueError(f"within must lie between 0 and 1 (5% is 0.05), and is {within}")
    figure_sides = _sides(figures)
    next_batch = min(batch, population - audited)

    def after(audit_count: int) -> float:
        return _bound(figure_sides, _narrowing(audited, audit_count, population))

    least_needed = max(audited, min(LEAST, population))
    needed_count = least_needed + bisect_left(
        range(least_needed, population + 1), True, key=lambda audit_count: after(audit_count) <= within
    )
    moves, then = after(audited), after(audited + next_batch)
    is_enough = moves <= within and audited >= min(LEAST, population)
    slowest = figures[_least_settled(figure_sides, moves)].name
    advice = StoppingAdvice(moves, within, is_enough, slowest, next_batch, then, needed_count, words="")
    return replace(advice, words=stopping_in_words(advice, audited, population, effort))


def _least_settled(sides: Sides, bound: float) -> int:
    """Return which figure may most easily be further off than the bound.

    It is looked for just below: at the bound, what can move no further than that has no chance left.
    """
    return int(np.argmax(_chances(sides, max(bound - 0.5**STEPS, 0.0), 1.0)))


def movement_bound(figures: Sequence[PublishedFigure], level: float = NOMINAL) -> float:
    """Return by how much further audits could move any of the figures, but for a chance of ``level``."""
    return _bound(_sides(figures), 1.0, level)


@dataclass(frozen=True, slots=True)
class Foresight:
    """What is known of a frame before a sample: the share of points and of respondents to which the machine gives each
    theme, and how many ``points`` and ``respondents`` there are."""

    shares: tuple[float, ...]
    raised: tuple[float, ...]
    points: int
    respondents: int

    def margin(self, size: int) -> float:
        """Return by how much a share of points, or the accuracy, may be out once so many points are coded."""
        return self._bound(size, with_respondents=False)

    def any_margin(self, size: int) -> float:
        """Return by how much any figure may be out, those of respondents too; as that is less sure, by whole steps."""
        return math.ceil(self._bound(size, with_respondents=True) / _STEP - 0.1) * _STEP

    def _bound(self, size: int, with_respondents: bool) -> float:
        """Return the bound of the rule that says when to stop, foreseen: a theme has so wide an interval as a share of
        the points coded would have, and how accurate the coding is is as little known as any share.

        Where each respondent makes several points, one point more is one respondent more unless theirs was counted: so
        wide is the interval of their number, and wider, as it is not known how points go together.
        """
        if size >= self.points:
            return 0.0
        spread = ndtri((1 + LEVEL) / 2) * math.sqrt((1 - size / self.points) / size) / 2
        shares, raised = np.array([*self.shares, _LIKELY_F1]), np.array(self.raised)
        limits = np.full(len(shares), spread)
        if with_respondents:
            per_respondent = self.points / max(self.respondents, 1)
            further = min(CLUSTERED, 2 * per_respondent - 1) * per_respondent * (1 - raised)
            wider = further * _deviation(shares[:-1]) / np.maximum(_deviation(raised), _NOTHING)
            shares, limits = np.append(shares, raised), np.append(limits, spread * np.maximum(wider, 1.0))
        return _bound(Sides(shares, np.zeros(len(shares)), limits, limits), 1.0)


CLUSTERED = 1.9
"""How much wider the interval of a number of respondents is than that of as many points (simulated; ADR 60)."""


@lru_cache(maxsize=64)
def foreseen_size(known: Foresight, within: float) -> int:
    """Return how many points to code so that no share of points is out by more than ``within``.

    It is never so few that nobody is told to stop.
    """
    least = min(LEAST, known.points)
    return least + bisect_left(range(least, known.points), True, key=lambda size: known.margin(size) <= within)


def bought_margin(known: Foresight, asked: int) -> float:
    """Return by how much any figure may be out after a sample of so many points, as it was foreseen."""
    return min(max(min(MARGINS), known.any_margin(max(asked, 1))), _ANYTHING)


_STEP = 0.05
"""The steps of what is foreseen for respondents: what the machine finds moves until the sample is coded."""

_ANYTHING = 0.99
"""The bound where nothing is known of a figure; it is below 1, so that there is an aim."""


def _deviation(shares: Floats) -> Floats:
    return np.asarray(np.sqrt(shares * (1 - shares)), dtype=float)


_LIKELY_F1 = 0.7
"""What the accuracy of a coding is taken to be before anything was measured: it is hardly ever less sure."""


def _narrowing(audited: int, audit_count: int, population: int) -> float:
    """Return by what factor intervals after ``audit_count`` audits are narrower than they are now."""
    if audit_count >= population:
        return 0.0
    return math.sqrt((1 / audit_count - 1 / population) / (1 / audited - 1 / population))


def _bound(sides: Sides, narrower: float, level: float = NOMINAL) -> float:
    """Return the smallest x at which the chances of being further off than x add up to no more than the level."""
    if narrower == 0.0:
        return 0.0
    lower_bound, upper_bound = 0.0, 1.0
    for _ in range(STEPS):
        midpoint = (lower_bound + upper_bound) / 2
        if _chances(sides, midpoint, narrower).sum() <= level:
            upper_bound = midpoint
        else:
            lower_bound = midpoint
    return upper_bound


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
    shares = np.array([math.nan if figure.share.value is None else figure.share.value for figure in figures])
    low_limits, high_limits = np.array([figure.share.interval for figure in figures], dtype=float).T
    least_shares = np.array([figure.least for figure in figures], dtype=float)
    return Sides(shares, least_shares, _arc(shares) - _arc(low_limits), _arc(high_limits) - _arc(shares))


def _chances(sides: Sides, distance: float, narrower: float) -> Floats:
    """Return how likely each figure's truth is further from the estimate than x; of one that is not known it is
    certain."""
    lower_shares, upper_shares = sides.shares - distance, sides.shares + distance
    below_chances = _tail(_arc(sides.shares) - _arc(lower_shares), sides.below * narrower)
    above_chances = _tail(_arc(upper_shares) - _arc(sides.shares), sides.above * narrower)
    both_chances = np.where(lower_shares <= sides.least, 0.0, below_chances) + np.where(
        upper_shares >= 1, 0.0, above_chances
    )
    return np.where(np.isnan(sides.shares), 1.0, both_chances)


def _tail(distance: Floats, limit: Floats) -> Floats:
    """Return the chance to be further off than a distance, where ``limit`` is how far the end of the interval is."""
    return np.asarray(ndtr(-ndtri((1 + LEVEL) / 2) * distance / np.maximum(limit, _NOTHING)), dtype=float)


_NOTHING = 1e-9


def _arc(share: Floats) -> Floats:
    return np.asarray(np.arcsin(np.sqrt(np.clip(share, 0.0, 1.0))), dtype=float)


# In words -------------------------------------------------------------------------------------------------------------


def stopping_in_words(advice: StoppingAdvice, audited: int, population: int, effort: Effort | None = None) -> str:
    """Return whether to stop, as one would tell it to whoever does the auditing; with an ``effort``, in hours too.

    >>> advice = StoppingAdvice(0.081, 0.05, False, "how accurate the coding is", 50, 0.072, 540, "")
    >>> print(stopping_in_words(advice, 200, 2000, Effort()))
    To be 95% sure that no figure is out by more than 5 in 100, code about 340 more points (about 11 hours 20 minutes \
of work).
    >>> settled = StoppingAdvice(0.046, 0.05, True, "the points on funding", 50, 0.041, 200, "")
    >>> print(stopping_in_words(settled, 200, 2000))
    You can stop: with 95% confidence no figure is out by more than 5 in 100.
    >>> print(stopping_in_words(advice, 20, 2000))
    Too few points are coded to say how far the figures could be out. Draw and code at least 30 more points.
    """
    if audited == population:
        return "Every point has been audited, so more auditing would change nothing."
    least = min(LEAST, population)
    if audited < least:
        return (
            "Too few points are coded to say how far the figures could be out. "
            f"Draw and code at least {plural(least - audited, 'more point')}."
        )
    aim = f"no figure is out by more than {in_100(advice.within)} in 100"
    if advice.is_enough and advice.within > max(MARGINS):
        return f"What was drawn is coded: with 95% confidence {aim}. Draw more points to narrow this."
    if advice.is_enough:
        return f"You can stop: with 95% confidence {aim}."
    further = advice.needed - audited
    cost = f" (about {in_hours(effort.hours(further))} of work)" if effort else ""
    return f"To be 95% sure that {aim}, code about {plural(further, 'more point')}{cost}."


def in_100(share: float) -> str:
    """Return a share of 100; what is small is rounded up, so that nothing is told to be more settled than
    it is.

    >>> in_100(0.081), in_100(0.05), in_100(0.1234), in_100(0.00001)
    ('8.1', '5', '12.4', '0.1')
    """
    return f"{math.ceil(1000 * share - 1e-6) / 10:g}"
