"""The activity log: who uploaded what, who said who sent it, who changed the codebook."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from analysis.model import ActivityEvent, ActivityKind
from analysis.store.append import append
from analysis.store.queries import timed_rows
from analysis.store.repository import Repository, reads, writes
from analysis.store.schema import DEED, RECORD


class ActivityRepository(Repository):
    """The activity log."""

    @writes
    def note(self, connection: Connection, *done: ActivityEvent) -> None:
        """Record what somebody did, each thing at its time."""
        for deed in done:
            append(connection, DEED, [{"kind": deed.kind.value, "who": deed.who, "document": deed.about}], deed.time)

    @reads
    def records_by_kind(self, connection: Connection) -> dict[str, int]:
        """Return how many records of each kind were ever appended, those that were erased among them."""
        by_kind = select(RECORD.c.kind, func.count()).group_by(RECORD.c.kind)
        return {kind: int(number) for kind, number in connection.execute(by_kind)}

    @reads
    def has_noted(self, connection: Connection, kind: ActivityKind, about: str) -> bool:
        """Return whether anybody has done this about this."""
        is_it = (DEED.c.kind == kind.value) & (DEED.c.document == about)
        return connection.execute(select(DEED.c.seq).where(is_it)).first() is not None

    @reads
    def has_noted_since(self, connection: Connection, kind: ActivityKind, record: int) -> bool:
        """Return whether anybody has done this after a record."""
        is_it = (DEED.c.kind == kind.value) & (DEED.c.seq > record)
        return connection.execute(select(DEED.c.seq).where(is_it)).first() is not None

    @reads
    def deeds_of(self, connection: Connection, kind: ActivityKind) -> tuple[ActivityEvent, ...]:
        """Return everything of a kind that people did, in the order in which they did it."""
        rows = timed_rows(connection, DEED, DEED.c.kind == kind.value)
        return tuple(ActivityEvent(kind, row["who"], row["time"], row["document"]) for row in rows)

    @reads
    def deeds(self, connection: Connection, most: int) -> tuple[ActivityEvent, ...]:
        """Return what people did last, the newest first."""
        newest_first = select(DEED, RECORD.c.time).join(RECORD, DEED.c.seq == RECORD.c.seq).order_by(DEED.c.seq.desc())
        return tuple(
            ActivityEvent(ActivityKind(row["kind"]), row["who"], row["time"], row["document"])
            for row in connection.execute(newest_first.limit(most)).mappings()
        )
