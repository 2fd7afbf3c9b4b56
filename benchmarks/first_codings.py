"""What the first codings do to how many texts have each theme: none is to be wiped out, and few left far too many.

Corpora of the size of a small consultation; codings drawn at random or asked for by the learning queue, all as people
coded them or, of a few, one of the first five turned round. A text that was coded counts as it was coded. Silent: of
the true assignments of the other texts those that are neither given nor in doubt, which doubt is to keep from growing;
in doubt: themes a text, given or not. Floor: the codebook alone, before any coding. Among the corpora are surveys
between paragraphs on other matters, which have no theme, and surveys in which each sentence stands once: where others
say the same again, a coding teaches more than it does of answers that are all different.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from analysis.classifying import ThemeClassifier
from analysis.classifying.active_learning import for_learning
from analysis.model.sureness import doubt_bounds
from benchmarks.council_survey import BANKS_ONCE, banks, survey, survey_once
from benchmarks.data import key_points
from benchmarks.learning import Coded, coded, error, f1, head, of_labelled
from benchmarks.policy_prose_data import labelled as policy_prose

SIZES, MISCODED = (0, 5, 10, 20, 40, 100), (5, 10, 20)
RANDOM, TEXTS, FOREIGN, DEBATES = 2, 400, 150, 4
COUNTED = 5
"""Themes that fewer texts have are not counted."""

FAR = 3
"""A count that is so many times too large or too small is far away."""


@dataclass(frozen=True)
class Outcome:
    """What some codings made of one corpus: F1, how far counts are off, what is missed without doubt, how many themes a
    text are in doubt, and how many themes are lost or far away."""

    micro: float
    macro: float
    off: float
    silent: float
    in_doubt: float
    lost: int
    far: int
    themes: int


def _drawn(file: str, most: int, seed: int) -> Coded:
    data = coded(file, most)
    return _of(data, np.sort(np.random.default_rng(seed).permutation(len(data.texts))[:TEXTS]))


def _of(data: Coded, places: np.ndarray) -> Coded:
    return replace(data, texts=[data.texts[i] for i in places], truth=data.truth[places], groups=np.arange(len(places)))


def _among_others(bank: str, seed: int) -> Coded:
    """Return a survey and paragraphs on other matters, which have none of its themes."""
    own = of_labelled(survey(bank, banks()[bank], 100, seed))
    paragraphs = sorted({text for data in policy_prose() for text in data.texts})
    others = [paragraphs[i] for i in np.random.default_rng(seed).permutation(len(paragraphs))[:FOREIGN]]
    truth = np.vstack([own.truth, np.zeros((len(others), own.truth.shape[1]))])
    return Coded(own.texts + others, truth, np.arange(len(truth)), own.codebook)


def halves() -> tuple[dict[str, list[Coded]], dict[str, list[Coded]]]:
    """Return the corpora on which constants are chosen, and those on which they are reported."""
    debates = [of_labelled(data) for data in key_points() if len(data.texts) >= 96]
    prose = [of_labelled(data) for data in policy_prose()]
    nhs, topics, cycling = "nhs-fft-neas.jsonl", "srai-questions.jsonl", "cimt-cycling-bonn.jsonl"
    files = ({"NHS, 4 labels": (nhs, 4), "NHS": (nhs, 100)}, {"AI questions": (topics, 100), "cycling": (cycling, 100)})
    made = []
    for half, (bank, once) in enumerate((("street", "leisure"), ("library", "bins"))):
        sets = {name: [_drawn(file, most, seed) for seed in (1, 2)] for name, (file, most) in files[half].items()}
        sets[f"key points {'AB'[half]}"] = debates[half::2][:DEBATES]
        sets[bank] = [of_labelled(survey(bank, banks()[bank], number, number)) for number in (96, 300)]
        sets[f"{bank} among others"] = [_among_others(bank, seed) for seed in (5, 6)]
        sets[f"policy prose {'AB'[half]}"] = prose[half::2]
        for name, own in ((bank, banks()[bank]), (once, banks(BANKS_ONCE)[once])):
            sets[f"{name}, each sentence once"] = [of_labelled(survey_once(name, own, seed)) for seed in (1, 2)]
        made.append(sets)
    return made[0], made[1]


def _orders(data: Coded, classifier: ThemeClassifier) -> Iterator[tuple[int, list[int]]]:
    """Yield orders in which texts are coded: drawn ones, and that of the learning queue."""
    for seed in range(RANDOM):
        yield seed, [int(i) for i in np.random.default_rng(100 + seed).permutation(len(data.texts))]
    rows, scores = classifier.rows(data.texts), classifier.predict_proba(data.texts)
    found = np.zeros(data.truth.shape[1])
    yield RANDOM, for_learning(rows, scores, classifier.cuts(), [], found, min(SIZES[-1], len(rows)), 0)


def outcomes(data: Coded) -> Iterator[tuple[int, Outcome, np.ndarray, np.ndarray]]:
    """Yield what each number of codings makes of a corpus, with the scores and the truth of all other texts."""
    classifier = ThemeClassifier(data.codebook).fit(data.texts)
    for seed, order in list(_orders(data, classifier)):
        for size in SIZES:
            if size < 0.6 * len(data.texts) and (size or not seed):
                for miscoded in (False, True)[: 1 + (size in MISCODED)]:
                    rows, said = order[:size], data.truth[order[:size]].copy()
                    if miscoded:
                        random = np.random.default_rng(seed)
                        cell = random.integers(min(size, 5)), random.integers(said.shape[1])
                        said[cell] = 1 - said[cell]
                    yield size, *_outcome(data, classifier, rows, said)


def _outcome(
    data: Coded, classifier: ThemeClassifier, rows: list[int], said: np.ndarray
) -> tuple[Outcome, np.ndarray, np.ndarray]:
    keys, told = np.array(data.codebook.keys), [None] * len(data.texts)
    for i, row in zip(rows, said, strict=True):
        told[i] = frozenset(keys[row > 0].tolist())
    scores = classifier.learn(data.texts, told).predict_proba(data.texts)
    given = (scores >= classifier.cuts()).astype(float)
    given[rows] = said
    others = np.setdiff1d(np.arange(len(data.texts)), rows)
    true, counted = data.truth.sum(axis=0), given.sum(axis=0)
    many = true >= COUNTED
    lost = many & (counted == 0)
    far = many & ~lost & ((counted > FAR * true) | (FAR * counted < true))
    off = float(np.median(np.abs(counted - true)[many] / true[many])) if many.any() else 0.0
    micro, macro = f1(data.truth[others], given[others])
    doubts = (off, *_doubts(scores[others], classifier.cuts(), data.truth[others] > 0))
    return Outcome(micro, macro, *doubts, lost.sum(), far.sum(), many.sum()), scores[others], data.truth[others]


def _doubts(scores: np.ndarray, cuts: np.ndarray, truth: np.ndarray) -> tuple[float, float]:
    low, high = np.array([doubt_bounds(cut) for cut in cuts.tolist()]).T
    in_doubt = (scores >= low) & (scores <= high)
    return float((truth & (scores < low)).sum() / max(1, truth.sum())), float(in_doubt.sum(axis=1).mean())


def _print(title: str, sets: dict[str, list[Coded]]) -> None:
    fields = ("micro", "macro", "off", "silent", "in_doubt")
    names = ("micro-F1", "macro-F1", "off by, middle theme", "silent", "in doubt")
    columns = (*names, "lost", "far away", "of", "calibration")
    head(title, "corpus", "codings", *columns)
    for name, members in sets.items():
        found = defaultdict(list)
        for data in members:
            for size, *one in outcomes(data):
                found[size].append(one)
        for size, own in found.items():
            made = [one for one, _, _ in own]
            means = [np.mean([getattr(one, field) for one in made]) for field in fields]
            sums = [sum(getattr(one, field) for one in made) for field in ("lost", "far", "themes")]
            off = error(*(np.concatenate([one[part].ravel() for one in own]) for part in (1, 2)))
            figures = (*(f"{mean:.3f}" for mean in means), *map(str, sums), f"{off:.3f}")
            print(f"| {name} | {size} | {' | '.join(figures)} |", flush=True)


def main() -> None:
    """Print both halves."""
    chosen, reported = halves()
    _print("The half on which constants were chosen", chosen)
    _print("The other half", reported)
