"""Measures of agreement: each figure of a table of judgements, and how far every unit moves it.

A figure comes with its influence: by how much one more judgement like a unit's would move it. From this follows how
far the figure would vary in another sample of units: the linearised variance of Gwet (2008, 2014), which ours equals
where two coders or more judged every unit.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

GAP = -1
"""Stands in a table where a coder did not judge a unit."""

CERTAIN = 1e-12
"""Agreement by chance this close to 1 leaves nothing to divide by."""


@dataclass(frozen=True, slots=True)
class RatingTable:
    """A table of raters' labels for units; units that were judged alike may share a row.

    ``labels``: (units, coders), from 0 to ``categories`` - 1, or ``GAP``; every unit was judged by somebody.
    ``weights``: how many units each row stands for.
    """

    labels: Integers
    weights: Floats
    categories: int

    @property
    def judged(self) -> NDArray[np.bool_]:
        """(units, coders): whether the coder judged the unit."""
        return np.not_equal(self.labels, GAP)

    @property
    def judges(self) -> Integers:
        """Return how many coders judged each unit."""
        counted: Integers = self.judged.sum(axis=1, dtype=np.int64)
        return counted

    def pairs(self) -> Iterator[tuple[Integers, Integers, NDArray[np.bool_]]]:
        """Yield the labels of each pair of coders, and which units both of them judged."""
        for one, other in combinations(range(self.labels.shape[1]), 2):
            yield self.labels[:, one], self.labels[:, other], self.judged[:, one] & self.judged[:, other]

    def per_judgement(self, values: Floats) -> Floats:
        """Return the sum over each unit's judgements of what ``values`` holds for the label given."""
        summed: Floats = np.where(self.judged, values[self.labels], 0.0).sum(axis=1)
        return summed

    def totals(self, weights: Floats) -> Floats:
        """Return how often each label was given, where a judgement counts as ``weights`` says for its unit."""
        judged = self.judged
        spread = np.broadcast_to(weights[:, None], judged.shape)
        counted = np.bincount(self.labels[judged], weights=spread[judged], minlength=self.categories)
        return counted.astype(np.float64)


class Linear(NamedTuple):
    """A figure, and how far each unit moves it: the influences' weighted mean is 0."""

    value: float
    influence: Floats


Measure = Callable[[RatingTable], Linear | None]
"""A figure of a table; None where the table leaves it undefined."""


def ratio(top: Floats, bottom: Floats, weights: Floats) -> Linear | None:
    """Return the ratio of two sums over units; None where the lower one is 0."""
    whole = float(weights @ bottom)
    if whole <= 0:
        return None
    value = float(weights @ top) / whole
    return Linear(value, (top - value * bottom) * (weights.sum() / whole))


def chance_corrected(observed: Linear | None, expected: Linear | None) -> Linear | None:
    """Return the share of the agreement left to reach beyond chance that was reached; None where chance leaves none."""
    if observed is None or expected is None or expected.value > 1 - CERTAIN:
        return None
    room = 1 - expected.value
    value = (observed.value - expected.value) / room
    return Linear(value, (observed.influence - (1 - value) * expected.influence) / room)


# Agreement itself -----------------------------------------------------------------------------------------------------


def raw(table: RatingTable) -> Linear | None:
    """Return the share of pairs of coders who gave a unit the same label, averaged over units that two or more
    judged."""
    same = np.zeros(len(table.labels))
    for one, other, both in table.pairs():
        same += both & (one == other)
    several = table.judges >= 2
    pairs = np.where(several, table.judges * (table.judges - 1) / 2, 1.0)
    return ratio(same / pairs, several.astype(float), table.weights)


def specific(label: int) -> Measure:
    """Return the chance that a second coder gives the label where one has: 2a / (2a + b + c) for two coders.

    Cicchetti & Feinstein (1990), who call it positive and negative agreement; for more coders over all their pairs.
    """

    def measure(table: RatingTable) -> Linear | None:
        given = np.count_nonzero(table.labels == label, axis=1)
        return ratio((given * (given - 1)).astype(float), (given * (table.judges - 1)).astype(float), table.weights)

    return measure


# Corrected for chance -------------------------------------------------------------------------------------------------


def fleiss(table: RatingTable) -> Linear | None:
    """Fleiss's kappa (1971), which is Scott's pi for two coders; with gaps as in Gwet (2014)."""
    return chance_corrected(raw(table), _same_by_chance(table))


