"""Export and restore: all rows of a store as they are, and into another store, record by record the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from sqlalchemy import Column, Connection, Table, func, insert, select

from analysis.errors import StoreError
from analysis.store.schema import BLOB, ERASED, RECORD, RECORDS, SALT

TABLES: dict[str, Table] = {table.name: table for table in (RECORD, SALT, ERASED, *RECORDS.values())}
"""All tables but that of the bytes, which move as files; first those that the others refer to."""

NAMES = tuple(TABLES)
"""Their names, in the same order."""

AT_ONCE = 2_000
"""Rows read and written together."""

Values = Mapping[str, str | int | None]
"""A row, by column."""


def every_row(connection: Connection) -> Iterator[tuple[str, Iterator[Values]]]:
    """Yield each table's name with its rows in the order of their numbers; to be gone through one after the other."""
    for name, table in TABLES.items():
        yield name, _rows(connection, table)


def _rows(connection: Connection, table: Table) -> Iterator[Values]:
    streamed = connection.execution_options(yield_per=AT_ONCE)
    for table_row in streamed.execute(select(table).order_by(table.c.seq)).mappings():
        yield dict(table_row)


def must_be_empty(connection: Connection) -> None:
    """Raise StoreError where a store holds anything."""
    for table in (RECORD, BLOB):
        if connection.execute(select(func.count()).select_from(table)).scalar_one():
            raise StoreError(
                "the database holds a consultation already; nothing was changed: "
                "name an empty one in EVERYPOINT_DATABASE, or none to use a file"
            )


def put(connection: Connection, name: str, rows: Iterable[Any]) -> None:
    """Put rows into one table of an empty store; raises StoreError for a row that does not fit."""
    table = TABLES[name]
    column_kinds = {column.name: _kinds(column) for column in table.columns}
    fitting_rows = (_fitting(name, column_kinds, row, row_number) for row_number, row in enumerate(rows, 1))
    while batch_rows := list(islice(fitting_rows, AT_ONCE)):
        connection.execute(insert(table), batch_rows)


def _kinds(column: Column[Any]) -> frozenset[type]:
    """Return what may stand in a column."""
    python_type = column.type.python_type
    return frozenset({python_type, type(None)} if column.nullable else {python_type})


def _fitting(table: str, kinds: Mapping[str, frozenset[type]], row: Any, number: int) -> dict[str, Any]:
    """Return the row, if it has this table's columns and in each of them what belongs there."""
    if not isinstance(row, dict) or row.keys() != kinds.keys():
        raise StoreError(f"row {number:,} of {table} has not the columns of this version of Everypoint")
    for column_name, value in row.items():
        if type(value) not in kinds[column_name]:
            raise StoreError(f"row {number:,} of {table} has in {column_name} what cannot stand there")
    return row


def put_bytes(connection: Connection, contents: Iterable[tuple[str, bytes]]) -> None:
    """Put sources' bytes into an empty store, under their SHA-256."""
    for sha256, content in contents:
        connection.execute(insert(BLOB), {"sha256": sha256, "content": content})
