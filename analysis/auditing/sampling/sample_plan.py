"""Sample planning: how many points an audit needs, and how many hours it takes, before anybody starts.

A simple random sample is assumed, drawn without replacement from a frame of known size. Margins are half the width of
the interval to be expected: of Wilson (1927), with the finite population correction of Cochran (1977, chapter 2). Both
hold for rare themes, where the margin of the usual rule (z times the standard error) is far too small.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import NormalDist, median

from analysis.model import Coding, CodingMode
from analysis.text import plural

MINUTES = 2.0
"""What a point is assumed to take until an audit has been timed: to read a paragraph and weigh each theme."""

LEAST = 50
"""No smaller sample is planned, and after fewer audits nobody is told to stop: limits of so few points rest on
assumptions."""

MARGINS = (0.02, 0.03, 0.05, 0.1)
"""The margins that a plan compares."""

CONFIDENCE = 0.95
"""How often an interval is to hold the truth, where nothing else is asked for."""

RARE = 0.05
"""A theme in fewer points than this share is rare: a sample of the points meets it too seldom to judge its coding."""

UNKNOWN = 0.5
"""The share of points that needs the largest sample: assumed where nothing is known of a theme."""

PAUSE = timedelta(minutes=10)
"""Longer than this between two judgements, somebody did something else."""

AT_ONCE = timedelta(seconds=1)
"""Sooner than this, judgements were not made one by one but brought in together."""

TIMED = 20
"""How many judgements must have been timed before their median replaces the assumption."""

QUICKEST = 0.25
"""Minutes for a point at the least: nobody keeps up for hours what a short session of short points was done in."""


class Goal(StrEnum):
    """The purpose of an audit for a theme."""

    SHARE = "share of points"
    PRECISION = "precision"
    RECALL = "recall"


@dataclass(frozen=True, slots=True)
class Expected:
    """The expectations of a theme: its share of the points, and the machine's accuracy; None is not known."""

    theme: str
    share: float | None = None
    precision: float | None = None
    recall: float | None = None


@dataclass(frozen=True, slots=True)
class Effort:
    """The cost of a sample. ``twice``: the share of the points that all ``coders`` judge; one of them judges the rest.

    ``measured`` says that the minutes come from an audit, and are not assumed.
    """

    minutes: float = MINUTES
    measured: bool = False
    coders: int = 1
    twice: float = 0.0

    def hours(self, size: int) -> float:
        """Return the hours of work, of all coders together.

        >>> Effort(minutes=2, coders=2, twice=0.2).hours(300)
        12.0
        """
        return size * (1 + self.twice * (self.coders - 1)) * self.minutes / 60


@dataclass(frozen=True, slots=True)
class ThemePlan:
    """The precision that a sample will have for one theme.

    ``positives``: how many of its points are expected to raise the theme. ``margins``: by goal, what is to be expected;
    ``sizes``: by goal, how many points would reach the margin asked for. A goal of which too little is known is absent.
    """

    expected: Expected
    positives: float | None
    margins: dict[Goal, float]
    sizes: dict[Goal, int]

    @property
    def is_rare(self) -> bool:
        """Return whether a sample of all points meets the theme too seldom."""
        return self.expected.share is not None and self.expected.share < RARE


@dataclass(frozen=True, slots=True)
class Option:
    """The cost of one margin: by goal the points that reach it for every theme that is not rare, and the hours."""

    margin: float
    sizes: dict[Goal, int]
    hours: dict[Goal, float]


@dataclass(frozen=True, slots=True)
class Plan:
    """The number of points to code so that the share of points of every theme is known to within the margin."""

    points: int
    margin: float
    confidence: float
    size: int
    hours: float
    effort: Effort
    themes: tuple[ThemePlan, ...]
    options: tuple[Option, ...]


def plan(
    points: int,
    expected: Sequence[Expected],
    margin: float,
    effort: Effort | None = None,
    confidence: float = CONFIDENCE,
) -> Plan:
    """Return the sample, out of a frame of so many points, that a margin needs, what it costs and what it will say.

    Where nothing is known of the themes, it is about the textbook's 385 of a large frame (Cochran 1977, chapter 4);
    Wilson's interval is a little narrower.

    >>> plan(1_000_000, [], 0.05).size, plan(1000, [], 0.05).size
    (381, 276)

    Raises ValueError for a margin or a confidence that is not between 0 and 1.
    """
    for setting, proportion in (("margin", margin), ("confidence", confidence)):
        if not 0 < proportion < 1:
            raise ValueError(f"The {setting} must lie between 0 and 1 (5% is 0.05), and is {proportion}.")
    cost = effort or Effort()
    known_themes = tuple(expected) or (Expected(""),)
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    size = max(size_for(Goal.SHARE, expectation, margin, points, z) or 0 for expectation in known_themes)
    theme_plans = tuple(_theme_plan(expectation, size, margin, points, z) for expectation in expected)
    margins = sorted({*MARGINS, margin})
    options = tuple(_option(known_themes, compared_margin, points, z, cost) for compared_margin in margins)
    return Plan(points, margin, confidence, size, cost.hours(size), cost, theme_plans, options)


