"""Taking in: each file of a workspace is opened, read and divided, several at a time and in order."""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import TypeVar

from analysis.app.reader_process.pool import BROKE_OFF, TOO_SLOW, ReaderPool
from analysis.app.reader_process.worker import OUT_OF_MEMORY
from analysis.app.results import Added, set_aside
from analysis.app.single_file import why
from analysis.errors import ConsultationError
from analysis.model import (
    ManualSegmentation,
    Part,
    Publish,
    Respondent,
    Response,
    SegmentedDocument,
    SegmentKind,
    Skipped,
    Source,
    Table,
)
from analysis.reading import media_type
from analysis.store import Refs
from analysis.text import fingerprint
from analysis.workspace import Workspace, content_of

T = TypeVar("T")
R = TypeVar("R")

MOST_AT_ONCE = 4
"""Files that are read at the same time; more would ask a laptop for more memory than it has."""

NAMED = 3
"""Files in a file that one reason names."""

TOGETHER = 200
"""Files of which what was found before is looked up at once."""

_STRICTNESS = (Publish.YES, Publish.ANONYMOUS, Publish.NO)


@dataclass(frozen=True, slots=True)
class ReadingRun:
    """The reading and dividing of a consultation's file: anew, or as it was found by the same recipe before.

    ``kept`` are the sources as they were recorded last.
    """

    anew: Callable[[bytes, str], Iterator[Part]]
    recipe: str
    known: Mapping[tuple[str, str], Refs]
    found: Callable[[Refs], tuple[Part, ...]]
    kept: Mapping[str, Source]

    def source(self, name: str, content: bytes) -> Source:
        """Return what identifies a file's bytes; as it was recorded, where they were read before in the same way."""
        kept, sha256 = self.kept.get(name), hashlib.sha256(content).hexdigest()
        if kept is not None and kept.sha256 == sha256 and (name, sha256) in self.known:
            # To tell again what kind of file it is would take longer than to find all that is in it.
            return kept
        return as_source(name, content)


class FoundBefore:
    """A cache of earlier results, looked up for several files at a time: one by one that takes three times as long."""

    def __init__(self, found: Callable[[Refs], tuple[Part, ...]], order: Sequence[Refs]) -> None:
        """``found`` looks up; ``order`` is about that in which it is going to be asked."""
        self._found, self._order = found, order
        self._places = {refs: place for place, refs in enumerate(order)}
        self._ahead: dict[Refs, tuple[Part, ...]] = {}
        self._lock = Lock()

    def __call__(self, refs: Refs) -> tuple[Part, ...]:
        """Return what was found, by the numbers of its records."""
        with self._lock:
            if refs not in self._ahead:
                place = self._places.get(refs)
                some = [refs] if place is None else self._order[place : place + TOGETHER]
                parts = iter(self._found(tuple(ref for one in some for ref in one)))
                self._ahead.update((one, tuple(islice(parts, len(one)))) for one in some)
            return self._ahead.pop(refs)


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file of the workspace and what is in it; ``content`` is None where it could not be opened.

    ``is_known``: the very same was found in it before.
    """

    source: Source
    content: bytes | None
    results: tuple[Part, ...]
    is_known: bool = False


@dataclass(frozen=True, slots=True)
class Copied:
    """A file that is in ``responses/`` now, and whether it was not there before."""

    name: str
    is_new: bool


def all_at_once(reading: ReadingRun, names: Sequence[str]) -> ReadingRun:
    """Return the same for whoever is going to read all these files, in their order."""
    kept = [(name, reading.kept[name].sha256) for name in names if name in reading.kept]
    return replace(
        reading, found=FoundBefore(reading.found, [reading.known[one] for one in kept if one in reading.known])
    )


def in_order(work: Callable[[T], R], things: Iterable[T], readers: ReaderPool) -> Iterator[R]:
    """Yield the results of work on things, several at a time, in the order of the things and never far ahead of
    them."""
    at_once = min(os.cpu_count() or 1, MOST_AT_ONCE)
    with ThreadPoolExecutor(at_once) as pool:
        waiting: deque[Future[R]] = deque()
        try:
            for thing in things:
                waiting.append(pool.submit(work, thing))
                if len(waiting) > 2 * at_once:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BaseException:
            # Somebody is waiting for the end: what is being read is given up.
            pool.shutdown(wait=False, cancel_futures=True)
            readers.close()
            raise


def received(workspace: Workspace, reading: ReadingRun, file: tuple[str, Path]) -> ReceivedFile:
    """Open, read and divide one file of a workspace."""
    name, path = file
    try:
        problem = workspace.unfit(path)
        content = b"" if problem else content_of(path)
    except OSError as error:
        problem = why(error)
    if problem:
        return ReceivedFile(Source(name, "", "", 0), None, (Skipped(name, problem),))
    source = reading.source(name, content)
    refs = reading.known.get((name, source.sha256))
    results = reading.found(refs) if refs is not None else ()
    if refs is None or any(may_pass(result) for result in results):
        return ReceivedFile(source, content, tuple(reading.anew(content, name)))
    return ReceivedFile(source, content, results, is_known=True)


def may_pass(result: Part) -> bool:
    """Return whether something could not be read for a reason that may be gone: a slow machine, one with little
    memory."""
    return isinstance(result, Skipped) and result.reason.startswith((BROKE_OFF, OUT_OF_MEMORY, TOO_SLOW))


def as_source(name: str, content: bytes) -> Source:
    """Return what identifies a file's bytes."""
    return Source(name, media_type(content, name), hashlib.sha256(content).hexdigest(), len(content))


