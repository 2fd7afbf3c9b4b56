"""Rows of what people decide about personal data in responses."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from analysis.model import Redaction
from analysis.store import codec
from analysis.store.append import append
from analysis.store.queries import timed_rows
from analysis.store.repository import Repository, reads, writes
from analysis.store.schema import REDACTION


class RedactionRepository(Repository):
    """Decisions about personal data."""

    @writes
    def redact(self, connection: Connection, redactions: Sequence[Redaction]) -> int:
        """Append decisions, all or none, and return how many there were."""
        rows = [codec.redaction_row(redaction) for redaction in redactions]
        return len(append(connection, REDACTION, rows, max(one.time for one in redactions))) if rows else 0

    @reads
    def redactions(self, connection: Connection) -> dict[str, tuple[Redaction, ...]]:
        """Return all decisions by their response, in the order in which they were made."""
        by_document: dict[str, list[Redaction]] = {}
        for row in timed_rows(connection, REDACTION):
            by_document.setdefault(row["document"], []).append(codec.redaction_of(row))
        return {document: tuple(redactions) for document, redactions in by_document.items()}
