"""What choosing which point a person codes next is worth, and how well codings made by mistake are found again.

Floor of the first: points in a drawn order. Peer: the points on which the classifier is least certain, as active
learning mostly has it. Floor of the second: codings looked at again in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from analysis.classifying import ThemeClassifier
from analysis.classifying.active_learning import for_learning, for_mistakes
from benchmarks.learning import Coded, coded, f1, sets

SEEDS, BATCH, MOST, TESTED = 10, 16, 256, 0.3
SHOWN = (16, 32, 64, 128, 256)
CODED, WRONG = 400, 0.05

Queue = Callable[[ThemeClassifier, Coded, list[int], np.ndarray, int], list[int]]
"""Chooses a batch: from the classifier, the data, what is coded, what may be asked, and a seed."""


def by_chance(_: ThemeClassifier, __: Coded, done: list[int], pool: np.ndarray, seed: int) -> list[int]:
    """The next in a drawn order."""
    order = np.random.default_rng(seed).permutation(pool)
    return [int(i) for i in order[len(done) : len(done) + BATCH]]


def least_certain(classifier: ThemeClassifier, data: Coded, done: list[int], pool: np.ndarray, _: int) -> list[int]:
    """Those whose probabilities are nearest to one half."""
    left = np.setdiff1d(pool, done)
    scores = classifier.predict_proba([data.texts[i] for i in left])
    return [int(i) for i in left[np.argsort(np.abs(scores - 0.5).min(axis=1), kind="stable")[:BATCH]]]


def ours(classifier: ThemeClassifier, data: Coded, done: list[int], pool: np.ndarray, seed: int) -> list[int]:
    """The learning queue."""
    texts = [data.texts[i] for i in pool]
    rows, scores = classifier.rows(texts), classifier.predict_proba(texts)
    asked = [int(i) for i in np.searchsorted(pool, sorted(done))]
    chosen = for_learning(rows, scores, classifier.cuts(), asked, data.truth[done].sum(axis=0), BATCH, seed)
    return [int(pool[i]) for i in chosen]


QUEUES: dict[str, Queue] = {"by chance (floor)": by_chance, "least certain (peer)": least_certain, "Everypoint": ours}


def without_groups(file: str, most: int = 100) -> Coded:
    """Labelled texts each of which counts as a respondent of its own."""
    data = coded(file, most)
    return replace(data, groups=np.arange(len(data.texts)))


def curve(classifier: ThemeClassifier, data: Coded, queue: Queue, seed: int) -> list[float]:
    """The micro-F1 on the texts of held-out respondents after each batch."""
    order = np.random.default_rng(seed).permutation(np.unique(data.groups))
    held = np.isin(data.groups, order[: int(TESTED * len(order))])
    pool, tested = np.flatnonzero(~held), [data.texts[i] for i in np.flatnonzero(held)]
    done: list[int] = []
    reached = []
    classifier.learn(data.texts)
    while len(done) < MOST:
        done += queue(classifier, data, done, pool, seed)
        classifier.learn(data.texts, sets(data, done))
        given = np.array([[float(key in own) for key in data.codebook.keys] for own in classifier.predict(tested)])
        reached.append(f1(data.truth[held], given)[0])
    return reached


def learning(name: str, data: Coded) -> None:
    """Rows of the first table."""
    classifier = ThemeClassifier(data.codebook).fit(data.texts)
    curves = {name: np.array([curve(classifier, data, q, s) for s in range(SEEDS)]) for name, q in QUEUES.items()}
    wanted = curves["by chance (floor)"][:, -1]
    for queue, found in curves.items():
        shown = " | ".join(f"{np.median(found[:, n // BATCH - 1]):.3f}" for n in SHOWN)
        print(f"| {name} | {queue} | {shown} | {_needed(found, wanted):.0f} |")


def _needed(found: np.ndarray, wanted: np.ndarray) -> float:
    """The median over seeds of the codings after which the F1 is first as high as wanted; more than MOST if never."""
    high = found >= wanted[:, None]
    return float(np.median(np.where(high.any(axis=1), high.argmax(axis=1) + 1, high.shape[1] + 1) * BATCH))


def mistakes(name: str, data: Coded) -> None:
    """A row of the second table: one theme of one coding in twenty is turned round; how soon is it looked at again?"""
    classifier = ThemeClassifier(data.codebook).fit(data.texts)
    found = np.array([_found(classifier, data, seed) for seed in range(SEEDS)]).mean(axis=0)
    print(f"| {name} | {found[0]:.2f} | {found[1]:.2f} | {found[2]:.0f} |")


def _found(classifier: ThemeClassifier, data: Coded, seed: int) -> tuple[float, float, int]:
    """The share of mistakes among the first 20 in the queue and among its first tenth of all codings; its length."""
    drawn = np.random.default_rng(seed)
    rows = sorted(drawn.permutation(len(data.texts))[:CODED].tolist(), key=lambda i: data.texts[i])
    truth = data.truth.copy()
    wrong = drawn.permutation(CODED)[: int(WRONG * CODED)]
    for n in wrong:
        theme = int(drawn.integers(truth.shape[1]))
        truth[rows[n], theme] = 1 - truth[rows[n], theme]
    told: Sequence[frozenset[str] | None] = sets(replace(data, truth=truth), rows)
    classifier.learn(data.texts, told)
    queue = for_mistakes(classifier.learned_.honest, truth[rows], data.codebook.keys)
    places = [doubt.place for doubt in queue]
    first, tenth = np.isin(places[: len(wrong)], wrong), np.isin(wrong, places[: CODED // 10])
    return float(first.sum() / len(wrong)), float(tenth.mean()), len(queue)


def main() -> None:
    """Print both tables."""
    data = {
        "NHS, 4 themes": coded("nhs-fft-neas.jsonl", 4),
        "Cycling, 8 themes": coded("cimt-cycling-bonn.jsonl"),
        "ArgKP, 20 themes": without_groups("argkp-train-dev.jsonl", 20),
    }
    print(f"## Learning: micro-F1 on held-out respondents, medians of {SEEDS} seeds, batches of {BATCH}\n")
    sizes = " | ".join(map(str, SHOWN))
    print(f"| set | queue | {sizes} | codings for what chance has at {MOST} |\n|---|---|{'---|' * len(SHOWN)}---|")
    for name, own in data.items():
        learning(name, own)
    print(f"\n## Mistakes: {CODED} codings, {WRONG:.0%} with one theme turned round, means of {SEEDS} seeds\n")
    print(f"Floor, any order: {WRONG:.2f} of the first 20 are mistakes, {0.1:.2f} of them are in the first tenth.\n")
    print("| set | mistakes among the first 20 | found in the first tenth | length of the queue |\n|---|---|---|---|")
    for name, own in data.items():
        mistakes(name, own)
