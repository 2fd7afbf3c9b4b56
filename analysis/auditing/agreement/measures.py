"""Measures of agreement: each figure of a table of judgements, and how far every unit moves it.

A figure comes with its influence: by how much one more judgement like a unit's would move it. From this follows how
far the figure would vary in another sample of units: the linearised variance of Gwet (2008, 2014), which ours equals
where two coders or more judged every unit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
        """Return for each unit and coder whether the coder judged it: shape (units, coders)."""
        return np.not_equal(self.labels, GAP)

    @property
    def judges(self) -> Integers:
        """Return how many coders judged each unit."""
        judge_counts: Integers = self.judged.sum(axis=1, dtype=np.int64)
        return judge_counts

    def pairs(self) -> Iterator[tuple[Integers, Integers, NDArray[np.bool_]]]:
        """Yield the labels of each pair of coders, and which units both of them judged."""
        for first_coder, second_coder in combinations(range(self.labels.shape[1]), 2):
            yield (
                self.labels[:, first_coder],
                self.labels[:, second_coder],
                self.judged[:, first_coder] & self.judged[:, second_coder],
            )

    def per_judgement(self, values: Floats) -> Floats:
        """Return the sum over each unit's judgements of what ``values`` holds for the label given."""
        summed_values: Floats = np.where(self.judged, values[self.labels], 0.0).sum(axis=1)
        return summed_values

    def totals(self, weights: Floats) -> Floats:
        """Return how often each label was given, where a judgement counts as ``weights`` says for its unit."""
        is_judged = self.judged
        spread_weights = np.broadcast_to(weights[:, None], is_judged.shape)
        label_counts = np.bincount(self.labels[is_judged], weights=spread_weights[is_judged], minlength=self.categories)
        return label_counts.astype(np.float64)


class Linear(NamedTuple):
    """A figure, and how far each unit moves it: the influences' weighted mean is 0."""

    value: float
    influence: Floats


Measure = Callable[[RatingTable], Linear | None]
"""A figure of a table; None where the table leaves it undefined."""


def ratio(numerators: Floats, denominators: Floats, weights: Floats) -> Linear | None:
    """Return the ratio of two sums over units; None where the lower one is 0."""
    denominator = float(weights @ denominators)
    if denominator <= 0:
        return None
    ratio_value = float(weights @ numerators) / denominator
    return Linear(ratio_value, (numerators - ratio_value * denominators) * (weights.sum() / denominator))


def chance_corrected(observed: Linear | None, expected: Linear | None) -> Linear | None:
    """Return the share of the agreement left to reach beyond chance that was reached; None where chance leaves none."""
    if observed is None or expected is None or expected.value > 1 - CERTAIN:
        return None
    beyond_chance = 1 - expected.value
    corrected_value = (observed.value - expected.value) / beyond_chance
    return Linear(corrected_value, (observed.influence - (1 - corrected_value) * expected.influence) / beyond_chance)


# Agreement itself -----------------------------------------------------------------------------------------------------


def raw(table: RatingTable) -> Linear | None:
    """Return the share of pairs of coders who gave a unit the same label, averaged over units that two or more
    judged."""
    same_pairs = np.zeros(len(table.labels))
    for first_labels, second_labels, both_judged in table.pairs():
        same_pairs += both_judged & (first_labels == second_labels)
    judged_twice = table.judges >= 2
    pair_counts = np.where(judged_twice, table.judges * (table.judges - 1) / 2, 1.0)
    return ratio(same_pairs / pair_counts, judged_twice.astype(float), table.weights)


def specific(label: int) -> Measure:
    """Return the chance that a second coder gives the label where one has: 2a / (2a + b + c) for two coders.

    Cicchetti & Feinstein (1990), who call it positive and negative agreement; for more coders over all their pairs.
    """

    def measure(table: RatingTable) -> Linear | None:
        given_counts = np.count_nonzero(table.labels == label, axis=1)
        return ratio(
            (given_counts * (given_counts - 1)).astype(float),
            (given_counts * (table.judges - 1)).astype(float),
            table.weights,
        )

    return measure


# Corrected for chance -------------------------------------------------------------------------------------------------


def fleiss(table: RatingTable) -> Linear | None:
    """Return Fleiss's kappa (1971), which is Scott's pi for two coders; with gaps as in Gwet (2014)."""
    return chance_corrected(raw(table), _same_by_chance(table))


