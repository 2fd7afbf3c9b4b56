"""What is usual: the mean and standard deviation of figures, each counting by how far it is one of its own.

Texts in one language lie near each other and near a wording in it, whatever they say. Where a codebook speaks several,
what is usual is told of each language apart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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
    """Return what is usual of some figures, of shape (n_rows, n_themes), each row counting by its weight; of none that
    whatever there is tells nothing."""
    if not len(figures):
        return Usual(np.zeros(figures.shape[1]), np.full(figures.shape[1], np.inf))
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


@dataclass(frozen=True, slots=True)
class UsualByLanguage:
    """What is usual in each language, by its place (see ``SpokenLanguages``): of shape (n_languages, n_themes)."""

    mean: Floats
    deviation: Floats

    def standard(self, figures: Floats, languages: NDArray[np.int_]) -> Floats:
        """Return figures as standard deviations from what is usual in the language of each row."""
        return Usual(self.mean[languages], self.deviation[languages]).standard(figures)


Learn = Callable[[Floats, Floats], Usual]
"""What is usual of figures and weights."""


def usual_by_language(
    figures: Floats,
    weights: Floats,
    languages: NDArray[np.int_],
    number: int,
    learn: Learn = usual_of,
    learn_elsewhere: Learn | None = None,
) -> UsualByLanguage:
    """Return what is usual in each of a number of languages: of English by ``learn``, of the others alike or as far as
    it is known.

    No sentences of another language can be imagined. Of few it is not known what is usual, and they count for the less.
    """

    def known(own_figures: Floats, own_weights: Floats) -> Usual:
        usual, held = usual_of(own_figures, own_weights), max(own_weights.sum(), NOISE)
        return Usual(usual.mean, usual.deviation + IMAGINED / held * english.deviation)

    own = [(figures[languages == place], weights[languages == place]) for place in range(number)]
    english = learn(*own[0])
    usual = [english, *((learn_elsewhere or known)(*part) for part in own[1:])]
    return UsualByLanguage(np.array([each.mean for each in usual]), np.array([each.deviation for each in usual]))
