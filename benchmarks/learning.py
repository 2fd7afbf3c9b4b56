"""How well themes are learned from codings, and what each part of the learner earns.

Constants are chosen on the first half of the sets and reported on the other. A text that was coded is never among those
that are measured, nor is another of its respondent. Floor: give every text all labels. Peer, in the same run: TF-IDF
and logistic regression as scikit-learn has them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from unittest.mock import patch

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.multiclass import OneVsRestClassifier

from analysis.classifying import ThemeClassifier, classifier, ridge
from analysis.classifying.thresholds import ALONE, State
from analysis.model import Codebook, Theme
from benchmarks.council_survey import banks, survey
from benchmarks.data import SHARED, Labelled, key_points
from benchmarks.policy_prose_data import labelled as policy_prose

FOLDS = 5
SIZES = (16, 64, 256)
DRAWS = {16: 4, 64: 3, 256: 2}
ABLATED = 64
"""Codings with which it is told what each part earns."""

CERTIFIED = 8
"""Draws in which it is told what may stand without a person: in some of them nothing may."""

FEWEST = 25
"""Texts that must be left to measure on."""

DEBATES = 6
"""Debates of each half of the key points with 96 arguments or more, enough for 64 codings."""


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


def of_labelled(data: Labelled) -> Coded:
    """The same as a table, equal texts being of one respondent."""
    truth = np.array([[key in themes for key in data.codebook.keys] for themes in data.themes], dtype=float)
    # The same answer may be drawn twice into a survey: it is not to be met again where it is measured.
    places = {text: i for i, text in enumerate(sorted(set(data.texts)))}
    return Coded(data.texts, truth, np.array([places[text] for text in data.texts]), data.codebook)


def halves() -> tuple[dict[str, list[Coded]], dict[str, list[Coded]]]:
    """Return the sets on which constants are chosen, and those on which they are reported."""
    debates = [of_labelled(data) for data in key_points() if len(data.texts) >= 96]
    street, library = (banks()[name] for name in ("street", "library"))
    chosen = {
        "NHS, 4 labels": [coded("nhs-fft-neas.jsonl", 4)],
        "NHS, all labels": [coded("nhs-fft-neas.jsonl")],
        "key points A": debates[::2][:DEBATES],
        "street, 96 answers": [of_labelled(survey("street", street, 96, seed)) for seed in (3, 4, 5)],
    }
    reported = {
        "public AI questions": [coded("srai-questions.jsonl")],
        "cycling": [coded("cimt-cycling-bonn.jsonl")],
        "key points B": debates[1::2][:DEBATES],
        "library, 96 answers": [of_labelled(survey("library", library, 96, seed)) for seed in (3, 4, 5)],
        "policy prose": [of_labelled(data) for data in policy_prose()],
    }
    return chosen, reported


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
    places = (int(i) for group in order for i in np.flatnonzero(data.groups == group))
    return list(islice(places, number))


def peer(data: Coded, rows: Sequence[int], others: np.ndarray) -> np.ndarray:
    """TF-IDF and logistic regression; as many assignments as the coded texts have."""
    vectors = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True).fit([data.texts[i] for i in rows])
    model = OneVsRestClassifier(LogisticRegression(C=10, class_weight="balanced", max_iter=500))
    truth = data.truth[list(rows)].copy()
    truth[0, truth.sum(0) == 0] = 1  # it cannot learn a theme without an example
    truth[-1, truth.sum(0) == len(truth)] = 0
    model.fit(vectors.transform([data.texts[i] for i in rows]), truth)
    scores = model.predict_proba(vectors.transform([data.texts[i] for i in others]))
    return np.asarray(scores >= np.quantile(scores, 1 - truth.mean()), dtype=float)


def error(scores: np.ndarray, truth: np.ndarray) -> float:
    """Expected calibration error over the cells scored .2 or more, in tenths."""
    cells, told = scores[scores >= 0.2], truth[scores >= 0.2]
    bins = np.minimum((cells * 10).astype(int), 9)
    gaps = [abs((cells - told)[bins == b].sum()) for b in range(10)]
    return float(sum(gaps) / max(1, len(cells)))


def _table(classifier: ThemeClassifier, themes: Sequence[frozenset[str]]) -> np.ndarray:
    return np.array([[float(key in own) for key in classifier.codebook.keys] for own in themes])


# Before and after -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Trial:
    """One set, fitted once, and draws of codings of it."""

    data: Coded
    fitted: ThemeClassifier

    def draws(self, size: int, number: int | None = None) -> Iterator[tuple[list[int], np.ndarray]]:
        """Yield which texts are coded, and on which it is measured."""
        for seed in range(DRAWS[size] if number is None else number):
            rows = drawn(self.data, size, seed)
            others = np.flatnonzero(~np.isin(self.data.groups, self.data.groups[rows]))
            if len(rows) == size and len(others) >= FEWEST:
                yield rows, others

    def after(self, rows: Sequence[int], others: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return scores and what is given after some codings."""
        self.fitted.learn(self.data.texts, sets(self.data, rows))
        scores = self.fitted.predict_proba([self.data.texts[i] for i in others])
        return scores, _table(self.fitted, self.fitted.assigned(scores))


def _trials(group: dict[str, list[Coded]]) -> dict[str, list[Trial]]:
    return {
        name: [Trial(data, ThemeClassifier(data.codebook).fit(data.texts)) for data in members]
        for name, members in group.items()
    }


