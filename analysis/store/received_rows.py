"""Rows of what was received: sources, what was found in them, and who sent it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, RowMapping, func, select
from sqlalchemy import Table as DatabaseTable

from analysis.model import Coder, CoderKind, Part, Respondent, SegmentedDocument, Skipped, Source, Table
from analysis.store import codec
from analysis.store.append import RecordBatch, Row, append
from analysis.store.queries import batches, count_rows, rows_of, timed_rows
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

Refs = tuple[tuple[str | int, ...], ...]
"""The same by records: the name of their table and their numbers; a document's goes with its segmentation's."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A source with its bytes and what was found in it by the recipe of this hash."""

    source: Source
    recipe: str
    parts: Sequence[Part]
    content: bytes


@dataclass(frozen=True, slots=True)
class _Recorded:
    """Some sources as they are recorded: newest versions, readings by recipes, and documents, by their paths."""

    sha256: Mapping[str, str]
    readings: Mapping[tuple[str, str, str], Refs]
    documents: Mapping[str, dict[tuple[str, str], int]]


def _recorded(connection: Connection, arrivals: Collection[Arrival]) -> _Recorded:
    """Look up what is recorded of the sources that have arrived."""
    sha256, readings = dict[str, str](), dict[tuple[str, str, str], Refs]()
    documents: dict[str, dict[tuple[str, str], int]] = {arrival.source.path: {} for arrival in arrivals}
    document_columns = (DOCUMENT.c.path, DOCUMENT.c.name, DOCUMENT.c.digest, DOCUMENT.c.seq)
    for paths in batches(list(documents)):
        sha256 |= {row["path"]: row["sha256"] for row in rows_of(connection, SOURCE, SOURCE.c.path.in_(paths))}
        for recipe in {arrival.recipe for arrival in arrivals}:
            found = _readings(connection, recipe, READING.c.path.in_(paths))
            readings |= {(recipe, *version): refs for version, refs in found.items()}
        for path, name, digest, seq in connection.execute(
            select(*document_columns).where(DOCUMENT.c.path.in_(paths)).order_by(DOCUMENT.c.seq)
        ):
            documents[path][name, digest] = int(seq)
    return _Recorded(sha256, readings, documents)


def _readings(connection: Connection, recipe: str, *wanted: ColumnElement[bool]) -> dict[tuple[str, str], Refs]:
    """Return what was last found by a recipe in each version of each source (its path and SHA-256)."""
    reading_query = select(READING).where(READING.c.recipe == recipe, *wanted).order_by(READING.c.seq)
    return {
        (row["path"], row["sha256"]): tuple(tuple(numbers) for numbers in json.loads(row["parts"]))
        for row in connection.execute(reading_query).mappings()
    }


def _parts(connection: Connection, refs: Refs) -> tuple[Part, ...]:
    """Return what records say by their numbers, in the order given."""
    # So many at a time: the rows of a whole survey take as much memory as what they say.
    return tuple(part for batch in batches(refs) for part in _parts_together(connection, batch))


def _parts_together(connection: Connection, refs: Sequence[tuple[str | int, ...]]) -> Iterator[Part]:
    numbers_by_kind: dict[str, list[int]] = {}
    for kind, *numbers in refs:
        for table, number in zip((str(kind), SEGMENTATION.name), numbers, strict=False):
            numbers_by_kind.setdefault(table, []).append(int(number))
    rows_by_kind = {kind: _by_number(connection, RECORDS[kind], numbers) for kind, numbers in numbers_by_kind.items()}
    yield from (_part(rows_by_kind, *ref) for ref in refs)


def _part(rows: Mapping[str, Mapping[int, RowMapping]], kind: str | int, *numbers: str | int) -> Part:
    part_row = rows[str(kind)][int(numbers[0])]
    if kind == UNREAD.name:
        return codec.unread_of(part_row)
    if kind == MAPPING.name:
        return codec.mapping_of(part_row)
    segmentation_row = rows[SEGMENTATION.name][int(numbers[1])]
    return SegmentedDocument(codec.document_of(part_row), codec.segmentation_of(segmentation_row))


def _by_number(connection: Connection, table: DatabaseTable, numbers: Sequence[int]) -> dict[int, RowMapping]:
    return {
        row["seq"]: row
        for batch in batches(numbers)
        for row in connection.execute(select(table).where(table.c.seq.in_(batch))).mappings()
    }


