"""Coherence: how far the sentences of one text have a theme in common, or each argues for itself."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analysis.classifying.quantised import Floats

USUAL = 0.3
"""What is usual: of public questions, patients' comments, letters and surveys, the middle."""

IMAGINED = 10
"""Texts that are imagined to be as usual."""


def coherence(figures: Floats, texts_of_rows: NDArray[np.int_], weights: Floats) -> Floats:
    """Return for each theme the intraclass correlation of its figures within texts: 0 if a sentence tells nothing of
    the others in its text, 1 if all; shape (n_themes,).

    ``figures`` are of shape (n_rows, n_themes), a row for each sentence of each text; ``weights`` tell how many texts
    each counts for. One-way random effects (Shrout and Fleiss 1979), held to what is usual where there are few texts of
    several sentences.
    """
    lengths = np.bincount(texts_of_rows, minlength=len(weights)).astype(float)
    counted = weights * (lengths > 0)
    within_count, several_count = weights @ np.maximum(lengths - 1, 0.0), counted @ (lengths > 1)
    between_count = counted.sum() - 1
    if not within_count > 0 or not between_count > 0:
        return np.full(figures.shape[1], USUAL)
    row_weights, row_count = weights[texts_of_rows], weights @ lengths
    centred = figures - row_weights @ figures / row_count
    sums = np.zeros((len(weights), figures.shape[1]))
    np.add.at(sums, texts_of_rows, centred)
    between = (counted / np.maximum(lengths, 1.0)) @ sums**2
    mean_within = (row_weights @ centred**2 - between) / within_count
    mean_between = between / between_count
    usual_length = (row_count - weights @ lengths**2 / row_count) / between_count
    spread = mean_between + (usual_length - 1) * mean_within
    found = np.clip((mean_between - mean_within) / np.where(spread > 0, spread, np.inf), 0.0, 1.0)
    share = several_count / (several_count + IMAGINED)
    return np.asarray(share * found + (1 - share) * USUAL)
