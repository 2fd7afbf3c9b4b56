"""Paired difference: how much better one coder is than another on the same points, with an interval.

Both are held against the same people's codings, so that what is hard for both takes nothing away. The interval is of
the bootstrap (Efron and Tibshirani 1993) by response: a response's points stand and fall together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.auditing.estimation.sampling_frame import Bools, Floats, Ints
from analysis.model import Estimate

DRAWS = 2_000
"""Of the bootstrap: the ends of a 95 % interval are then known to a twentieth of its width."""

SEED = 1
TOO_FEW = "there is one response alone, or none"


@dataclass(frozen=True, slots=True)
class PairedDifference:
    """The F1 of two coders over all themes, and the first's less the second's."""

    first: Estimate
    second: Estimate
    difference: Estimate


def paired_difference(first: Bools, second: Bools, found: Bools, asked: Bools, documents: Ints) -> PairedDifference:
    """Return how two coders compare, by tables of shape (points, themes): what each gave, and what people ``found``.

    ``asked`` says which cells can be compared; ``documents`` numbers each point's response, from 0. With fewer than two
    responses nothing bounds the figures.
    """
    totals = [_totals(given, found, asked, documents) for given in (first, second)]
    values = [float(_f1(total.sum(axis=0))) for total in totals]
    count = len(totals[0])
    if count < 2:
        return PairedDifference(*(Estimate(value, None, None, TOO_FEW) for value in (*values, values[0] - values[1])))
    random = np.random.default_rng(SEED)
    weights = random.multinomial(count, np.full(count, 1 / count), DRAWS)
    draws = [_f1(weights @ total) for total in totals]
    ends = [np.quantile(one, (0.025, 0.975)) for one in (*draws, draws[0] - draws[1])]
    figures = (*values, values[0] - values[1])
    return PairedDifference(
        *(
            Estimate(value, float(low), float(high)).published()
            for value, (low, high) in zip(figures, ends, strict=True)
        )
    )


def _totals(given: Bools, found: Bools, asked: Bools, documents: Ints) -> Floats:
    """Return for each response the assignments that are right, those given and those found: shape (responses, 3)."""
    given, found = given & asked, found & asked
    counts = np.stack([(given & found).sum(axis=1), given.sum(axis=1), found.sum(axis=1)], axis=1).astype(float)
    totals = np.zeros((int(documents.max(initial=-1)) + 1, 3))
    np.add.at(totals, documents, counts)
    return totals


def _f1(totals: Floats) -> Floats:
    """Return F1 from right, given and found; nothing given and nothing found is as right as can be."""
    right, both = totals[..., 0], totals[..., 1] + totals[..., 2]
    return np.where(both > 0, 2 * right / np.maximum(both, 1), 1.0)
