"""The ledger: the account of everything received, and the check that nothing is missing from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from analysis.errors import LedgerError
from analysis.model import Ledger, LedgerEntry, Response, ResponseAccount, SegmentKind, Skipped, Source


def ledger(sources: Iterable[Source], responses: Sequence[Response], skipped: Sequence[Skipped]) -> Ledger:
    """Account for every source by what was read from it and what was not.

    ``skipped`` is matched by name: the source's own path, or that path followed by "#" and a part of it.
    """
    ordered = sorted(sources, key=lambda source: source.path)
    read: dict[str, list[ResponseAccount]] = {source.path: [] for source in ordered}
    failed: dict[str, list[Skipped]] = {source.path: [] for source in ordered}
    for response in responses:
        read.get(response.source, []).append(account(response))
    for skip in skipped:
        failed.get(_source_of(skip.name, failed), []).append(skip)
    return Ledger(tuple(LedgerEntry(s, tuple(read[s.path]), tuple(failed[s.path])) for s in ordered))


def _source_of(name: str, paths: Collection[str]) -> str:
    """Return the path that a name is, or goes on from behind a "#"; a path may hold that sign itself."""
    while name not in paths and "#" in name:
        name = name.rpartition("#")[0]
    return name


def account(response: Response) -> ResponseAccount:
    """Return where every character of a response went."""
    counts: Counter[SegmentKind] = Counter()
    for segment in response.segmentation.segments:
        counts[segment.kind] += segment.end - segment.start
    by_kind = tuple((kind, counts[kind]) for kind in SegmentKind if counts[kind])
    document = response.document
    return ResponseAccount(
        document.name, len(document.text), by_kind, sum(1 for _ in response.points), document.omitted
    )


def reconcile(book: Ledger, responses: Sequence[Response], skipped: Sequence[Skipped]) -> None:
    """Raise LedgerError, naming the first thing that is not accounted for."""
    for response in responses:
        check_partition(response)
    made = {response.document.name: account(response) for response in responses}
    _same("responses", len(responses), len(made))
    for entry in book.entries:
        if not entry.responses and not entry.skipped:
            raise LedgerError(f"{entry.source.path} was received, and neither read nor given a reason")
        for line in entry.responses:
            if sum(count for _, count in line.by_kind) != line.characters:
                raise LedgerError(f"{line.document}: its segments do not add up to its {line.characters} characters")
            if made.get(line.document) != line:
                raise LedgerError(f"{line.document}: its account is not that of its response")
    _same("responses", len(responses), sum(len(entry.responses) for entry in book.entries))
    _same("unread parts", len(skipped), sum(len(entry.skipped) for entry in book.entries))


def check_partition(response: Response) -> None:
    """Raise LedgerError unless the segments run from 0 to the end of the text without gap or overlap."""
    name, at = response.document.name, 0
    for segment in response.segmentation.segments:
        if segment.start > at:
            raise LedgerError(f"{name}: characters {at} to {segment.start} are not accounted for")
        if segment.start < at or segment.end <= segment.start:
            raise LedgerError(f"{name}: the segment {segment.start} to {segment.end} is empty or begins in another")
        at = segment.end
    if at != len(response.document.text):
        raise LedgerError(f"{name}: its segments end at {at} and its text at {len(response.document.text)}")


def _same(what: str, received: int, accounted: int) -> None:
    if received != accounted:
        raise LedgerError(f"{received} {what} were received and {accounted} are accounted for")
