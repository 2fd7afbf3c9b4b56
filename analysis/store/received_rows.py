"""Rows of what was received: sources, what was found in them, and who sent it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, func, select
from sqlalchemy import Table as DatabaseTable

from analysis.model import Coder, CoderKind, Part, Respondent, SegmentedDocument, Skipped, Source, Table
from analysis.store import codec
from analysis.store.append import Row, append, count_rows
from analysis.store.repository import Repository, reads, writes
from analysis.store.schema import (
    DOCUMENT,
    ERASURE,
    LINK,
    MAPPING,
    READING,
    RECORDS,
    RESPONDENT,
    SEGMENTATION,
    SOURCE,
    UNREAD,
)
from analysis.text import fingerprint

SPLITTER = Coder("splitter", CoderKind.MACHINE, "splitter")
"""Who divided a document that nobody divided by hand; the segmentation itself says which version."""

AT_ONCE = 500
"""Numbers asked for in one query; SQLite takes 32,766, older ones 999."""

Refs = tuple[tuple[str | int, ...], ...]
"""The same by records: the name of their table and their numbers; a document's goes with its segmentation's."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A source with everything that was found in it, by readers and a splitter of which ``recipe`` is the hash."""

    source: Source
    recipe: str
    parts: Sequence[Part]


def _readings(connection: Connection, recipe: str, source: Source | None = None) -> dict[tuple[str, str], Refs]:
    """Return what was last found in each version of each source (its path and SHA-256), or of one source, by this
    recipe."""
    reading_query = select(READING).where(READING.c.recipe == recipe).order_by(READING.c.seq)
    reading_rows = connection.execute(
        reading_query.where(READING.c.path == source.path) if source else reading_query
    ).mappings()
    return {(reading_row["path"], reading_row["sha256"]): _refs(reading_row["parts"]) for reading_row in reading_rows}


def _refs(parts: str) -> Refs:
    return tuple(tuple(numbers) for numbers in json.loads(parts))


def _parts(connection: Connection, refs: Refs) -> tuple[Part, ...]:
    """Return what records say by their numbers, in the order given."""
    numbers_by_kind: dict[str, list[int]] = {}
    for kind, *numbers in refs:
        for table, number in zip((str(kind), SEGMENTATION.name), numbers, strict=False):
            numbers_by_kind.setdefault(table, []).append(int(number))
    rows_by_kind = {kind: _by_number(connection, RECORDS[kind], numbers) for kind, numbers in numbers_by_kind.items()}
    return tuple(_part(rows_by_kind, *ref) for ref in refs)


def _part(rows: Mapping[str, Mapping[int, RowMapping]], kind: str | int, *numbers: str | int) -> Part:
    part_row = rows[str(kind)][int(numbers[0])]
    if kind == UNREAD.name:
        return codec.unread_of(part_row)
    if kind == MAPPING.name:
        return codec.mapping_of(part_row)
    division = rows[SEGMENTATION.name][int(numbers[1])]
    return SegmentedDocument(codec.document_of(part_row), codec.segmentation_of(division))


def _by_number(connection: Connection, table: DatabaseTable, numbers: Sequence[int]) -> dict[int, RowMapping]:
    rows_by_number: dict[int, RowMapping] = {}
    for batch_start in range(0, len(numbers), AT_ONCE):
        batch_numbers = numbers[batch_start : batch_start + AT_ONCE]
        batch_rows = connection.execute(select(table).where(table.c.seq.in_(batch_numbers))).mappings()
        rows_by_number.update((batch_row["seq"], batch_row) for batch_row in batch_rows)
    return rows_by_number


def _kept(connection: Connection, arrival: Arrival, time: str) -> list[list[str | int]]:
    """Return the records of everything that was found; a document that was found before is not kept twice."""
    source = arrival.source
    segmented = [part for part in arrival.parts if isinstance(part, SegmentedDocument)]
    documents = iter(_documents(connection, source, segmented, time))
    divisions = iter(append(connection, SEGMENTATION, map(_division, segmented), time))
    skipped_rows = [codec.unread_row(source, part) for part in arrival.parts if isinstance(part, Skipped)]
    unread_numbers = iter(append(connection, UNREAD, skipped_rows, time))
    mapping_rows = [codec.mapping_row(source, part) for part in arrival.parts if isinstance(part, Table)]
    mappings = iter(append(connection, MAPPING, mapping_rows, time))
    part_refs: list[list[str | int]] = []
    for part in arrival.parts:
        if isinstance(part, SegmentedDocument):
            part_refs.append([DOCUMENT.name, next(documents), next(divisions)])
        else:
            part_refs.append(
                [UNREAD.name, next(unread_numbers)] if isinstance(part, Skipped) else [MAPPING.name, next(mappings)]
            )
    return part_refs


def _documents(connection: Connection, source: Source, divided: Sequence[SegmentedDocument], time: str) -> list[int]:
    """Return the numbers of documents, of which the new ones are recorded."""
    document_columns = (DOCUMENT.c.seq, DOCUMENT.c.name, DOCUMENT.c.digest)
    earlier_documents = connection.execute(select(*document_columns).where(DOCUMENT.c.path == source.path))
    known_numbers = {
        (document_record.name, document_record.digest): int(document_record.seq)
        for document_record in earlier_documents
    }
    document_rows = [codec.document_row(source, part.document) for part in divided]
    new_rows = {
        (str(document_record["name"]), str(document_record["digest"])): document_record
        for document_record in document_rows
    }
    new_rows = {
        document_key: document_record
        for document_key, document_record in new_rows.items()
        if document_key not in known_numbers
    }
    known_numbers.update(zip(new_rows, append(connection, DOCUMENT, new_rows.values(), time), strict=True))
    return [
        known_numbers[(str(document_record["name"]), str(document_record["digest"]))]
        for document_record in document_rows
    ]


