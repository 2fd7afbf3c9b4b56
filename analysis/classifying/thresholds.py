"""Cuts: from which probability on a theme is assigned, and from which on no person need look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.stats import beta

from analysis.classifying.quantised import quantised
from analysis.classifying.text_views import Floats

ALONE = 0.3
"""The cut before anyone has coded: it serves left-out debates of the benchmark best; .25 to .4 are nearly as good."""

STEADY = 5.0
"""Assignments of a theme with which its own cut weighs as much as the common one."""


DOUBT = 0.1
"""The chance that the share of wrong ones at a level is greater than its bound."""


class State(StrEnum):
    """The decision on a point: coded, coded as none, or for a person."""

    CODED = "coded"
    NONE = "coded as none"
    PERSON = "for a person"


@dataclass(frozen=True, slots=True)
class Decision:
    """The machine's decision on a point, and the themes that it gives."""

    state: State
    themes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Levels:
    """Probabilities: a theme at ``sure`` or above is coded, a point with none at ``nothing`` or above has none."""

    sure: float
    nothing: float


def common_cut(probabilities: Floats, truth: Floats) -> float:
    """Return the cut that serves micro-F1 best on coded texts (Lipton et al. 2014); of both shapes NaN where it was not
    said.

    Half by what was found in them and half by what their probabilities promise: a few findings mislead, and promises
    of rare themes are bold.
    """
    said = ~np.isnan(truth)
    order = np.argsort(-probabilities[said], kind="stable")
    ranked, hits = probabilities[said][order], (truth[said][order] + probabilities[said][order]) / 2
    if not hits.sum() > 0:
        return ALONE
    served = 2 * np.cumsum(hits) / (np.arange(1, len(ranked) + 1) + hits.sum())
    ends = np.flatnonzero(np.append(ranked[:-1] != ranked[1:], True))  # no cut goes between equal ones
    best = int(quantised(served[ends]).argmax())
    return float(ranked[ends[best : best + 2]].mean())


def own_cuts(probabilities: Floats, truth: Floats, common: float) -> Floats:
    """Return a cut for each theme, which serves macro-F1, held the nearer to the common one the rarer the theme."""
    found = np.nansum(truth, axis=0)
    own = np.array([common_cut(*column) for column in zip(probabilities.T, truth.T, strict=True)])
    share = found / (found + STEADY)
    return np.asarray(share * own + (1 - share) * common)


def certified(scores: Floats, coded: Floats, wrong: Floats, risk: float) -> float:
    """Return the lowest score from which on at most a share ``risk`` of the scores is shown to be wrong; else infinite.

    ``coded`` are the scores of coded cells as if they had not been coded, ``wrong`` tells which of them are wrong. The
    share of cells that reach a level and are wrong is bounded from above (Clopper and Pearson 1934) at 1 - DOUBT, and
    held against the share of ``scores`` that reach it, after the upper bounds of Bates et al. 2021. It rests on the
    coded cells being a fair sample, and holds for each level by itself; how often the level that was chosen keeps the
    risk is measured in the benchmark.
    """
    if not len(scores) or not len(coded):
        return float(np.inf)
    ranked = np.sort(scores)[::-1]
    astray = np.sort(coded[wrong > 0])
    higher = len(astray) - np.searchsorted(astray, ranked, side="left")
    expected = beta.ppf(1 - DOUBT, higher + 1, np.maximum(len(coded) - higher, 1)) * len(ranked)
    kept = np.flatnonzero(expected <= risk * np.arange(1, len(ranked) + 1))
    return float(ranked[kept[-1]]) if len(kept) else float(np.inf)


def levels(scores: Floats, honest: Floats, truth: Floats, risk: float) -> Levels:
    """Return the levels for scores of shape (n_texts, n_themes), by the coded texts' own and their truth, NaN if not
    said."""
    said, whole = ~np.isnan(truth), ~np.isnan(truth).any(axis=1)
    sure = certified(scores.ravel(), honest[said], 1.0 - truth[said], risk)
    themed = truth[whole].max(axis=1, initial=0.0)
    nothing = certified(-scores.max(axis=1, initial=0.0), -honest[whole].max(axis=1, initial=0.0), themed, risk)
    return Levels(sure, -nothing)


def decisions(scores: Floats, keys: Sequence[str], kept: Levels) -> list[Decision]:
    """Return what is to be done with each point."""
    return [_decision(row, keys, kept) for row in scores]


def _decision(row: Floats, keys: Sequence[str], kept: Levels) -> Decision:
    sure = frozenset(key for key, score in zip(keys, row.tolist(), strict=True) if score >= kept.sure)
    if sure:
        return Decision(State.CODED, sure)
    none = bool((row <= kept.nothing).all())
    return Decision(State.NONE if none else State.PERSON, frozenset())
