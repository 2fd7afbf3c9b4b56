"""Uncertainty: how sure the machine is of what a coding says, and what a person should look at first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from analysis.model import Coding
from analysis.model.sureness import Sureness, sureness


def surenesses(coding: Coding) -> dict[str, Sureness]:
    """Return for each theme that has a score, given or not, how sure the machine is of it; people, who give no scores,
    are taken at their word.

    Each score is held against the cut that its coder used.
    """
    theme_cuts = dict(coding.cuts)
    return {theme: sureness(score, theme_cuts.get(theme)) for theme, score in coding.scores}


def sureness_of(coding: Coding, theme: str) -> Sureness | None:
    """Return how sure the machine is of one theme; None where that has no score."""
    score = next((score for key, score in coding.scores if key == theme), None)
    return None if score is None else sureness(score, next((cut for key, cut in coding.cuts if key == theme), None))


@dataclass(frozen=True, slots=True)
class UsedCut:
    """The score from which the machine gave a theme, in the codings that count, and between which it is in doubt.

    ``low`` and ``high`` differ only where codings of several cuts count.
    """

    low: float
    high: float
    doubt_low: float
    doubt_high: float


def used_cuts(codings: Iterable[Coding]) -> dict[str, tuple[float, float]]:
    """Return for each theme the least and the greatest cut that the machine's codings among these were held against."""
    found: dict[str, tuple[float, float]] = {}
    for coding in codings:
        for theme, cut in coding.cuts if coding.coder.is_machine else ():
            low, high = found.get(theme, (cut, cut))
            found[theme] = min(low, cut), max(high, cut)
    return found


def doubtful_themes(coding: Coding) -> frozenset[str]:
    """Return the themes, given or not, of which the machine is in doubt."""
    return _shared(frozenset(theme for theme, sure in surenesses(coding).items() if sure is Sureness.IN_DOUBT))


@lru_cache(maxsize=10_000)
def _shared(themes: frozenset[str]) -> frozenset[str]:
    """Return the one set of these themes that all points in doubt about them have."""
    return themes


@dataclass(frozen=True, slots=True)
class ThemeDoubt:
    """How many of a theme's places are in doubt."""

    key: str
    name: str
    doubtful: int
    places: int


MOST = 3
"""Themes that are named as those that the machine trusts least; with more nobody knows where to begin."""


def least_trusted(theme_doubts: Iterable[ThemeDoubt]) -> tuple[ThemeDoubt, ...]:
    """Return the themes of whose codings the greatest share is in doubt, the greatest first; none without a doubt."""
    in_doubt = [theme_doubt for theme_doubt in theme_doubts if theme_doubt.doubtful]
    return tuple(sorted(in_doubt, key=lambda one: (-one.doubtful / one.places, -one.doubtful))[:MOST])
