"""Appending records: each row goes into its table, its salted digest into the chain; nothing else writes a record."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Connection, Table, func, insert, select

from analysis.store.chain import NOTHING, content_digest, next_head
from analysis.store.connection import END
from analysis.store.schema import RECORD, SALT

Row = dict[str, str | int | None]
"""A record's own row, by column, without its number."""

Head = tuple[int, str]
"""The number of the last record, and the chain's digest there."""


AT_ONCE = 2_000
"""Records that wait to be appended together: those of a long table would take more memory than the table."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The state of a chain; ``first``, the digest of its first record, tells it from every other chain."""

    first: str = NOTHING
    records: int = 0
    head: str = NOTHING


def chain(connection: Connection) -> Chain:
    """Return where the chain stands now; whoever writes alone asks the database only once."""
    known_chain: Chain | None = connection.info.get(END)
    return known_chain or chain_and_digest(connection)[0]


def chain_and_digest(connection: Connection, seq: int = 0) -> tuple[Chain, str | None]:
    """Return where the chain stands in the database, and its digest at a record, if there is such a record."""
    ends = (select(func.min(RECORD.c.seq)).scalar_subquery(), select(func.max(RECORD.c.seq)).scalar_subquery())
    head_query = select(RECORD.c.seq, RECORD.c.head).where(RECORD.c.seq.in_([*ends, seq])).order_by(RECORD.c.seq)
    heads = {head_row.seq: head_row.head for head_row in connection.execute(head_query)}
    if not heads:
        return Chain(), None
    return Chain(heads[min(heads)], max(heads), heads[max(heads)]), heads.get(seq)


def append(connection: Connection, table: Table, rows: Iterable[Row], time: str) -> range:
    """Append records of one kind and give their numbers; the connection must be one that writes alone."""
    return append_all(connection, [(table, row) for row in rows], time)


def append_all(connection: Connection, rows: Sequence[tuple[Table, Row]], time: str) -> range:
    """Append records of several kinds, in few statements, and give their numbers."""
    if not rows:
        return range(0)
    end = chain(connection)
    seq, digest = end.records, end.head
    new_rows: dict[Table, list[Row]] = {RECORD: [], SALT: []}
    for table, table_row in rows:
        seq += 1
        salt = os.urandom(16).hex()
        content = content_digest(salt, table.name, values(table, table_row))
        digest = next_head(digest, seq, table.name, time, content)
        new_rows[RECORD].append({"seq": seq, "kind": table.name, "time": time, "content": content, "head": digest})
        new_rows[SALT].append({"seq": seq, "salt": salt})
        new_rows.setdefault(table, []).append({"seq": seq, **table_row})
    for table, table_rows in new_rows.items():
        connection.execute(insert(table), table_rows)
    connection.info[END] = Chain(end.first if end.records else str(new_rows[RECORD][0]["head"]), seq, digest)
    return range(end.records + 1, seq + 1)


class RecordBatch:
    """Records that are appended in few statements, each of which has its number before."""

    def __init__(self, connection: Connection, time: str) -> None:
        """Take a connection that writes alone; nothing else may append with it before ``write`` at the end."""
        self._connection, self._time = connection, time
        self._rows, self._before = list[tuple[Table, Row]](), chain(connection).records

    def add(self, table: Table, row: Row) -> int:
        """Add a record, and give its number."""
        self._rows.append((table, row))
        number = self._before + len(self._rows)
        if len(self._rows) >= AT_ONCE:
            self.write()
        return number

    def write(self) -> None:
        """Append what has been added since the last time."""
        append_all(self._connection, self._rows, self._time)
        self._before, self._rows = self._before + len(self._rows), []


def values(table: Table, row: Row) -> Sequence[str | int | None]:
    """Return a row's values in the order of its table's columns, without the number."""
    return [row[name] for name in _columns(table)]


@cache
def _columns(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.columns if column.name != "seq")
