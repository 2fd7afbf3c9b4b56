"""Doubt: which of the machine's decisions a person should look at first."""

from __future__ import annotations

from analysis.model import CoderKind, Coding

DOUBT = (0.4, 0.6)
"""A probability in this band is close to a coin's toss: the theme may or may not be there."""


def doubtful_theme(coding: Coding, theme: str) -> bool:
    """Whether the machine is in doubt about one theme of a point; people are taken at their word."""
    score = dict(coding.scores).get(theme)
    return coding.coder.kind is CoderKind.MACHINE and score is not None and DOUBT[0] <= score <= DOUBT[1]


def doubtful_point(coding: Coding) -> bool:
    """Whether the machine is in doubt about any theme of a point."""
    return any(doubtful_theme(coding, theme) for theme, _ in coding.scores)
