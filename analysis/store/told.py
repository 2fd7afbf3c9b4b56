"""What the last report told of single files: kept to be told again, and gone with any erasure. It is no record."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, delete, insert, select

from analysis.store.repository import Repository, reads, writes
from analysis.store.schema import TOLD


def forget_told(connection: Connection) -> None:
    """Forget what was told: it may name somebody who is erased."""
    connection.execute(delete(TOLD))


class ToldRepository(Repository):
    """What the last report told of single files."""

    @writes
    def keep_told(self, connection: Connection, content: str) -> str:
        """Keep what a report told in place of what an earlier one did, and return its SHA-256."""
        sha256 = hashlib.sha256(content.encode()).hexdigest()
        forget_told(connection)
        connection.execute(insert(TOLD), {"sha256": sha256, "content": content})
        return sha256

    @reads
    def told(self, connection: Connection, sha256: str) -> str | None:
        """Return what was told, if it is still that of this SHA-256."""
        content: str | None = connection.execute(select(TOLD.c.content).where(TOLD.c.sha256 == sha256)).scalar()
        return content if content and hashlib.sha256(content.encode()).hexdigest() == sha256 else None
