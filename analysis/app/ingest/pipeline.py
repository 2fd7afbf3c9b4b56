"""Ingest pipeline: each file of a workspace is opened, read and segmented, several at a time and in order."""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import TypeVar

from analysis.app.corpus import set_aside
from analysis.app.ingest.batches import BYTES, MOST
from analysis.app.reader_process.pool import BROKE_OFF, TOO_SLOW, ReaderPool
from analysis.app.reader_process.protocol import OUT_OF_MEMORY
from analysis.app.refusals import is_row, refusal_in, undecided_refusals
from analysis.app.single_file import why
from analysis.app.use_case_results import Added
from analysis.errors import ConsultationError
from analysis.model import (
    OWN_PAPER,
    TAKEN_OUT,
    Document,
    ManualSegmentation,
    Part,
    Respondent,
    Response,
    SegmentedDocument,
    SegmentKind,
    Skipped,
    Source,
    Table,
    Withdrawal,
)
from analysis.reading import media_type
from analysis.reading.office_conversion import INSTALL
from analysis.reading.table.consent import strictest
from analysis.store import Refs
from analysis.text import fingerprint
from analysis.workspace import Workspace, content_of, is_paper

T = TypeVar("T")
R = TypeVar("R")

MOST_AT_ONCE = 4
"""Files that are read at the same time; more would ask a laptop for more memory than it has."""

NAMED = 3
"""Files in a file that one reason names."""

TOGETHER = 200
"""Files of which what was found before is looked up at once."""

AtHand = Mapping[tuple[str, str], tuple[Part, ...]]
"""What was found in files, by their name and SHA-256."""


@dataclass(frozen=True, slots=True)
class ReadingRun:
    """The reading and dividing of a consultation's file: anew, or as it was found by the same recipe before.

    ``kept`` are the sources as they were recorded last; ``at_hand`` is what was found a moment ago, by a file's name
    and SHA-256, and need not be looked up.
    """

    anew: Callable[[bytes, str], Iterator[Part]]
    recipe: str
    known: Mapping[tuple[str, str], Refs]
    found: Callable[[Refs], tuple[Part, ...]]
    kept: Mapping[str, Source]
    at_hand: AtHand = field(default_factory=dict)
    own_recipes: Mapping[str, str] = field(default_factory=dict)

    def recipe_of(self, file_name: str) -> str:
        """Return the recipe of a file: its own, where somebody has said how many responses its messages are."""
        return self.own_recipes.get(file_name, self.recipe)

    def source(self, file_name: str, content: bytes) -> Source:
        """Return what identifies a file's bytes; as it was recorded, where they were read before in the same way."""
        recorded_source, sha256 = self.kept.get(file_name), hashlib.sha256(content).hexdigest()
        if recorded_source is not None and recorded_source.sha256 == sha256 and (file_name, sha256) in self.known:
            # To tell again what kind of file it is would take longer than to find all that is in it.
            return recorded_source
        return as_source(file_name, content)


