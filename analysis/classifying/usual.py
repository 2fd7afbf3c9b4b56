"""What is usual: the mean and standard deviation of figures, each counting by how far it is one of its own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.classifying.text_views import NOISE, Floats

IMAGINED = 20
"""Sentences that are imagined to be as usual."""


@dataclass(frozen=True, slots=True)
class Usual:
    """The mean and standard deviation of some figures for each theme."""

    mean: Floats
    deviation: Floats

    def standard(self, figures: Floats) -> Floats:
        """Return figures as standard deviations from what is usual."""
        return np.asarray((figures - self.mean) / self.deviation)


def usual_of(figures: Floats, weights: Floats) -> Usual:
    """Return what is usual of some figures, of shape (n_rows, n_themes), each row counting by its weight."""
    shares = weights / weights.sum()
    mean = shares @ figures
    return Usual(mean, np.maximum(np.sqrt(shares @ (figures - mean) ** 2), NOISE))


def blended(figures: Floats, weights: Floats, imagined: Usual) -> Usual:
    """Return what is usual of some figures, of which so many more are imagined."""
    if not len(figures):
        return imagined
    usual, share = usual_of(figures, weights), weights.sum() / (weights.sum() + IMAGINED)
    return Usual(
        share * usual.mean + (1 - share) * imagined.mean, share * usual.deviation + (1 - share) * imagined.deviation
    )
