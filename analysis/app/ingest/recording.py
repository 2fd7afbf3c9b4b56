"""Recording of what was read: the bytes and findings of several files in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeVar

from analysis.app.context import AppContext
from analysis.app.ingest.batches import in_batches
from analysis.app.ingest.pipeline import ReadingRun, ReceivedFile, content_size
from analysis.model import Source
from analysis.store import Arrival

T = TypeVar("T")

Read = tuple[T, ReceivedFile | None]
"""Something, and the file that was read of it, if one was."""


def recorded(
    app: AppContext, reading_run: ReadingRun, recorded_sources: Mapping[str, Source], read: Iterable[Read[T]]
) -> Iterator[tuple[T, ReceivedFile | None, bool]]:
    """Yield what was read once it is recorded, and whether this version of it is new."""
    work = partial(record, app, reading_run, recorded_sources)
    yield from in_batches(read, work, lambda one: content_size(one[1]), _path)


def record(
    app: AppContext, reading_run: ReadingRun, recorded_sources: Mapping[str, Source], read: Sequence[Read[T]]
) -> list[tuple[T, ReceivedFile | None, bool]]:
    """Record sources of different paths with what is new in them; say which versions are new."""
    arrivals = [
        Arrival(received.source, reading_run.recipe_of(received.source.path), received.results, received.content)
        for _, received in read
        if received is not None
        and received.content is not None
        and not (received.is_known and recorded_sources.get(received.source.path) == received.source)
    ]
    are_new = app.store.take_in(arrivals, app.clock())
    new_paths = {arrival.source.path for arrival, is_new in zip(arrivals, are_new, strict=True) if is_new}
    return [(thing, received, received is not None and received.source.path in new_paths) for thing, received in read]


def _path(one: Read[T]) -> object:
    return one[1].source.path if one[1] else object()
