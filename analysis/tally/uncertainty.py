"""Uncertainty: which of the machine's decisions a person should look at first."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.model import Coding

ODDS = 2.0
"""The machine is in doubt where the odds of a score and of its cut differ by no more than this factor. It is the widest
of 1.5, 2, 2.5, 3 and 4 with which two decisions in five that are in doubt are wrong, over one half of four labelled
sets; on the other half it finds a third of all wrong decisions among 8 % of all (benchmarks/results/doubt.md)."""

DIGITS = 4
"""Scores and cuts have so many digits, and so have the bounds of doubt."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Around one cut: the lowest and the highest score about which the machine is in doubt, and whose cut it is."""

    themes: tuple[str, ...]
    cut: float
    low: float
    high: float


def bounds(cut: float, themes: tuple[str, ...] = ()) -> Bounds:
    """Return the bounds of doubt around a cut.

    >>> bounds(0.3)
    Bounds(themes=(), cut=0.3, low=0.1765, high=0.4615)
    """
    lowest_score, highest_score = cut / (cut + ODDS * (1 - cut)), ODDS * cut / (ODDS * cut + 1 - cut)
    return Bounds(themes, cut, round(lowest_score, DIGITS), round(highest_score, DIGITS))


def doubtful_themes(coding: Coding) -> frozenset[str]:
    """Return the themes, given or not, of which the machine is in doubt; people, who give no scores, are taken at their
    word.

    Each score is held against the cut that its coder used. Of the oldest codings it was not kept: there a person should
    look at all.
    """
    theme_cuts = dict(coding.cuts)
    return frozenset(
        theme for theme, score in coding.scores if theme not in theme_cuts or _is_near(score, theme_cuts[theme])
    )


def _is_near(score: float, cut: float) -> bool:
    doubt_bounds = bounds(cut)
    return doubt_bounds.low <= score <= doubt_bounds.high
