"""Erasing a respondent: their rows and salts go, the chain of digests stays, and a record says that it was done."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, insert, select

from analysis.model import CoderKind
from analysis.store import codec
from analysis.store.append import Row, append
from analysis.store.coding_tables import CodingTables, Replaced
from analysis.store.queries import batches, rows_of, timed_rows
from analysis.store.repository import Repository, reads
from analysis.store.schema import (
    ASSIGNMENT,
    CODING,
    CODING_TABLE,
    DEED,
    DOCUMENT,
    DRAWN,
    ERASED,
    ERASURE,
    FRAME,
    LINK,
    MAPPING,
    NOTE,
    NUMBER,
    QUOTATION,
    READING,
    REDACTION,
    RESPONDENT,
    SALT,
    SEEN,
    SEGMENTATION,
    SOURCE,
    UNREAD,
    WITHDRAWAL,
)
from analysis.store.told import forget_told
from analysis.text import fingerprint

Numbers = defaultdict[Table, set[int]]
"""The numbers of the records that go, by their table."""

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
    (QUOTATION, "document"),
    (REDACTION, "document"),
    (WITHDRAWAL, "document"),
    (NUMBER, "document"),
    (NOTE, "document"),
    (ASSIGNMENT, "document"),
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


def erase_sources(
    connection: Connection, tables: CodingTables, paths: Collection[str], who: str, why: str, time: str
) -> Gone:
    """Delete all records about these sources and everything that was found in them."""
    documents = {*paths, *_column(connection, DOCUMENT, "name", "path", paths)}
    source_hashes = set(_column(connection, SOURCE, "sha256", "path", paths))
    record_numbers = _numbers(connection, ((OF_SOURCES, paths), (OF_DOCUMENTS, documents)))
    replaced = tables.without(connection, lambda document, _: document in documents, time)
    return _erase(connection, record_numbers, replaced, source_hashes, who, why, time)


def erase_part(
    connection: Connection,
    tables: CodingTables,
    path: str,
    parts: Collection[tuple[str, str]],
    current: str,
    who: str,
    why: str,
    time: str,
) -> Gone:
    """Delete what was said and judged of some documents of a source, each given by its name and its text's SHA-256.

    A row's name may have been another's in an earlier version of its file, so its words tell whose it was. With them go
    every version of the file but the ``current`` one (its SHA-256), and everything that was read from any of them: the
    next ingest reads the current file anew, and codings of what is still in it stay.
    """
    documents = set(_column(connection, DOCUMENT, "name", "path", [path]))
    of_documents = (((RESPONDENT, "document"), *OF_LINKS), documents)
    about_parts = tuple((table, "document") for table in (DEED, REDACTION, WITHDRAWAL, NUMBER))
    of_parts = (about_parts, {name for name, _ in parts})
    numbers = _numbers(connection, ((READ_FROM, [path]), of_documents, of_parts))
    segments = _segments_of(connection, path, parts, numbers)
    for name, text_digests in segments.items():
        for table in (CODING, QUOTATION, NOTE):
            numbers[table].update(_column(connection, table, "seq", "text", text_digests, table.c.document == name))
        _add_audited(connection, name, text_digests, numbers)
    old_versions = list(rows_of(connection, SOURCE, SOURCE.c.path == path, SOURCE.c.sha256 != current))
    numbers[SOURCE].update(row["seq"] for row in old_versions)
    replaced = tables.without(connection, lambda document, digest: digest in segments.get(document, ()), time)
    return _erase(connection, numbers, replaced, {row["sha256"] for row in old_versions}, who, why, time)


def _segments_of(
    connection: Connection, path: str, parts: Collection[tuple[str, str]], numbers: Numbers
) -> dict[str, set[str]]:
    """Add the segmentations that go, and return the SHA-256 of the parts and of all their segments, by document.

    Of the whole source those of the machine go, and of the parts those by hand, too.
    """
    texts: dict[str, dict[str, str]] = {}
    for row in rows_of(connection, DOCUMENT, DOCUMENT.c.path == path):
        texts.setdefault(row["name"], {})[fingerprint(row["text"])] = row["text"]
    digests_by_name: dict[str, set[str]] = {}
    for batch in batches(sorted(texts)):
        for row in rows_of(connection, SEGMENTATION, SEGMENTATION.c.document.in_(batch)):
            name, digest = row["document"], row["text"]
            text = texts[name].get(digest) if (name, digest) in parts else None
            if text is not None:
                segments = codec.segmentation_of(row).segments
                digests_by_name.setdefault(name, {digest}).update(fingerprint(text[s.start : s.end]) for s in segments)
            if text is not None or row["kind"] == CoderKind.MACHINE.value:
                numbers[SEGMENTATION].add(row["seq"])
    return digests_by_name


def _add_audited(connection: Connection, name: str, text_digests: Collection[str], numbers: Numbers) -> None:
    """Add the rows of audits and batches about the document of this name that has these words, by their SHA-256.

    Which of its points were drawn is told by their places alone: whatever a frame drew in that document goes with it.
    """
    for table in (FRAME, SEEN, ASSIGNMENT):
        for row in rows_of(connection, table, table.c.document == name):
            if any(digest in text_digests for _, _, digest, *_ in json.loads(row["points"])):
                numbers[table].add(row["seq"])
                if table is FRAME:
                    is_drawn = DRAWN.c.name == row["name"]
                    numbers[DRAWN].update(_column(connection, DRAWN, "seq", "document", [name], is_drawn))


def _numbers(connection: Connection, wanted: Iterable[tuple[Iterable[tuple[Table, str]], Collection[str]]]) -> Numbers:
    """Return the numbers of the records, by table, that have one of the names in the column."""
    numbers: Numbers = defaultdict(set)
    for relations, names in wanted:
        for table, column in relations:
            numbers[table].update(_column(connection, table, "seq", column, names))
    return numbers


def _erase(
    connection: Connection, numbers: Numbers, replaced: Replaced, hashes: set[str], who: str, why: str, time: str
) -> Gone:
    numbers[CODING_TABLE].update(replaced.records)
    erased_numbers = sorted(set().union(*numbers.values()))
    if not erased_numbers:
        return Gone(0, frozenset())
    erasure_row: Row = {"who": who, "why": why, "records": codec.as_json(erased_numbers)}
    (erasure_number,) = append(connection, ERASURE, [erasure_row], time)
    _keep_numbers(connection, numbers[NUMBER], time)
    connection.execute(insert(ERASED), [{"seq": seq, "by": erasure_number} for seq in erased_numbers])
    for table, table_numbers in ((SALT, erased_numbers), *numbers.items()):
        for batch in batches(sorted(table_numbers)):
            connection.execute(delete(table).where(table.c.seq.in_(batch)))
    forget_told(connection)
    kept_hashes = set(_column(connection, SOURCE, "sha256", "sha256", hashes))
    return Gone(len(erased_numbers), frozenset(hashes - kept_hashes | replaced.hashes))


def _keep_numbers(connection: Connection, records: set[int], time: str) -> None:
    """Record, of nobody, the numbers of responses that these records hold: nobody else has them afterwards."""
    numbers = {row["number"] for row in rows_of(connection, NUMBER) if row["seq"] in records}
    append(connection, NUMBER, [{"document": "", "number": number} for number in sorted(numbers)], time)


def _column(
    connection: Connection,
    table: Table,
    wanted: str,
    column: str,
    names: Collection[str],
    *conditions: ColumnElement[bool],
) -> list[Any]:
    """Return one column's values in all rows that have one of these names in another."""
    query = select(table.c[wanted]).where(*conditions)
    found = (connection.execute(query.where(table.c[column].in_(batch))).scalars() for batch in batches(sorted(names)))
    return [value for values in found for value in values]


class ErasureRepository(Repository):
    """Erasures, and what is looked up before one."""

    @reads
    def held(self, connection: Connection, path: str) -> list[tuple[str, str, str | None]]:
        """Return every document that any version of a source held: name, SHA-256 of its text, and who wrote it."""
        documents = map(codec.document_of, rows_of(connection, DOCUMENT, DOCUMENT.c.path == path))
        return [(d.name, fingerprint(d.text), d.respondent.name if d.respondent else None) for d in documents]

    @reads
    def named(self, connection: Connection) -> list[tuple[str, str]]:
        """Return every response with every name that its respondent was ever recorded under."""
        named_rows = rows_of(connection, RESPONDENT, RESPONDENT.c.name.is_not(None))
        return [(row["document"], row["name"]) for row in named_rows]

    @reads
    def erasures(self, connection: Connection) -> list[Erasure]:
        """Return all erasures, in the order in which they were done."""
        return [
            Erasure(row["time"], row["who"], row["why"], len(json.loads(row["records"])))
            for row in timed_rows(connection, ERASURE)
        ]
