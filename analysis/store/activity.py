"""The activity log: who uploaded what, who said who sent it, who changed the codebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, select

from analysis.model import ActivityEvent, ActivityKind
from analysis.store.append import append
from analysis.store.schema import DEED, RECORD


def note(connection: Connection, deeds: Iterable[ActivityEvent]) -> None:
    """Append deeds, each at its time."""
    for deed in deeds:
        append(connection, DEED, [{"kind": deed.kind.value, "who": deed.who, "document": deed.about}], deed.time)


def deeds(connection: Connection, most: int) -> Iterator[ActivityEvent]:
    """Yield the newest deeds, the newest first."""
    newest_first = (
        select(DEED, RECORD.c.time).join(RECORD, DEED.c.seq == RECORD.c.seq).order_by(DEED.c.seq.desc()).limit(most)
    )
    for row in connection.execute(newest_first).mappings():
        yield ActivityEvent(ActivityKind(row["kind"]), row["who"], row["time"], row["document"])
