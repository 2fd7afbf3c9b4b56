"""The tables of machines' codings: kept beside the store, each known by a record that holds the digest of its bytes."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Lock

from sqlalchemy import ColumnElement, Connection, RowMapping, insert, select

from analysis.errors import StoreError
from analysis.store.append import Row, append
from analysis.store.blobs import FileBlobs
from analysis.store.coding_table import CodingTable
from analysis.store.queries import rows_of
from analysis.store.schema import BLOB, CODING_TABLE

KEPT = 500_000
"""Codings of tables that stay in memory once they were read: about 100 MB, and one table at least."""


class CodingTables:
    """Keeps tables in files of the workspace or, on a server, in the database, and those read last in memory."""

    def __init__(self, files: FileBlobs | None) -> None:
        """Take where the files lie; None: the bytes lie in the database."""
        self._files = files
        self._read: OrderedDict[str, CodingTable] = OrderedDict()
        self._lock = Lock()

    def record(self, connection: Connection, table: CodingTable, time: str) -> None:
        """Keep a table and append its record, over a connection that writes alone."""
        content = table.encoded()
        row: Row = {
            "coder": table.coder,
            "codebook": table.codebook,
            "points": len(table),
            "sha256": hashlib.sha256(content).hexdigest(),
        }
        # The bytes first: a record without its bytes would be a false statement.
        self._keep(connection, str(row["sha256"]), content)
        append(connection, CODING_TABLE, [row], time)

    def _keep(self, connection: Connection, sha256: str, content: bytes) -> None:
        if self._files is not None:
            self._files.keep({sha256: content})
        elif connection.execute(select(BLOB.c.sha256).where(BLOB.c.sha256 == sha256)).first() is None:
            connection.execute(insert(BLOB), {"sha256": sha256, "content": content})

    def of(self, connection: Connection, *wanted: ColumnElement[bool]) -> Iterator[tuple[int, str, CodingTable]]:
        """Yield the tables of which all this is so: the number of the record, the coder's id and the table."""
        for row in rows_of(connection, CODING_TABLE, *wanted):
            yield int(row["seq"]), row["coder"], self._table(connection, row)

    def coded_last(self, connection: Connection, row: RowMapping) -> str:
        """Return when the last coding in the table of a record was made."""
        return self._table(connection, row).last_time

    def _table(self, connection: Connection, row: RowMapping) -> CodingTable:
        """Return the table of a record; raises StoreError where its bytes are missing, or others than they were."""
        sha256 = row["sha256"]
        with self._lock:
            if sha256 in self._read:
                self._read.move_to_end(sha256)
                return self._read[sha256]
        table = self._checked(connection, row)
        with self._lock:
            self._read[sha256] = table
            while len(self._read) > 1 and sum(map(len, self._read.values())) > KEPT:
                self._read.popitem(last=False)
        return table

    def _checked(self, connection: Connection, row: RowMapping) -> CodingTable:
        content = self._content(connection, row["sha256"])
        if content is None or hashlib.sha256(content).hexdigest() != row["sha256"]:
            state = "is missing" if content is None else "has been changed"
            raise StoreError(
                f"the table of record {row['seq']:,}, {row['points']:,} codings by the machine coder {row['coder']}, "
                f"{state}; restore .everypoint from a backup"
            )
        table = CodingTable.decoded(content)
        if (table.coder, table.codebook, len(table)) != (row["coder"], row["codebook"], row["points"]):
            raise StoreError(f"the table of record {row['seq']:,} is not the one that was recorded")
        return table

    def _content(self, connection: Connection, sha256: str) -> bytes | None:
        if self._files is not None:
            return self._files.content(sha256)
        found = connection.execute(select(BLOB.c.content).where(BLOB.c.sha256 == sha256)).scalar()
        return bytes(found) if found is not None else None

    def verify(self, connection: Connection) -> None:
        """Raise StoreError for the first table that is missing or changed; none is taken from memory."""
        for row in rows_of(connection, CODING_TABLE):
            self._checked(connection, row)

    def without(self, connection: Connection, is_gone: Callable[[str, str], bool], time: str) -> Replaced:
        """Record anew what is left of every table without the codings of which this is so, given document and SHA-256
        of the words; the records that these replace are for an erasure to take away."""
        replaced = Replaced(set(), set())
        for row in list(rows_of(connection, CODING_TABLE)):
            left = self._table(connection, row).without(is_gone)
            if left is None:
                continue
            if len(left):
                self.record(connection, left, time)
            replaced.records.add(int(row["seq"]))
            replaced.hashes.add(row["sha256"])
        return replaced


@dataclass(frozen=True, slots=True)
class Replaced:
    """The numbers of records of tables, and the hashes of these."""

    records: set[int]
    hashes: set[str]


def digests_of(connection: Connection) -> set[str]:
    """Return the SHA-256 of every table of which a record speaks."""
    return set(connection.execute(select(CODING_TABLE.c.sha256)).scalars())
