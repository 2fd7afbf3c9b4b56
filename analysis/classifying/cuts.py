"""Cuts: from which probability on a theme is assigned, and from which on no person need look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.stats import binom

from analysis.classifying.features import Floats

ALONE = 0.3
"""The cut before anyone has coded: it serves left-out debates of the benchmark best; .25 to .4 are nearly as good."""

STEADY = 20.0
"""Expected assignments of a theme with which its own cut weighs as much as the common one."""

DOUBT = 0.1
"""The chance that a certified level is not kept, over the draws of the codings that certify it."""

PART = 0.4
"""The share of the expected assignments with which the second sequence of levels begins."""

FEWEST = 5
"""Levels are tried at every so many cells more."""


class State(StrEnum):
    """What is to be done with a point."""

    CODED = "coded"
    NONE = "coded as none"
    PERSON = "for a person"


@dataclass(frozen=True, slots=True)
class Decision:
    """What the machine dares to say of a point without a person, and what is to be done with it."""

    state: State
    themes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Levels:
    """Probabilities: a theme at ``sure`` or above is coded, a point with none at ``nothing`` or above has none."""

    sure: float
    nothing: float


def common_cut(probabilities: Floats) -> float:
    """The cut that promises the best micro-F1, if the probabilities mean what they say (Lipton et al. 2014)."""
    ranked = np.sort(probabilities.ravel())[::-1]
    if not ranked.sum() > 0:
        return ALONE
    promised = 2 * np.cumsum(ranked) / (np.arange(1, len(ranked) + 1) + ranked.sum())
    return float(ranked[promised.argmax()])


def own_cuts(probabilities: Floats, common: float) -> Floats:
    """A cut for each theme, which serves macro-F1, held the nearer to the common one the rarer the theme."""
    expected = probabilities.sum(axis=0)
    own = np.array([common_cut(column) for column in probabilities.T])
    share = expected / (expected + STEADY)
    return np.asarray(share * own + (1 - share) * common)


def certified(probabilities: Floats, truth: Floats, risk: float) -> float:
    """The lowest probability from which on at most a share ``risk`` is untrue; infinite where none can be shown.

    Levels are tested from the highest down, until one cannot be shown to keep the risk (Learn then Test, Angelopoulos
    et al. 2021, with a fixed sequence and the exact binomial test). If the coded texts are a fair sample of all, the
    level found keeps the risk with a chance of 1 - DOUBT at least.
    """
    order = np.argsort(-probabilities, kind="stable")
    ranked, wrong = probabilities[order], np.cumsum(1.0 - truth[order])
    needed = int(np.ceil(np.log(DOUBT / 2) / np.log1p(-risk)))
    # Half of the doubt each for a sequence from the top, and for one that one early error does not end.
    later = max(needed, int(PART * np.abs(probabilities).sum()))
    return min(_level(ranked, wrong, start, risk) for start in (needed, later))


def _level(ranked: Floats, wrong: Floats, start: int, risk: float) -> float:
    level = np.inf
    for number in range(start, len(ranked) + 1, FEWEST):
        if binom.cdf(np.ceil(wrong[number - 1]), number, risk) > DOUBT / 2:
            break
        level = float(ranked[number - 1])
    return level


def levels(probabilities: Floats, truth: Floats, risk: float) -> Levels:
    """What can be certified from the coded texts: shapes (n_texts, n_themes), truth NaN where it was not said."""
    said = ~np.isnan(truth)
    sure = certified(probabilities[said], truth[said], risk)
    whole = said.all(axis=1)
    empty = 1.0 - truth[whole].max(axis=1, initial=0.0)
    nothing = -certified(-probabilities[whole].max(axis=1, initial=0.0), empty, risk)
    return Levels(sure, nothing)


def decisions(scores: Floats, keys: Sequence[str], kept: Levels) -> list[Decision]:
    """What is to be done with each point."""
    return [_decision(row, keys, kept) for row in scores]


def _decision(row: Floats, keys: Sequence[str], kept: Levels) -> Decision:
    sure = frozenset(key for key, score in zip(keys, row.tolist(), strict=True) if score >= kept.sure)
    if sure:
        return Decision(State.CODED, sure)
    none = bool((row <= kept.nothing).all())
    return Decision(State.NONE if none else State.PERSON, frozenset())