def added(arrived: ReceivedFile, is_new: bool) -> Added:
    """Return what a document that is in now became."""
    skipped = tuple(result for result in arrived.results if isinstance(result, Skipped))
    divided = [result for result in arrived.results if isinstance(result, SegmentedDocument)]
    points = sum(segment.kind is SegmentKind.POINT for one in divided for segment in one.segmentation.segments)
    looks = tuple(look for one in divided if (look := set_aside(one.document, one.segmentation)))
    tables = tuple(result for result in arrived.results if isinstance(result, Table))
    name, parts = arrived.source.path, skipped if divided else ()
    whole = told_of(name, skipped) if not divided else None
    read = len(divided)
    return Added(name, points, whole or None, is_new, responses=read, skipped=parts, tables=tables, to_look_at=looks)


def told_of(name: str, skipped: Iterable[Skipped]) -> str:
    """Return why nothing in a file could be read, with the names of the files inside it that each reason is about."""
    about: dict[str, list[str]] = {}
    for skip in skipped:
        about.setdefault(skip.reason, []).append(skip.name.removeprefix(name).removeprefix("#"))
    return "; ".join(f"{_some(inner)}: {reason}" if any(inner) else reason for reason, inner in about.items())


def _some(names: Sequence[str]) -> str:
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more:,} more" if more > 0 else "")


def as_response(source: Source, parted: SegmentedDocument, known: Mapping[str, Respondent]) -> Response:
    """Return a document as a response of whoever sent it."""
    respondent = sender(source, parted, known)
    return Response(source.path, respondent, parted.document, parted.segmentation)


def as_divided(response: Response, by_hand: Mapping[str, ManualSegmentation]) -> Response:
    """Return the response as a person has last divided it, if its text is still the one that was divided."""
    redivision = by_hand.get(response.document.name)
    if redivision is None or redivision.text_sha256 != fingerprint(response.document.text):
        return response
    return replace(response, segmentation=redivision.segmentation)


def sender(source: Source, parted: SegmentedDocument, known: Mapping[str, Respondent]) -> Respondent:
    """Return who sent a document: as respondents.csv says of it, else as the document and its file's row say together.

    What is said of a whole file can withhold what is in it, and never publish what somebody in it did not allow.
    """
    own, said = known.get(parted.document.name), parted.document.respondent
    whole = known.get(source.path)
    if own is not None:
        return _completed(own, said) if said else own
    if said is None or whole is None:
        return said or whole or Respondent()
    return replace(_completed(said, whole), publish=strictest((said.publish, whole.publish)))


def strictest(said: Iterable[Publish]) -> Publish:
    """Return what holds where several things are said of consent."""
    return max(said, key=_STRICTNESS.index)


def _completed(first: Respondent, other: Respondent) -> Respondent:
    return Respondent(first.name or other.name, first.type or other.type, first.publish)


def must_be_there(
    known: Mapping[str, Respondent],
    paths: Collection[str],
    responses: Sequence[Response],
    skipped: Sequence[Skipped],
    where: Path,
) -> None:
    """Raise ConsultationError where respondents.csv names a part of a file that the file does not have.

    The row might be the one that withholds consent.
    """
    present = {*paths, *(r.document.name for r in responses), *(skip.name for skip in skipped)}
    missing = [f"file: {name} holds no such response; see `everypoint points`" for name in known if name not in present]
    if missing:
        raise ConsultationError(str(where), missing)
