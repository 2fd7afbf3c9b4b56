"""News: what was judged, drawn and shown since the chain stood at a certain record, read in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from analysis.model import ActivityKind, Assignment, Audit, Codebook, Coder, Coding, Note, PointKey, Redaction
from analysis.store import Chain, Repositories

QUIET = frozenset({"deed", "seen", "report", "coder", "note", "assignment", "number"})
"""The kinds of record that change no figure."""


@dataclass(frozen=True, slots=True)
class News:
    """What is new since a record, up to where the chain stands now; ``is_whole``: all that there is, from the first on.

    ``kinds`` are those of which there is anything new. ``codings`` are people's, and ``machine_codings`` counts the
    machine's. Mappings hold everything of their kind, or are None where nothing of it is new. ``is_rearranged``: people
    divided responses, took some out or put them back, so that the points are others.
    """

    chain: Chain
    is_whole: bool = False
    kinds: frozenset[str] = frozenset()
    codings: tuple[Coding, ...] = ()
    machine_codings: int = 0
    shown: tuple[tuple[str, PointKey, str], ...] = ()
    coders: Mapping[str, Coder] | None = None
    codebooks: Mapping[str, Codebook] | None = None
    audits: Mapping[str, Audit] | None = None
    arrivals: Mapping[str, int] | None = None
    links: Mapping[str, tuple[str, float]] | None = None
    redactions: Mapping[str, tuple[Redaction, ...]] | None = None
    notes: Mapping[str, tuple[Note, ...]] | None = None
    assignments: Mapping[str, tuple[Assignment, ...]] | None = None
    is_rearranged: bool = False

    @property
    def is_received(self) -> bool:
        """Return whether a file was taken in."""
        return not self.kinds.isdisjoint({"source", "reading"})


def kinds_since(records: Repositories, since: int) -> frozenset[str]:
    """Return the kinds of record that came after one; where a draw was undone, that of draws is among them."""
    return _with_undone(records, {kind for kind, _ in records.kinds_since(since)}, since)


def _with_undone(records: Repositories, kinds: Set[str], since: int) -> frozenset[str]:
    is_undone = "deed" in kinds and records.has_noted_since(ActivityKind.UNDID_DRAW, since)
    return frozenset(kinds | {"sample"} if is_undone else kinds)


def read_news(records: Repositories, known: Chain) -> News:
    """Return what is new since the chain stood there; everything, where it is another chain or somebody was erased."""
    current = records.chain()
    if current == known and current.records:
        return News(current)
    goes_on = 0 < known.records < current.records and records.knows((known.records, known.head))
    since = known.records if goes_on else 0
    numbers = records.kinds_since(since)
    if since and ("erasure", False) in numbers:
        since, numbers = 0, records.kinds_since(0)
    is_whole, kinds = not since, _with_undone(records, {kind for kind, _ in numbers}, since)
    by_people = {kind for kind in kinds if (kind, False) in numbers or kind == "sample"}
    return News(
        chain=current,
        is_whole=is_whole,
        kinds=kinds,
        codings=records.codings(after=since) if "coding" in by_people else (),
        machine_codings=numbers.get(("coding", True), 0),
        shown=records.seen(since) if "seen" in by_people else (),
        coders=records.coders() if is_whole or "coder" in by_people else None,
        codebooks=records.codebooks() if is_whole or "codebook" in by_people else None,
        audits=records.audits() if is_whole or by_people & {"sample", "score"} else None,
        arrivals=records.arrivals() if is_whole or "document" in by_people else None,
        redactions=records.redactions() if is_whole or "redaction" in by_people else None,
        notes=records.notes() if is_whole or "note" in by_people else None,
        assignments=records.assignments() if is_whole or "assignment" in by_people else None,
        links=records.links() if is_whole or "link" in by_people else None,
        is_rearranged=not by_people.isdisjoint({"segmentation", "withdrawal"}),
    )
