"""How well themes are learned from codings, and whether probabilities and certified levels mean what they say.

Floor: give every text all four labels. Peer, in the same run: TF-IDF and logistic regression as scikit-learn has them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.multiclass import OneVsRestClassifier

from analysis.classifying import ThemeClassifier
from analysis.classifying.thresholds import State
from analysis.model import Codebook, Theme
from benchmarks.data import SHARED

DRAWS, SIZES, FOLDS = 20, (16, 64, 100, 256), 5


@dataclass(frozen=True)
class Coded:
    """Texts, the truth as a table of 0 and 1, who wrote each, and the codebook."""

    texts: list[str]
    truth: np.ndarray
    groups: np.ndarray
    codebook: Codebook


def coded(file: str, most: int = 100) -> Coded:
    """The labels with 25 positives or more, at most so many; exact duplicates are left out."""
    lines = (SHARED / "data" / "labelled" / file).read_text(encoding="utf-8").splitlines()
    records = list({record["text"]: record for record in reversed([json.loads(line) for line in lines])}.values())[::-1]
    seen = Counter(label for record in records for label in record["labels"])
    labels = [label for label, number in seen.most_common(most) if number >= 25]
    themes = tuple(Theme(f"t{i}", name := label.replace("_", " "), name) for i, label in enumerate(labels))
    truth = np.array([[label in record["labels"] for label in labels] for record in records], dtype=float)
    by_respondent = len({record["doc"] for record in records}) > 1
    groups = np.array([record["doc" if by_respondent else "id"] for record in records])
    return Coded([record["text"] for record in records], truth, groups, Codebook(themes))


def sets(data: Coded, rows: Sequence[int]) -> list[frozenset[str] | None]:
    """The theme sets of some texts, None for all others."""
    told: list[frozenset[str] | None] = [None] * len(data.texts)
    for i in rows:
        told[i] = frozenset(key for key, has in zip(data.codebook.keys, data.truth[i], strict=True) if has)
    return told


def f1(truth: np.ndarray, given: np.ndarray) -> tuple[float, float]:
    """Micro and macro."""
    own = 2 * (truth * given).sum(0) / np.maximum(1, truth.sum(0) + given.sum(0))
    return float(2 * (truth * given).sum() / max(1, truth.sum() + given.sum())), float(own.mean())


def drawn(data: Coded, number: int, seed: int) -> list[int]:
    """Texts of respondents in a drawn order, until there are enough."""
    order = np.random.default_rng(seed).permutation(np.unique(data.groups))
    return [int(i) for group in order for i in np.flatnonzero(data.groups == group)][:number]


def peer(data: Coded, rows: Sequence[int], others: np.ndarray) -> np.ndarray:
    """TF-IDF and logistic regression; as many assignments as the coded texts have."""
    vectors = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True).fit([data.texts[i] for i in rows])
    model = OneVsRestClassifier(LogisticRegression(C=10, class_weight="balanced", max_iter=500))
    truth = data.truth[list(rows)].copy()
    truth[0, truth.sum(0) == 0] = 1  # it cannot learn a theme without an example
    model.fit(vectors.transform([data.texts[i] for i in rows]), truth)
    scores = model.predict_proba(vectors.transform([data.texts[i] for i in others]))
    return np.asarray(scores >= np.quantile(scores, 1 - truth.mean()), dtype=float)


def error(scores: np.ndarray, truth: np.ndarray) -> float:
    """Expected calibration error over the cells scored .2 or more, in tenths."""
    cells, told = scores[scores >= 0.2], truth[scores >= 0.2]
    bins = np.minimum((cells * 10).astype(int), 9)
    gaps = [abs((cells - told)[bins == b].sum()) for b in range(10)]
    return float(sum(gaps) / max(1, len(cells)))


def curve() -> None:
    """Four commonest labels of the patients' comments, from few codings."""
    data = coded("nhs-fft-neas.jsonl", 4)
    print(f"floor, all four labels to every text: {f1(data.truth, np.ones_like(data.truth))[0]:.3f}\n")
    print("| codings | micro-F1 | sd | peer | calibration | Brier / base | sure: precision | sure: share |")
    print("|---|---|---|---|---|---|---|---|")
    classifier = ThemeClassifier(data.codebook).fit(data.texts)
    for size in SIZES:
        rows = np.array([_draw(classifier, data, size, seed) for seed in range(DRAWS)])
        m = rows.mean(0)
        right = rows[:, 5].sum() / max(1, rows[:, 6].sum())
        print(
            f"| {size} | {m[0]:.3f} | {rows[:, 0].std():.3f} | {m[1]:.3f} | {m[2]:.3f} | {m[3]:.3f} / {m[4]:.3f} "
            f"| {right:.3f} | {m[7]:.3f} |"
        )


def _draw(classifier: ThemeClassifier, data: Coded, size: int, seed: int) -> tuple[float, ...]:
    rows = drawn(data, size, seed)
    others = np.flatnonzero(~np.isin(data.groups, data.groups[rows]))
    truth, texts = data.truth[others], [data.texts[i] for i in others]
    classifier.learn(data.texts, sets(data, rows))
    scores = classifier.predict_proba(texts)
    given = _table(classifier, classifier.assigned(scores))
    decided = classifier.decide(scores)
    sure = _table(classifier, [d.themes if d.state is State.CODED else frozenset() for d in decided])
    base = float((truth * (1 - truth.mean(0)) ** 2 + (1 - truth) * truth.mean(0) ** 2).mean())
    right = float((sure * truth).sum())
    ours = (f1(truth, given)[0], f1(truth, peer(data, rows, others))[0], error(scores, truth))
    return (*ours, float(((scores - truth) ** 2).mean()), base, right, float(sure.sum()), right / truth.sum())


def _table(classifier: ThemeClassifier, themes: Sequence[frozenset[str]]) -> np.ndarray:
    return np.array([[float(key in own) for key in classifier.codebook.keys] for own in themes])


def folds(name: str, file: str) -> None:
    """All labels, five folds, both cuts."""
    data = coded(file)
    given = {"micro": np.zeros_like(data.truth), "macro": np.zeros_like(data.truth), "peer": np.zeros_like(data.truth)}
    classifier = ThemeClassifier(data.codebook).fit(data.texts)
    for rows, others in GroupKFold(FOLDS).split(data.texts, groups=data.groups):
        for cut in ("micro", "macro"):
            classifier.set_params(cut=cut).learn(data.texts, sets(data, rows))
            given[cut][others] = _table(classifier, classifier.predict([data.texts[i] for i in others]))
        given["peer"][others] = peer(data, rows, others)
    for cut, table in given.items():
        print("| {} | {} | {:.3f} | {:.3f} |".format(name, cut, *f1(data.truth, table)))


def main() -> None:
    """Print both tables."""
    data: tuple[tuple[str, str], ...] = (("NHS", "nhs-fft-neas.jsonl"), ("Cycling", "cimt-cycling-bonn.jsonl"))
    _titled(f"NHS, four commonest labels, {DRAWS} draws by respondent, certified at 95 %", curve)
    print("\n## All labels, five folds by respondent\n\n| set | cut | micro-F1 | macro-F1 |\n|---|---|---|---|")
    for name, file in data:
        folds(name, file)


def _titled(title: str, table: Callable[[], None]) -> None:
    print(f"## {title}\n")
    table()
