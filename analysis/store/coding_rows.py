"""Rows of codings, the codebooks they were made with, and segmentations by hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, Table, func, select

from analysis.model import Codebook, Coder, CoderKind, Coding, ManualSegmentation, PointKey
from analysis.store import codec
from analysis.store.append import Row, append, append_all
from analysis.store.queries import rows_of, timed_rows
from analysis.store.repository import Repository, reads, writes
from analysis.store.schema import CODEBOOK, CODER, CODING, SEGMENTATION

AT_ONCE = 2_000
"""Codings fetched together."""


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
    coder_names = {coder.id: coder.name for coder in coders(connection).values()}
    coding_query = select(CODING).where(*wanted).order_by(CODING.c.seq)
    streamed = connection.execute(coding_query, execution_options={"yield_per": AT_ONCE})
    yield from (codec.coding_of(coding_row, coder_names) for coding_row in streamed.mappings())


def _is_known(connection: Connection, codebook: Codebook) -> bool:
    version_query = select(CODEBOOK.c.seq).where(CODEBOOK.c.version == codebook.version)
    return connection.execute(version_query).first() is not None


class CodingRepository(Repository):
    """Codings, the codebooks that they were made with, and segmentations by hand."""

    def append(self, codings: Iterable[Coding], codebook: Codebook | None = None) -> int:
        """Append codings, all or none, and say how many; with them their coders and their codebook, where these are
        new."""
        coding_records = list(codings)
        return self._append(coding_records, codebook) if coding_records else 0

    @writes
    def _append(self, connection: Connection, codings: Sequence[Coding], codebook: Codebook | None) -> int:
        coder_rows = _new_coders(connection, {coding.coder.id: coding.coder for coding in codings})
        is_new = codebook is not None and not _is_known(connection, codebook)
        new_rows: list[tuple[Table, Row]] = [(CODEBOOK, codec.codebook_row(codebook))] if codebook and is_new else []
        new_rows += [(CODER, coder_row) for coder_row in coder_rows]
        new_rows += [(CODING, codec.coding_row(coding)) for coding in codings]
        append_all(connection, new_rows, max(coding.time for coding in codings))
        return len(codings)

    @reads
    def coders(self, connection: Connection) -> dict[str, Coder]:
        """Return everybody who has judged, by their ids, as last named."""
        return coders(connection)

    @reads
    def codings(self, connection: Connection, machine: str | None = None, after: int = 0) -> tuple[Coding, ...]:
        """Return people's codings, and those of one machine coder if it is named, in the order in which they were
        appended; those ``after`` a record alone."""
        # Not "!=", for which no index helps: among a hundred thousand codings of machines there are a few of people.
        is_by_person = CODING.c.kind.in_([kind.value for kind in CoderKind if kind is not CoderKind.MACHINE])
        is_wanted = is_by_person if machine is None else is_by_person | (CODING.c.coder == machine)
        return tuple(_coded_rows(connection, is_wanted, *((CODING.c.seq > after,) if after else ())))

    @reads
    def machine_codings(self, connection: Connection, coder_id: str, with_evidence: bool = True) -> tuple[Coding, ...]:
        """Return the codings of one machine coder, in the order in which they were appended."""
        is_by_coder = (CODING.c.kind == CoderKind.MACHINE.value) & (CODING.c.coder == coder_id)
        codings = _coded_rows(connection, is_by_coder)
        return tuple(coding if with_evidence else replace(coding, evidence=()) for coding in codings)

    def every_coding(self) -> Iterator[Coding]:
        """Yield all codings of all coders, in the order in which they were appended."""
        with self._reading() as connection:
            yield from _coded_rows(connection)

    @reads
    def codings_of(self, connection: Connection, point: PointKey) -> tuple[Coding, ...]:
        """Return all codings of one point, in the order in which they were appended."""
        is_there = (CODING.c.start == point.start) & (CODING.c.end == point.end)
        return tuple(_coded_rows(connection, CODING.c.document == point.document, is_there))

    @reads
    def codings_in(self, connection: Connection, document: str) -> tuple[Coding, ...]:
        """Return all codings of one document's points, in the order in which they were appended."""
        return tuple(_coded_rows(connection, CODING.c.document == document))

    @reads
    def coded(self, connection: Connection, coder: Coder) -> set[tuple[PointKey, str, str]]:
        """Return which points a coder has coded, with who had divided their documents, and the SHA-256 of the words
        there."""
        point_columns = (CODING.c.document, CODING.c.start, CODING.c.end, CODING.c.segmentation, CODING.c.text)
        is_by_coder = (CODING.c.kind == coder.kind.value) & (CODING.c.coder == coder.id)
        return {
            (PointKey(*coding_record[:3]), coding_record[3], coding_record[4] or "")
            for coding_record in connection.execute(select(*point_columns).where(is_by_coder))
        }

    @reads
    def counts(self, connection: Connection) -> dict[CoderKind, int]:
        """Return how many codings there are, by the kind of their coder."""
        kind_counts = connection.execute(select(CODING.c.kind, func.count()).group_by(CODING.c.kind))
        return {CoderKind(kind): coding_count for kind, coding_count in kind_counts}

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
        is_by_hand = SEGMENTATION.c.kind != CoderKind.MACHINE.value
        return tuple(map(codec.redivision_of, timed_rows(connection, SEGMENTATION, is_by_hand)))
