"""All repositories together: asked in a transaction each, or all in one."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, func, select

from analysis.errors import StoreError
from analysis.model import CoderKind
from analysis.store import append
from analysis.store.activity import ActivityRepository
from analysis.store.append import Chain, Head
from analysis.store.assignment_rows import AssignmentRepository
from analysis.store.coding_rows import CodingRepository
from analysis.store.coding_tables import CodingTables
from analysis.store.note_rows import NoteRepository
from analysis.store.number_rows import NumberRepository
from analysis.store.published_reports import ReportRepository
from analysis.store.quotation_rows import QuotationRepository
from analysis.store.received_rows import SourceRepository
from analysis.store.redaction_rows import RedactionRepository
from analysis.store.repository import reads
from analysis.store.row_erasure import ErasureRepository
from analysis.store.sample_rows import SampleRepository
from analysis.store.schema import CODING, CODING_TABLE, RECORD, SALT, SEGMENTATION
from analysis.store.told import ToldRepository
from analysis.store.withdrawal_rows import WithdrawalRepository


class Repositories(
    SourceRepository,
    CodingRepository,
    SampleRepository,
    QuotationRepository,
    NoteRepository,
    AssignmentRepository,
    ActivityRepository,
    RedactionRepository,
    WithdrawalRepository,
    NumberRepository,
    ReportRepository,
    ErasureRepository,
    ToldRepository,
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
    def seal(self, connection: Connection, seq: int, content: bytes) -> str:
        """Return the seal of some content, which nobody can make without a record's salt; nothing where that is gone.

        What is kept beside the store is bound to it by this (HMAC, RFC 2104).
        """
        salt = connection.execute(select(SALT.c.salt).where(SALT.c.seq == seq)).scalar()
        return hmac.new(salt.encode(), content, "sha256").hexdigest() if salt else ""

    @reads
    def kinds_since(self, connection: Connection, seq: int) -> dict[tuple[str, bool], int]:
        """Return how many records of each kind came after one, those that a machine made apart (True)."""
        by_kind = select(RECORD.c.kind, func.count()).where(RECORD.c.seq > seq).group_by(RECORD.c.kind)
        numbers = {(kind, False): number for kind, number in connection.execute(by_kind)}
        for table in (CODING, SEGMENTATION):
            if (table.name, False) in numbers:
                is_machines = (table.c.kind == CoderKind.MACHINE.value) & (table.c.seq > seq)
                count_query = select(func.count()).select_from(table).where(is_machines)
                by_machine = int(connection.execute(count_query).scalar_one())
                numbers[table.name, True] = by_machine
                numbers[table.name, False] -= by_machine
        if numbers.pop((CODING_TABLE.name, False), 0):
            in_tables = select(func.sum(CODING_TABLE.c.points)).where(CODING_TABLE.c.seq > seq)
            of_machines = numbers.get((CODING.name, True), 0)
            numbers[CODING.name, True] = of_machines + int(connection.execute(in_tables).scalar_one() or 0)
        return {kind: number for kind, number in numbers.items() if number}


class OneTransaction(Repositories):
    """All repositories over one connection, while its transaction lasts."""

    def __init__(self, connection: Connection, only_reads: bool, tables: CodingTables) -> None:
        """Take the connection over which everything goes, and the tables of codings."""
        self._connection, self._only_reads, self._tables = connection, only_reads, tables

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        yield self._connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self._only_reads:
            raise StoreError("nothing can be recorded in a transaction that only reads")
        yield self._connection