def _theme_plan(expected: Expected, size: int, margin: float, points: int, z: float) -> ThemePlan:
    margins = {goal: margin_at(goal, expected, size, points, z) for goal in Goal}
    sizes = {goal: size_for(goal, expected, margin, points, z) for goal in Goal}
    return ThemePlan(
        expected,
        None if expected.share is None else size * expected.share,
        {goal: goal_value for goal, goal_value in margins.items() if goal_value is not None},
        {goal: goal_value for goal, goal_value in sizes.items() if goal_value is not None},
    )


def _option(expected: Sequence[Expected], margin: float, points: int, z: float, effort: Effort) -> Option:
    """Return the points that every theme needs; precision and recall leave out rare themes, which need more than is
    usual."""
    sizes: dict[Goal, int] = {}
    for goal in Goal:
        counted_themes = [
            expectation for expectation in expected if goal is Goal.SHARE or (expectation.share or 0) >= RARE
        ]
        needed_sizes = [
            size
            for expectation in counted_themes
            if (size := size_for(goal, expectation, margin, points, z)) is not None
        ]
        if needed_sizes:
            sizes[goal] = max(needed_sizes)
    return Option(margin, sizes, {goal: effort.hours(size) for goal, size in sizes.items()})


# Margins --------------------------------------------------------------------------------------------------------------


def size_for(goal: Goal, expected: Expected, margin: float, points: int, z: float) -> int | None:
    """Return the smallest sample to plan that reaches a margin; None where too little is known of the theme."""
    if margin_at(goal, expected, points, points, z) is None:
        return None

    def suffices(size: int) -> bool:
        return (margin_at(goal, expected, size, points, z) or 0.0) <= margin

    least = min(LEAST, points) if goal is Goal.SHARE else 0
    return bisect_left(range(points), True, lo=least, key=suffices)


def margin_at(goal: Goal, expected: Expected, size: int, points: int, z: float) -> float | None:
    """Return the margin that a sample of ``size`` of the frame's points is expected to reach; None where too little is
    known.

    Precision is judged on the sampled points that the machine gave the theme, recall on those that people did.
    """
    share, precision, recall = expected.share, expected.precision, expected.recall
    if goal is Goal.SHARE:
        sample_margin = half_width(UNKNOWN if share is None else share, size, points, z)
        return min(sample_margin, _with_machine(expected, size, points, z))
    if share is None or precision is None or recall is None or not share * precision * recall:
        return None
    judged_on, judged_share = (share * recall / precision, precision) if goal is Goal.PRECISION else (share, recall)
    judged_on = min(judged_on, 1.0)
    return half_width(judged_share, size * judged_on, points * judged_on, z)


def half_width(share: float, size: float, points: float, z: float) -> float:
    """Return half the width of Wilson's interval for a share in a sample drawn from ``points`` without replacement.

    >>> round(half_width(0.5, 100, 1_000_000, 1.96), 3), half_width(0.01, 50, 50, 1.96)
    (0.096, 0.0)
    """
    endless_size = _as_if_endless(size, points)
    if math.isinf(endless_size):
        return 0.0
    return z / (endless_size + z * z) * math.sqrt(endless_size * share * (1 - share) + z * z / 4)


def _as_if_endless(size: float, points: float) -> float:
    """Return the sample from an endless frame that says as much as this one from its frame."""
    return math.inf if size >= points else size * max(points - 1, 0) / (points - size)


