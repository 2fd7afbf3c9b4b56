"""Erasing a respondent: their rows and salts go, the chain of digests stays, and a record says that it was done."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection, Table, delete, insert, select

from analysis.model import CoderKind
from analysis.store import codec
from analysis.store.append import append
from analysis.store.schema import (
    CODING,
    DEED,
    DOCUMENT,
    DRAWN,
    ERASED,
    ERASURE,
    FRAME,
    LINK,
    MAPPING,
    READING,
    RECORD,
    RESPONDENT,
    SALT,
    SEEN,
    SEGMENTATION,
    SOURCE,
    UNREAD,
)
from analysis.text import fingerprint

T = TypeVar("T")

AT_ONCE = 500
"""Rows deleted by one statement."""

READ_FROM = ((READING, "path"), (DOCUMENT, "path"), (UNREAD, "path"), (MAPPING, "path"))
OF_SOURCES = ((SOURCE, "path"), *READ_FROM)
"""Records about a source, and the column that says which."""

OF_LINKS = ((LINK, "document"), (LINK, "other"))
OF_AUDITS = ((FRAME, "document"), (DRAWN, "document"), (SEEN, "document"))
OF_DOCUMENTS = (
    (SEGMENTATION, "document"),
    (RESPONDENT, "document"),
    (DEED, "document"),
    (CODING, "document"),
    *OF_LINKS,
    *OF_AUDITS,
)
"""Records about a document, and the column that says which."""


@dataclass(frozen=True, slots=True)
class Gone:
    """The number of records erased, and the hashes of the bytes that no source needs any more."""

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


def erase_part(
    connection: Connection, path: str, parts: Collection[tuple[str, str]], current: str, who: str, why: str, time: str
) -> Gone:
    """Delete what was said and judged of some documents of a source, each given by its name and its text's SHA-256.

    A row's name may have been another's in an earlier version of its file, so its words tell whose it was. With them go
    every version of the file but the ``current`` one (its SHA-256), and everything that was read from any of them: the
    next intake reads the current file anew, and codings of what is still in it stay.
    """
    names = set(_column(connection, DOCUMENT, "name", "path", [path]))
    own = {name for name, _ in parts}
    of_names = ((((RESPONDENT, "document"), *OF_LINKS), names), (((DEED, "document"),), own))
    numbers = _numbers(connection, ((READ_FROM, [path]), *of_names))
    gone = {(name, digest): text for name, digest, text in _held(connection, path) if (name, digest) in parts}
    words: dict[str, set[str]] = {}
    for row in connection.execute(select(SEGMENTATION).where(SEGMENTATION.c.document.in_(names))).mappings():
        text = gone.get((row["document"], row["text"]))
        if text is not None:
            prints = {fingerprint(text[s.start : s.end]) for s in codec.segmentation_of(row).segments}
            words.setdefault(row["document"], set()).update(prints)
        if text is not None or row["kind"] == CoderKind.MACHINE.value:
            numbers.setdefault(SEGMENTATION, set()).add(row["seq"])
    for name, prints in words.items():
        judged = select(CODING.c.seq).where(CODING.c.document == name, CODING.c.text.in_(prints))
        numbers.setdefault(CODING, set()).update(connection.execute(judged).scalars())
        _drop_out(connection, name, prints, numbers)
    old = select(SOURCE.c.seq, SOURCE.c.sha256).where(SOURCE.c.path == path, SOURCE.c.sha256 != current)
    versions = connection.execute(old).all()
    numbers.setdefault(SOURCE, set()).update(row.seq for row in versions)
    return _erase(connection, numbers, {row.sha256 for row in versions}, who, why, time)


def _drop_out(connection: Connection, name: str, prints: Collection[str], numbers: dict[Table, set[int]]) -> None:
    """Add the rows of audits about the document of this name that has these words, by their SHA-256.

    Which of its points were drawn is told by their places alone: whatever a frame drew in that document goes with it.
    """
    for table in (FRAME, SEEN):
        for row in connection.execute(select(table).where(table.c.document == name)).mappings():
            if any(text in prints for _, _, text, *_ in json.loads(row["points"])):
                numbers.setdefault(table, set()).add(row["seq"])
                if table is FRAME:
                    drawn = select(DRAWN.c.seq).where(DRAWN.c.document == name, DRAWN.c.name == row["name"])
                    numbers.setdefault(DRAWN, set()).update(connection.execute(drawn).scalars())


def held(connection: Connection, path: str) -> list[tuple[str, str, str | None]]:
    """Return every document that any version of a source held: its name, its text's SHA-256, and who it says wrote
    it."""
    rows = connection.execute(select(DOCUMENT).where(DOCUMENT.c.path == path).order_by(DOCUMENT.c.seq)).mappings()
    documents = [codec.document_of(row) for row in rows]
    return [(d.name, fingerprint(d.text), d.respondent.name if d.respondent else None) for d in documents]


def _held(connection: Connection, path: str) -> list[tuple[str, str, str]]:
    rows = connection.execute(select(DOCUMENT.c.name, DOCUMENT.c.text).where(DOCUMENT.c.path == path))
    return [(row.name, fingerprint(row.text), row.text) for row in rows]


def named(connection: Connection) -> list[tuple[str, str]]:
    """Return every response with every name that its respondent was ever recorded under."""
    rows = connection.execute(select(RESPONDENT.c.document, RESPONDENT.c.name).where(RESPONDENT.c.name.is_not(None)))
    return [(row.document, row.name) for row in rows]


def _numbers(
    connection: Connection, wanted: Iterable[tuple[Iterable[tuple[Table, str]], Collection[str]]]
) -> dict[Table, set[int]]:
    """Return the numbers of the records, by table, that have one of the names in the column."""
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
    """Return all erasures, in the order in which they were done."""
    rows = connection.execute(
        select(ERASURE, RECORD.c.time).join(RECORD, ERASURE.c.seq == RECORD.c.seq).order_by(ERASURE.c.seq)
    ).mappings()
    return [Erasure(row["time"], row["who"], row["why"], len(json.loads(row["records"]))) for row in rows]
