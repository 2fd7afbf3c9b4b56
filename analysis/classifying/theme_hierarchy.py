"""Theme hierarchy: what speaks for a theme speaks for the wider themes that it is part of."""

from __future__ import annotations

import numpy as np

from analysis.classifying.quantised import quantised
from analysis.classifying.text_views import Floats
from analysis.model import Codebook


def with_parts(scores: Floats, cuts: Floats, codebook: Codebook) -> Floats:
    """Return scores, shape (n_texts, n_themes), of which no theme's is below that of a theme that is part of it.

    A part's score is taken from its own cut to the wider theme's: where the one is given the other is, and where one is
    in doubt the other is no surer.
    """
    columns = {key: column for column, key in enumerate(codebook.keys)}
    raised = scores.copy()
    for key, wider_keys in codebook.wider.items():
        for wider_key in wider_keys:
            own, wider = columns[key], columns[wider_key]
            taken_over = np.interp(scores[:, own], [0.0, cuts[own], 1.0], [0.0, cuts[wider], 1.0])
            raised[:, wider] = np.maximum(raised[:, wider], taken_over)
    return quantised(raised)
