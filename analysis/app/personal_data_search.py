"""Personal data search: personal data is looked for in many responses by several processes, before anybody asks for it.

What they find is remembered where it is asked for. What one of them does not find, as it was lost, is found there.
This process goes on with other work meanwhile.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import get_context

from analysis.app.context import AppContext
from analysis.app.snapshot.free_memory import seek_rings_rarely
from analysis.model import Response
from analysis.redacting import find_all, remember
from analysis.tally.masking import known_names

LEAST = 5_000
"""Texts from which on processes pay: one text takes half a millisecond, a process most of a second until it is ready.
"""

MOST_PROCESSES = 4

CHUNK = 500
"""Texts that are searched at a time."""


@contextmanager
def search_ahead(app: AppContext, responses: Sequence[Response], known_words: frozenset[str]) -> Iterator[None]:
    """Have personal data looked for in responses, where they are many, while what is inside is done; at its end all is
    found. ``known_words`` are the consultation's own."""
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    if len(responses) < LEAST or processes < 2:
        yield
        return
    texts = [(response.document.text, known_names(response)) for response in responses]
    chunks = [texts[start : start + CHUNK] for start in range(0, len(texts), CHUNK)]
    # Not copies of this process, which has threads that hold locks.
    pool = ProcessPoolExecutor(processes, get_context("spawn"), seek_rings_rarely)
    try:
        found = None
        with suppress(BrokenProcessPool):
            found = pool.map(partial(find_all, known_words=known_words), chunks)
        yield
        with suppress(BrokenProcessPool):
            for chunk, findings in zip(app.track(chunks, "Looking for personal data"), found or (), strict=False):
                remember(chunk, known_words, findings)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
