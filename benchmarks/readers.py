"""Readers side by side: the same files in the same run, and the memory that one of them takes at its highest."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module, metadata
from multiprocessing import get_context

from benchmarks.data import SHARED

RUNS = 3
"""Each library reads every file so often, unless its runs before took ``ENOUGH`` seconds; the median run counts."""

ENOUGH = 10
"""Seconds of processor time after which a library is not run again, so that slow ones do not hold up the rest."""

Reader = tuple[str, str, Callable[[bytes], object]]
"""A library, what it gives, and how it reads a file."""


def documents(pattern: str) -> list[bytes]:
    """The shared documents of a kind; none, and a line that says so, where they are not beside the checkout."""
    files = [path.read_bytes() for path in sorted((SHARED / "data" / "documents").glob(pattern))]
    if not files:
        print("the shared documents are not beside the checkout: nothing to read")
    return files


def compare(readers: Sequence[Reader], files: Sequence[bytes], units: float, unit: str) -> None:
    """Print how many units (pages, words) each library reads in a second."""
    print(f"| reader | gives | {unit} per second of processor time |\n|---|---|---|")
    for name, gives, reader in readers:
        try:
            reader(files[0])
        except ImportError:
            print(f"| {name} | {gives} | not installed |")
            continue
        elapsed = statistics.median(_runs(reader, files))
        print(f"| {_versioned(name)} | {gives} | {units / elapsed:,.0f} |")


def _runs(reader: Callable[[bytes], object], files: Sequence[bytes]) -> list[float]:
    taken = [seconds(reader, files)]
    while len(taken) < RUNS and sum(taken) < ENOUGH:
        taken.append(seconds(reader, files))
    return taken


def seconds(reader: Callable[[bytes], object], files: Sequence[bytes]) -> float:
    """How much processor time it takes to read files: a busy machine does not change it."""
    begin = time.process_time()
    for content in files:
        reader(content)
    return time.process_time() - begin


def measured(reader: Callable[[bytes], object], content: bytes) -> tuple[float, float]:
    """Processor seconds for a file in a process of its own, and the most megabytes that it held (as Linux counts)."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as one:
        return one.submit(_alone, reader, content).result()


def _alone(reader: Callable[[bytes], object], content: bytes) -> tuple[float, float]:
    elapsed = seconds(reader, [content])
    resource = import_module("resource")
    return elapsed, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _versioned(name: str) -> str:
    library = name.split(",")[0]
    return name if library == "everypoint" else f"{name} {metadata.version(library)}"
