"""How many wrong decisions the machine's doubt finds, among how many: the band was chosen on one half of the sets.

A decision is one theme of one point. Of the debates with key points every other one is in the first half, of the other
sets every other text. Floor: the band of scores from .4 to .6, whatever the cut.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from analysis.classifying import ThemeClassifier
from analysis.model.sureness import DOUBT_ODDS, Sureness, sureness
from benchmarks.data import key_points
from benchmarks.learning import coded, drawn, head, sets

FILES = ("nhs-fft-neas", "srai-questions", "cimt-cycling-bonn")
SIZES, DRAWS = (0, 64, 256), 4
FACTORS = (1.5, 2.0, 2.5, 3.0, 4.0)

Cells = np.ndarray
"""Scores, cuts, truth and half, one column for each decision."""

Band = Callable[[np.ndarray, np.ndarray], np.ndarray]


def _cells(classifier: ThemeClassifier, texts: list[str], truth: np.ndarray, half: np.ndarray) -> Cells:
    scores = classifier.predict_proba(texts)
    whole = (scores, classifier.cuts(), truth, half[:, None])
    return np.stack([np.broadcast_to(one, scores.shape).ravel() for one in whole])


def _debates() -> Cells:
    made = []
    for n, data in enumerate(key_points()):
        truth = np.array([[key in themes for key in data.codebook.keys] for themes in data.themes], dtype=float)
        classifier = ThemeClassifier(data.codebook).fit(data.texts)
        made.append(_cells(classifier, data.texts, truth, np.full(len(data.texts), n % 2)))
    return np.hstack(made)


def _taught(file: str) -> Iterator[tuple[str, Cells]]:
    data = coded(f"{file}.jsonl")
    classifier = ThemeClassifier(data.codebook).fit(data.texts)
    for size in SIZES:
        made = []
        for seed in range(DRAWS if size else 1):
            rows = drawn(data, size, seed) if size else []
            left = np.flatnonzero(~np.isin(data.groups, data.groups[rows]))
            classifier.learn(data.texts, sets(data, rows))
            made.append(_cells(classifier, [data.texts[i] for i in left], data.truth[left], left % 2))
        yield f"{file}, {size} codings", np.hstack(made)


def within(factor: float) -> Band:
    """Scores whose odds differ from the cut's by no more than a factor."""

    def odds(scores: np.ndarray) -> np.ndarray:
        return np.clip(scores, 1e-4, 1 - 1e-4) / (1 - np.clip(scores, 1e-4, 1 - 1e-4))

    return lambda scores, cuts: np.abs(np.log(odds(scores) / odds(cuts))) <= np.log(factor)


def _row(cells: Cells, band: Band) -> tuple[float, float, float, float]:
    scores, cuts, truth, _ = cells
    flagged, wrong = band(scores, cuts), (scores >= cuts) != (truth > 0)
    return flagged.mean(), wrong[flagged].sum() / wrong.sum(), wrong[flagged].mean(), wrong[~flagged].mean()


def main() -> None:
    """Print both halves, averaged over the sets, and the second half set by set."""
    found = {"key points, 0 codings": _debates()}
    for file in FILES:
        found.update(_taught(file))
    bands: dict[str, Band] = {".4 to .6 (floor)": lambda scores, _: (scores >= 0.4) & (scores <= 0.6)}
    bands.update({f"odds within {factor}": within(factor) for factor in FACTORS})
    columns = "decisions flagged | wrong ones caught | wrong among flagged | wrong among the rest |"
    for half, title in enumerate(("The half on which it was chosen", "The other half")):
        print(f"## {title}\n\n| band | {columns}\n|---|---|---|---|---|")
        for name, band in bands.items():
            mean = np.mean([_row(cells[:, cells[3] == half], band) for cells in found.values()], axis=0)
            print(f"| {name} | " + " | ".join(f"{one:.3f}" for one in mean) + " |")
        print()
    head(f"The other half, odds within {DOUBT_ODDS}", "set", *columns.split(" | ")[:3], "wrong among the rest")
    for name, cells in found.items():
        row = _row(cells[:, cells[3] == 1], within(DOUBT_ODDS))
        print(f"| {name} | " + " | ".join(f"{one:.3f}" for one in row) + " |")
    head("How many of the themes given are right, by the word that says how sure", "set", *map(str, Sureness))
    for name, cells in found.items():
        print(f"| {name} | " + " | ".join(_right_by_word(cells)) + " |")


def _right_by_word(cells: Cells) -> Iterator[str]:
    scores, cuts, truth = cells[:3, cells[0] >= cells[1]]
    words = np.array([sureness(*one) for one in zip(scores.tolist(), cuts.tolist(), strict=True)])
    for word in Sureness:
        chosen = truth[words == word]
        yield f"{chosen.mean():.2f} of {len(chosen):,}" if len(chosen) else "-"
