"""Workers: chunks of points are scored here, in processes of this machine, or on a cluster that the user named.

The same function is given the same chunks everywhere, so that the codings are the same, byte for byte. What comes back
are scores and the places of evidence, in the order of the chunks, and never far ahead of what is asked for. A chunk
that is lost with those who scored it is scored here.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from analysis.model import Context

if TYPE_CHECKING:
    from analysis.classifying import ThemeClassifier
    from analysis.classifying.machine_coding import ScoredTexts

LEAST = 20_000
"""Different texts from which on processes pay: each takes more than a second of its core until it is ready."""

MOST_PROCESSES = 4
"""Each takes about 115 MB for its libraries and what it has at hand."""

LEAST_ON_CLUSTER = 1_000
"""Different texts from which on a cluster is asked: fewer take less time than sending it the classifier."""

AHEAD = 3
"""Chunks that are given out for each worker, so that none waits for a chunk."""

Chunk = tuple[Sequence[str], Sequence[Context]]
"""Texts, and what surrounds each."""


class Scoring(Protocol):
    """A chunk that is under way."""

    def result(self) -> ScoredTexts:
        """Wait for what the classifier makes of the chunk, and return it."""


@dataclass(frozen=True, slots=True)
class Workers:
    """Those who score: how a chunk is given to them, how many they are, and the errors that say that one is lost."""

    submit: Callable[[Chunk], Scoring]
    number: int
    lost: tuple[type[BaseException], ...]


def scored(
    classifier: ThemeClassifier, chunks: Iterable[Chunk], texts: int, cluster: str = ""
) -> Iterator[ScoredTexts]:
    """Yield what the classifier makes of each chunk, of so many ``texts`` in all.

    Many are scored on every core, or by the workers of a ``cluster``. Raises ClusterError where that cannot be used.
    """
    found = _workers(classifier, texts, cluster)
    if found is None:
        yield from (score_here(classifier, chunk) for chunk in chunks)
        return
    with found as workers:
        waiting: deque[tuple[Chunk, Scoring | None]] = deque()
        for chunk in chunks:
            waiting.append((chunk, _submitted(workers, chunk)))
            if len(waiting) > AHEAD * workers.number:
                yield _result(workers, classifier, *waiting.popleft())
        while waiting:
            yield _result(workers, classifier, *waiting.popleft())


def _workers(classifier: ThemeClassifier, texts: int, cluster: str) -> AbstractContextManager[Workers] | None:
    """Return those who score so many texts; None: this process."""
    if cluster and texts >= LEAST_ON_CLUSTER:
        from analysis.app.coding.cluster import cluster_workers

        return cluster_workers(classifier, cluster)
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    if texts < LEAST or processes < 2:
        return None
    from analysis.app.coding.coding_pool import pool_workers

    return pool_workers(classifier, processes)


def _submitted(workers: Workers, chunk: Chunk) -> Scoring | None:
    try:
        return workers.submit(chunk)
    except workers.lost:
        return None


def _result(workers: Workers, classifier: ThemeClassifier, chunk: Chunk, scoring: Scoring | None) -> ScoredTexts:
    try:
        return scoring.result() if scoring else score_here(classifier, chunk)
    except workers.lost:
        return score_here(classifier, chunk)


def score_here(classifier: ThemeClassifier, chunk: Chunk) -> ScoredTexts:
    """Return what the classifier makes of a chunk."""
    from analysis.classifying.machine_coding import score

    return score(classifier, *chunk)
