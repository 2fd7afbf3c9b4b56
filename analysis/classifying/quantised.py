"""Quantising: the last step of every score, and the only place where one is rounded.

Another processor adds in another order, and so the thirteenth digit of a score is noise. Whatever is compared, ranked,
stored or printed is quantised first, so that noise decides nothing. Nothing is quantised before: that would only make
the noise of what lies near the middle between two steps as large as a step.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

Floats = NDArray[np.floating[Any]]

DIGITS = 4
"""Digits of a score, a cut and a weight of evidence. No later one means anything; and with noise of 1e-12 one score in
fifty million lies so near the middle between two steps that another processor may come to the other step."""


STEP = 10.0**-DIGITS
"""The least difference of two scores."""


def quantised(numbers: Floats) -> Floats:
    """Return numbers with no more digits than are meant."""
    return np.asarray(np.round(numbers, DIGITS)) + 0.0  # so that no zero has a sign


def scored(log_odds: Floats) -> Floats:
    """Return the scores between 0 and 1 of log-odds; NaN stays NaN."""
    return quantised(expit(log_odds))
