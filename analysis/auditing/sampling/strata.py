"""Strata of a frame, from what the machine says of its points and who wrote them; all known before anybody audits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from analysis.auditing.sampling.sample_draw import strata_sizes

RARE = 0.05
"""A theme that the machine gives to a smaller share of the points than this is rare."""

UNSURE = 0.25
"""The share of points, those that the machine is least sure of, that make a stratum of their own."""

SMALLEST = 0.05
"""A stratum with a smaller share of the points than this is merged with its neighbour."""

RARELY, OFTEN_UNSURE, OTHERWISE = "a rare theme", "unsure", "sure"

OTHER_TYPES = "other respondents"


def doubt(scores: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Return how unsure the machine is of each point, shape (points,), from its scores, shape (points, themes).

    The variance of the number of themes that the point has, were the scores its probabilities: the sum of s (1 - s).
    """
    table = np.asarray(scores, dtype=float)
    return np.asarray((table * (1 - table)).sum(axis=1).round(9))  # points as unsure as each other stay together


def strata_by(
    assigned: npt.ArrayLike, scores: npt.ArrayLike | None = None, types: Sequence[str] | None = None
) -> tuple[str, ...]:
    """Return the stratum of each point: by the machine's confidence, and by the type of respondent.

    ``assigned`` says which themes the machine gives to which points, shape (points, themes); ``scores`` with what
    probability, of the same shape. Points with a theme that the machine gives seldom are a stratum, so that rare
    themes are met at all; so are, of the others, those that it is least sure of. Where a type of respondents has too
    few points in one of these it is counted among the others there.
    """
    given = np.asarray(assigned, dtype=bool)
    rare = (given.mean(axis=0) < RARE) & given.any(axis=0)
    levels = np.full(len(given), OTHERWISE, dtype=object)
    if scores is not None and len(given):
        doubts = doubt(scores)
        much = np.quantile(doubts, 1 - UNSURE, method="lower")
        levels[(doubts >= much) & (doubts > doubts.min())] = OFTEN_UNSURE
    rarely = given[:, rare].any(axis=1)
    if rarely.sum() >= SMALLEST * len(given):
        levels[rarely] = RARELY
    return _typed([str(level) for level in levels], types)


def _typed(levels: Sequence[str], types: Sequence[str] | None) -> tuple[str, ...]:
    if types is None:
        return tuple(levels)
    common = {kind for kind, size in strata_sizes(types).items() if size >= SMALLEST * len(types)}
    kinds = [kind if kind in common else OTHER_TYPES for kind in types]
    both = [f"{level} · {kind}" for level, kind in zip(levels, kinds, strict=True)]
    sizes = strata_sizes(both)
    small = {name for name, size in sizes.items() if size < SMALLEST * len(both)}
    return tuple(level if name in small else name for level, name in zip(levels, both, strict=True))


def spreads(strata: Sequence[str], scores: npt.ArrayLike) -> Mapping[str, float]:
    """Return how unsure the machine is of the points of each stratum, for :func:`allocate`: the root of their mean
    doubt."""
    doubts, own = doubt(scores), np.asarray(strata)
    return {stratum: float(np.sqrt(doubts[own == stratum].mean())) for stratum in strata_sizes(strata)}
