"""Figures of agreement with their intervals: what a table of judgements says of the points that nobody judged twice."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

import numpy as np

from analysis.auditing.agreement import measures as measures
from analysis.auditing.agreement.measures import GAP, Integers, Linear, RatingTable

CONFIDENCE = 0.95
"""How often an interval is to hold the figure of all points, where nothing else is asked for."""

IMAGINED = 4.0
"""Points added before an interval is drawn: for two labels, one for each pair of answers (as Agresti & Caffo 2000 do).

Without them a sample in which people happen to agree everywhere would claim that they always do. In simulated audits of
20 to 300 points, with themes in 2 to 50 % of them, the intervals then held the truth in 94 % or more.
"""


class Measure(StrEnum):
    """A measure of agreement, by the name that it is published under."""

    RAW = "raw agreement"
    POSITIVE = "positive agreement"
    NEGATIVE = "negative agreement"
    COHEN = "Cohen's kappa"
    FLEISS = "Fleiss's kappa"
    ALPHA = "Krippendorff's alpha"
    AC1 = "Gwet's AC1"

    @property
    def is_beyond_chance(self) -> bool:
        """Return whether the figure is what agreement is left when chance is taken out."""
        return self not in SHARES


SHARES = frozenset({Measure.RAW, Measure.POSITIVE, Measure.NEGATIVE})
"""Measures between 0 and 1; the others may be negative."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """One figure, with the interval that holds the figure of all points as often as the confidence says.

    ``points`` were judged by two coders or more. ``figure`` is None where nothing defines it, ``low`` and ``high``
    where nothing bounds it; ``reason`` then says why.
    """

    measure: Measure
    figure: float | None
    low: float | None
    high: float | None
    points: int
    coders: int
    reason: str = ""


Agreements = Mapping[Measure, Agreement]
"""The figures of one table of judgements."""

SAME_LABEL = "everybody gave every point the same label, so that nothing tells agreement from habit"
NEVER_GIVEN = "nobody gave the label"
NOT_SHARED = "no point was judged by two people"
ONE_GROUP = "all points that two people judged come from one respondent, who cannot stand for the others"


# A table and its figures ----------------------------------------------------------------------------------------------


def measured(
    labels: Integers, categories: int, groups: Integers, asked: Mapping[Measure, measures.Measure], confidence: float
) -> Agreements:
    """Return every measure asked for of a table, with its interval.

    ``labels``: (units, coders), from 0 to ``categories`` - 1, or ``GAP``. ``groups``: the respondent of each unit.
    """
    judges = (labels != GAP).sum(axis=1)
    points, coders = int((judges >= 2).sum()), int((labels != GAP).any(axis=0).sum())
    in_order = [one for one in Measure if one in asked]
    if not points:
        return {one: Agreement(one, None, None, None, 0, coders, NOT_SHARED) for one in in_order}
    rows, row_of, times = np.unique(labels[judges > 0], axis=0, return_inverse=True, return_counts=True)
    table = RatingTable(rows, times.astype(np.float64), categories)
    wider = _with_imagined(table)
    respondents = len(np.unique(groups[judges >= 2]))
    reach = _quantile(confidence, max(respondents - 1, 1))
    found = {}
    for one in in_order:
        exact = asked[one](table)
        near = asked[one](wider) if exact else None
        bounds: tuple[float, float] | None = None
        if exact and near and respondents > 1:
            half = reach * _error(near, wider, groups[judges > 0], row_of.reshape(-1), respondents)
            bounds = (min(near.value - half, exact.value), max(near.value + half, exact.value))
        found[one] = _told(one, exact.value if exact else None, bounds, points, coders)
    return found


def _told(
    measure: Measure, figure: float | None, bounds: tuple[float, float] | None, points: int, coders: int
) -> Agreement:
    """Return the figure, its interval cut to what the measure can be, or the reason why there is none."""
    if figure is None:
        reason = NEVER_GIVEN if measure in SHARES else SAME_LABEL
        return Agreement(measure, None, None, None, points, coders, reason)
    if bounds is None:
        return Agreement(measure, figure, None, None, points, coders, ONE_GROUP)
    least = 0.0 if measure in SHARES else min(-1.0, figure)
    return Agreement(measure, figure, max(least, bounds[0]), min(1.0, bounds[1]), points, coders)


def _with_imagined(table: RatingTable) -> RatingTable:
    """Return the table and, below it, the imagined points, spread evenly over the pairs of coders and over the labels.

    Coders agree on half of the points; where all real labels are the same, another one is imagined too.
    """
    size, coders = max(table.categories, 2), table.labels.shape[1]
    pairs = list(combinations(range(coders), 2))
    own = np.arange(size)
    following = (own + 1) % size
    both = np.stack((np.concatenate((own, own, following)), np.concatenate((own, following, own))), axis=1)
    weight = IMAGINED / 2 / size / len(pairs)
    labels = np.full((len(pairs), len(both), coders), GAP, dtype=np.int64)
    for place, pair in enumerate(pairs):
        labels[place][:, pair] = both
    weights = np.tile(np.repeat((weight, weight / 2, weight / 2), size), len(pairs))
    return RatingTable(
        np.concatenate((table.labels, labels.reshape(-1, coders))),
        np.concatenate((table.weights, weights)),
        size,
    )


def _error(found: Linear, wider: RatingTable, groups: Integers, row_of: Integers, respondents: int) -> float:
    """Return the standard error by linearisation, of points that come in groups; an imagined point is a group of its
    own."""
    by_group = np.bincount(groups, found.influence[row_of]).astype(np.float64)
    imagined = slice(int(row_of.max()) + 1, None)
    squares = float(by_group @ by_group) + float(wider.weights[imagined] @ found.influence[imagined] ** 2)
    in_all = respondents + IMAGINED
    return math.sqrt(squares * in_all / (in_all - 1)) / float(wider.weights.sum())


def _quantile(confidence: float, freedom: int) -> float:
    """Student's t: how many standard errors an interval reaches to each side."""
    from scipy.special import stdtrit  # takes a moment to import

    return float(stdtrit(freedom, (1 + confidence) / 2))