class ReadingCache:
    """A cache of earlier results, looked up for several files at a time: one by one that takes three times as long."""

    def __init__(self, look_up: Callable[[Refs], tuple[Part, ...]], lookup_order: Sequence[Refs]) -> None:
        """Keep ``look_up``, and ``lookup_order``, roughly the order in which results are going to be asked for."""
        self._found, self._order = look_up, lookup_order
        self._places = {record_refs: position for position, record_refs in enumerate(lookup_order)}
        self._ahead: dict[Refs, tuple[Part, ...]] = {}
        self._lock = Lock()

    def __call__(self, record_refs: Refs) -> tuple[Part, ...]:
        """Return the cached parts of one file, by the numbers of their records."""
        with self._lock:
            if record_refs not in self._ahead:
                position = self._places.get(record_refs)
                refs_together = [record_refs] if position is None else self._order[position : position + TOGETHER]
                found_parts = iter(
                    self._found(tuple(record_ref for some_refs in refs_together for record_ref in some_refs))
                )
                self._ahead.update(
                    (some_refs, tuple(islice(found_parts, len(some_refs)))) for some_refs in refs_together
                )
            return self._ahead.pop(record_refs)


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file of the workspace and what is in it; ``content`` is None where it could not be opened.

    ``is_known``: the very same was found in it before.
    """

    source: Source
    content: bytes | None
    results: tuple[Part, ...]
    is_known: bool = False


def content_size(received_file: ReceivedFile | None) -> int:
    """Return how many bytes of a file are held."""
    return len(received_file.content or b"") if received_file else 0


@dataclass(frozen=True, slots=True)
class Copied:
    """A file that is in ``responses/`` now, and whether it was not there before."""

    name: str
    is_new: bool


def with_lookahead(reading_run: ReadingRun, file_names: Sequence[str]) -> ReadingRun:
    """Return this reading run with its cache looked up ahead, for reading all these files in their order."""
    digest_keys = [(name, reading_run.kept[name].sha256) for name in file_names if name in reading_run.kept]
    looked_up = [key for key in digest_keys if key in reading_run.known and key not in reading_run.at_hand]
    return replace(reading_run, found=ReadingCache(reading_run.found, [reading_run.known[key] for key in looked_up]))


def map_in_order(
    work: Callable[[T], R], work_items: Iterable[T], readers: ReaderPool, size: Callable[[R], int]
) -> Iterator[R]:
    """Yield the results of work on things, several at a time, in the order of the things and not far ahead of them.

    While a batch is recorded, or what comes first is long in coming, those who work go on, by as much as is in a batch;
    ``size`` says how many bytes a result holds.
    """
    concurrent_files = min(os.cpu_count() or 1, MOST_AT_ONCE)
    with ThreadPoolExecutor(concurrent_files) as pool:
        pending_results: deque[Future[R]] = deque()
        try:
            for work_item in work_items:
                pending_results.append(pool.submit(work, work_item))
                while len(pending_results) > 2 * concurrent_files and are_enough(pending_results, size):
                    yield pending_results.popleft().result()
                while pending_results and pending_results[0].done():
                    yield pending_results.popleft().result()
            while pending_results:
                yield pending_results.popleft().result()
        except BaseException:
            # Somebody is waiting for the end: what is being read is given up.
            pool.shutdown(wait=False, cancel_futures=True)
            readers.close()
            raise


def are_enough(pending_results: Collection[Future[R]], size: Callable[[R], int]) -> bool:
    """Return whether no more should be begun before the first of these is there."""
    there = (future.result() for future in pending_results if future.done() and not future.exception())
    return len(pending_results) > MOST or sum(map(size, there)) > BYTES


def receive_file(workspace: Workspace, reading_run: ReadingRun, named_file: tuple[str, Path]) -> ReceivedFile:
    """Open, read and divide one file of a workspace."""
    file_name, file_path = named_file
    try:
        file_problem = workspace.unfit(file_path)
        file_content = b"" if file_problem else content_of(file_path)
    except OSError as error:
        file_problem = why(error)
    if file_problem:
        return ReceivedFile(Source(file_name, "", "", 0), None, (Skipped(file_name, file_problem),))
    source = reading_run.source(file_name, file_content)
    at_hand = reading_run.at_hand.get((file_name, source.sha256))
    if at_hand is not None:
        return ReceivedFile(source, file_content, at_hand, is_known=True)
    recorded_refs = reading_run.known.get((file_name, source.sha256))
    found_parts = reading_run.found(recorded_refs) if recorded_refs is not None else ()
    if recorded_refs is None or any(may_pass(part) for part in found_parts):
        return ReceivedFile(source, file_content, tuple(reading_run.anew(file_content, file_name)))
    return ReceivedFile(source, file_content, found_parts, is_known=True)


def may_pass(part: Part) -> bool:
    """Return whether a part was skipped for a reason that may be gone: a slow machine, a program that was missing."""
    return isinstance(part, Skipped) and (
        part.reason.startswith((BROKE_OFF, OUT_OF_MEMORY, TOO_SLOW)) or part.reason.endswith(INSTALL)
    )


def as_source(name: str, content: bytes) -> Source:
    """Return what identifies a file's bytes."""
    return Source(name, media_type(content, name), hashlib.sha256(content).hexdigest(), len(content))


