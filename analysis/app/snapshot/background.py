"""Background refresh: a value computed in a thread, once for each state of the workspace, and cached."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from analysis.app.context import AppContext
from analysis.app.results import Corpus
from analysis.app.snapshot.current import Current
from analysis.store import Chain

T = TypeVar("T")

PATIENCE = 0.2
"""Seconds for which a page waits for what is newer before it shows what was made last, and says so."""

FIRST = 2.0
"""Seconds for which the first page that asks waits for it."""


@dataclass(frozen=True, slots=True)
class Made(Generic[T]):
    """The value that was computed last; ``is_newest``: nothing has changed since."""

    what: T
    is_newest: bool


@dataclass(frozen=True, slots=True)
class _Kept(Generic[T]):
    corpus: Corpus
    changes: int
    what: T


class Newest(Generic[T]):
    """A value computed from a workspace in a thread of its own; safe to ask from several threads."""

    def __init__(self, make: Callable[[AppContext, Corpus, Chain, T | None], T]) -> None:
        """Store ``make``, which is given what it made before; nothing is made yet."""
        self._make = make
        self._lock = threading.Lock()
        self._kept: _Kept[T] | None = None
        self._thread: threading.Thread | None = None
        self._problem: Exception | None = None

    def last(self) -> T | None:
        """Return what was made last, however old, at once."""
        return self._kept.what if self._kept else None

    def begin(self, app: AppContext, corpus: Corpus) -> None:
        """Have the newest made, if it is not there, and do not wait for it."""
        self._at_work(app, corpus, app.store.changes())

    def get(self, app: AppContext, current: Current) -> Made[T] | None:
        """Return the newest, or the last one where the newest takes too long; None while there is none at all.

        Raises what the making raised.
        """
        corpus, changes = current.corpus(), app.store.changes()
        deadline = time.monotonic() + (PATIENCE if self._kept or self._thread else FIRST)
        while True:
            working_thread = self._at_work(app, corpus, changes)
            if working_thread is None or (seconds_left := deadline - time.monotonic()) <= 0:
                return Made(self._kept.what, working_thread is None) if self._kept else None
            working_thread.join(seconds_left)
            if self._problem:
                raise self._problem

    def _at_work(self, app: AppContext, corpus: Corpus, changes: int) -> threading.Thread | None:
        """Return the thread that works, begun where none runs; None where nothing is left to do."""
        with self._lock:
            if self._kept and self._kept.corpus is corpus and self._kept.changes == changes:
                return None
            if self._thread is None or not self._thread.is_alive():
                self._problem = None
                work_arguments = (app, corpus, changes)
                self._thread = threading.Thread(target=self._work, args=work_arguments, name="newest", daemon=True)
                self._thread.start()
            return self._thread

    def _work(self, app: AppContext, corpus: Corpus, changes: int) -> None:
        try:
            earlier_value = self._kept.what if self._kept else None
            self._kept = _Kept(corpus, changes, self._make(app, corpus, app.store.chain(), earlier_value))
        except Exception as error:
            self._problem = error