def _division(part: SegmentedDocument) -> Row:
    return codec.segmentation_row(part.segmentation, fingerprint(part.document.text), SPLITTER)


def _respondents(connection: Connection) -> dict[str, Respondent]:
    """Return who sent each response, as last recorded, by the response's name."""
    return {
        respondent_row["document"]: codec.respondent_of(respondent_row)
        for respondent_row in _rows(connection, RESPONDENT)
    }


def _rows(connection: Connection, table: DatabaseTable) -> Iterator[RowMapping]:
    yield from connection.execute(select(table).order_by(table.c.seq)).mappings()


class SourceRepository(Repository):
    """Sources, what was found in them, and who sent it."""

    @writes
    def _take_in(self, connection: Connection, arrival: Arrival, time: str) -> bool:
        """Record a source and what was found in it; say whether this version of it is new.

        What is recorded already, of this version or by this recipe, is not recorded again.
        """
        source = arrival.source
        known_sha256 = connection.execute(
            select(SOURCE.c.sha256).where(SOURCE.c.path == source.path).order_by(SOURCE.c.seq.desc()).limit(1)
        ).scalar()
        is_new = known_sha256 != source.sha256
        if is_new:
            append(connection, SOURCE, [codec.source_row(source)], time)
        earlier_reading = _readings(connection, arrival.recipe, source).get((source.path, source.sha256))
        if earlier_reading is None or _parts(connection, earlier_reading) != tuple(arrival.parts):
            reading_row = {"path": source.path, "sha256": source.sha256, "recipe": arrival.recipe}
            append(
                connection, READING, [{**reading_row, "parts": codec.as_json(_kept(connection, arrival, time))}], time
            )
        return is_new

    @reads
    def sources(self, connection: Connection) -> dict[str, Source]:
        """Return the newest version of every source, by its path."""
        return {source_row["path"]: codec.source_of(source_row) for source_row in _rows(connection, SOURCE)}

    @reads
    def versions(self, connection: Connection) -> tuple[Source, ...]:
        """Return every version of every source, in the order in which they came."""
        return tuple(codec.source_of(source_row) for source_row in _rows(connection, SOURCE))

    @reads
    def taken_in(self, connection: Connection) -> tuple[int, ...]:
        """Return how many sources, readings and erasures there are: as long as these stay, so does all that was
        received."""
        return count_rows(connection, SOURCE, READING, ERASURE)

    @reads
    def readings(self, connection: Connection, recipe: str) -> dict[tuple[str, str], Refs]:
        """Return what was found by this recipe in each version of each source: its path and SHA-256."""
        return _readings(connection, recipe)

    @reads
    def parts(self, connection: Connection, refs: Refs) -> tuple[Part, ...]:
        """Return what was found, by the numbers that ``readings`` gave."""
        return _parts(connection, refs)

    @reads
    def marked(self, connection: Connection, refs: Refs, reason: str) -> Refs:
        """Return the documents whose segmentation holds a reason, without reading any other."""
        marked_numbers: set[int] = set()
        numbers = [int(ref[2]) for ref in refs]
        for batch_start in range(0, len(numbers), AT_ONCE):
            is_wanted = SEGMENTATION.c.seq.in_(numbers[batch_start : batch_start + AT_ONCE])
            holds_reason = SEGMENTATION.c.segments.contains(reason, autoescape=True)
            marked_numbers.update(
                connection.execute(select(SEGMENTATION.c.seq).where(is_wanted, holds_reason)).scalars()
            )
        return tuple(ref for ref in refs if int(ref[2]) in marked_numbers)

    @writes
    def know_respondents(self, connection: Connection, known: Mapping[str, Respondent], time: str) -> int:
        """Record who sent responses, where that is new or has changed, and say how many."""
        known_respondents = _respondents(connection)
        changed_rows = [
            codec.respondent_row(document_name, respondent)
            for document_name, respondent in known.items()
            if known_respondents.get(document_name) != respondent
        ]
        return len(append(connection, RESPONDENT, changed_rows, time))

    @reads
    def respondents(self, connection: Connection) -> dict[str, Respondent]:
        """Return who sent each response, as last recorded, by the response's name."""
        return _respondents(connection)

    @reads
    def arrivals(self, connection: Connection) -> dict[str, int]:
        """Return when each response first came: the number of its first record, by its name."""
        arrival_rows = connection.execute(select(DOCUMENT.c.name, func.min(DOCUMENT.c.seq)).group_by(DOCUMENT.c.name))
        return {arrival_row[0]: int(arrival_row[1]) for arrival_row in arrival_rows}

    @reads
    def links(self, connection: Connection) -> dict[str, tuple[str, float]]:
        """For each response that said what an earlier one said when it arrived: that one, and the share in common."""
        return {
            link_row["document"]: (link_row["other"], float(link_row["similarity"]))
            for link_row in _rows(connection, LINK)
        }

    def link(self, found: Mapping[str, tuple[str, float]], time: str) -> None:
        """Record which responses say what earlier ones say."""
        if found:
            self._link(found, time)

    @writes
    def _link(self, connection: Connection, found: Mapping[str, tuple[str, float]], time: str) -> None:
        link_rows: list[Row] = [
            {"document": document, "other": other, "similarity": f"{similarity:.3f}"}
            for document, (other, similarity) in found.items()
        ]
        append(connection, LINK, link_rows, time)