def gwet(table: RatingTable) -> Linear | None:
    """Gwet's AC1 (2008; with gaps as in 2014): chance is what coders do where they cannot tell."""
    same = _same_by_chance(table)
    others = max(table.categories - 1, 1)
    return chance_corrected(raw(table), Linear((1 - same.value) / others, -same.influence / others))


def _same_by_chance(table: RatingTable) -> Linear:
    """Return the chance that two judgements drawn from all of them are the same."""
    per_judgement = table.weights / table.judges
    shares = table.totals(per_judgement) / table.weights.sum()
    value = float(shares @ shares)
    return Linear(value, 2 * (table.per_judgement(shares) / table.judges - value))


def cohen(table: RatingTable) -> Linear | None:
    """Cohen's kappa (1960); for more than two coders as in Davies & Fleiss (1982).

    Observed and expected agreement are averaged over the pairs of coders, each pair by the units that both judged.
    """
    shared, agreed, moves = np.zeros((3, len(table.labels)))
    by_chance = 0.0
    for one, other, both in table.pairs():
        weights = np.where(both, table.weights, 0.0)
        n = weights.sum()
        if n == 0:
            continue
        first, second = (np.bincount(own[both], weights[both], table.categories) for own in (one, other))
        same = float(first @ second) / float(n)
        by_chance += same
        shared += both
        agreed += both & (one == other)
        moves += np.where(both, (second[one] + first[other] - same) / n, 0.0)
    whole = float(table.weights @ shared)
    if whole == 0:
        return None
    influence = (moves - by_chance / whole * shared) * (table.weights.sum() / whole)
    return chance_corrected(ratio(agreed, shared, table.weights), Linear(by_chance / whole, influence))


# Krippendorff's alpha -------------------------------------------------------------------------------------------------


class Distances(Protocol):
    """Distances between labels, from 0 to 1."""

    def between(self, one: Integers, other: Integers) -> Floats:
        """Return the distance of each label from its partner."""

    def from_all(self, counts: Floats) -> Floats:
        """For each label the sum of its distances from all labels, each as often as ``counts`` says."""


class Nominal:
    """Labels are the same or not."""

    def between(self, one: Integers, other: Integers) -> Floats:
        """0 where the labels are the same, else 1."""
        return np.not_equal(one, other).astype(np.float64)

    def from_all(self, counts: Floats) -> Floats:
        """Return how many of the labels are other ones."""
        return float(counts.sum()) - counts


class Matrix:
    """Distances that somebody states for each two labels."""

    def __init__(self, labels: Sequence[Hashable], distance: Callable[..., float]) -> None:
        """Ask for the distance of every two labels."""
        self._matrix = np.array([[distance(one, other) for other in labels] for one in labels], dtype=float)

    def between(self, one: Integers, other: Integers) -> Floats:
        """Return the distances as stated."""
        found: Floats = self._matrix[one, other]
        return found

    def from_all(self, counts: Floats) -> Floats:
        """Return the stated distances, summed."""
        return self._matrix @ counts


def alpha(distances: Distances) -> Measure:
    """Krippendorff's alpha (2011): 1 - observed / expected disagreement, over units that two or more coders judged."""

    def measure(table: RatingTable) -> Linear | None:
        several = table.judges >= 2
        size = np.where(several, table.judges, 0).astype(float)
        counts = table.totals(np.where(several, table.weights, 0.0))
        far = distances.from_all(counts)
        expected = float(counts @ far)
        if expected <= 0:
            return None
        own = _disagreement(table, distances)
        observed, others = float(table.weights @ own), float(counts.sum()) - 1
        moves = size * observed + others * own
        moves -= 2 * others * observed / expected * np.where(several, table.per_judgement(far), 0.0)
        influence = -moves * table.weights.sum() / expected
        centred = influence - np.average(influence, weights=table.weights)
        return Linear(1 - others * observed / expected, centred)

    return measure


def _disagreement(table: RatingTable, distances: Distances) -> Floats:
    """Return each unit's part in the observed disagreement: the mean distance of a judgement from the others,
    summed."""
    own = np.zeros(len(table.labels))
    for one, other, both in table.pairs():
        own[both] += 2 * distances.between(one[both], other[both])
    return own / np.maximum(table.judges - 1, 1)
