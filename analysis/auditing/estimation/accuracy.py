"""Accuracy of the machine: precision, recall and F1 per theme, overall and by type of respondent, with intervals.

**Per theme.** The machine's coding of every point is known, so precision is a share of the points that it gives the
theme, and recall follows from how many of those are right and how many of the others it missed; both numbers are
estimated with limits that hold in small samples, and melded (see ``intervals``). What nobody looked at stays unknown:
where no point with the theme was met, recall may be anything, and the interval says so.

**Overall.** Over all themes each point counts as often as it has themes, so that figures are ratios of totals per
point: Taylor linearisation (Särndal, Swensson and Wretman 1992, 5.5 and 7.6) gives their variance within strata and
post-strata, and the interval is that of a proportion in the sample of the size that has this variance, corrected for
the degrees of freedom (Korn and Graubard 1998; Dean and Pagano 2015). The themes of one point are taken together, so
that they may hang together as they like. Points are drawn singly, so that respondents need no design effect (Rao and
Scott 1992 give that of a sample of whole respondents). The mean over themes combines their limits (Zou and Donner
2008).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.auditing.estimation.confusion import Split, stands
from analysis.auditing.estimation.intervals import LEVEL, Interval, Total, between
from analysis.auditing.estimation.proportions import UNKNOWN, mean, proportion, unlike
from analysis.auditing.estimation.sampling_frame import Audited, Bools, Floats, Frame, Ints, part


@dataclass(frozen=True, slots=True)
class Scores:
    """Precision, recall and F1; each between 0 and 1, its estimate None where nothing was met to estimate it from."""

    precision: Interval
    recall: Interval
    f1: Interval


@dataclass(frozen=True, slots=True)
class ThemeAccuracy:
    """The machine's accuracy on one theme: it gives it to ``given`` of the sampled points, ``found`` have it."""

    theme: str
    given: int
    found: int
    scores: Scores


@dataclass(frozen=True, slots=True)
class TypeAccuracy:
    """The machine's accuracy on one type of respondents; ``differs``: from the others, by more than chance."""

    type: str
    sampled: int
    scores: Scores
    differs: bool


@dataclass(frozen=True, slots=True)
class AccuracyEstimate:
    """Per theme; over all themes (``micro``), and their mean over the themes that have an estimate (``macro``)."""

    sampled: int
    themes: tuple[ThemeAccuracy, ...]
    micro: Scores
    macro: Scores
    types: tuple[TypeAccuracy, ...] = ()


def accuracy(frame: Frame, sample: Audited) -> AccuracyEstimate:
    """Return the machine's accuracy on a frame, as a blind sample of it shows it."""
    themes = tuple(_theme(frame, sample, number) for number in range(len(frame.themes)))
    micro = _micro(frame, sample, LEVEL)
    return AccuracyEstimate(
        len(sample.rows), themes, micro, _macro([theme.scores for theme in themes]), _types(frame, sample)
    )


def _theme(frame: Frame, sample: Audited, number: int) -> ThemeAccuracy:
    split = Split(frame, sample, number)
    given = int(split.given[sample.rows].sum())
    return ThemeAccuracy(frame.themes[number], given, int(split.found.sum()), theme_scores(split))


def theme_scores(split: Split) -> Scores:
    """Precision, recall and F1 of one theme."""
    right, missed = split.right(), split.missed()
    return Scores(_precision(right), _recall(right, missed), _f1(right, missed))


def _precision(right: Total) -> Interval:
    if not right.population:
        return UNKNOWN
    estimate = right.estimate / right.population if right.looked else None
    return between(estimate, right.draws / right.population)


def _recall(right: Total, missed: Total) -> Interval:
    estimate = right.estimate / (right.estimate + missed.estimate) if right.seen + missed.seen else None
    both = right.draws + missed.draws
    # Where neither is there, nothing could be recalled: as good as any value, so one is taken from each end.
    ends = np.arange(len(both)) % 2
    return between(estimate, np.where(both > 0, right.draws / np.maximum(both, 1e-9), ends))


def _f1(right: Total, missed: Total) -> Interval:
    given, found = right.population, right.seen + missed.seen
    if not given and not found:
        return UNKNOWN
    has = right.estimate + missed.estimate
    draws = right.draws + missed.draws
    return between(
        2 * right.estimate / (given + has) if right.looked or found else None,
        2 * right.draws / np.maximum(given + draws, 1),
    )


# Over all themes ------------------------------------------------------------------------------------------------------


