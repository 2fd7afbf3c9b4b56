"""Work of processes of their own that begin at the same moment, each forked from one that has the store loaded."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path

from analysis.model import Coding, PointKey
from analysis.store import Store
from tests.builders import make_coding, person
from tests.patience import PATIENCE

PROCESSES = multiprocessing.get_context("spawn" if os.name == "nt" else "forkserver")
PROCESSES.set_forkserver_preload([__name__, "tests.store.killed"])


def append_at_once(folder: Path, url: str, names: Iterable[str], codings: int) -> dict[str, list[int]]:
    """Have each of these people record codings in a process of their own; what was acknowledged to each.

    The store is made by whoever comes first. Raises EOFError where a process broke off.
    """
    names = list(names)
    begin = PROCESSES.Barrier(len(names))
    started = [_start(folder, url, name, codings, begin) for name in names]
    said = [[pipe.recv() for _ in range(codings)] for _, pipe in started]
    for process, _ in started:
        process.join(PATIENCE)
        assert process.exitcode == 0
    return dict(zip(names, said, strict=True))


def _start(
    folder: Path, url: str, name: str, codings: int, begin: Barrier
) -> tuple[multiprocessing.process.BaseProcess, Connection]:
    receiving, sending = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=_append, args=(folder, url, name, codings, begin, sending))
    process.start()
    sending.close()
    return process, receiving


def _append(folder: Path, url: str, name: str, codings: int, begin: Barrier, acknowledged: Connection) -> None:
    store = Store(folder, url)
    begin.wait(PATIENCE)
    for number in range(codings):
        acknowledged.send(store.append([coding(name, number)]))
    store.close()


def coding(name: str, number: int) -> Coding:
    """The coding with a number by somebody."""
    return make_coding(PointKey("a.txt", number, number + 1), ["funding"], by=person(name))