def gwet(table: RatingTable) -> Linear | None:
    """Return Gwet's AC1 (2008; with gaps as in 2014): chance is what coders do where they cannot tell."""
    chance_same = _same_by_chance(table)
    other_labels = max(table.categories - 1, 1)
    return chance_corrected(
        raw(table), Linear((1 - chance_same.value) / other_labels, -chance_same.influence / other_labels)
    )


def _same_by_chance(table: RatingTable) -> Linear:
    """Return the chance that two judgements drawn from all of them are the same."""
    judgement_weights = table.weights / table.judges
    label_shares = table.totals(judgement_weights) / table.weights.sum()
    same_chance = float(label_shares @ label_shares)
    return Linear(same_chance, 2 * (table.per_judgement(label_shares) / table.judges - same_chance))


def cohen(table: RatingTable) -> Linear | None:
    """Return Cohen's kappa (1960); for more than two coders as in Davies & Fleiss (1982).

    Observed and expected agreement are averaged over the pairs of coders, each pair by the units that both judged.
    """
    shared_pairs, agreed_pairs, chance_moves = np.zeros((3, len(table.labels)))
    by_chance = 0.0
    for first_labels, second_labels, both_judged in table.pairs():
        unit_weights = np.where(both_judged, table.weights, 0.0)
        total_weight = unit_weights.sum()
        if total_weight == 0:
            continue
        first_counts, second_counts = (
            np.bincount(coder_labels[both_judged], unit_weights[both_judged], table.categories)
            for coder_labels in (first_labels, second_labels)
        )
        chance_same = float(first_counts @ second_counts) / float(total_weight)
        by_chance += chance_same
        shared_pairs += both_judged
        agreed_pairs += both_judged & (first_labels == second_labels)
        chance_moves += np.where(
            both_judged, (second_counts[first_labels] + first_counts[second_labels] - chance_same) / total_weight, 0.0
        )
    total_pairs = float(table.weights @ shared_pairs)
    if total_pairs == 0:
        return None
    influence = (chance_moves - by_chance / total_pairs * shared_pairs) * (table.weights.sum() / total_pairs)
    return chance_corrected(
        ratio(agreed_pairs, shared_pairs, table.weights), Linear(by_chance / total_pairs, influence)
    )


# Krippendorff's alpha -------------------------------------------------------------------------------------------------


class Distances(Protocol):
    """Distances between labels, from 0 to 1."""

    def between(self, labels: Integers, partners: Integers) -> Floats:
        """Return the distance of each label from its partner."""

    def from_all(self, counts: Floats) -> Floats:
        """Return for each label the sum of its distances from all labels, each as often as ``counts`` says."""


class Nominal:
    """Labels are the same or not."""

    def between(self, labels: Integers, partners: Integers) -> Floats:
        """Return 0 where the labels are the same, else 1."""
        return np.not_equal(labels, partners).astype(np.float64)

    def from_all(self, counts: Floats) -> Floats:
        """Return how many of the labels are other ones."""
        return float(counts.sum()) - counts


def alpha(distances: Distances) -> Measure:
    """Return Krippendorff's alpha (2011): 1 - observed / expected disagreement, over units that two or more judged."""

    def measure(table: RatingTable) -> Linear | None:
        judged_twice = table.judges >= 2
        judge_counts = np.where(judged_twice, table.judges, 0).astype(float)
        label_counts = table.totals(np.where(judged_twice, table.weights, 0.0))
        distance_sums = distances.from_all(label_counts)
        expected = float(label_counts @ distance_sums)
        if expected <= 0:
            return None
        disagreement = _disagreement(table, distances)
        observed, other_judgements = float(table.weights @ disagreement), float(label_counts.sum()) - 1
        figure_moves = judge_counts * observed + other_judgements * disagreement
        figure_moves -= (
            2 * other_judgements * observed / expected * np.where(judged_twice, table.per_judgement(distance_sums), 0.0)
        )
        influence = -figure_moves * table.weights.sum() / expected
        centred_influence = influence - np.average(influence, weights=table.weights)
        return Linear(1 - other_judgements * observed / expected, centred_influence)

    return measure


def _disagreement(table: RatingTable, distances: Distances) -> Floats:
    """Return each unit's part in the observed disagreement: the mean distance of a judgement from the others,
    summed."""
    distance_sums = np.zeros(len(table.labels))
    for first_labels, second_labels, both_judged in table.pairs():
        distance_sums[both_judged] += 2 * distances.between(first_labels[both_judged], second_labels[both_judged])
    return distance_sums / np.maximum(table.judges - 1, 1)