def _micro(frame: Frame, sample: Audited, level: float) -> Scores:
    if not len(sample.rows):
        return Scores(UNKNOWN, UNKNOWN, UNKNOWN)
    weights, groups = _weighted(frame, sample)
    return _scores(frame.given[sample.rows], sample.found, weights, groups, level)


def _scores(given: Bools, found: Bools, weights: Floats, groups: Ints, level: float) -> Scores:
    """Of all themes of all points: ``found`` is the truth; ``weights`` say how many points each stands for."""
    right, claimed, told = ((x).sum(axis=1).astype(float) for x in (given & found, given, found))
    parts = ((right, claimed), (right, told), (2 * right, claimed + told))
    return Scores(*(_ratio(above, below, weights, groups, level) for above, below in parts))


def _weighted(frame: Frame, sample: Audited) -> tuple[Floats, Ints]:
    """Return how many points each sampled point stands for, itself included, and its post-stratum.

    Post-strata are the strata of the design, each divided by whether the machine gives a point any theme; those in
    which fewer than two points were looked at are one, with the weights of the design.
    """
    code = 2 * frame.strata + frame.given.any(axis=1)
    own = code[sample.rows]
    drawn = np.bincount(own, minlength=int(code.max(initial=0)) + 1)
    exact = np.bincount(code, minlength=len(drawn)) / np.maximum(drawn, 1)
    design = stands(frame, sample)[frame.strata[sample.rows]] + 1
    enough = drawn[own] > 1
    return np.where(enough, exact[own], design), np.where(enough, own, -1)


def _ratio(above: Floats, below: Floats, weights: Floats, groups: Ints, level: float) -> Interval:
    """Return the ratio of two totals, with the interval of a proportion that has its variance."""
    under = float(weights @ below)
    if not under:
        return UNKNOWN
    ratio = float(weights @ above) / under
    rest = (above - ratio * below) / under
    variance, degrees = 0.0, 0
    for group in np.unique(groups):
        own, weight = rest[groups == group], weights[groups == group]
        middle = float((weight @ own) / weight.sum()) if len(own) > 1 else 0.0
        number = max(len(own) - 1, 1)
        variance += float((weight * (weight - 1) * (own - middle) ** 2).sum()) * (len(own) / number)
        degrees += number
    looked = int((below > 0).sum())
    if variance <= 0 and (weights > 1).any():
        # So few points that all residuals are 0 by chance; those that nobody saw may differ all the same.
        variance = ratio * (1 - ratio) / max(looked, 1)
    return proportion(ratio, variance, looked, degrees, level)


def _macro(scores: Sequence[Scores]) -> Scores:
    return Scores(*(mean([getattr(own, name) for own in scores]) for name in ("precision", "recall", "f1")))


# By type of respondent ------------------------------------------------------------------------------------------------


def _types(frame: Frame, sample: Audited) -> tuple[TypeAccuracy, ...]:
    """Return each type beside all others; with many types one differs by chance, so the level allows for their
    number."""
    if frame.types is None:
        return ()
    kinds = np.asarray(frame.types, dtype=object)
    names = sorted(set(frame.types))
    level = 1 - (1 - LEVEL) / len(names)
    return tuple(_type(frame, sample, name, kinds == name, level) for name in names)


def _type(frame: Frame, sample: Audited, name: str, own: Bools, level: float) -> TypeAccuracy:
    inside, outside = part(frame, sample, own), part(frame, sample, ~own)
    both = _micro(*inside, level).f1, _micro(*outside, level).f1
    return TypeAccuracy(name, len(inside[1].rows), _micro(*inside, LEVEL), unlike(*both))


# What people themselves reach -----------------------------------------------------------------------------------------


def ceiling(first: Bools, second: Bools, themes: Sequence[str]) -> tuple[tuple[tuple[str, Interval], ...], Interval]:
    """Return how far two people agree who coded the same points: F1 of one against the other per theme, and over all
    themes.

    Both tables have the shape (points, themes). F1 is the same whoever is taken for the truth; it is what agreement on
    the presence of a theme is called too. No machine can be shown to be better than people are with each other.
    """
    points = np.full(len(first), _MANY), np.zeros(len(first), dtype=np.int64)
    own = [_scores(first[:, [n]], second[:, [n]], *points, LEVEL).f1 for n in range(len(themes))]
    return tuple(zip(themes, own, strict=True)), _scores(first, second, *points, LEVEL).f1


_MANY = 1e6
"""The points that two people coded stand for whatever people might code: a frame without an end."""
