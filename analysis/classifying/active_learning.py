"""Active learning: the points that a person should code next, and the codings of people that deserve a second look.

The first asks for the points that tell most about all others. A point tells of another what a ridge regression over
their rows would learn from it (transductive experimental design, Yu et al. 2006); points on which the classifier is
undecided count for more, both as what is asked and as what is told of. Uncertainty alone asks for oddities: on three
labelled sets it was hardly better than chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import entr, expit, logit

from analysis.classifying.quantised import quantised
from analysis.classifying.ridge import CONSTANT, PLAIN_RIDGE
from analysis.classifying.text_views import NOISE, Floats, unit

OPINION = 0.3
"""How much it counts, against what two texts say, that the classifier thinks alike of them."""

TRIED, TOLD_OF = 800, 1_200
"""Points among which the next is looked for, and points of which it should tell; of more a sample is as good."""

DRAWN = 4_000
"""Points from which both are taken, each text once."""

ALIKE = 0.95
"""Points whose rows have a cosine above this say the same; the second is asked for only when no other is left."""

DOUBTFUL = 0.2
"""What a person decided deserves another look if the model gave it a smaller chance."""


@dataclass(frozen=True, slots=True)
class DoubtfulCoding:
    """A coding that the model finds improbable: its place, the theme in question, whether the person gave it, and how
    probable what the person decided is."""

    place: int
    theme: str
    given: bool
    probability: float


def for_learning(
    rows: Floats,
    scores: Floats,
    cuts: Floats,
    asked_places: Sequence[int],
    theme_counts: Floats,
    point_count: int,
    seed: int,
) -> list[int]:
    """Return the places of the next points to code, the most telling first.

    ``rows`` has shape (n_points, n_columns) and ``scores`` (n_points, n_themes); ``cuts`` are the themes' cuts and
    ``theme_counts`` how many points people gave each theme. ``asked_places`` are the places of points that somebody
    has coded or been asked for: neither they nor what says the same as they do is asked for while anything else is
    left. The answer is as long as ``point_count``, or as there are points.
    """
    taken = np.array(sorted(set(asked_places)), dtype=int)
    shuffled = np.random.default_rng(seed).permutation(len(rows))
    untaken = shuffled[~np.isin(shuffled, taken)]
    if point_count < 1 or not len(untaken):
        return []
    candidates = _candidate_places(rows, untaken[:DRAWN], taken)
    targets = _distinct_places(rows, shuffled[:DRAWN])[:TOLD_OF]
    involved = np.concatenate([candidates, targets, taken])
    split_ends = [len(candidates), len(candidates) + len(targets)]
    doubts = np.split(np.sqrt(_uncertainty(scores[involved], cuts, theme_counts)), split_ends)
    designs = np.split(_design_rows(rows[involved], scores[involved]), split_ends)
    nearness = _row_cosines(rows, candidates, candidates)
    chosen = candidates[_greedy_design(designs, doubts, nearness, min(point_count, len(candidates)))]
    remaining = untaken[~np.isin(untaken, chosen)]
    return [int(i) for i in np.concatenate([chosen, remaining])[:point_count]]


def for_mistakes(out_of_fold: Floats, decided: Floats, theme_keys: Sequence[str]) -> list[DoubtfulCoding]:
    """Return the codings of people that the model finds improbable, the worst first, each with its most improbable
    theme.

    ``out_of_fold`` holds for each coded point the themes' probabilities from a model that has not seen its coding, and
    ``decided`` 1 where the person gave the theme, 0 where not, NaN where they did not say: shapes (n_coded, n_themes).
    """
    probability = np.where(decided > 0.5, out_of_fold, 1.0 - out_of_fold)
    probability[np.isnan(decided) | np.isnan(out_of_fold)] = 1.0
    if not probability.size:
        return []
    unlikeliest = quantised(probability).argmin(axis=1)
    lowest = quantised(probability[np.arange(len(probability)), unlikeliest])
    worst_first = [int(i) for i in np.argsort(lowest, kind="stable") if lowest[i] < DOUBTFUL]
    return [
        DoubtfulCoding(i, theme_keys[unlikeliest[i]], bool(decided[i, unlikeliest[i]] > 0.5), float(lowest[i]))
        for i in worst_first
    ]


def _candidate_places(rows: Floats, untaken: NDArray[np.int_], taken: NDArray[np.int_]) -> NDArray[np.int_]:
    """Return points to choose from: none twice, and none that says what one taken says, unless only such are left."""
    distinct_places = _distinct_places(rows, untaken)
    fresh_places = distinct_places[_row_cosines(rows, distinct_places, taken).max(axis=1, initial=-1.0) <= ALIKE]
    return (fresh_places if len(fresh_places) else distinct_places)[:TRIED]


def _row_cosines(rows: Floats, first_places: NDArray[np.int_], other_places: NDArray[np.int_]) -> Floats:
    """Return the cosines between the rows of some points and of others."""
    return quantised(unit(rows[first_places]) @ unit(rows[other_places]).T)


def _distinct_places(rows: Floats, places: NDArray[np.int_]) -> NDArray[np.int_]:
    """Return the places without those whose rows are the same as an earlier one's."""
    first_places = {rows[i].tobytes(): int(i) for i in places[::-1]}
    return places[np.isin(places, list(first_places.values()))]


