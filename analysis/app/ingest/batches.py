"""Batches: what is copied or recorded together, so that the disk is waited for once and not for each file."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

MOST = 200
"""Things in a batch: a kill loses the reading of no more files."""

BYTES = 8_000_000
"""Bytes of a batch, which lie in the memory until it is written."""

SECONDS = 0.5
"""For which a batch is gathered at most, as long as something new comes."""


def in_batches(
    things: Iterable[T],
    work: Callable[[Sequence[T]], Iterable[R]],
    size: Callable[[T], int],
    name: Callable[[T], Hashable],
) -> Iterator[R]:
    """Yield the results of work on batches of things, in their order; in no batch are two things of one name.

    What was gathered when somebody stops us, or something fails, is worked on first.
    """
    waiting: dict[Hashable, T] = {}
    results: Iterable[R] = ()
    began = gathered = 0.0
    try:
        for thing in things:
            is_full = len(waiting) >= MOST or gathered >= BYTES or time.monotonic() - began >= SECONDS
            if waiting and (is_full or name(thing) in waiting):
                batch, waiting = list(waiting.values()), {}
                yield from work(batch)
            if not waiting:
                began, gathered = time.monotonic(), 0
            waiting[name(thing)] = thing
            gathered += size(thing)
    finally:
        if waiting:
            results = work(list(waiting.values()))
    yield from results
