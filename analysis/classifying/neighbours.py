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

    def pull(self, views: dict[str, Floats], own_scores: Floats) -> Floats:
        """Return by how much the mean score of each text's neighbours differs from its own; 0 where it has none.

        A neighbour counts by how much nearer it is than the nearest that has no say, so that no score jumps where two
        of them change places; and where all are as near as that one but for noise, none has a say.
        """
        text_places = _place(views)
        chunk_pulls = [
            self._pull(text_places[i : i + CHUNK], own_scores[i : i + CHUNK]) for i in range(0, len(own_scores), CHUNK)
        ]
        return np.concatenate(chunk_pulls) if chunk_pulls else np.zeros_like(own_scores)

    def _pull(self, places: Floats, own_scores: Floats) -> Floats:
        cosines = places @ self._landmarks.T
        cosines[cosines > SAME] = 0.0
        neighbour_count = min(NEAREST + 1, cosines.shape[1])
        nearest_places = _highest(cosines, neighbour_count)
        nearest = np.take_along_axis(cosines, nearest_places, axis=1)
        weights = nearest - nearest.min(axis=1, keepdims=True)
        weights /= np.maximum(weights.sum(axis=1, keepdims=True), NOISE)
        return np.asarray(
            np.einsum("ij,ijk->ik", weights, self._scores[nearest_places])
            - weights.sum(axis=1, keepdims=True) * own_scores
        )


def _highest(rows: Floats, highest_count: int) -> NDArray[np.intp]:
    """Return where the so many highest numbers of each row are: shape (n_rows, wanted).

    So many of a row's runs have a highest number that reaches the bound; so few others do that sorting them is quick.
    """
    run_maxima = np.maximum.reduceat(rows, np.arange(0, rows.shape[1], RUN), axis=1)
    if run_maxima.shape[1] <= highest_count:
        return np.argpartition(-rows, highest_count - 1, axis=1)[:, :highest_count]
    lower_bound = np.partition(run_maxima, -highest_count, axis=1)[:, -highest_count]
    row_places, column_places = np.nonzero(rows >= lower_bound[:, None])
    sorted_order = np.lexsort((-rows[row_places, column_places], row_places))
    row_begins = np.searchsorted(row_places, np.arange(len(rows)))
    return np.asarray(column_places[sorted_order[row_begins[:, None] + np.arange(highest_count)]])


def _place(views: dict[str, Floats]) -> Floats:
    """Return where texts are: the product of two places is the mean of their cosines."""
    return np.asarray(np.hstack([views[view] for view in LOOKED_IN]) / np.sqrt(len(LOOKED_IN)))
