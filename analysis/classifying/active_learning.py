"""Queues: which points a person should code next, and which codings of people deserve a second look.

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
    rows: Floats, scores: Floats, cuts: Floats, asked: Sequence[int], found: Floats, number: int, seed: int
) -> list[int]:
    """Return the places of the next points to code, the most telling first.

    ``rows`` has shape (n_points, n_columns) and ``scores`` (n_points, n_themes); ``cuts`` are the themes' cuts and
    ``found`` how many points people gave each theme. ``asked`` are the places of points that somebody has coded or
    been asked for: neither they nor what says the same as they do is asked for while anything else is left. The answer
    is as long as ``number``, or as there are points.
    """
    taken = np.array(sorted(set(asked)), dtype=int)
    drawn = np.random.default_rng(seed).permutation(len(rows))
    left = drawn[~np.isin(drawn, taken)]
    if number < 1 or not len(left):
        return []
    tried = _tried(rows, left[:DRAWN], taken)
    told_of = _different(rows, drawn[:DRAWN])[:TOLD_OF]
    used, ends = np.concatenate([tried, told_of, taken]), [len(tried), len(tried) + len(told_of)]
    counts = np.split(np.sqrt(_undecided(scores[used], cuts, found)), ends)
    places = np.split(_places(rows[used], scores[used]), ends)
    order = tried[_designed(places, counts, _nearness(rows, tried, tried), min(number, len(tried)))]
    rest = left[~np.isin(left, order)]
    return [int(i) for i in np.concatenate([order, rest])[:number]]


def for_mistakes(honest: Floats, decided: Floats, keys: Sequence[str]) -> list[DoubtfulCoding]:
    """Return the codings of people that the model finds improbable, the worst first, each with its most improbable
    theme.

    ``honest`` holds for each coded point the themes' probabilities from a model that has not seen its coding, and
    ``decided`` 1 where the person gave the theme, 0 where not, NaN where they did not say: shapes (n_coded, n_themes).
    """
    probable = np.where(decided > 0.5, honest, 1.0 - honest)
    probable[np.isnan(decided) | np.isnan(honest)] = 1.0
    if not probable.size:
        return []
    worst = quantised(probable).argmin(axis=1)
    least = quantised(probable[np.arange(len(probable)), worst])
    order = [int(i) for i in np.argsort(least, kind="stable") if least[i] < DOUBTFUL]
    return [DoubtfulCoding(i, keys[worst[i]], bool(decided[i, worst[i]] > 0.5), float(least[i])) for i in order]


def _tried(rows: Floats, left: NDArray[np.int_], taken: NDArray[np.int_]) -> NDArray[np.int_]:
    """Return points to choose from: none twice, and none that says what one taken says, unless only such are left."""
    different = _different(rows, left)
    fresh = different[_nearness(rows, different, taken).max(axis=1, initial=-1.0) <= ALIKE]
    return (fresh if len(fresh) else different)[:TRIED]


def _nearness(rows: Floats, some: NDArray[np.int_], others: NDArray[np.int_]) -> Floats:
    """Return the cosines between the rows of some points and of others."""
    return quantised(unit(rows[some]) @ unit(rows[others]).T)


def _different(rows: Floats, at: NDArray[np.int_]) -> NDArray[np.int_]:
    """Return the places without those whose rows are the same as an earlier one's."""
    first = {rows[i].tobytes(): int(i) for i in at[::-1]}
    return at[np.isin(at, list(first.values()))]


def _undecided(scores: Floats, cuts: Floats, found: Floats) -> Floats:
    """Return how undecided the classifier is about each point, over all themes; those seldom found yet count for
    more."""
    kept = np.clip(scores, 1e-6, 1 - 1e-6)
    near = expit(logit(kept) - logit(np.clip(cuts, 1e-6, 1 - 1e-6)))
    return np.asarray((entr(near) + entr(1.0 - near)) @ (1.0 / np.sqrt(1.0 + found)))


def _places(rows: Floats, scores: Floats) -> Floats:
    """Return where points are for the regression: their rows, a constant, and what the classifier thinks of them."""
    opinion = (scores - scores.mean(axis=0)) / max(float(scores.std()), 1e-9)
    ones = np.full((len(rows), 1), CONSTANT)
    return np.hstack([rows, ones, np.sqrt(OPINION) * opinion])


def _designed(places: Sequence[Floats], counts: Sequence[Floats], nearness: Floats, number: int) -> list[int]:
    """Of the points tried, those that leave least open about the points told of, one after the other.

    ``places`` and ``counts`` are of the points tried, those told of, and those known; ``nearness`` is among the first.
    """
    asks, tells, known = places
    open_ = PLAIN_RIDGE * np.linalg.inv(known.T @ known + PLAIN_RIDGE * np.eye(known.shape[1]))
    between, among = tells @ open_ @ asks.T, asks @ open_ @ asks.T
    barred = np.zeros(len(asks), dtype=int)
    order: list[int] = []
    while len(order) < number:
        gain = counts[0] * (counts[1] @ between**2) / (PLAIN_RIDGE + np.diag(among))
        # What says the same as one chosen before comes after all else, and what was chosen comes no more.
        gain[barred > barred.min()] = -1.0
        chosen = int((gain >= gain.max() * (1 - NOISE)).argmax())  # what is as good but for rounding: the first
        order.append(chosen)
        barred[nearness[chosen] > ALIKE] += 1
        barred[order] = len(asks) + 1
        told, left = among[chosen].copy(), PLAIN_RIDGE + among[chosen, chosen]
        between -= np.outer(between[:, chosen], told) / left
        among -= np.outer(told, told) / left
    return order
