"""Processes that score points beside this one, and are given the classifier once.

Its numbers, 80 MB of them, lie in a file that all of them and this process map into their memory, so that none has a
copy; no word of a response is among them.
"""

from __future__ import annotations

import mmap
import os
import pickle
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import accumulate
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.app.coding.workers import Chunk, Workers, score_here
from analysis.app.done_ahead import begin_helper
from analysis.app.snapshot.free_memory import hold_little

if TYPE_CHECKING:
    from analysis.classifying import ThemeClassifier
    from analysis.classifying.machine_coding import ScoredTexts

ALIGNED = 64
"""Bytes at a multiple of which each array begins."""


@contextmanager
def pool_workers(classifier: ThemeClassifier, processes: int) -> Iterator[Workers]:
    """Yield so many processes, each with the classifier."""
    # Not a copy of this process, which has threads that hold locks.
    started = get_context("spawn")
    with _shared(classifier) as given, ProcessPoolExecutor(processes, started, _receive, given) as pool:
        if os.name == "posix":  # elsewhere a file that is mapped cannot be deleted
            classifier.__dict__.update(_mapped(*given).__dict__)
        try:
            yield Workers(lambda chunk: pool.submit(_score_there, chunk), processes, (BrokenProcessPool,))
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
        sizes = _write(path, arrays)
        arrays.clear()  # else their numbers stay in the memory of this process
        yield rest, str(path), sizes


def _write(path: Path, arrays: Sequence[pickle.PickleBuffer]) -> list[int]:
    """Write arrays one after the other, and return the size of each."""
    with path.open("wb") as file:
        for array in arrays:
            file.write(array.raw())
            file.write(bytes(-array.raw().nbytes % ALIGNED))
        file.write(bytes(ALIGNED))  # nothing cannot be mapped
    return [array.raw().nbytes for array in arrays]


# In a process of its own ----------------------------------------------------------------------------------------------

_received: list[ThemeClassifier] = []
"""The classifier that this process was given."""


def _receive(rest: bytes, path: str, sizes: Sequence[int]) -> None:
    hold_little()
    begin_helper()
    _received[:] = [_mapped(rest, path, sizes)]


def _mapped(rest: bytes, path: str, sizes: Sequence[int]) -> ThemeClassifier:
    """Return the classifier, its numbers where they lie in the file."""
    with Path(path).open("rb") as file:
        mapped = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    starts = accumulate((size + -size % ALIGNED for size in sizes), initial=0)
    arrays = [mapped[start : start + size] for start, size in zip(starts, sizes, strict=False)]
    classifier: ThemeClassifier = pickle.loads(rest, buffers=arrays)
    return classifier


def _score_there(chunk: Chunk) -> ScoredTexts:
    return score_here(_received[0], chunk)
