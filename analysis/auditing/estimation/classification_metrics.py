"""Classification metrics: how well a coding that was given meets one that was found and is taken for the truth.

The texts stand for others like them, without an end, so that nothing is known for certain however many there are; texts
of one document are taken together, because they are alike (a cluster sample: Särndal, Swensson and Wretman 1992, 4.2).
Every figure is a ratio of totals over documents, its variance by linearisation (5.5), its interval that of a proportion
in the simple sample of that variance (Korn and Graubard 1998), which is never taken for larger than the sample is.
Where the sample is drawn from the very points that are to be known, ``accuracy`` says more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.auditing.estimation.accuracy import average
from analysis.auditing.estimation.intervals import LEVEL
from analysis.auditing.estimation.proportions import UNKNOWN, proportion
from analysis.auditing.estimation.sampling_frame import Bools, Floats, Ints
from analysis.model import Estimate, Quality, QualityReport, ThemeQuality

FROM = 0.2
"""The score from which calibration is looked at: nearly all cells score less, and would hide those that matter."""

BINS = 10
"""Scores are compared with what was found in steps of a tenth."""


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Two codings of the same texts, each of the shape (texts, themes).

    ``asked`` says which answers can be compared: not those of which one coding says nothing. ``documents`` numbers the
    document of each text, from 0.
    """

    themes: tuple[str, ...]
    given: Bools
    found: Bools
    asked: Bools
    documents: Ints

    def of(self, kept_texts: Bools) -> Pairs:
        """Return the part whose texts are kept."""
        kept_arrays = (
            self.given[kept_texts],
            self.found[kept_texts],
            self.asked[kept_texts],
            self.documents[kept_texts],
        )
        return Pairs(self.themes, *kept_arrays)


@dataclass(frozen=True, slots=True)
class Calibration:
    """The calibration of probabilities: their mean error, and the bins behind it.

    ``error`` is the expected calibration error over the ``cells`` (a text and a theme) scored ``FROM`` or more; None
    where there are none. ``brier`` is the mean squared distance of all scores from the truth (Brier 1950), ``base``
    what it would be for one who always says how frequent each theme is.
    """

    error: float | None
    cells: int
    brier: float
    base: float


def classification_report(pairs: Pairs) -> QualityReport:
    """Return how well what was given meets what was found; themes are named by their keys."""
    themes = tuple(_theme(pairs, theme_number) for theme_number in range(len(pairs.themes)))
    micro = _quality(pairs.given & pairs.asked, pairs.found & pairs.asked, pairs.documents)
    return QualityReport(themes, micro, average([theme.quality for theme in themes if theme.quality]))


def _theme(pairs: Pairs, theme_number: int) -> ThemeQuality:
    is_asked, key = pairs.asked[:, [theme_number]], pairs.themes[theme_number]
    is_given, is_found = pairs.given[:, [theme_number]] & is_asked, pairs.found[:, [theme_number]] & is_asked
    given_count, found_count, both_count = (int(table.sum()) for table in (is_given, is_found, is_given & is_found))
    return ThemeQuality(key, key, given_count, found_count, both_count, _quality(is_given, is_found, pairs.documents))


def _quality(given: Bools, found: Bools, documents: Ints) -> Quality:
    """Return the quality over all themes of all texts."""
    document_count = int(documents.max(initial=-1)) + 1
    right_counts, given_counts, found_counts = (
        np.bincount(documents, text_table.sum(axis=1), document_count).astype(float)
        for text_table in (given & found, given, found)
    )
    return Quality(
        _ratio(right_counts, given_counts),
        _ratio(right_counts, found_counts),
        _ratio(2 * right_counts, given_counts + found_counts),
    )


def _ratio(numerators: Floats, denominators: Floats) -> Estimate:
    """Return the ratio of two totals over documents; ``numerators`` and ``denominators`` have an entry for each."""
    denominator, looked_count = float(denominators.sum()), int((denominators > 0).sum())
    if not denominator:
        return UNKNOWN
    ratio_value, document_count = float(numerators.sum()) / denominator, len(denominators)
    if looked_count < 2:
        return Estimate(ratio_value, 0.0, 1.0)  # a single document cannot say how far others are like it
    residuals = (numerators - ratio_value * denominators) / denominator
    ratio_variance = float(residuals @ residuals) * document_count / (document_count - 1)
    return proportion(ratio_value, ratio_variance, looked_count, denominator, document_count - 1, LEVEL)


# Probabilities --------------------------------------------------------------------------------------------------------


def calibration(scores: Floats, found: Bools, is_asked: Bools) -> Calibration | None:
    """Return whether scores, of the shape (texts, themes), mean what they say; None where nothing was asked."""
    if not is_asked.any():
        return None
    cell_scores, cell_truth = scores[is_asked], found[is_asked].astype(float)
    theme_rates = (found & is_asked).sum(axis=0) / np.maximum(is_asked.sum(axis=0), 1)
    base_scores = np.broadcast_to(theme_rates, is_asked.shape)[is_asked]
    is_high = cell_scores >= FROM
    calibration_error = _error(cell_scores[is_high], cell_truth[is_high]) if is_high.any() else None
    return Calibration(
        calibration_error, int(is_high.sum()), _distance(cell_scores, cell_truth), _distance(base_scores, cell_truth)
    )


def _error(cell_scores: Floats, cell_truth: Floats) -> float:
    """Return the expected calibration error (Naeini, Cooper and Hauskrecht 2015)."""
    bin_numbers = np.minimum((cell_scores * BINS).astype(int), BINS - 1)
    return float(np.abs(np.bincount(bin_numbers, weights=cell_scores - cell_truth)).sum()) / len(cell_scores)


def _distance(cell_scores: Floats, cell_truth: Floats) -> float:
    return float(np.mean((cell_scores - cell_truth) ** 2))


def numbered(names: Sequence[str]) -> Ints:
    """Return a number from 0 for each name, the same for the same."""
    name_numbers: dict[str, int] = {}
    return np.array([name_numbers.setdefault(name, len(name_numbers)) for name in names], dtype=np.int64)
