"""Rows of codings, the codebooks they were made with, and segmentations by hand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from heapq import merge
from operator import itemgetter

import numpy as np
from sqlalchemy import ColumnElement, Connection, Table, func, select

from analysis.model import Codebook, Coder, CoderKind, Coding, ManualSegmentation, PointKey
from analysis.store import codec
from analysis.store.append import Row, append, append_all
from analysis.store.coding_table import CodingTable, Column, by_coder
from analysis.store.coding_tables import CodingTables
from analysis.store.queries import rows_of, timed_rows
from analysis.store.repository import Repository, reads, writes
from analysis.store.schema import CODEBOOK, CODER, CODING, CODING_TABLE, ERASURE, RECORD, SEGMENTATION

AT_ONCE = 2_000
"""Codings fetched together."""

PEOPLE = tuple(kind.value for kind in CoderKind if kind is not CoderKind.MACHINE)
"""The kinds of coder that are people. They are named, as no index helps with "not the machine's", and among a hundred
thousand of its records there are a few of people."""


def know_coders(connection: Connection, judging: Mapping[str, Coder], time: str) -> None:
    """Record coders, by their ids, where they are new or called otherwise now."""
    append(connection, CODER, _new_coders(connection, judging), time)


def _new_coders(connection: Connection, judging: Mapping[str, Coder]) -> list[Row]:
    known_coders = coders(connection, judging.keys())
    return [codec.coder_row(coder) for coder_id, coder in judging.items() if known_coders.get(coder_id) != coder]


def coders(connection: Connection, ids: Collection[str] | None = None) -> dict[str, Coder]:
    """Return all coders, or those of these ids, as last named."""
    is_wanted = () if ids is None else (CODER.c.id.in_(ids),)
    return {row["id"]: codec.coder_of(row) for row in rows_of(connection, CODER, *is_wanted)}


def _coded_rows(connection: Connection, *wanted: ColumnElement[bool]) -> Iterator[Coding]:
    """Yield the codings for which all this is so, in the order in which they were appended."""
    yield from (coding for _, coding in _numbered_rows(connection, *wanted))


def _numbered_rows(connection: Connection, *wanted: ColumnElement[bool]) -> Iterator[tuple[int, Coding]]:
    """Yield the same, each with the number of its record."""
    coder_names = _coder_names(connection)
    coding_query = select(CODING).where(*wanted).order_by(CODING.c.seq)
    streamed = connection.execute(coding_query, execution_options={"yield_per": AT_ONCE})
    for coding_row in streamed.mappings():
        yield int(coding_row["seq"]), codec.coding_of(coding_row, coder_names)


def _coder_names(connection: Connection) -> dict[str, str]:
    return {coder.id: coder.name for coder in coders(connection).values()}


def _numbered_in_tables(
    connection: Connection, tables: CodingTables, rows: Callable[[CodingTable], Column] | None = None
) -> Iterator[tuple[int, Coding]]:
    """Yield the codings in all tables, or those in some rows of each, with the number of the table's record."""
    coder_names = _coder_names(connection)
    for number, coder_id, table in tables.of(connection):
        wanted_rows = rows(table) if rows else np.arange(len(table))
        if len(wanted_rows):
            name = coder_names.get(coder_id, coder_id)
            yield from ((number, coding) for coding in table.codings(name, wanted_rows))


def _is_known(connection: Connection, codebook: Codebook) -> bool:
    version_query = select(CODEBOOK.c.seq).where(CODEBOOK.c.version == codebook.version)
    return connection.execute(version_query).first() is not None


