"""Rows of what people take out and put back."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from analysis.model import Withdrawal
from analysis.store import codec
from analysis.store.append import append
from analysis.store.queries import timed_rows
from analysis.store.repository import Repository, reads, writes
from analysis.store.schema import WITHDRAWAL


class WithdrawalRepository(Repository):
    """Decisions about what counts."""

    @writes
    def withdraw(self, connection: Connection, withdrawals: Sequence[Withdrawal]) -> int:
        """Append decisions, all or none, and return how many there were."""
        rows = [codec.withdrawal_row(withdrawal) for withdrawal in withdrawals]
        return len(append(connection, WITHDRAWAL, rows, max(one.time for one in withdrawals))) if rows else 0

    @reads
    def withdrawals(self, connection: Connection) -> tuple[Withdrawal, ...]:
        """Return all decisions, in the order in which they were made."""
        return tuple(codec.withdrawal_of(row) for row in timed_rows(connection, WITHDRAWAL))
