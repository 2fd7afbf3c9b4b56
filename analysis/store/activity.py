"""The activity log: who uploaded what, who said who sent it, who changed the codebook."""

from __future__ import annotations

from sqlalchemy import Connection, select

from analysis.model import ActivityEvent, ActivityKind
from analysis.store.append import append
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
    def has_noted(self, connection: Connection, kind: ActivityKind, about: str) -> bool:
        """Return whether anybody has done this about this."""
        is_it = (DEED.c.kind == kind.value) & (DEED.c.document == about)
        return connection.execute(select(DEED.c.seq).where(is_it)).first() is not None

    @reads
    def deeds(self, connection: Connection, most: int) -> tuple[ActivityEvent, ...]:
        """Return what people did last, the newest first."""
        newest_first = select(DEED, RECORD.c.time).join(RECORD, DEED.c.seq == RECORD.c.seq).order_by(DEED.c.seq.desc())
        return tuple(
            ActivityEvent(ActivityKind(row["kind"]), row["who"], row["time"], row["document"])
            for row in connection.execute(newest_first.limit(most)).mappings()
        )