def _uncertainty(scores: Floats, cuts: Floats, theme_counts: Floats) -> Floats:
    """Return how undecided the classifier is about each point, over all themes; those seldom found yet count for
    more."""
    clipped = np.clip(scores, 1e-6, 1 - 1e-6)
    chances = expit(logit(clipped) - logit(np.clip(cuts, 1e-6, 1 - 1e-6)))
    return np.asarray((entr(chances) + entr(1.0 - chances)) @ (1.0 / np.sqrt(1.0 + theme_counts)))


def _design_rows(rows: Floats, scores: Floats) -> Floats:
    """Return where points are for the regression: their rows, a constant, and what the classifier thinks of them."""
    scaled_opinions = (scores - scores.mean(axis=0)) / max(float(scores.std()), 1e-9)
    constant_column = np.full((len(rows), 1), CONSTANT)
    return np.hstack([rows, constant_column, np.sqrt(OPINION) * scaled_opinions])


def _greedy_design(
    designs: Sequence[Floats], doubts: Sequence[Floats], nearness: Floats, point_count: int
) -> list[int]:
    """Return the points tried that leave least open about the points told of, one after the other.

    ``designs`` and ``doubts`` are of the points tried, those told of, and those known; ``nearness`` is among the first.
    """
    tried_rows, target_rows, known_rows = designs
    posterior = PLAIN_RIDGE * np.linalg.inv(known_rows.T @ known_rows + PLAIN_RIDGE * np.eye(known_rows.shape[1]))
    cross_terms, covariances = target_rows @ posterior @ tried_rows.T, tried_rows @ posterior @ tried_rows.T
    barred = np.zeros(len(tried_rows), dtype=int)
    chosen_order: list[int] = []
    while len(chosen_order) < point_count:
        gains = doubts[0] * (doubts[1] @ cross_terms**2) / (PLAIN_RIDGE + np.diag(covariances))
        # What says the same as one chosen before comes after all else, and what was chosen comes no more.
        gains[barred > barred.min()] = -1.0
        chosen = int((gains >= gains.max() * (1 - NOISE)).argmax())  # what is as good but for rounding: the first
        chosen_order.append(chosen)
        barred[nearness[chosen] > ALIKE] += 1
        barred[chosen_order] = len(tried_rows) + 1
        chosen_column, chosen_variance = covariances[chosen].copy(), PLAIN_RIDGE + covariances[chosen, chosen]
        cross_terms -= np.outer(cross_terms[:, chosen], chosen_column) / chosen_variance
        covariances -= np.outer(chosen_column, chosen_column) / chosen_variance
    return chosen_order
