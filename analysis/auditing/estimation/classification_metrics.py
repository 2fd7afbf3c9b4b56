"""Two codings of the same texts compared: one is what was given, the other, which is taken for the truth, was found.

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

from analysis.auditing.estimation.accuracy import Scores
from analysis.auditing.estimation.intervals import LEVEL, Interval
from analysis.auditing.estimation.proportions import UNKNOWN, mean, proportion
from analysis.auditing.estimation.sampling_frame import Bools, Floats, Ints

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

    def of(self, keep: Bools) -> Pairs:
        """Return the part whose texts are kept."""
        rows = (self.given[keep], self.found[keep], self.asked[keep], self.documents[keep])
        return Pairs(self.themes, *rows)


@dataclass(frozen=True, slots=True)
class ThemeMetrics:
    """One theme: given to so many texts, found in so many, both in so many; and how well the one meets the other."""

    theme: str
    given: int
    found: int
    both: int
    scores: Scores


@dataclass(frozen=True, slots=True)
class ClassificationReport:
    """Per theme; over all themes (``micro``), and their mean over the themes that have an estimate (``macro``)."""

    themes: tuple[ThemeMetrics, ...]
    micro: Scores
    macro: Scores


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


def classification_report(pairs: Pairs) -> ClassificationReport:
    """Return how well what was given meets what was found."""
    themes = tuple(_theme(pairs, number) for number in range(len(pairs.themes)))
    own = [theme.scores for theme in themes]
    macro = Scores(*(mean([getattr(one, name) for one in own]) for name in ("precision", "recall", "f1")))
    return ClassificationReport(
        themes, _scores(pairs.given & pairs.asked, pairs.found & pairs.asked, pairs.documents), macro
    )


def _theme(pairs: Pairs, number: int) -> ThemeMetrics:
    asked = pairs.asked[:, [number]]
    given, found = pairs.given[:, [number]] & asked, pairs.found[:, [number]] & asked
    both = int((given & found).sum())
    scores = _scores(given, found, pairs.documents)
    return ThemeMetrics(pairs.themes[number], int(given.sum()), int(found.sum()), both, scores)


def _scores(given: Bools, found: Bools, documents: Ints) -> Scores:
    """Of all themes of all texts."""
    size = int(documents.max(initial=-1)) + 1
    right, claimed, told = (
        np.bincount(documents, table.sum(axis=1), size).astype(float) for table in (given & found, given, found)
    )
    return Scores(_ratio(right, claimed), _ratio(right, told), _ratio(2 * right, claimed + told))


def _ratio(above: Floats, below: Floats) -> Interval:
    """Return the ratio of two totals over documents; ``above`` and ``below`` have an entry for each."""
    under, looked = float(below.sum()), int((below > 0).sum())
    if not under:
        return UNKNOWN
    share, number = float(above.sum()) / under, len(below)
    if looked < 2:
        return Interval(share, 0.0, 1.0)  # a single document cannot say how far others are like it
    rest = (above - share * below) / under
    variance = float(rest @ rest) * number / (number - 1)
    return proportion(share, max(variance, share * (1 - share) / under), looked, number - 1, LEVEL)


# Probabilities --------------------------------------------------------------------------------------------------------


def calibration(scores: Floats, found: Bools, asked: Bools) -> Calibration | None:
    """Return whether scores, of the shape (texts, themes), mean what they say; None where nothing was asked."""
    if not asked.any():
        return None
    cells, truth = scores[asked], found[asked].astype(float)
    usual = (found & asked).sum(axis=0) / np.maximum(asked.sum(axis=0), 1)
    base = np.broadcast_to(usual, asked.shape)[asked]
    high = cells >= FROM
    error = _error(cells[high], truth[high]) if high.any() else None
    return Calibration(error, int(high.sum()), _distance(cells, truth), _distance(base, truth))


def _error(cells: Floats, truth: Floats) -> float:
    """Return the expected calibration error (Naeini, Cooper and Hauskrecht 2015)."""
    bins = np.minimum((cells * BINS).astype(int), BINS - 1)
    return float(np.abs(np.bincount(bins, weights=cells - truth)).sum()) / len(cells)


def _distance(cells: Floats, truth: Floats) -> float:
    return float(np.mean((cells - truth) ** 2))


def numbered(names: Sequence[str]) -> Ints:
    """Return a number from 0 for each name, the same for the same."""
    known: dict[str, int] = {}
    return np.array([known.setdefault(name, len(known)) for name in names], dtype=np.int64)
