"""What the benchmarks report: micro-F1, and how far it would move with other texts of the same kind."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

Sets = Sequence[frozenset[str]]
RESAMPLES = 2_000


def cells(truth: Sets, acceptable: Sets, given: Sets) -> np.ndarray:
    """For each text its true positives, false positives and false negatives: shape (n_texts, 3)."""
    rows = [(len(t & g), len(g - t - a), len(t - g)) for t, a, g in zip(truth, acceptable, given, strict=True)]
    return np.array(rows, dtype=float)


def micro_f1(counts: np.ndarray) -> float:
    """F1 over all cells together."""
    hit, extra, missed = counts.sum(axis=0)
    return float(2 * hit / max(1.0, 2 * hit + extra + missed))


def interval(counts: np.ndarray, seed: int) -> tuple[float, float]:
    """The 95 % percentile bootstrap interval of micro-F1 over texts (Efron and Tibshirani 1993, chapter 13)."""
    random = np.random.default_rng(seed)
    drawn = random.integers(0, len(counts), size=(RESAMPLES, len(counts)))
    values = [micro_f1(counts[rows]) for rows in drawn]
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def line(name: str, counts: np.ndarray, seeds: Sequence[int] = (1, 2, 3)) -> str:
    """A row of a result table; the interval is the widest over the seeds."""
    intervals = [interval(counts, seed) for seed in seeds]
    low, high = min(i[0] for i in intervals), max(i[1] for i in intervals)
    hit, extra, missed = counts.sum(axis=0)
    precision, recall = hit / max(1.0, hit + extra), hit / max(1.0, hit + missed)
    return f"| {name} | {micro_f1(counts):.3f} | {low:.3f} to {high:.3f} | {precision:.3f} | {recall:.3f} |"


HEADER = "| coder | micro-F1 | 95 % interval | precision | recall |\n|---|---|---|---|---|"
