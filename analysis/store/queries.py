"""Questions that several repositories ask of their tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, func, select

from analysis.store.schema import RECORD

T = TypeVar("T")

AT_ONCE = 500
"""Values named in one statement; SQLite takes 32,766, older ones 999."""


def batches(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield values in as many parts as one statement each can name."""
    yield from (values[start : start + AT_ONCE] for start in range(0, len(values), AT_ONCE))


def rows_of(connection: Connection, table: Table, *wanted: ColumnElement[bool]) -> Iterator[RowMapping]:
    """Yield the rows of a table for which all this is so, in the order of their numbers."""
    yield from connection.execute(select(table).where(*wanted).order_by(table.c.seq)).mappings()


def timed_rows(connection: Connection, table: Table, *wanted: ColumnElement[bool]) -> Iterator[RowMapping]:
    """Yield the rows of a table for which all this is so, with the times of their records and the heads there."""
    joined = select(table, RECORD.c.time, RECORD.c.head).join(RECORD, table.c.seq == RECORD.c.seq)
    yield from connection.execute(joined.where(*wanted).order_by(table.c.seq)).mappings()


def count_rows(connection: Connection, *tables: Table) -> tuple[int, ...]:
    """Return how many rows each of the tables has."""
    row_counts = (select(func.count()).select_from(table).scalar_subquery() for table in tables)
    return tuple(connection.execute(select(*row_counts)).one())
