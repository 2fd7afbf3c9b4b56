"""Appending records: each row goes into its table, its salted digest into the chain; nothing else writes a record."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from analysis.store.chain import NOTHING, content_digest, next_head
from analysis.store.connection import END
from analysis.store.schema import RECORD, SALT

Row = dict[str, str | int | None]
"""A record's own row, by column, without its number."""

Head = tuple[int, str]
"""The number of the last record, and the chain's digest there."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The state of a chain; ``first``, the digest of its first record, tells it from every other chain."""

    first: str = NOTHING
    records: int = 0
    head: str = NOTHING


@dataclass(frozen=True, slots=True)
class Step:
    """The chain as it stood before and after something was appended."""

    before: Chain
    after: Chain


def chain(connection: Connection) -> Chain:
    """Return where the chain stands now; whoever writes alone need ask only once."""
    known_chain: Chain | None = connection.info.get(END)
    if known_chain is not None:
        return known_chain
    first_head = select(RECORD.c.head).order_by(RECORD.c.seq).limit(1).scalar_subquery()
    last_record = connection.execute(
        select(first_head, RECORD.c.seq, RECORD.c.head).order_by(RECORD.c.seq.desc()).limit(1)
    ).first()
    return Chain(*last_record) if last_record else Chain()


def head_at(connection: Connection, seq: int) -> str | None:
    """Return the chain's digest at a record, or None where there is no such record."""
    return connection.execute(select(RECORD.c.head).where(RECORD.c.seq == seq)).scalar()


def append(connection: Connection, table: Table, rows: Iterable[Row], time: str) -> range:
    """Append records of one kind and give their numbers; the connection must be one that writes alone."""
    new_rows = list(rows)
    if not new_rows:
        return range(0)
    former = chain(connection)
    seq, digest = former.records, former.head
    first_seq, kind = seq + 1, table.name
    record_rows: list[dict[str, Any]] = []
    salt_rows, table_rows = [], []
    for table_row in new_rows:
        seq += 1
        salt = os.urandom(16).hex()
        content = content_digest(salt, kind, values(table, table_row))
        digest = next_head(digest, seq, kind, time, content)
        record_rows.append({"seq": seq, "kind": kind, "time": time, "content": content, "head": digest})
        salt_rows.append({"seq": seq, "salt": salt})
        table_rows.append({"seq": seq, **table_row})
    connection.execute(insert(RECORD), record_rows)
    connection.execute(insert(SALT), salt_rows)
    connection.execute(insert(table), table_rows)
    connection.info[END] = Chain(former.first if former.records else record_rows[0]["head"], seq, digest)
    return range(first_seq, seq + 1)


def values(table: Table, row: Row) -> Sequence[str | int | None]:
    """Return a row's values in the order of its table's columns, without the number."""
    return [row[column.name] for column in table.columns if column.name != "seq"]
