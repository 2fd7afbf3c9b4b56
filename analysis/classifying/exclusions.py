"""Exclusions: the one way in which what is said of a theme depends on another, where its entry excludes that theme."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analysis.classifying.text_views import Floats
from analysis.model import Codebook

Exclusions = tuple[tuple[int, tuple[int, ...]], ...]
"""The columns of themes that exclude others, with the columns of these."""


def exclusions(codebook: Codebook) -> Exclusions:
    """Return which themes exclude which: an entry of ``exclude`` is another theme's key or name, and nothing else."""
    return tuple((j, excluded) for j in range(len(codebook.themes)) if (excluded := tuple(_excluded(codebook, j))))


def yielding(log_odds: Floats, theme_exclusions: Exclusions) -> Floats:
    """Return log-odds in which a theme that excludes a likelier one is behind it by twice as much."""
    yielded = log_odds.copy()
    for j, excluded in theme_exclusions:
        lag = log_odds[:, excluded].max(axis=1) - log_odds[:, j]
        yielded[:, j] -= np.maximum(0.0, lag)
    return yielded


def _excluded(codebook: Codebook, j: int) -> Iterator[int]:
    named = {_plain(exclusion) for exclusion in codebook.themes[j].exclude}
    for i, theme in enumerate(codebook.themes):
        if i != j and not named.isdisjoint((_plain(theme.key), _plain(theme.name))):
            yield i


def _plain(text: str) -> str:
    return text.strip().rstrip(".").casefold()
