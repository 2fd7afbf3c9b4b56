"""Coding on every core: many points are scored in processes of their own, which are given the classifier once.

Its numbers, 80 MB of them, lie in a file that all of them map into their memory, so that none has a copy; no word of a
response is among them. What comes back of a chunk are scores and the places of evidence, in the order of the chunks,
and never far ahead of what is asked for. A process that dies loses nothing: what is left is scored here.
"""

from __future__ import annotations

import mmap
import os
import pickle
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import accumulate
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.model import Context

if TYPE_CHECKING:
    from analysis.classifying import ThemeClassifier
    from analysis.classifying.machine_coding import ScoredTexts

LEAST = 20_000
"""Different texts from which on processes pay: each takes some three seconds of its core until it is ready."""

MOST_PROCESSES = 4
"""Each takes about 150 MB for its libraries and what it has at hand."""

ALIGNED = 64
"""Bytes at a multiple of which each array begins."""

AHEAD = 2
"""Chunks that are waiting for each process, so that none waits for a chunk."""

Chunk = tuple[Sequence[str], Sequence[Context]]
"""Texts, and what surrounds each."""


def scored(classifier: ThemeClassifier, chunks: Iterable[Chunk], texts: int) -> Iterator[ScoredTexts]:
    """Yield what the classifier makes of each chunk, of so many ``texts`` in all; of many, on every core."""
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    if texts < LEAST or processes < 2:
        yield from (_score_here(classifier, chunk) for chunk in chunks)
        return
    # Not a copy of this process, which has threads that hold locks.
    started = get_context("spawn")
    with _shared(classifier) as given, ProcessPoolExecutor(processes, started, _receive, given) as pool:
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


@contextmanager
def _shared(classifier: ThemeClassifier) -> Iterator[tuple[bytes, str, list[int]]]:
    """Yield the classifier without its numbers, the file that holds these, and the size of each array in it."""
    arrays: list[pickle.PickleBuffer] = []
    rest = pickle.dumps(classifier, protocol=5, buffer_callback=arrays.append)
    with tempfile.TemporaryDirectory(prefix="everypoint-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "numbers"
        with path.open("wb") as file:
            for array in arrays:
                file.write(array.raw())
                file.write(bytes(-array.raw().nbytes % ALIGNED))
            file.write(bytes(ALIGNED))  # nothing cannot be mapped
        yield rest, str(path), [array.raw().nbytes for array in arrays]


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


def _receive(rest: bytes, path: str, sizes: Sequence[int]) -> None:
    with Path(path).open("rb") as file:
        mapped = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    starts = accumulate((size + -size % ALIGNED for size in sizes), initial=0)
    arrays = [mapped[start : start + size] for start, size in zip(starts, sizes, strict=False)]
    _received[:] = [pickle.loads(rest, buffers=arrays)]


def _score_there(chunk: Chunk) -> ScoredTexts:
    return _score_here(_received[0], chunk)
