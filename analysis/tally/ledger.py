"""The ledger: the account of everything received, and the check that nothing is missing from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from analysis.errors import LedgerError
from analysis.model import Ledger, LedgerEntry, Response, ResponseAccount, SegmentKind, Skipped, Source


def ledger(sources: Iterable[Source], responses: Sequence[Response], skipped: Sequence[Skipped]) -> Ledger:
    """Account for every source by what was read from it and what was not.

    ``skipped`` is matched by name: the source's own path, or that path followed by "#" and a part of it.
    """
    entries = []
    for source in sorted(sources, key=lambda s: s.path):
        own = tuple(account(r) for r in responses if r.source == source.path)
        failed = tuple(s for s in skipped if s.name.split("#", 1)[0] == source.path)
        entries.append(LedgerEntry(source, own, failed))
    return Ledger(tuple(entries))


def account(response: Response) -> ResponseAccount:
    """Where every character of a response went."""
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
    for entry in book.entries:
        if not entry.responses and not entry.skipped:
            raise LedgerError(f"{entry.source.path} was received, and neither read nor given a reason")
        for line in entry.responses:
            if sum(count for _, count in line.by_kind) != line.characters:
                raise LedgerError(f"{line.document}: its segments do not add up to its {line.characters} characters")
    _same("responses", len(responses), sum(len(entry.responses) for entry in book.entries))
    _same("unread parts", len(skipped), sum(len(entry.skipped) for entry in book.entries))


def check_partition(response: Response) -> None:
    """Raise LedgerError unless the segments run from 0 to the end of the text without gap or overlap."""
    at = 0
    for segment in response.segmentation.segments:
        if segment.start != at or segment.end <= segment.start:
            raise LedgerError(f"{response.document.name}: characters {at} to {segment.start} are not accounted for")
        at = segment.end
    if at != len(response.document.text):
        raise LedgerError(f"{response.document.name}: the text after character {at} is not accounted for")


def _same(what: str, received: int, accounted: int) -> None:
    if received != accounted:
        raise LedgerError(f"{received} {what} were received and {accounted} are accounted for")
