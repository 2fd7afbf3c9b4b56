"""Coding on every core: many points are scored in processes of their own, which are given the classifier once.

What comes back of a chunk are numbers and the places of evidence, in the order of the chunks, and never far ahead of
what is asked for. A process that dies loses nothing: what is left is scored here.
"""

from __future__ import annotations

import os
import pickle
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TYPE_CHECKING

from analysis.model import Context

if TYPE_CHECKING:
    from analysis.classifying import ThemeClassifier
    from analysis.classifying.machine_coding import ScoredTexts

LEAST = 10_000
"""Points from which on processes pay: each takes about two seconds of its core until it is ready."""

MOST_PROCESSES = 4
"""Each holds the classifier once more, about 200 MB with its libraries."""

AHEAD = 2
"""Chunks that are waiting for each process, so that none waits for a chunk."""

Chunk = tuple[Sequence[str], Sequence[Context]]
"""Texts, and what surrounds each."""


def scored(classifier: ThemeClassifier, chunks: Iterable[Chunk], points: int) -> Iterator[ScoredTexts]:
    """Yield what the classifier makes of each chunk, of so many ``points`` in all; of many, on every core."""
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    if points < LEAST or processes < 2:
        yield from (_score_here(classifier, chunk) for chunk in chunks)
        return
    given = pickle.dumps(classifier)
    # Not a copy of this process, which has threads that hold locks.
    with ProcessPoolExecutor(processes, get_context("spawn"), _receive, (given,)) as pool:
        waiting: deque[tuple[Chunk, Future[ScoredTexts] | None]] = deque()
        try:
            for chunk in chunks:
                waiting.append((chunk, _submitted(pool, chunk)))
                if len(waiting) > AHEAD * processes:
                    yield _result(classifier, *waiting.popleft())
            while waiting:
                yield _result(classifier, *waiting.popleft())
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _submitted(pool: ProcessPoolExecutor, chunk: Chunk) -> Future[ScoredTexts] | None:
    try:
        return pool.submit(_score_there, chunk)
    except BrokenProcessPool:
        return None


def _result(classifier: ThemeClassifier, chunk: Chunk, future: Future[ScoredTexts] | None) -> ScoredTexts:
    try:
        return future.result() if future else _score_here(classifier, chunk)
    except BrokenProcessPool:
        return _score_here(classifier, chunk)


def _score_here(classifier: ThemeClassifier, chunk: Chunk) -> ScoredTexts:
    from analysis.classifying.machine_coding import score

    return score(classifier, *chunk)


# In a process of its own ----------------------------------------------------------------------------------------------

_received: list[ThemeClassifier] = []
"""The classifier that this process was given."""


def _receive(given: bytes) -> None:
    _received[:] = [pickle.loads(given)]


def _score_there(chunk: Chunk) -> ScoredTexts:
    return _score_here(_received[0], chunk)