def _record_parts(rows: RecordBatch, arrival: Arrival, documents: dict[tuple[str, str], int]) -> Refs:
    """Record everything that was found and return the records; a document that was found before is not kept twice."""
    source = arrival.source
    segmented = [part for part in arrival.parts if isinstance(part, SegmentedDocument)]
    refs: dict[type[Part], Iterator[tuple[str | int, ...]]] = {
        SegmentedDocument: iter(_record_documents(rows, source, segmented, documents)),
        Skipped: (
            (UNREAD.name, rows.add(UNREAD, codec.unread_row(source, part)))
            for part in arrival.parts
            if isinstance(part, Skipped)
        ),
        Table: (
            (MAPPING.name, rows.add(MAPPING, codec.mapping_row(source, part)))
            for part in arrival.parts
            if isinstance(part, Table)
        ),
    }
    return tuple(next(refs[type(part)]) for part in arrival.parts)


def _record_documents(
    rows: RecordBatch, source: Source, segmented: Sequence[SegmentedDocument], documents: dict[tuple[str, str], int]
) -> list[tuple[str | int, ...]]:
    """Record the documents that are new, and then every segmentation; return the records of each."""
    numbers = list[int]()
    for part in segmented:
        row = codec.document_row(source, part.document)
        key = str(row["name"]), str(row["digest"])
        if key not in documents:
            documents[key] = rows.add(DOCUMENT, row)
        numbers.append(documents[key])
    return [
        (
            DOCUMENT.name,
            number,
            rows.add(
                SEGMENTATION,
                codec.segmentation_row(part.segmentation, fingerprint(part.document.text), SPLITTER),
            ),
        )
        for number, part in zip(numbers, segmented, strict=True)
    ]


def _respondents(connection: Connection) -> dict[str, Respondent]:
    return {row["document"]: codec.respondent_of(row) for row in rows_of(connection, RESPONDENT)}


class SourceRepository(Repository):
    """Sources, what was found in them, and who sent it."""

    @writes
    def _take_in(self, connection: Connection, arrivals: Sequence[Arrival], time: str) -> tuple[bool, ...]:
        """Record sources, of different paths, and what was found in them; say of each whether this version of it is
        new.

        What is recorded already, of this version or by this recipe, is not recorded again.
        """
        recorded, rows, are_new = _recorded(connection, arrivals), RecordBatch(connection, time), list[bool]()
        for arrival in arrivals:
            source, path = arrival.source, arrival.source.path
            are_new.append(recorded.sha256.get(path) != source.sha256)
            if are_new[-1]:
                rows.add(SOURCE, codec.source_row(source))
            earlier_reading = recorded.readings.get((arrival.recipe, path, source.sha256))
            if earlier_reading is None or _parts(connection, earlier_reading) != tuple(arrival.parts):
                refs = codec.as_json(_record_parts(rows, arrival, recorded.documents[path]))
                rows.add(READING, {"path": path, "sha256": source.sha256, "recipe": arrival.recipe, "parts": refs})
        rows.write()
        return tuple(are_new)

    @reads
    def sources(self, connection: Connection) -> dict[str, Source]:
        """Return the newest version of every source, by its path."""
        return {source_row["path"]: codec.source_of(source_row) for source_row in rows_of(connection, SOURCE)}

    @reads
    def versions(self, connection: Connection) -> tuple[Source, ...]:
        """Return every version of every source, in the order in which they came."""
        return tuple(codec.source_of(source_row) for source_row in rows_of(connection, SOURCE))

    @reads
    def version_times(self, connection: Connection) -> tuple[tuple[str, str], ...]:
        """Return the path of every version of every source and when it came, in their order."""
        return tuple((row["path"], row["time"]) for row in timed_rows(connection, SOURCE))

    @reads
    def intake_counts(self, connection: Connection) -> tuple[int, ...]:
        """Return how many sources, readings and erasures there are; while these stay, so does all that was received."""
        return count_rows(connection, SOURCE, READING, ERASURE)

    @reads
    def readings(self, connection: Connection, recipe: str) -> dict[tuple[str, str], Refs]:
        """Return what was found by this recipe in each version of each source: its path and SHA-256."""
        return _readings(connection, recipe)

    @reads
    def parts(self, connection: Connection, refs: Refs) -> tuple[Part, ...]:
        """Return what was found, by the numbers that ``readings`` gave."""
        return _parts(connection, refs)

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
        first_records = connection.execute(select(DOCUMENT.c.name, func.min(DOCUMENT.c.seq)).group_by(DOCUMENT.c.name))
        return {name: int(seq) for name, seq in first_records}

    @reads
    def links(self, connection: Connection) -> dict[str, tuple[str, float]]:
        """Return, by each response that said what an earlier one said, that earlier one and the share in common."""
        return {row["document"]: (row["other"], float(row["similarity"])) for row in rows_of(connection, LINK)}

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
