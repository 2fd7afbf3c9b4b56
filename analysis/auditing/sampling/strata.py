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
    score_table = np.asarray(scores, dtype=float)
    return np.asarray(
        (score_table * (1 - score_table)).sum(axis=1).round(9)
    )  # points as unsure as each other stay together


def strata_by(
    assigned: npt.ArrayLike, scores: npt.ArrayLike | None = None, types: Sequence[str] | None = None
) -> tuple[str, ...]:
    """Return the stratum of each point: by the machine's confidence, and by the type of respondent.

    ``assigned`` says which themes the machine gives to which points, shape (points, themes); ``scores`` with what
    probability, of the same shape. Points with a theme that the machine gives seldom are a stratum, so that rare
    themes are met at all; so are, of the others, those that it is least sure of. Where a type of respondents has too
    few points in one of these it is counted among the others there.
    """
    is_given = np.asarray(assigned, dtype=bool)
    is_rare = (is_given.mean(axis=0) < RARE) & is_given.any(axis=0)
    levels = np.full(len(is_given), OTHERWISE, dtype=object)
    if scores is not None and len(is_given):
        point_doubts = doubt(scores)
        doubt_threshold = np.quantile(point_doubts, 1 - UNSURE, method="lower")
        levels[(point_doubts >= doubt_threshold) & (point_doubts > point_doubts.min())] = OFTEN_UNSURE
    has_rare = is_given[:, is_rare].any(axis=1)
    if has_rare.sum() >= SMALLEST * len(is_given):
        levels[has_rare] = RARELY
    return _typed([str(level) for level in levels], types)


def _typed(levels: Sequence[str], types: Sequence[str] | None) -> tuple[str, ...]:
    if types is None:
        return tuple(levels)
    common_types = {
        type_name for type_name, stratum_size in strata_sizes(types).items() if stratum_size >= SMALLEST * len(types)
    }
    point_types = [type_name if type_name in common_types else OTHER_TYPES for type_name in types]
    typed_strata = [f"{level} · {type_name}" for level, type_name in zip(levels, point_types, strict=True)]
    typed_sizes = strata_sizes(typed_strata)
    small_strata = {
        stratum_name
        for stratum_name, stratum_size in typed_sizes.items()
        if stratum_size < SMALLEST * len(typed_strata)
    }
    return tuple(
        level if stratum_name in small_strata else stratum_name
        for level, stratum_name in zip(levels, typed_strata, strict=True)
    )


def spreads(strata: Sequence[str], scores: npt.ArrayLike) -> Mapping[str, float]:
    """Return how unsure the machine is of the points of each stratum, for :func:`allocate`: the root of their mean
    doubt."""
    point_doubts, stratum_names = doubt(scores), np.asarray(strata)
    return {stratum: float(np.sqrt(point_doubts[stratum_names == stratum].mean())) for stratum in strata_sizes(strata)}