class CodingRepository(Repository):
    """Codings, the codebooks that they were made with, and segmentations by hand."""

    def append(self, codings: Iterable[Coding], codebook: Codebook | None = None) -> int:
        """Append codings, all or none, and say how many; with them their coders and their codebook, where these are
        new. Those of a machine become one record for each coder and codebook."""
        coding_records = list(codings)
        return self._append(coding_records, codebook) if coding_records else 0

    @writes
    def _append(self, connection: Connection, codings: Sequence[Coding], codebook: Codebook | None) -> int:
        coder_rows = _new_coders(connection, {coding.coder.id: coding.coder for coding in codings})
        is_new = codebook is not None and not _is_known(connection, codebook)
        new_rows: list[tuple[Table, Row]] = [(CODEBOOK, codec.codebook_row(codebook))] if codebook and is_new else []
        new_rows += [(CODER, coder_row) for coder_row in coder_rows]
        new_rows += [(CODING, codec.coding_row(coding)) for coding in codings if not coding.coder.is_machine]
        time = max(coding.time for coding in codings)
        append_all(connection, new_rows, time)
        for table in by_coder([coding for coding in codings if coding.coder.is_machine]):
            self._tables.record(connection, table, time)
        return len(codings)

    @reads
    def coders(self, connection: Connection) -> dict[str, Coder]:
        """Return everybody who has judged, by their ids, as last named."""
        return coders(connection)

    @reads
    def codings(self, connection: Connection, after: int = 0) -> tuple[Coding, ...]:
        """Return people's codings, in the order in which they were appended; those ``after`` a record alone."""
        is_by_person = CODING.c.kind.in_(PEOPLE)
        return tuple(_coded_rows(connection, is_by_person, *((CODING.c.seq > after,) if after else ())))

    @reads
    def machine_codings(self, connection: Connection, coder_id: str, with_evidence: bool = True) -> tuple[Coding, ...]:
        """Return the codings of one machine coder, in the order in which they were appended."""
        is_by_coder = (CODING.c.kind == CoderKind.MACHINE.value) & (CODING.c.coder == coder_id)
        codings = _coded_rows(connection, is_by_coder)
        in_rows = [coding if with_evidence else replace(coding, evidence=()) for coding in codings]
        name = _coder_names(connection).get(coder_id, coder_id)
        in_tables = (
            coding
            for _, _, table in self._tables.of(connection, CODING_TABLE.c.coder == coder_id)
            for coding in table.codings(name, with_evidence=with_evidence)
        )
        return (*in_rows, *in_tables)

    def every_coding(self) -> Iterator[Coding]:
        """Yield all codings of all coders, in the order in which they were appended."""
        with self._reading() as connection:
            in_tables = _numbered_in_tables(connection, self._tables)
            for _, coding in merge(_numbered_rows(connection), in_tables, key=itemgetter(0)):
                yield coding

    @reads
    def codings_of(self, connection: Connection, *points: PointKey) -> tuple[Coding, ...]:
        """Return all codings of these points, in the order in which they were appended."""
        wanted = frozenset(points)
        documents = {point.document for point in points}
        is_there = CODING.c.document.in_(documents) & CODING.c.start.in_({point.start for point in points})
        in_rows = _numbered_rows(connection, is_there)
        in_tables = _numbered_in_tables(connection, self._tables, lambda table: table.rows_beginning(wanted))
        merged = merge(in_rows, in_tables, key=itemgetter(0))
        return tuple(coding for _, coding in merged if coding.point in wanted)

    @reads
    def codings_at(self, connection: Connection, coder_id: str, points: Collection[PointKey]) -> dict[PointKey, Coding]:
        """Return the last coding of each of these points by one machine coder."""
        documents = {point.document for point in points}
        is_by_coder = (CODING.c.kind == CoderKind.MACHINE.value) & (CODING.c.coder == coder_id)
        in_rows = _coded_rows(connection, is_by_coder, CODING.c.document.in_(documents))
        name = _coder_names(connection).get(coder_id, coder_id)
        in_tables = (
            coding
            for _, _, table in self._tables.of(connection, CODING_TABLE.c.coder == coder_id)
            for coding in table.codings(name, table.rows_of(documents))
        )
        wanted = frozenset(points)
        return {coding.point: coding for coding in (*in_rows, *in_tables) if coding.point in wanted}

    @reads
    def codings_in(self, connection: Connection, document: str) -> tuple[Coding, ...]:
        """Return all codings of one document's points, in the order in which they were appended."""
        in_rows = _numbered_rows(connection, CODING.c.document == document)
        in_tables = _numbered_in_tables(connection, self._tables, lambda table: table.rows_of([document]))
        return tuple(coding for _, coding in merge(in_rows, in_tables, key=itemgetter(0)))

    @reads
    def coded(self, connection: Connection, coder: Coder) -> set[tuple[PointKey, str, str]]:
        """Return the points that a coder has coded, who had divided their documents, and the SHA-256 of the words."""
        point_columns = (CODING.c.document, CODING.c.start, CODING.c.end, CODING.c.segmentation, CODING.c.text)
        is_by_coder = (CODING.c.kind == coder.kind.value) & (CODING.c.coder == coder.id)
        judged = {
            (PointKey(*coding_record[:3]), coding_record[3], coding_record[4] or "")
            for coding_record in connection.execute(select(*point_columns).where(is_by_coder))
        }
        if coder.is_machine:
            for _, _, table in self._tables.of(connection, CODING_TABLE.c.coder == coder.id):
                judged.update(table.judged())
        return judged

    @reads
    def counts(self, connection: Connection) -> dict[CoderKind, int]:
        """Return how many codings there are, by the kind of their coder."""
        kind_counts = connection.execute(select(CODING.c.kind, func.count()).group_by(CODING.c.kind))
        counts = {CoderKind(kind): coding_count for kind, coding_count in kind_counts}
        in_tables = connection.execute(select(func.sum(CODING_TABLE.c.points))).scalar_one()
        if in_tables:
            counts[CoderKind.MACHINE] = counts.get(CoderKind.MACHINE, 0) + int(in_tables)
        return counts

    def know_codebook(self, codebook: Codebook, time: str) -> None:
        """Record a codebook, where this version of it is new."""
        if not self._knows_codebook(codebook):
            self._add_codebook(codebook, time)

    @reads
    def _knows_codebook(self, connection: Connection, codebook: Codebook) -> bool:
        return _is_known(connection, codebook)

    @writes
    def _add_codebook(self, connection: Connection, codebook: Codebook, time: str) -> None:
        if not _is_known(connection, codebook):  # somebody may have been faster
            append(connection, CODEBOOK, [codec.codebook_row(codebook)], time)

    @reads
    def codebooks(self, connection: Connection) -> dict[str, Codebook]:
        """Return every codebook that anything was coded with, by its version, oldest first."""
        return {row["version"]: codec.codebook_of(row) for row in rows_of(connection, CODEBOOK)}

    @reads
    def codebook_times(self, connection: Connection) -> tuple[tuple[str, str], ...]:
        """Return the version of every codebook when it was first known, and again whenever a machine coded with it, by
        time."""
        known = [(row["time"], row["version"]) for row in timed_rows(connection, CODEBOOK)]
        # An erasure records anew, at its own time, what is left of a table.
        erased = set(connection.execute(select(RECORD.c.time).where(RECORD.c.kind == ERASURE.name)).scalars())
        used = [
            (self._tables.coded_last(connection, row) if row["time"] in erased else row["time"], row["codebook"])
            for row in timed_rows(connection, CODING_TABLE)
        ]
        in_order = sorted([*known, *used], key=itemgetter(0))
        return tuple((version, time) for time, version in in_order)

    @writes
    def redivide(self, connection: Connection, redivision: ManualSegmentation) -> None:
        """Append a segmentation by hand."""
        segmentation_row = codec.segmentation_row(
            redivision.segmentation, redivision.text_sha256, redivision.coder, redivision.memo
        )
        append(connection, SEGMENTATION, [segmentation_row], redivision.time)

    @reads
    def redivisions(self, connection: Connection) -> tuple[ManualSegmentation, ...]:
        """Return all segmentations by hand, in the order in which they were appended."""
        is_by_hand = SEGMENTATION.c.kind.in_(PEOPLE)
        return tuple(map(codec.redivision_of, timed_rows(connection, SEGMENTATION, is_by_hand)))
