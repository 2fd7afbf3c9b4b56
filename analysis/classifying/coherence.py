"""Coherence: how far the sentences of one text have a theme in common, or each argues for itself."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analysis.classifying.quantised import Floats

USUAL = 0.3
"""What is usual: of public questions, patients' comments, letters and surveys, the middle."""

IMAGINED = 10
"""Texts that are imagined to be as usual."""


def coherence(figures: Floats, texts_of_rows: NDArray[np.int_], text_count: int) -> Floats:
    """Return for each theme the intraclass correlation of its figures within texts: 0 if a sentence tells nothing of
    the others in its text, 1 if all; shape (n_themes,).

    ``figures`` are of shape (n_rows, n_themes), a row for each sentence of each text. One-way random effects (Shrout
    and Fleiss 1979), held to what is usual where there are few texts of several sentences.
    """
    lengths = np.bincount(texts_of_rows, minlength=text_count).astype(float)
    within_count = lengths.sum() - np.count_nonzero(lengths)
    several_count = np.count_nonzero(lengths > 1)
    if within_count == 0 or np.count_nonzero(lengths) < 2:
        return np.full(figures.shape[1], USUAL)
    centred = figures - figures.mean(axis=0)
    sums = np.zeros((text_count, figures.shape[1]))
    np.add.at(sums, texts_of_rows, centred)
    between = (sums**2 / np.maximum(lengths, 1.0)[:, None]).sum(axis=0)
    between_count = np.count_nonzero(lengths) - 1
    mean_within = ((centred**2).sum(axis=0) - between) / within_count
    mean_between = between / between_count
    usual_length = (lengths.sum() - (lengths**2).sum() / lengths.sum()) / between_count
    spread = mean_between + (usual_length - 1) * mean_within
    found = np.clip((mean_between - mean_within) / np.where(spread > 0, spread, np.inf), 0.0, 1.0)
    share = several_count / (several_count + IMAGINED)
    return np.asarray(share * found + (1 - share) * USUAL)
