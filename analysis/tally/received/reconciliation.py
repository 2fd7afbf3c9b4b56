"""Reconciliation: the account of everything received, and the check that nothing is missing from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from analysis.errors import LedgerError
from analysis.model import Ledger, LedgerEntry, Response, ResponseAccount, SegmentKind, Skipped, Source

KINDS = tuple(SegmentKind)
"""The kinds of segments in their order; to go through an enumeration takes longer, and there are many responses."""


def ledger(sources: Iterable[Source], responses: Sequence[Response], skipped: Sequence[Skipped]) -> Ledger:
    """Account for every source by what was read from it and what was not.

    ``skipped`` is matched by name: the source's own path, or that path followed by "#" and a part of it.
    """
    ordered_sources = sorted(sources, key=lambda source: source.path)
    read_accounts: dict[str, list[ResponseAccount]] = {source.path: [] for source in ordered_sources}
    skipped_parts: dict[str, list[Skipped]] = {source.path: [] for source in ordered_sources}
    for response in responses:
        read_accounts.get(response.source, []).append(account(response))
    for skipped_part in skipped:
        skipped_parts.get(_source_of(skipped_part.name, skipped_parts), []).append(skipped_part)
    return Ledger(
        tuple(LedgerEntry(s, tuple(read_accounts[s.path]), tuple(skipped_parts[s.path])) for s in ordered_sources)
    )


def _source_of(part_name: str, paths: Collection[str]) -> str:
    """Return the path that a name is, or goes on from behind a "#"; a path may hold that sign itself."""
    while part_name not in paths and "#" in part_name:
        part_name = part_name.rpartition("#")[0]
    return part_name


def account(response: Response) -> ResponseAccount:
    """Return where every character of a response went."""
    kind_counts: dict[SegmentKind, int] = {}
    point_count = 0
    for segment in response.segmentation.segments:
        kind = segment.kind
        kind_counts[kind] = kind_counts.get(kind, 0) + segment.end - segment.start
        point_count += kind is SegmentKind.POINT
    by_kind = tuple((kind, kind_counts[kind]) for kind in KINDS if kind_counts.get(kind))
    document = response.document
    return ResponseAccount(document.name, len(document.text), by_kind, point_count, document.omitted)


def of_responses(received: Ledger, documents: Collection[str]) -> Ledger:
    """Return the ledger with the accounts of these responses alone, and every source."""
    return replace(
        received,
        entries=tuple(_of_documents(entry, documents) for entry in received.entries),
    )


def _of_documents(entry: LedgerEntry, documents: Collection[str]) -> LedgerEntry:
    lines = tuple(line for line in entry.responses if line.document in documents)
    return replace(entry, responses=lines, has_untold=len(lines) < len(entry.responses))


def reconcile(received: Ledger, responses: Sequence[Response], skipped: Sequence[Skipped]) -> None:
    """Raise LedgerError, naming the first thing that is not accounted for."""
    for response in responses:
        check_partition(response)
    accounts = {response.document.name: account(response) for response in responses}
    _same("responses", len(responses), len(accounts))
    for entry in received.entries:
        if not entry.responses and not entry.skipped:
            raise LedgerError(f"{entry.source.path} was received, and neither read nor given a reason")
        for line in entry.responses:
            if sum(size for _, size in line.by_kind) != line.characters:
                raise LedgerError(f"{line.document}: its segments do not add up to its {line.characters} characters")
            if accounts.get(line.document) != line:
                raise LedgerError(f"{line.document}: its account is not that of its response")
    _same("responses", len(responses), sum(len(entry.responses) for entry in received.entries))
    _same("unread parts", len(skipped), sum(len(entry.skipped) for entry in received.entries))


def check_partition(response: Response) -> None:
    """Raise LedgerError unless the segments run from 0 to the end of the text without gap or overlap."""
    document_name, segment_start = response.document.name, 0
    for segment in response.segmentation.segments:
        if segment.start > segment_start:
            raise LedgerError(f"{document_name}: characters {segment_start} to {segment.start} are not accounted for")
        if segment.start < segment_start or segment.end <= segment.start:
            raise LedgerError(
                f"{document_name}: the segment {segment.start} to {segment.end} is empty or begins in another"
            )
        segment_start = segment.end
    if segment_start != len(response.document.text):
        raise LedgerError(
            f"{document_name}: its segments end at {segment_start} and its text at {len(response.document.text)}"
        )


def _same(counted_things: str, received: int, accounted: int) -> None:
    if received != accounted:
        raise LedgerError(f"{received} {counted_things} were received and {accounted} are accounted for")
