"""Erasing a respondent: their rows and salts go, the chain of digests stays, and a record says that it was done."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection, Table, delete, insert, select

from analysis.model import CoderKind
from analysis.store import codec
from analysis.store.append import append, timed_rows
from analysis.store.repository import Repository, reads
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
    source_hashes = set(_column(connection, SOURCE, "sha256", "path", paths))
    record_numbers = _numbers(connection, ((OF_SOURCES, paths), (OF_DOCUMENTS, documents)))
    return _erase(connection, record_numbers, source_hashes, who, why, time)


def erase_part(
    connection: Connection, path: str, parts: Collection[tuple[str, str]], current: str, who: str, why: str, time: str
) -> Gone:
    """Delete what was said and judged of some documents of a source, each given by its name and its text's SHA-256.

    A row's name may have been another's in an earlier version of its file, so its words tell whose it was. With them go
    every version of the file but the ``current`` one (its SHA-256), and everything that was read from any of them: the
    next ingest reads the current file anew, and codings of what is still in it stay.
    """
    document_names = set(_column(connection, DOCUMENT, "name", "path", [path]))
    part_names = {document_name for document_name, _ in parts}
    of_names = ((((RESPONDENT, "document"), *OF_LINKS), document_names), (((DEED, "document"),), part_names))
    record_numbers = _numbers(connection, ((READ_FROM, [path]), *of_names))
    erased_texts = {
        (document_name, digest): segment_text
        for document_name, digest, segment_text in _held(connection, path)
        if (document_name, digest) in parts
    }
    digests_by_name: dict[str, set[str]] = {}
    for segmentation_row in connection.execute(
        select(SEGMENTATION).where(SEGMENTATION.c.document.in_(document_names))
    ).mappings():
        segment_text = erased_texts.get((segmentation_row["document"], segmentation_row["text"]))
        if segment_text is not None:
            text_digests = {
                fingerprint(segment_text[s.start : s.end]) for s in codec.segmentation_of(segmentation_row).segments
            }
            digests_by_name.setdefault(segmentation_row["document"], set()).update(text_digests)
        if segment_text is not None or segmentation_row["kind"] == CoderKind.MACHINE.value:
            record_numbers.setdefault(SEGMENTATION, set()).add(segmentation_row["seq"])
    for document_name, text_digests in digests_by_name.items():
        coding_query = select(CODING.c.seq).where(CODING.c.document == document_name, CODING.c.text.in_(text_digests))
        record_numbers.setdefault(CODING, set()).update(connection.execute(coding_query).scalars())
        _drop_out(connection, document_name, text_digests, record_numbers)
    old_sources = select(SOURCE.c.seq, SOURCE.c.sha256).where(SOURCE.c.path == path, SOURCE.c.sha256 != current)
    versions = connection.execute(old_sources).all()
    record_numbers.setdefault(SOURCE, set()).update(segmentation_row.seq for segmentation_row in versions)
    return _erase(
        connection, record_numbers, {segmentation_row.sha256 for segmentation_row in versions}, who, why, time
    )


def _drop_out(connection: Connection, name: str, prints: Collection[str], numbers: dict[Table, set[int]]) -> None:
    """Add the rows of audits about the document of this name that has these words, by their SHA-256.

    Which of its points were drawn is told by their places alone: whatever a frame drew in that document goes with it.
    """
    for table in (FRAME, SEEN):
        for frame_row in connection.execute(select(table).where(table.c.document == name)).mappings():
            if any(text in prints for _, _, text, *_ in json.loads(frame_row["points"])):
                numbers.setdefault(table, set()).add(frame_row["seq"])
                if table is FRAME:
                    drawn_query = select(DRAWN.c.seq).where(DRAWN.c.document == name, DRAWN.c.name == frame_row["name"])
                    numbers.setdefault(DRAWN, set()).update(connection.execute(drawn_query).scalars())


def _held(connection: Connection, path: str) -> list[tuple[str, str, str]]:
    document_rows = connection.execute(select(DOCUMENT.c.name, DOCUMENT.c.text).where(DOCUMENT.c.path == path))
    return [
        (document_record.name, fingerprint(document_record.text), document_record.text)
        for document_record in document_rows
    ]


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
    erased_numbers = sorted(set().union(*numbers.values()))
    if not erased_numbers:
        return Gone(0, frozenset())
    (erasure_number,) = append(
        connection, ERASURE, [{"who": who, "why": why, "records": codec.as_json(erased_numbers)}], time
    )
    connection.execute(insert(ERASED), [{"seq": seq, "by": erasure_number} for seq in erased_numbers])
    for table, table_numbers in (
        (SALT, erased_numbers),
        *((table, sorted(table_numbers)) for table, table_numbers in numbers.items()),
    ):
        for batch_numbers in _batches(table_numbers):
            connection.execute(delete(table).where(table.c.seq.in_(batch_numbers)))
    kept_hashes = set(_column(connection, SOURCE, "sha256", "sha256", hashes))
    return Gone(len(erased_numbers), frozenset(hashes - kept_hashes))


def _column(connection: Connection, table: Table, wanted: str, column: str, names: Collection[str]) -> list[str]:
    """One column's values in all rows that have one of these names in another."""
    return [
        value
        for batch_names in _batches(sorted(names))
        for value in connection.execute(select(table.c[wanted]).where(table.c[column].in_(batch_names))).scalars()
    ]


def _batches(things: Sequence[T]) -> list[Sequence[T]]:
    return [things[batch_start : batch_start + AT_ONCE] for batch_start in range(0, len(things), AT_ONCE)]


class ErasureRepository(Repository):
    """Erasures, and what is looked up before one."""

    @reads
    def held(self, connection: Connection, path: str) -> list[tuple[str, str, str | None]]:
        """Return every document that any version of a source held: its name, its text's SHA-256, and who it says wrote
        it."""
        document_rows = connection.execute(
            select(DOCUMENT).where(DOCUMENT.c.path == path).order_by(DOCUMENT.c.seq)
        ).mappings()
        documents = [codec.document_of(document_record) for document_record in document_rows]
        return [(d.name, fingerprint(d.text), d.respondent.name if d.respondent else None) for d in documents]

    @reads
    def named(self, connection: Connection) -> list[tuple[str, str]]:
        """Return every response with every name that its respondent was ever recorded under."""
        respondent_rows = connection.execute(
            select(RESPONDENT.c.document, RESPONDENT.c.name).where(RESPONDENT.c.name.is_not(None))
        )
        return [(respondent_row.document, respondent_row.name) for respondent_row in respondent_rows]

    @reads
    def erasures(self, connection: Connection) -> list[Erasure]:
        """Return all erasures, in the order in which they were done."""
        return [
            Erasure(row["time"], row["who"], row["why"], len(json.loads(row["records"])))
            for row in timed_rows(connection, ERASURE)
        ]
