"""Progress bars: what is done, how much of how many, and the time that is left, on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

T = TypeVar("T")


def track(things: Iterable[T], doing: str, total: int | None = None) -> Iterable[T]:
    """Return things with a progress bar on a terminal; none where the output is kept, so that logs stay readable."""
    return _shown(things, doing, total) if sys.stderr.isatty() else things


def _shown(things: Iterable[T], doing: str, total: int | None) -> Iterator[T]:
    from analysis.app.context import number_of

    bars, task = _begun(doing, number_of(things, total) or None)
    try:
        for thing in things:
            yield thing
            bars.advance(task)
    finally:
        _ended(bars, task)


_lock = Lock()
_running: list[Progress] = []
"""The bars that are on the terminal, if any: files are read several at a time, and each may have its own."""


def _begun(doing: str, total: int | None) -> tuple[Progress, TaskID]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    with _lock:
        if not _running:
            columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
            _running.append(Progress(*columns, console=Console(stderr=True), transient=True))
            _running[0].start()
        return _running[0], _running[0].add_task(doing, total=total)


def _ended(bars: Progress, task: TaskID) -> None:
    with _lock:
        bars.remove_task(task)
        if not bars.tasks:
            bars.stop()
            _running.clear()