def documents_of(received_file: ReceivedFile) -> list[SegmentedDocument]:
    """Return the documents that were read in a file, as they are divided."""
    return [part for part in received_file.results if isinstance(part, SegmentedDocument)]


def as_paper(received_file: ReceivedFile) -> ReceivedFile:
    """Return a file as it is accounted for: of the consultation's own papers nothing is a response."""
    if not is_paper(received_file.source.path):
        return received_file
    own = tuple(Skipped(paper.document.name, OWN_PAPER) for paper in documents_of(received_file))
    unread = tuple(part for part in received_file.results if isinstance(part, Skipped))
    return replace(received_file, results=(*own, *unread))


def without_taken_out(
    responses: Sequence[Response], skipped: Sequence[Skipped], taken_out: Mapping[str, Withdrawal]
) -> tuple[list[Response], list[Skipped]]:
    """Return what counts, and what does not with the reason: a response, or a file with all that is in it, that people
    took out is accounted for as that.

    It is left out after everything was read and divided, so that this is the same for the others and when it is back.
    """
    kept, out = [], []
    for response in responses:
        name = response.document.name
        decision = taken_out.get(name) or taken_out.get(response.source)
        if decision is None:
            kept.append(response)
        else:
            out.append(Skipped(name, TAKEN_OUT, decision.why, is_response=True))
    parts = [part for part in skipped if is_part_of(part.name, taken_out)]
    out.extend(Skipped(part.name, TAKEN_OUT, taken_out[_whole_of(part.name, taken_out)].why) for part in parts)
    return kept, [*(part for part in skipped if part not in parts), *sorted(out, key=lambda one: one.name)]


def is_part_of(part_name: str, names: Collection[str]) -> bool:
    """Return whether a name is one of these, or that of a part of what one of them names."""
    return _whole_of(part_name, names) in names


def _whole_of(part_name: str, names: Collection[str]) -> str:
    """Return the one of these names that a name is, or is a part of; else what it is a part of itself."""
    while part_name not in names and "#" in part_name:
        part_name = part_name.rpartition("#")[0]
    return part_name


def as_added(received_file: ReceivedFile, is_new: bool, known: AbstractSet[str] = frozenset()) -> Added:
    """Return the result of adding a file that is in now; of the consultation's own paper there is no response.

    ``known`` are the names in respondents.csv, which says of these what may be published.
    """
    received_file = as_paper(received_file)
    skipped = tuple(part for part in received_file.results if isinstance(part, Skipped) and not part.is_paper)
    segmented = [part for part in received_file.results if isinstance(part, SegmentedDocument)]
    segments = [segment for part in segmented for segment in part.segmentation.segments]
    set_aside_parts = (set_aside(part.document, part.segmentation) for part in segmented)
    file_name = received_file.source.path
    return Added(
        file_name,
        sum(segment.kind is SegmentKind.POINT for segment in segments),
        None if segmented else combined_reasons(file_name, skipped) or None,
        is_new,
        responses=len(segmented),
        skipped=skipped if segmented else (),
        tables=tuple(part for part in received_file.results if isinstance(part, Table)),
        to_look_at=tuple(aside for aside in set_aside_parts if aside),
        letters=segmented[0].segmentation.letters if len(segmented) == 1 else (),
        refusals=undecided_refusals(((file_name, part.document) for part in segmented), known),
    )


