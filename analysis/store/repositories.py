"""All repositories together: asked in a transaction each, or all in one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from analysis.errors import StoreError
from analysis.store import append
from analysis.store.activity import ActivityRepository
from analysis.store.append import Chain, Head
from analysis.store.coding_rows import CodingRepository
from analysis.store.published_reports import ReportRepository
from analysis.store.queries import count_rows
from analysis.store.received_rows import SourceRepository
from analysis.store.repository import reads
from analysis.store.row_erasure import ErasureRepository
from analysis.store.sample_rows import SampleRepository
from analysis.store.schema import SEEN


class Repositories(
    SourceRepository, CodingRepository, SampleRepository, ActivityRepository, ReportRepository, ErasureRepository
):
    """Everything that can be asked of a store, and appended to it."""

    @reads
    def chain(self, connection: Connection) -> Chain:
        """Return where the chain stands."""
        return append.chain(connection)

    @reads
    def knows(self, connection: Connection, head: Head) -> bool:
        """Return whether the chain has been there."""
        return append.chain_and_digest(connection, head[0])[1] == head[1]

    @reads
    def changes(self, connection: Connection) -> int:
        """Return how many records there are that change a figure: all but those of what people were shown."""
        (seen_count,) = count_rows(connection, SEEN)
        return append.chain(connection).records - seen_count


class OneTransaction(Repositories):
    """All repositories over one connection, while its transaction lasts."""

    def __init__(self, connection: Connection, only_reads: bool) -> None:
        """Take the connection over which everything goes."""
        self._connection, self._only_reads = connection, only_reads

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        yield self._connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self._only_reads:
            raise StoreError("nothing can be recorded in a transaction that only reads")
        yield self._connection
