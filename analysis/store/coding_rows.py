"""Rows of codings, the codebooks they were made with, and segmentations by hand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, func, select

from analysis.model import Codebook, Coder, CoderKind, Coding, ManualSegmentation, PointKey
from analysis.store import codec
from analysis.store.append import append
from analysis.store.schema import CODEBOOK, CODER, CODING, RECORD, SEGMENTATION


def add_codings(connection: Connection, codings: Sequence[Coding], time: str) -> int:
    """Append codings, and their coders where those are new; say how many."""
    know_coders(connection, {c.coder.id: c.coder for c in codings}, time)
    return len(append(connection, CODING, map(codec.coding_row, codings), time))


def know_coders(connection: Connection, judging: Mapping[str, Coder], time: str) -> None:
    """Record coders, by their ids, where they are new or called otherwise now."""
    known_coders = coders(connection, judging.keys())
    new_coders = [coder for coder_id, coder in judging.items() if known_coders.get(coder_id) != coder]
    append(connection, CODER, map(codec.coder_row, new_coders), time)


def coders(connection: Connection, ids: Collection[str] | None = None) -> dict[str, Coder]:
    """Return all coders, or those of these ids, as last named."""
    coder_query = select(CODER).order_by(CODER.c.seq)
    coder_rows = connection.execute(coder_query if ids is None else coder_query.where(CODER.c.id.in_(ids))).mappings()
    return {
        coder_row["id"]: Coder(coder_row["id"], CoderKind(coder_row["kind"]), coder_row["name"])
        for coder_row in coder_rows
    }


def codings(connection: Connection, machine: str | None = None, after: int = 0) -> Iterator[Coding]:
    """Yield people's codings, and those of one machine coder if it is named, in the order in which they were
    appended; those ``after`` a record alone."""
    coder_names = {coder.id: coder.name for coder in coders(connection).values()}
    # Not "!=", for which no index helps: among a hundred thousand codings of machines there are a few of people.
    is_by_person = CODING.c.kind.in_([kind.value for kind in CoderKind if kind is not CoderKind.MACHINE])
    is_wanted = is_by_person if machine is None else is_by_person | (CODING.c.coder == machine)
    is_new = (CODING.c.seq > after,) if after else ()
    coding_records = connection.execute(select(CODING).where(is_wanted, *is_new).order_by(CODING.c.seq)).mappings()
    yield from (codec.coding_of(coding_record, coder_names) for coding_record in coding_records)


def machine_codings(connection: Connection, coder_id: str, with_evidence: bool) -> Iterator[Coding]:
    """Yield the codings of one machine coder, in the order in which they were appended."""
    coder_names = {coder.id: coder.name for coder in coders(connection, [coder_id]).values()}
    is_wanted = (CODING.c.kind == CoderKind.MACHINE.value) & (CODING.c.coder == coder_id)
    coding_records = connection.execute(select(CODING).where(is_wanted).order_by(CODING.c.seq)).mappings()
    for coding_record in coding_records:
        coding = codec.coding_of(coding_record, coder_names)
        yield coding if with_evidence else replace(coding, evidence=())


def is_coded_since(connection: Connection, point: PointKey, seq: int) -> bool:
    """Return whether a person has coded a point after a record."""
    is_of_point = (CODING.c.document == point.document) & (CODING.c.start == point.start) & (CODING.c.end == point.end)
    is_by_person = CODING.c.kind != CoderKind.MACHINE.value
    found_coding = select(CODING.c.seq).where(is_of_point, is_by_person, CODING.c.seq > seq).limit(1)
    return connection.execute(found_coding).first() is not None


def every_coding(connection: Connection) -> Iterator[Coding]:
    """Yield all codings of all coders, in the order in which they were appended."""
    coder_names = {coder.id: coder.name for coder in coders(connection).values()}
    streamed = connection.execution_options(yield_per=2_000)
    coding_records = streamed.execute(select(CODING).order_by(CODING.c.seq)).mappings()
    yield from (codec.coding_of(coding_record, coder_names) for coding_record in coding_records)


def codings_of(connection: Connection, point: PointKey) -> tuple[Coding, ...]:
    """Return all codings of one point, in the order in which they were appended."""
    coder_names = {coder.id: coder.name for coder in coders(connection).values()}
    is_of_point = (CODING.c.document == point.document) & (CODING.c.start == point.start) & (CODING.c.end == point.end)
    coding_records = connection.execute(select(CODING).where(is_of_point).order_by(CODING.c.seq)).mappings()
    return tuple(codec.coding_of(coding_record, coder_names) for coding_record in coding_records)


def codings_in(connection: Connection, document: str) -> tuple[Coding, ...]:
    """Return all codings of one document's points, in the order in which they were appended."""
    coder_names = {coder.id: coder.name for coder in coders(connection).values()}
    document_query = select(CODING).where(CODING.c.document == document).order_by(CODING.c.seq)
    return tuple(
        codec.coding_of(coding_record, coder_names) for coding_record in connection.execute(document_query).mappings()
    )


def coded(connection: Connection, coder: Coder) -> set[tuple[PointKey, str, str]]:
    """Return which points a coder has coded, with who had divided their documents, and the SHA-256 of the words
    there."""
    point_columns = (CODING.c.document, CODING.c.start, CODING.c.end, CODING.c.segmentation, CODING.c.text)
    is_by_coder = (CODING.c.kind == coder.kind.value) & (CODING.c.coder == coder.id)
    return {
        (PointKey(*coding_record[:3]), coding_record[3], coding_record[4] or "")
        for coding_record in connection.execute(select(*point_columns).where(is_by_coder))
    }


def counts(connection: Connection) -> dict[CoderKind, int]:
    """Return how many codings there are, by the kind of their coder."""
    kind_counts = connection.execute(select(CODING.c.kind, func.count()).group_by(CODING.c.kind))
    return {CoderKind(kind): coding_count for kind, coding_count in kind_counts}


def know_codebook(connection: Connection, codebook: Codebook, time: str) -> None:
    """Record a codebook, where this version of it is new."""
    version_query = select(CODEBOOK.c.seq).where(CODEBOOK.c.version == codebook.version)
    if connection.execute(version_query).first() is None:
        append(connection, CODEBOOK, [codec.codebook_row(codebook)], time)


def codebooks(connection: Connection) -> dict[str, Codebook]:
    """Return every codebook that anything was coded with, by its version, oldest first."""
    codebook_rows = connection.execute(select(CODEBOOK).order_by(CODEBOOK.c.seq)).mappings()
    return {codebook_row["version"]: codec.codebook_of(codebook_row) for codebook_row in codebook_rows}


def redivide(connection: Connection, redivision: ManualSegmentation) -> None:
    """Append a segmentation by hand."""
    segmentation_row = codec.segmentation_row(
        redivision.segmentation, redivision.text_sha256, redivision.coder, redivision.memo
    )
    append(connection, SEGMENTATION, [segmentation_row], redivision.time)


def redivisions(connection: Connection) -> Iterator[ManualSegmentation]:
    """Yield all segmentations by hand, in the order in which they were appended."""
    timed_segmentations = SEGMENTATION.join(RECORD, SEGMENTATION.c.seq == RECORD.c.seq)
    segmentation_rows = connection.execute(
        select(SEGMENTATION, RECORD.c.time)
        .select_from(timed_segmentations)
        .where(SEGMENTATION.c.kind != CoderKind.MACHINE.value)
        .order_by(SEGMENTATION.c.seq)
    ).mappings()
    yield from (codec.redivision_of(segmentation_row) for segmentation_row in segmentation_rows)