def _with_machine(expected: Expected, size: int, points: int, z: float) -> float:
    """Return the margin of a count that starts from the machine's and is corrected by its errors in the sample.

    The difference estimator (Cochran 1977, chapter 7): only the machine's errors vary. One error of each kind in four
    more points is imagined, so that a sample too small to meet an error does not claim that there are none.
    """
    share, precision, recall = expected.share, expected.precision, expected.recall
    endless_size = _as_if_endless(size, points)
    if math.isinf(endless_size):
        return 0.0
    if share is None or precision is None or recall is None or not precision:
        return 1.0
    missed_share, wrong_share = share * (1 - recall), share * recall * (1 - precision) / precision
    error_share = min(1.0, missed_share + wrong_share)
    error_variance = (endless_size * (error_share - (missed_share - wrong_share) ** 2) + 2) / (endless_size + 4)
    return z * math.sqrt(max(error_variance, 0.0) / (endless_size + 4))


# Time -----------------------------------------------------------------------------------------------------------------


def minutes_per_point(codings: Iterable[Coding]) -> float | None:
    """Return the minutes that people took for a point, from when they recorded one judgement to when they did the next.

    It is the median, and never less than ``QUICKEST``. Pauses are left out, and so are judgements that were brought in
    together, as a spreadsheet is. None, where fewer than ``TIMED`` are left.
    """
    coding_times: dict[str, list[datetime]] = {}
    for coding in codings:
        if coding.mode in {CodingMode.BLIND, CodingMode.SECOND}:
            coding_times.setdefault(coding.coder.id, []).append(datetime.fromisoformat(coding.time))
    time_gaps = [
        later_time - earlier_time
        for coder_times in coding_times.values()
        for earlier_time, later_time in pairwise(sorted(coder_times))
    ]
    minutes_taken = [gap.total_seconds() / 60 for gap in time_gaps if AT_ONCE <= gap <= PAUSE]
    return max(median(minutes_taken), QUICKEST) if len(minutes_taken) >= TIMED else None


# In words -------------------------------------------------------------------------------------------------------------


def plan_in_words(audit_plan: Plan) -> str:
    """Return the plan as one would tell it to whoever has to find the hours for it.

    >>> print(plan_in_words(plan(2000, [Expected("funding", 0.2), Expected("safety", 0.01)], 0.05)))
    To know the share of every theme among 2,000 points to within 5 in 100, with 95 % confidence, code 218 points \
blind. That is about 7 hours 20 minutes of work at 2 minutes a point, which is assumed until an audit has been \
timed. Rare: safety. About 2 of these points will raise it; its share will be known to within 1.5 in 100, and \
how well the machine finds it cannot be told from them.
    """
    sentences = [
        f"To know the share of every theme among {plural(audit_plan.points, 'point')} to within "
        f"{_points(audit_plan.margin)}, with {100 * audit_plan.confidence:g} % confidence, code "
        f"{plural(audit_plan.size, 'point')} blind."
    ]
    source = (
        "as measured in earlier audits"
        if audit_plan.effort.measured
        else "which is assumed until an audit has been timed"
    )
    coder_words = f", by {audit_plan.effort.coders} people together" if audit_plan.effort.coders > 1 else ""
    sentences.append(
        f"That is about {in_hours(audit_plan.hours)} of work{coder_words} "
        f"at {_minutes(audit_plan.effort.minutes)} a point, {source}."
    )
    sentences.extend(_rare(theme_plan, audit_plan.margin) for theme_plan in audit_plan.themes if theme_plan.is_rare)
    return " ".join(sentences)


def _rare(rare: ThemePlan, margin: float) -> str:
    opening = (
        f"Rare: {rare.expected.theme}. About {rare.positives or 0:.0f} of these points will raise it; its share "
        f"will be known to within {_points(rare.margins[Goal.SHARE])}, and how "
    )
    recall_margin = rare.margins.get(Goal.RECALL)
    if recall_margin is None:
        return f"{opening}well the machine finds it cannot be told from them."
    return (
        f"{opening}much of it the machine finds to within {_points(recall_margin)}; for {_points(margin)} code "
        f"{plural(rare.sizes[Goal.RECALL], 'point')}, or draw more of those that the machine gives it or nearly does."
    )


def _points(margin: float) -> str:
    return f"{100 * margin:.2g} in 100"


def _minutes(minutes: float) -> str:
    return f"{minutes:.2g} minute{'' if f'{minutes:.2g}' == '1' else 's'}"


def in_hours(hours: float) -> str:
    """Return hours and minutes, the latter to the nearest ten."""
    ten_minutes = max(1, round(hours * 6))
    full_hours, minutes = divmod(ten_minutes * 10, 60)
    time_parts = [plural(full_hours, "hour")] if full_hours else []
    return " ".join([*time_parts, *([f"{minutes} minutes"] if minutes else [])])