def _before_and_after(name: str, trials: Sequence[Trial], size: int) -> None:
    rows, all_scores, all_truth = [], [], []
    for trial in trials:
        for coded_rows, others in trial.draws(size):
            truth = trial.data.truth[others]
            _, before = trial.after([], others)
            scores, given = trial.after(coded_rows, others)
            floor = f1(truth, np.ones_like(truth))[0]
            by_peer = f1(truth, peer(trial.data, coded_rows, others))[0]
            rows.append((floor, by_peer, f1(truth, before)[0], *f1(truth, given)))
            all_scores.append(scores.ravel())
            all_truth.append(truth.ravel())
    if not rows:
        return
    calibration = error(np.concatenate(all_scores), np.concatenate(all_truth))
    figures = " | ".join(f"{figure:.3f}" for figure in (*np.mean(rows, axis=0), calibration))
    print(f"| {name} | {size} | {len(rows)} | {figures} |", flush=True)


# What each part earns -------------------------------------------------------------------------------------------------


def _no_prototypes(training_set: ridge.TrainingSet, _: object, worths: np.ndarray) -> ridge.RidgeModel:
    return ridge.RidgeModel(training_set, worths=worths)


def _no_own_cuts(_: np.ndarray, shares: np.ndarray) -> np.ndarray:
    return np.full(len(shares), ALONE)


ABLATIONS: dict[str, tuple[tuple[object, str, object], ...]] = {
    "all": (),
    "no prototypes": ((classifier, "RidgeModel", _no_prototypes),),
    "one cut for all": ((classifier, "theme_cuts", _no_own_cuts),),
    "the codebook's share fades at once": ((classifier, "NAME_WORTH", 0.0), (classifier, "ENTRY_WORTH", 0.0)),
    "what the codebook leads to expect does not fade": ((ridge, "FADES", 1e9),),
    "neither shift, stretch nor trust is learned": ((ridge, "HOLD", 1e9),),
    "no regression": ((ridge, "BOUND", 0.0),),
    "the plain regression": ((ridge, "PLAIN", 0),),
}
"""Parts that are taken out, and by which names."""


def _ablation(trials: dict[str, list[Trial]]) -> None:
    """Print it of the sets of many small consultations, which take little time."""
    several = {name: members for name, members in trials.items() if len(members) > 1}
    for part, patches in ABLATIONS.items():
        with ExitStack() as stack:
            for module, name, value in patches:
                stack.enter_context(patch.object(module, name, value))
            micro, macro = _mean_f1(several, ABLATED)
        print(f"| {part} | {micro:.3f} / {macro:.3f} |", flush=True)


def _mean_f1(trials: dict[str, list[Trial]], size: int) -> np.ndarray:
    """Return the mean micro and macro F1 over the sets, each set the mean of its own."""
    by_set = []
    for members in trials.values():
        own = [
            f1(trial.data.truth[others], trial.after(rows, others)[1])
            for trial in members
            for rows, others in trial.draws(size)
        ]
        by_set += [np.mean(own, axis=0)] if own else []
    return np.asarray(np.mean(by_set, axis=0))


# Coded without a person, and with all that there is -------------------------------------------------------------------


def certified(name: str, trial: Trial, size: int) -> None:
    """Print how much is certified at 95 %, how much of it is wrong, and how much could have been; means of draws."""
    found = []
    for rows, others in trial.draws(size, CERTIFIED):
        truth = trial.data.truth[others]
        scores, _ = trial.after(rows, others)
        decided = trial.fitted.decide(scores)
        sure = _table(trial.fitted, [d.themes if d.state is State.CODED else frozenset() for d in decided])
        right, given = (sure * truth).sum(), sure.sum()
        hits = np.cumsum(truth.ravel()[np.argsort(-scores.ravel(), kind="stable")])
        safe = np.flatnonzero(hits / np.arange(1, len(hits) + 1) >= 0.95)
        best = hits[safe[-1]] / truth.sum() if len(safe) else 0.0
        found.append((1 - right / given if given else 0.0, given == 0, right / truth.sum(), best))
    print(f"| {name} | {size} | " + " | ".join(f"{mean:.3f}" for mean in np.mean(found, axis=0)) + " |", flush=True)


def folds(name: str, trial: Trial) -> None:
    """All labels, five folds by respondent."""
    data = trial.data
    ours, peers = np.zeros_like(data.truth), np.zeros_like(data.truth)
    for rows, others in GroupKFold(FOLDS).split(data.texts, groups=data.groups):
        ours[others] = trial.after(rows, others)[1]
        peers[others] = peer(data, rows, others)
    print("| {} | {:.3f} | {:.3f} | {:.3f} | {:.3f} |".format(name, *f1(data.truth, ours), *f1(data.truth, peers)))


def main() -> None:
    """Print all tables."""
    chosen, reported = map(_trials, halves())
    for title, trials in (("The half on which constants were chosen", chosen), ("The other half", reported)):
        head(title, "set", "codings", "draws", "floor", "peer", "codebook alone", "micro-F1", "macro-F1", "calibration")
        for name, members in trials.items():
            for size in SIZES:
                _before_and_after(name, members, size)
    for title, trials in (("What each part earns on the first half", chosen), ("On the other half", reported)):
        head(f"{title}, micro / macro F1", "part taken out", f"{ABLATED} codings")
        _ablation(trials)
    head(
        "Certified at 95 %", "set", "codings", "share wrong", "draws with none", "share of the true", "could have been"
    )
    for name, trials in (("NHS, 4 labels", chosen), ("public AI questions", reported), ("cycling", reported)):
        certified(name, trials[name][0], 256)
    head("All labels, five folds by respondent", "set", "micro", "macro", "peer's", "peer's macro")
    folds("NHS", chosen["NHS, all labels"][0])
    folds("Cycling", reported["cycling"][0])


def head(title: str, *columns: str) -> None:
    """Print a title and the head of the table below it."""
    print(f"\n## {title}\n\n| {' | '.join(columns)} |\n|{'---|' * len(columns)}")
