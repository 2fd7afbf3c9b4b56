"""Scoring points on one core, on two processes of this machine, and on one and two workers of a Dask cluster.

The points are answers to a made survey. The workers are processes of this machine with one thread each, and in the last
row one of them is killed in the middle. All must find the same, byte for byte. Wall seconds depend on what else the
machine does, so that the load stands beside them, and the processor seconds of the busiest worker, its start included:
on cores that nobody else uses, these are what is waited for. Other numbers of points:
``EVERYPOINT_POINTS=200000 python -m benchmarks cluster``.
"""

from __future__ import annotations

import hashlib
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from analysis.app.coding import workers
from analysis.app.coding.machine import SCORED
from analysis.app.snapshot.free_memory import seek_rings_rarely
from analysis.classifying import ThemeClassifier
from analysis.model import Context
from benchmarks.corpora import Author
from benchmarks.council_survey import banks

POINTS = 50_000
HEADER = (
    "| where | wall s | processor s | busiest worker's | points/s | times as fast | load | same |\n"
    "|---|---|---|---|---|---|---|---|"
)


def main() -> None:
    """Print what scoring takes in each way."""
    seek_rings_rarely()  # as every command does
    author, number = Author(), int(os.environ.get("EVERYPOINT_POINTS", POINTS))
    texts = [author.answer() for _ in range(number)]
    classifier = ThemeClassifier(banks()["street"].codebook).fit(texts)
    print(f"{number:,} points, {len(classifier.codebook.themes)} themes\n\n{HEADER}")
    found: list[str] = []
    one = 0.0
    for name, points, count, is_one_killed in (
        ("one Dask worker", number, 1, False),
        ("two Dask workers", number, 2, False),
        ("two Dask workers, one killed", number, 2, True),
        ("one core of this machine", 1, 0, False),
        ("all cores of this machine", max(number, workers.LEAST), 0, False),
    ):
        begin, used = time.perf_counter(), _processor()
        with _cluster(count) as cluster:
            kill = (lambda cluster=cluster: _kill(cluster)) if is_one_killed else None
            address = cluster.scheduler_address if cluster else ""
            begin = time.perf_counter()
            found.append(_scored(classifier, _chunks(texts, kill), points, address))
            wall, busiest = time.perf_counter() - begin, "" if is_one_killed else _busiest(cluster)
        one = one or wall
        same = "yes" if found[-1] == found[0] else "no"
        figures = f"{wall:.1f} | {_processor() - used:.1f} | {busiest} | {number / wall:,.0f} | {one / wall:.2f}"
        print(f"| {name} | {figures} | {os.getloadavg()[0]:.1f} | {same} |", flush=True)


def _scored(classifier: ThemeClassifier, chunks: Iterator[workers.Chunk], points: int, address: str) -> str:
    """Return the digest of all scores and evidence."""
    digest = hashlib.sha256()
    for one in workers.scored(classifier, chunks, points, address):
        digest.update(one.scores.tobytes() + one.spans.tobytes() + one.counts.tobytes())
    return digest.hexdigest()


def _chunks(texts: list[str], kill: Callable[[], None] | None) -> Iterator[workers.Chunk]:
    for start in range(0, len(texts), SCORED):
        if kill is not None and start // SCORED == len(texts) // SCORED // 2:
            kill()
        own = texts[start : start + SCORED]
        yield own, [Context()] * len(own)


@contextmanager
def _cluster(number: int) -> Iterator[Any]:
    """Yield a cluster of so many workers, or None of none."""
    if not number:
        yield None
        return
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=number, threads_per_worker=1, processes=True, dashboard_address=None, memory_limit=0
    ) as cluster:
        yield cluster


def _kill(cluster: Any) -> None:
    os.kill(cluster.workers[0].process.process.pid, signal.SIGKILL)


def _busiest(cluster: Any) -> str:
    """Return the processor seconds of the worker that worked most."""
    import psutil

    if cluster is None:
        return ""
    used = [psutil.Process(worker.process.process.pid).cpu_times() for worker in cluster.workers.values()]
    return f"{max(times.user + times.system for times in used):.1f}"


def _processor() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


if __name__ == "__main__":
    main()