def combined_reasons(file_name: str, skipped_parts: Iterable[Skipped]) -> str:
    """Return why nothing in a file could be read, with the names of the files inside it that each reason is about."""
    names_by_reason: dict[str, list[str]] = {}
    for skip in skipped_parts:
        names_by_reason.setdefault(skip.reason, []).append(skip.name.removeprefix(file_name).removeprefix("#"))
    return "; ".join(
        f"{_first_names(inner_names)}: {reason}" if any(inner_names) else reason
        for reason, inner_names in names_by_reason.items()
    )


def _first_names(file_names: Sequence[str]) -> str:
    remaining_count = len(file_names) - NAMED
    return ", ".join(file_names[:NAMED]) + (f" and {remaining_count:,} more" if remaining_count > 0 else "")


def as_response(source: Source, segmented: SegmentedDocument, respondents: Mapping[str, Respondent]) -> Response:
    """Return a document as a response of whoever sent it."""
    respondent = sender(source, segmented, respondents)
    return Response(source.path, respondent, segmented.document, segmented.segmentation)


def as_divided(response: Response, redivisions: Mapping[str, ManualSegmentation]) -> Response:
    """Return the response as a person has last divided it, if its text is still the one that was divided."""
    redivision = redivisions.get(response.document.name)
    if redivision is None or redivision.text_sha256 != fingerprint(response.document.text):
        return response
    return replace(response, segmentation=redivision.segmentation)


def sender(source: Source, segmented: SegmentedDocument, respondents: Mapping[str, Respondent]) -> Respondent:
    """Return who sent a document: as respondents.csv says of it, else as the document and its file's row say together.

    Where nobody has said anything, a letter that plainly asks not to be published is believed; so is a row, whatever
    its column for consent allows.
    What is said of a whole file can withhold what is in it, and never publish what somebody in it did not allow.
    """
    document, file_entry = segmented.document, respondents.get(source.path)
    if (document_entry := _entry(document, respondents)) is not None:
        return _fill_in(document_entry, document.respondent) if document.respondent else document_entry
    respondent, is_in_table = document.respondent or Respondent(), is_row(document)
    if (file_entry is None or is_in_table) and (refusal := refusal_in(document)):
        respondent = replace(respondent, publish=strictest((respondent.publish, refusal.asked)))
    if file_entry is None:
        return respondent
    # A row has a column for consent; a message names who sent it, and says no more.
    publish = strictest((respondent.publish, file_entry.publish)) if is_in_table else file_entry.publish
    return replace(_fill_in(respondent, file_entry), publish=publish)


def _entry(document: Document, respondents: Mapping[str, Respondent]) -> Respondent | None:
    """Return what respondents.csv says of a document and of its parts, any of which may withhold it."""
    names = dict.fromkeys([document.name, *(part.name for part in document.parts)])
    entries = [respondents[name] for name in names if name in respondents]
    return replace(entries[0], publish=strictest(entry.publish for entry in entries)) if entries else None


def _fill_in(respondent: Respondent, fallback: Respondent) -> Respondent:
    return Respondent(respondent.name or fallback.name, respondent.type or fallback.type, respondent.publish)


def check_respondents(
    respondents: Mapping[str, Respondent],
    source_paths: Collection[str],
    responses: Sequence[Response],
    skipped_parts: Sequence[Skipped],
    csv_path: Path,
) -> None:
    """Raise ConsultationError where respondents.csv names a part of a file that the file does not have.

    The row might be the one that withholds consent.
    """
    present_names = {
        *source_paths,
        *(response.document.name for response in responses),
        *(part.name for response in responses for part in response.document.parts),
        *(skip.name for skip in skipped_parts),
    }
    missing_rows = [
        f"file: {name} holds no such response; see `everypoint points`"
        for name in respondents
        if name not in present_names
    ]
    if missing_rows:
        raise ConsultationError(str(csv_path), missing_rows)
