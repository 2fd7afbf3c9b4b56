"""Rows of codings, the codebooks they were made with, and segmentations by hand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

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
    known = coders(connection, judging.keys())
    new = [coder for name, coder in judging.items() if known.get(name) != coder]
    append(connection, CODER, map(codec.coder_row, new), time)


def coders(connection: Connection, ids: Collection[str] | None = None) -> dict[str, Coder]:
    """Return all coders, or those of these ids, as last named."""
    wanted = select(CODER).order_by(CODER.c.seq)
    rows = connection.execute(wanted if ids is None else wanted.where(CODER.c.id.in_(ids))).mappings()
    return {row["id"]: Coder(row["id"], CoderKind(row["kind"]), row["name"]) for row in rows}


def codings(connection: Connection, machine: str | None = None) -> Iterator[Coding]:
    """Yield people's codings, and those of one machine coder if it is named, in the order in which they were
    appended."""
    names = {coder.id: coder.name for coder in coders(connection).values()}
    # Not "!=", for which no index helps: among a hundred thousand codings of machines there are a few of people.
    people = CODING.c.kind.in_([kind.value for kind in CoderKind if kind is not CoderKind.MACHINE])
    wanted = people if machine is None else people | (CODING.c.coder == machine)
    rows = connection.execute(select(CODING).where(wanted).order_by(CODING.c.seq)).mappings()
    yield from (codec.coding_of(row, names) for row in rows)


def every_coding(connection: Connection) -> Iterator[Coding]:
    """Yield all codings of all coders, in the order in which they were appended."""
    names = {coder.id: coder.name for coder in coders(connection).values()}
    streamed = connection.execution_options(yield_per=2_000)
    rows = streamed.execute(select(CODING).order_by(CODING.c.seq)).mappings()
    yield from (codec.coding_of(row, names) for row in rows)


def codings_of(connection: Connection, point: PointKey) -> tuple[Coding, ...]:
    """Return all codings of one point, in the order in which they were appended."""
    names = {coder.id: coder.name for coder in coders(connection).values()}
    here = (CODING.c.document == point.document) & (CODING.c.start == point.start) & (CODING.c.end == point.end)
    rows = connection.execute(select(CODING).where(here).order_by(CODING.c.seq)).mappings()
    return tuple(codec.coding_of(row, names) for row in rows)


def codings_in(connection: Connection, document: str) -> tuple[Coding, ...]:
    """Return all codings of one document's points, in the order in which they were appended."""
    names = {coder.id: coder.name for coder in coders(connection).values()}
    here = select(CODING).where(CODING.c.document == document).order_by(CODING.c.seq)
    return tuple(codec.coding_of(row, names) for row in connection.execute(here).mappings())


def coded(connection: Connection, coder: Coder) -> set[tuple[PointKey, str, str]]:
    """Return which points a coder has coded, with who had divided their documents, and the SHA-256 of the words
    there."""
    columns = (CODING.c.document, CODING.c.start, CODING.c.end, CODING.c.segmentation, CODING.c.text)
    mine = (CODING.c.kind == coder.kind.value) & (CODING.c.coder == coder.id)
    return {(PointKey(*row[:3]), row[3], row[4] or "") for row in connection.execute(select(*columns).where(mine))}


def counts(connection: Connection) -> dict[CoderKind, int]:
    """Return how many codings there are, by the kind of their coder."""
    rows = connection.execute(select(CODING.c.kind, func.count()).group_by(CODING.c.kind))
    return {CoderKind(kind): number for kind, number in rows}


def know_codebook(connection: Connection, codebook: Codebook, time: str) -> None:
    """Record a codebook, where this version of it is new."""
    known = select(CODEBOOK.c.seq).where(CODEBOOK.c.version == codebook.version)
    if connection.execute(known).first() is None:
        append(connection, CODEBOOK, [codec.codebook_row(codebook)], time)


def codebooks(connection: Connection) -> dict[str, Codebook]:
    """Return every codebook that anything was coded with, by its version, oldest first."""
    rows = connection.execute(select(CODEBOOK).order_by(CODEBOOK.c.seq)).mappings()
    return {row["version"]: codec.codebook_of(row) for row in rows}


def redivide(connection: Connection, redivision: ManualSegmentation) -> None:
    """Append a segmentation by hand."""
    row = codec.segmentation_row(redivision.segmentation, redivision.text_sha256, redivision.coder, redivision.memo)
    append(connection, SEGMENTATION, [row], redivision.time)


def redivisions(connection: Connection) -> Iterator[ManualSegmentation]:
    """Yield all segmentations by hand, in the order in which they were appended."""
    both = SEGMENTATION.join(RECORD, SEGMENTATION.c.seq == RECORD.c.seq)
    rows = connection.execute(
        select(SEGMENTATION, RECORD.c.time)
        .select_from(both)
        .where(SEGMENTATION.c.kind != CoderKind.MACHINE.value)
        .order_by(SEGMENTATION.c.seq)
    ).mappings()
    yield from (codec.redivision_of(row) for row in rows)
