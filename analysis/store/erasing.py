"""Erasing a respondent: their rows and salts go, the chain of digests stays, and a record says that it was done."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection, Table, delete, insert, select

from analysis.store import codec
from analysis.store.appending import append
from analysis.store.schema import (
    CODING,
    DOCUMENT,
    ERASED,
    ERASURE,
    LINK,
    MAPPING,
    READING,
    RECORD,
    RESPONDENT,
    SALT,
    SEGMENTATION,
    SOURCE,
    UNREAD,
)

T = TypeVar("T")

AT_ONCE = 500
"""Rows deleted by one statement."""

OF_SOURCES = ((SOURCE, "path"), (READING, "path"), (DOCUMENT, "path"), (UNREAD, "path"), (MAPPING, "path"))
"""Records about a source, and the column that says which."""

OF_DOCUMENTS = (
    (SEGMENTATION, "document"),
    (RESPONDENT, "document"),
    (CODING, "document"),
    (LINK, "document"),
    (LINK, "other"),
)
"""Records about a document, and the column that says which."""


@dataclass(frozen=True, slots=True)
class Gone:
    """How many records were erased, and the hashes of the bytes that no source needs any more."""

    records: int
    hashes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Erasure:
    """An erasure: when it was done, who had it done, why, and how many records it took."""

    time: str
    who: str
    why: str
    records: int


def erase_sources(connection: Connection, paths: Collection[str], who: str, why: str, time: str) -> Gone:
    """Delete all records about these sources and everything that was found in them."""
    documents = {*paths, *_column(connection, DOCUMENT, "name", "path", paths)}
    hashes = set(_column(connection, SOURCE, "sha256", "path", paths))
    numbers = _numbers(connection, ((OF_SOURCES, paths), (OF_DOCUMENTS, documents)))
    return _erase(connection, numbers, hashes, who, why, time)


def erase_part(connection: Connection, path: str, document: str, current: str, who: str, why: str, time: str) -> Gone:
    """Delete all records about one document, and every version of its source but the current one (its SHA-256).

    The versions before held the document; whoever sent the rest of them is in the current one.
    """
    numbers = _numbers(connection, ((OF_DOCUMENTS, [document]), (((DOCUMENT, "name"), (UNREAD, "name")), [document])))
    hashes = set(_column(connection, SOURCE, "sha256", "path", [path])) - {current}
    for table in (SOURCE, MAPPING, READING):
        old = select(table.c.seq).where(table.c.path == path, table.c.sha256 != current)
        numbers.setdefault(table, set()).update(connection.execute(old).scalars())
    return _erase(connection, numbers, hashes, who, why, time)


def _numbers(
    connection: Connection, wanted: Iterable[tuple[Iterable[tuple[Table, str]], Collection[str]]]
) -> dict[Table, set[int]]:
    """The numbers of the records, by table, that have one of the names in the column."""
    numbers: dict[Table, set[int]] = {}
    for relations, names in wanted:
        for table, column in relations:
            numbers.setdefault(table, set()).update(map(int, _column(connection, table, "seq", column, names)))
    return numbers


def _erase(
    connection: Connection, numbers: Mapping[Table, set[int]], hashes: set[str], who: str, why: str, time: str
) -> Gone:
    gone = sorted(set().union(*numbers.values()))
    if not gone:
        return Gone(0, frozenset())
    (by,) = append(connection, ERASURE, [{"who": who, "why": why, "records": codec.as_json(gone)}], time)
    connection.execute(insert(ERASED), [{"seq": seq, "by": by} for seq in gone])
    for table, own in ((SALT, gone), *((table, sorted(own)) for table, own in numbers.items())):
        for some in _batches(own):
            connection.execute(delete(table).where(table.c.seq.in_(some)))
    kept = set(_column(connection, SOURCE, "sha256", "sha256", hashes))
    return Gone(len(gone), frozenset(hashes - kept))


def _column(connection: Connection, table: Table, wanted: str, column: str, names: Collection[str]) -> list[str]:
    """One column's values in all rows that have one of these names in another."""
    return [
        value
        for some in _batches(sorted(names))
        for value in connection.execute(select(table.c[wanted]).where(table.c[column].in_(some))).scalars()
    ]


def _batches(things: Sequence[T]) -> list[Sequence[T]]:
    return [things[start : start + AT_ONCE] for start in range(0, len(things), AT_ONCE)]


def erasures(connection: Connection) -> list[Erasure]:
    """All erasures, in the order in which they were done."""
    rows = connection.execute(
        select(ERASURE, RECORD.c.time).join(RECORD, ERASURE.c.seq == RECORD.c.seq).order_by(ERASURE.c.seq)
    ).mappings()
    return [Erasure(row["time"], row["who"], row["why"], len(json.loads(row["records"]))) for row in rows]
