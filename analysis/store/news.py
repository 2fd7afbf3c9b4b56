"""News: what was judged, drawn and shown since the chain stood at a certain record, read in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from analysis.model import Audit, Codebook, Coder, CoderKind, Coding, PointKey
from analysis.store import coding_rows, received_rows, sample_rows
from analysis.store.append import Chain, chain, head_at
from analysis.store.schema import (
    CODEBOOK,
    CODER,
    CODING,
    DOCUMENT,
    ERASURE,
    LINK,
    READING,
    RECORD,
    SAMPLE,
    SCORE,
    SEEN,
    SEGMENTATION,
    SOURCE,
)


@dataclass(frozen=True, slots=True)
class News:
    """What is new since a record, up to where the chain stands now; ``is_whole``: all that there is, from the first on.

    ``codings`` are people's, and ``machine_codings`` counts the machine's. Mappings hold everything of their kind, or
    are None where nothing of it is new.
    """

    chain: Chain
    is_whole: bool = False
    codings: tuple[Coding, ...] = ()
    machine_codings: int = 0
    shown: tuple[tuple[str, PointKey, str], ...] = ()
    coders: Mapping[str, Coder] | None = None
    codebooks: Mapping[str, Codebook] | None = None
    audits: Mapping[str, Audit] | None = None
    arrivals: Mapping[str, int] | None = None
    links: Mapping[str, tuple[str, float]] | None = None
    is_received: bool = False
    """Whether a file was taken in."""
    is_divided: bool = False
    """Whether a person has divided a document."""


def news(connection: Connection, known: Chain) -> News:
    """Return what is new since the chain stood there; everything, where it is another chain or somebody was erased."""
    current = chain(connection)
    if current == known and current.records:
        return News(current)
    goes_on = 0 < known.records < current.records and head_at(connection, known.records) == known.head
    since = known.records if goes_on else 0
    numbers = _numbers(connection, since)
    if since and (ERASURE.name, False) in numbers:
        since, numbers = 0, _numbers(connection, 0)
    kinds = {kind for kind, is_machines in numbers if not is_machines}
    is_whole = not since
    return News(
        chain=current,
        is_whole=is_whole,
        codings=tuple(coding_rows.codings(connection, after=since)) if CODING.name in kinds else (),
        machine_codings=numbers.get((CODING.name, True), 0),
        shown=tuple(sample_rows.seen(connection, since)) if SEEN.name in kinds else (),
        coders=coding_rows.coders(connection) if is_whole or CODER.name in kinds else None,
        codebooks=coding_rows.codebooks(connection) if is_whole or CODEBOOK.name in kinds else None,
        audits=sample_rows.audits(connection) if is_whole or kinds & {SAMPLE.name, SCORE.name} else None,
        arrivals=received_rows.arrivals(connection) if is_whole or DOCUMENT.name in kinds else None,
        links=received_rows.links(connection) if is_whole or LINK.name in kinds else None,
        is_received=bool(kinds & {SOURCE.name, READING.name}),
        is_divided=SEGMENTATION.name in kinds,
    )


def _numbers(connection: Connection, since: int) -> dict[tuple[str, bool], int]:
    """Return how many records of each kind came after one; those that machines made of a kind apart."""
    by_kind = select(RECORD.c.kind, func.count()).where(RECORD.c.seq > since).group_by(RECORD.c.kind)
    numbers = {(kind, False): number for kind, number in connection.execute(by_kind)}
    for table in (CODING, SEGMENTATION):
        total = numbers.pop((table.name, False), 0)
        is_by_machine = table.c.kind == CoderKind.MACHINE.value
        by_machine = select(func.count()).select_from(table).where(is_by_machine, table.c.seq > since)
        machines = int(connection.execute(by_machine).scalar_one()) if total else 0
        numbers |= {(table.name, True): machines} if machines else {}
        numbers |= {(table.name, False): total - machines} if total > machines else {}
    return numbers
