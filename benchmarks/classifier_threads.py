"""What coding 50,000 points costs in time and memory, and whether the number of threads changes what is coded.

The points are made of the sentences of real texts (patients' comments, arguments), drawn at random, joined, and cut
after 60 words; a point has the themes of the comments that its sentences come from. Each job runs in a process of
its own. Wall seconds depend on what else the machine does, so that the load stands beside them; seconds of the
processor (user and system, all threads together) can be compared. Peer: TF-IDF and logistic regression.
"""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier

from analysis.classifying import ThemeClassifier
from benchmarks.data import ROOT, key_points
from benchmarks.learning import Coded, coded, sets

POINTS, WORDS, THEMES, CODINGS, SEED = 50_000, 60, 20, 256, 1
THREADS = (1, 2)

_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True)
class Cost:
    """What a job took: seconds, seconds of the processor, the process's peak memory so far in MB, the load."""

    job: str
    wall: float
    processor: float
    memory: float
    load: float


def main() -> None:
    """Print what each job took under 1 and 2 threads, and how far the results differ."""
    print(f"{POINTS:,} points of {WORDS} words, {THEMES} themes, {CODINGS} codings\n")
    print("| job | threads | wall s | processor s | peak memory MB | load average |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        files = [_run(Path(folder), "ours", threads) for threads in THREADS]
        _run(Path(folder), "peer", THREADS[-1])
        _differences(*map(np.load, files))


def _run(folder: Path, job: str, threads: int) -> Path:
    """A job in a process of its own, its costs printed; the file with what it found."""
    file = folder / f"{job}-{threads}.npz"
    limits = {name: str(threads) for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
    command = [sys.executable, "-m", "benchmarks.classifier_threads", job, str(file)]
    ran = subprocess.run(
        command, check=True, cwd=ROOT, capture_output=True, text=True, env={**os.environ, **limits, "PYTHONPATH": "."}
    )
    for cost in (Cost(**json.loads(line)) for line in ran.stdout.splitlines()):
        numbers = f"{cost.wall:.2f} | {cost.processor:.2f} | {cost.memory:.0f} | {cost.load:.1f}"
        print(f"| {cost.job} | {threads} | {numbers} |")
    return file


def _differences(one: dict[str, np.ndarray], two: dict[str, np.ndarray]) -> None:
    print("\n| 1 thread against 2 | largest difference of scores | points with other themes |\n|---|---|---|")
    for name in ("from the codebook alone", "after the codings"):
        scores = np.abs(one[name] - two[name]).max()
        themes = (one[f"{name}, themes"] != two[f"{name}, themes"]).any(axis=1).sum()
        print(f"| {name} | {scores:.1e} | {themes} |")


def data(number: int = POINTS) -> Coded:
    """So many points, with the truth about the patients' themes."""
    comments = coded("nhs-fft-neas.jsonl", THEMES)
    none = np.zeros(len(comments.codebook.themes))
    parts = [(s, own) for text, own in zip(comments.texts, comments.truth, strict=True) for s in _sentences(text)]
    parts += [(sentence, none) for debate in key_points() for text in debate.texts for sentence in _sentences(text)]
    drawn = np.random.default_rng(SEED)
    points = [_joined(parts, drawn) for _ in range(number)]
    truth = np.array([themes for _, themes in points])
    return Coded([text for text, _ in points], truth, np.arange(number), comments.codebook)


def _sentences(text: str) -> Iterator[str]:
    for sentence in _SENTENCE.split(text.strip()):
        yield sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def _joined(parts: list[tuple[str, np.ndarray]], drawn: np.random.Generator) -> tuple[str, np.ndarray]:
    said: list[str] = []
    themes = np.zeros_like(parts[0][1])
    while len(said) < WORDS:
        sentence, own = parts[drawn.integers(len(parts))]
        said += sentence.split()
        themes = np.maximum(themes, own)
    return " ".join(said[:WORDS]), themes


def ours(data: Coded, file: Path) -> None:
    """From scratch; and once more when the last of the codings has been made."""
    classifier, found = ThemeClassifier(data.codebook), {}
    before = sets(data, range(CODINGS - 1))
    after = sets(data, range(CODINGS))
    _measured("fit and predict from scratch", lambda: _keep(found, "from the codebook alone", classifier.fit, data))
    _measured("learn and predict, first codings", lambda: classifier.learn(data.texts, before).predict(data.texts))
    _measured("learn after one audit", lambda: classifier.learn(data.texts, after))
    _measured("predict all after it", lambda: classifier.predict(data.texts))
    _keep(found, "after the codings", lambda _: classifier, data)
    np.savez(file, **found)


def _keep(found: dict[str, np.ndarray], name: str, fit: Callable[[list[str]], ThemeClassifier], data: Coded) -> None:
    classifier = fit(data.texts)
    found[name] = classifier.predict_proba(data.texts)
    themes = classifier.assigned(found[name])
    found[f"{name}, themes"] = np.array([[key in own for key in data.codebook.keys] for own in themes])


def peer(data: Coded, file: Path) -> None:
    """TF-IDF of all points, logistic regression on the codings, all points scored."""
    truth = data.truth[:CODINGS].copy()
    truth[0, truth.sum(axis=0) == 0] = 1  # it cannot learn a theme without an example

    def scored() -> None:
        rows = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True).fit_transform(data.texts)
        model = OneVsRestClassifier(LogisticRegression(C=10, class_weight="balanced", max_iter=500))
        np.savez(file, scores=model.fit(rows[:CODINGS], truth).predict_proba(rows))

    _measured("peer: TF-IDF and logistic regression", scored)


def _measured(job: str, work: Callable[[], object]) -> None:
    wall, processor = time.perf_counter(), _processor()
    work()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cost = Cost(job, time.perf_counter() - wall, _processor() - processor, peak, os.getloadavg()[0])
    print(json.dumps(asdict(cost)), flush=True)


def _processor() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


JOBS: dict[str, Callable[[Coded, Path], None]] = {"ours": ours, "peer": peer}

if __name__ == "__main__":
    JOBS[sys.argv[1]](data(), Path(sys.argv[2]))
