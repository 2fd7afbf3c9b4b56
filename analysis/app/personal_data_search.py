"""Personal data search: personal data is looked for in many responses by several processes, before anybody asks for it.

What they find is remembered where it is asked for. What one of them does not find, as it was lost, is found there. What
was found in a text for the last report is not looked for again. This process goes on with other work meanwhile.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from analysis.app.context import AppContext
from analysis.app.done_ahead import done_ahead
from analysis.app.kept_findings import digest_of_search, keep_findings, kept_findings
from analysis.model import Response
from analysis.redacting import Searched, find, find_all, remember
from analysis.tally.privacy.masking import known_names

KEPT_FROM = 1_000
"""Texts from which on it is kept what was found in them."""

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
    if len(responses) < KEPT_FROM:
        yield
        return
    texts = {
        digest_of_search(response.document.text, known): (response.document.text, known)
        for response in responses
        for known in [known_names(response)]
    }
    kept = kept_findings(app, known_words)
    there = [digest for digest in texts if digest in kept]
    remember([texts[digest] for digest in there], known_words, [kept[digest] for digest in there])
    new = [searched for digest, searched in texts.items() if digest not in kept]
    with _searched(app, new, known_words):
        yield
    if new or len(kept) > len(there):
        keep_findings(app, known_words, {digest: find(*one, known_words) for digest, one in texts.items()})


@contextmanager
def _searched(app: AppContext, texts: Sequence[Searched], known_words: frozenset[str]) -> Iterator[None]:
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    if len(texts) < LEAST or processes < 2:
        yield
        return
    chunks = [texts[start : start + CHUNK] for start in range(0, len(texts), CHUNK)]
    with done_ahead(partial(find_all, known_words=known_words), chunks, processes) as found:
        yield
        for chunk, findings in zip(app.track(chunks, "Looking for personal data"), found, strict=False):
            remember(chunk, known_words, findings)
