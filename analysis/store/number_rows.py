"""Rows of what responses are called."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from analysis.store.append import Row, append
from analysis.store.queries import rows_of
from analysis.store.repository import Repository, reads, writes
from analysis.store.schema import NUMBER


class NumberRepository(Repository):
    """The numbers of responses, which each has for good."""

    @writes
    def keep_numbers(self, connection: Connection, numbers: Mapping[str, int], time: str) -> int:
        """Append numbers that responses, by their names, do not have yet, and return how many."""
        known = dict(_numbers(connection))
        new: list[Row] = [
            {"document": name, "number": number} for name, number in numbers.items() if known.get(name) != number
        ]
        return len(append(connection, NUMBER, new, time))

    @reads
    def numbers(self, connection: Connection) -> tuple[tuple[str, int], ...]:
        """Return every number that was given with its response's name, in order; no name where it was erased."""
        return _numbers(connection)


def _numbers(connection: Connection) -> tuple[tuple[str, int], ...]:
    return tuple((row["document"], int(row["number"])) for row in rows_of(connection, NUMBER))
