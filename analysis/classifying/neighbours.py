"""Neighbours: texts that say alike mostly speak for the same themes, whatever words the codebook uses."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analysis.classifying.text_views import NOISE, Floats

NEAREST = 10
"""Neighbours that have a say."""

SAME = 0.999
"""A text as near as this is the same text, and tells nothing new."""

LOOKED_IN = ("rare", "spelling")
"""The views in which neighbours are looked for."""

RUN = 50
"""Landmarks of which the nearest is looked at first."""

CHUNK = 2_000
"""Texts at a time, to bound the memory."""


class Neighbours:
    """Landmarks among the texts, with their scores."""

    def __init__(self, views: dict[str, Floats], scores: Floats) -> None:
        """Remember where the landmarks are, and what they score."""
        self._landmarks = _place(views)
        self._scores = scores

    def pull(self, views: dict[str, Floats], own: Floats) -> Floats:
        """By how much the mean score of each text's neighbours differs from its own; 0 where it has none.

        A neighbour counts by how much nearer it is than the nearest that has no say, so that no score jumps where two
        of them change places; and where all are as near as that one but for noise, none has a say.
        """
        places = _place(views)
        pulls = [self._pull(places[i : i + CHUNK], own[i : i + CHUNK]) for i in range(0, len(own), CHUNK)]
        return np.concatenate(pulls) if pulls else np.zeros_like(own)

    def _pull(self, places: Floats, own: Floats) -> Floats:
        near = places @ self._landmarks.T
        near[near > SAME] = 0.0
        wanted = min(NEAREST + 1, near.shape[1])
        at = _highest(near, wanted)
        nearest = np.take_along_axis(near, at, axis=1)
        weights = nearest - nearest.min(axis=1, keepdims=True)
        weights /= np.maximum(weights.sum(axis=1, keepdims=True), NOISE)
        return np.asarray(np.einsum("ij,ijk->ik", weights, self._scores[at]) - weights.sum(axis=1, keepdims=True) * own)


def _highest(rows: Floats, wanted: int) -> NDArray[np.intp]:
    """Return where the so many highest numbers of each row are: shape (n_rows, wanted).

    So many of a row's runs have a highest number that reaches the bound; so few others do that sorting them is quick.
    """
    runs = np.maximum.reduceat(rows, np.arange(0, rows.shape[1], RUN), axis=1)
    if runs.shape[1] <= wanted:
        return np.argpartition(-rows, wanted - 1, axis=1)[:, :wanted]
    bound = np.partition(runs, -wanted, axis=1)[:, -wanted]
    row, column = np.nonzero(rows >= bound[:, None])
    order = np.lexsort((-rows[row, column], row))
    begins = np.searchsorted(row, np.arange(len(rows)))
    return np.asarray(column[order[begins[:, None] + np.arange(wanted)]])


def _place(views: dict[str, Floats]) -> Floats:
    """Return where texts are: the product of two places is the mean of their cosines."""
    return np.asarray(np.hstack([views[view] for view in LOOKED_IN]) / np.sqrt(len(LOOKED_IN)))
