"""Threads: small sums run on one core, where a second only waits for the first, and large ones are shared by texts.

The libraries below share each product of matrices among all cores. Where other programs run, cores then wait for each
other: a report took ten times as long. And a sum that is shared otherwise is rounded otherwise. So each product runs on
one core, and texts are seen in chunks side by side, which gives the same on any number of cores.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from typing import TypeVar

from threadpoolctl import ThreadpoolController

AT_ONCE = 2
"""Chunks that are seen at a time; more would take more memory."""

Given = TypeVar("Given")
Made = TypeVar("Made")


@contextmanager
def single_threaded_blas() -> Iterator[None]:
    """Keep products of matrices on one core within a block or a decorated function."""
    with _libraries().limit(limits=1):
        yield


def side_by_side(work: Callable[[Given], Made], chunks: Sequence[Given]) -> Iterator[Made]:
    """Yield what the work makes of each chunk, in order."""
    if len(chunks) < 2:
        yield from map(work, chunks)
        return
    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield from pool.map(work, chunks)


def in_chunks(items: Sequence[Given], size: int) -> list[Sequence[Given]]:
    """Return some items, so many at a time; one chunk without any where there are none."""
    return [items[start : start + size] for start in range(0, max(1, len(items)), size)]


@cache
def _libraries() -> ThreadpoolController:
    """Return those that are loaded when first asked for; whoever fits has loaded them all."""
    return ThreadpoolController()
