"""Thresholds: from which probability on a theme is assigned, and from which on no person need look."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from analysis.classifying.quantised import STEP, quantised
from analysis.classifying.text_views import Floats

ALONE = 0.3
"""The cut before anyone has coded, to which each theme's own is held: on one half of the sets .3 serves best with few
codings, by .005 to .03 before .35 and .4, and with many as well as these."""


SILENT = 0.1
"""The share up to which texts that codings silence may have the theme, one that has it and one that has not imagined
beside those that were coded (Laplace's rule of succession); see ADR 96."""


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


def theme_cuts(scores: Floats, shares: Floats) -> Floats:
    """Return the cut of each theme, from its own scores of the texts at hand alone: shape (n_themes,).

    ``scores``, shape (n_texts, n_themes), are those that the cut is for: where codings lower a theme's scores in all
    texts its cut follows them, and no theme falls below a cut that stays behind. ``shares`` say how much of each was
    learned from codings; the less, the nearer its cut is held to ``ALONE``, in log-odds.
    """
    promised_cuts = np.array([expected_f1_cut(theme_scores) for theme_scores in scores.T])
    own_log_odds = logit(np.clip(promised_cuts, STEP, 1 - STEP))
    return quantised(expit(shares * own_log_odds + (1 - shares) * logit(ALONE)))


def expected_f1_cut(probabilities: Floats) -> float:
    """Return the cut whose expected F1 is best if the probabilities mean what they say (Lipton et al. 2014)."""
    ranked = np.sort(probabilities)[::-1]
    if not ranked.sum() > 0:
        return ALONE
    f1_scores = 2 * np.cumsum(ranked) / (np.arange(1, len(ranked) + 1) + ranked.sum())
    cut_places = np.flatnonzero(np.append(ranked[:-1] != ranked[1:], True))  # no cut goes between equal ones
    best_place = int(quantised(f1_scores[cut_places]).argmax())
    return float(ranked[cut_places[best_place : best_place + 2]].mean())


def silent_levels(scores: Floats, truth: Floats, is_doubted: NDArray[np.bool_], bounds: Floats) -> Floats:
    """Return the score of each theme up to which codings silence what the codebook alone gives or leaves in doubt.

    ``scores`` are those of coded texts as if they had not been coded, ``is_doubted`` tells which of them the codebook
    alone gives or leaves in doubt, ``bounds`` are the scores from which on each theme is in doubt. What falls below its
    bound is silenced only as far as coded texts show that so low a score seldom misses a theme.
    """
    is_low = is_doubted & (scores < bounds) & ~np.isnan(truth)
    columns = zip(scores.T, truth.T, is_low.T, bounds.tolist(), strict=True)
    return np.array([_silent_level(own[low], said[low], bound) for own, said, low, bound in columns])


def _silent_level(scores: Floats, truth: Floats, bound: float) -> float:
    order = np.argsort(scores, kind="stable")
    ranked, numbers = scores[order], np.arange(1, len(scores) + 1)
    missed = quantised((np.cumsum(truth[order]) + 1) / (numbers + 2))
    safe_places = np.flatnonzero((missed <= SILENT) & np.append(ranked[1:] != ranked[:-1], True)[: len(ranked)])
    if not len(safe_places):
        return -math.inf
    return bound if safe_places[-1] == len(ranked) - 1 else float(ranked[safe_places[-1]])


def certified_level(scores: Floats, coded: Floats, wrong: Floats, risk: float) -> float:
    """Return the lowest score from which on a share of at most ``risk`` is expected to be wrong; else infinite.

    ``coded`` are the scores of coded cells as if they had not been coded, ``wrong`` tells which of them are wrong. Each
    of ``scores`` has a conformal p-value, the share of coded cells that are wrong and reach it, and the procedure of
    Benjamini and Hochberg chooses among them (conformal selection, Jin and Candès 2023): over samples the mean share of
    wrong ones is at most the risk, if the coded cells are a fair sample. How it is kept on real texts is measured in
    the benchmark.
    """
    if not len(scores) or not len(coded):
        return float(np.inf)
    ranked = np.sort(scores)[::-1]
    wrong_scores = np.sort(coded[wrong > 0])
    wrong_above = len(wrong_scores) - np.searchsorted(wrong_scores, ranked, side="left")
    p_values = (1 + wrong_above) / (1 + len(coded))
    safe_places = np.flatnonzero(p_values * len(ranked) <= risk * np.arange(1, len(ranked) + 1))
    return float(ranked[safe_places[-1]]) if len(safe_places) else float(np.inf)


def levels(scores: Floats, out_of_fold: Floats, truth: Floats, risk: float) -> Levels:
    """Return the levels for scores of shape (n_texts, n_themes), by the coded texts' own and their truth, NaN if not
    said."""
    answered, complete = ~np.isnan(truth), ~np.isnan(truth).any(axis=1)
    sure_level = certified_level(scores.ravel(), out_of_fold[answered], 1.0 - truth[answered], risk)
    has_theme = truth[complete].max(axis=1, initial=0.0)
    nothing_level = certified_level(
        -scores.max(axis=1, initial=0.0), -out_of_fold[complete].max(axis=1, initial=0.0), has_theme, risk
    )
    return Levels(sure_level, -nothing_level)


def decisions(scores: Floats, keys: Sequence[str], risk_levels: Levels, cuts: Floats) -> list[Decision]:
    """Return what is to be done with each point; no theme is coded below its cut, as doubt holds scores up to there."""
    sure_levels = np.maximum(risk_levels.sure, cuts)
    return [_decision(point_scores, keys, risk_levels.nothing, sure_levels) for point_scores in scores]


def _decision(point_scores: Floats, keys: Sequence[str], nothing: float, sure_levels: Floats) -> Decision:
    sure_themes = frozenset(keys[j] for j in np.flatnonzero(point_scores >= sure_levels).tolist())
    if sure_themes:
        return Decision(State.CODED, sure_themes)
    has_none = bool((point_scores <= nothing).all())
    return Decision(State.NONE if has_none else State.PERSON, frozenset())
