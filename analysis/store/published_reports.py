"""Published reports, and where the chain ended when each was made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from analysis.store import codec
from analysis.store.append import Chain, append, chain
from analysis.store.queries import timed_rows
from analysis.store.repository import Repository, reads, writes
from analysis.store.schema import RECORD, REPORT, SOURCE


@dataclass(frozen=True, slots=True)
class Published:
    """A report that was made: the SHA-256 of its page, what it was made from, when, and where the chain ended then."""

    page: str
    facts: Mapping[str, Any]
    time: str
    end: Chain


class ReportRepository(Repository):
    """Published reports."""

    @writes
    def add_report(self, connection: Connection, page: str, facts: Mapping[str, Any], time: str) -> Published:
        """Record that a report was made: the SHA-256 of its page, and what it was made from."""
        append(connection, REPORT, [{"page": page, "manifest": codec.as_json(facts)}], time)
        return Published(page, facts, time, chain(connection))

    @reads
    def reports(self, connection: Connection) -> tuple[Published, ...]:
        """Return every report that was made, in the order in which they were."""
        first_head = chain(connection).first
        return tuple(
            Published(row["page"], json.loads(row["manifest"]), row["time"], Chain(first_head, row["seq"], row["head"]))
            for row in timed_rows(connection, REPORT)
        )

    @reads
    def source_digests(self, connection: Connection) -> dict[tuple[str, str], str]:
        """Return what the chain holds of each version of each source (its path and SHA-256): the salted digest of its
        record.

        It tells nothing to whoever has not the store, and nothing to anybody once the record was erased with its salt.
        """
        source_columns = (SOURCE.c.path, SOURCE.c.sha256, RECORD.c.content)
        source_rows = connection.execute(
            select(*source_columns).join(RECORD, SOURCE.c.seq == RECORD.c.seq).order_by(SOURCE.c.seq)
        )
        return {(source_row.path, source_row.sha256): source_row.content for source_row in source_rows}
