"""Rows of audits with their frames and draws, what people were shown, and when audits were scored."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, func, select

from analysis.model import Audit, Coder, CoderKind, PointKey
from analysis.store import codec
from analysis.store.append import Row, append
from analysis.store.coding_rows import coders, know_coders
from analysis.store.schema import DRAWN, ERASURE, FRAME, RECORD, SAMPLE, SCORE, SEEN

FEW = 100
"""Documents that are named in a query; of more, all rows are looked through."""


def add_draw(connection: Connection, audit: Audit) -> None:
    """Record an audit's last draw, and with its first one the frame."""
    latest_draw = audit.draws[-1]
    know_coders(connection, {latest_draw.coder.id: latest_draw.coder}, latest_draw.time)
    append(connection, SAMPLE, [codec.sample_row(audit)], latest_draw.time)
    if len(audit.draws) == 1:
        append(connection, FRAME, codec.frame_rows(audit), latest_draw.time)
    append(connection, DRAWN, codec.drawn_rows(audit), latest_draw.time)


def audits(connection: Connection) -> dict[str, Audit]:
    """Return every audit by its name, in the order in which they were first drawn."""
    rows_by_audit: dict[str, list[RowMapping]] = {}
    for sample_row in _timed(connection, SAMPLE):
        rows_by_audit.setdefault(sample_row["name"], []).append(sample_row)
    coder_names = {coder.id: coder.name for coder in coders(connection).values()}
    return {
        audit_name: _audit(connection, audit_name, audit_rows, coder_names)
        for audit_name, audit_rows in rows_by_audit.items()
    }


def drawn_and_scored(connection: Connection) -> tuple[int, ...]:
    """Return how many draws, scores and erasures there are: as long as these stay, so does every audit."""
    counted_tables = (SAMPLE, SCORE, ERASURE)
    return tuple(connection.execute(select(func.count()).select_from(table)).scalar_one() for table in counted_tables)


def _audit(connection: Connection, name: str, rows: Sequence[RowMapping], names: Mapping[str, str]) -> Audit:
    frame_points = [point for row in _named(connection, FRAME, name) for point in codec.frame_of(row)]
    points_by_draw: dict[int, list[tuple[int, PointKey]]] = {}
    for row in _named(connection, DRAWN, name):
        points_by_draw.setdefault(int(row["draw"]), []).extend(codec.drawn_of(row))
    draws = [
        codec.draw_of(
            row, Coder(row["coder"], CoderKind.HUMAN, names[row["coder"]]), _in_turn(points_by_draw.get(number, ()))
        )
        for number, row in enumerate(rows, 1)
    ]
    score_times = [(int(row["draws"]), row["time"]) for row in _timed(connection, SCORE) if row["name"] == name]
    return replace(codec.audit_of(rows[0], frame_points, draws), scored=tuple(score_times))


def _in_turn(points: Iterable[tuple[int, PointKey]]) -> list[PointKey]:
    return [point for _, point in sorted(points)]


def _named(connection: Connection, table: Table, name: str) -> Iterator[RowMapping]:
    yield from connection.execute(select(table).where(table.c.name == name).order_by(table.c.seq)).mappings()


def _timed(connection: Connection, table: Table) -> Iterator[RowMapping]:
    """Yield all rows of a table, with the times of their records."""
    timed_rows = table.join(RECORD, table.c.seq == RECORD.c.seq)
    yield from connection.execute(select(table, RECORD.c.time).select_from(timed_rows).order_by(table.c.seq)).mappings()


def add_score(connection: Connection, audit: Audit, figures: Mapping[str, Any], time: str) -> None:
    """Record that all draws of an audit were scored, and the figures that were told."""
    score_row: Row = {"name": audit.name, "draws": len(audit.draws), "figures": codec.as_json(figures)}
    append(connection, SCORE, [score_row], time)


def figures(connection: Connection, name: str) -> tuple[str, dict[str, Any]] | None:
    """Return when the audit of this name was scored last, and the figures that were told then; None where it was
    not."""
    score_rows = [score_row for score_row in _timed(connection, SCORE) if score_row["name"] == name]
    return (score_rows[-1]["time"], json.loads(score_rows[-1]["figures"])) if score_rows else None


# What people were shown -----------------------------------------------------------------------------------------------


def show(connection: Connection, coder: Coder, points: Sequence[tuple[PointKey, str]], time: str) -> None:
    """Record that a person is shown how others, a machine or people, coded points, with the SHA-256 of their words."""
    know_coders(connection, {coder.id: coder}, time)
    documents = {point.document for point, _ in points}
    seen_query = select(SEEN).where(SEEN.c.coder == coder.id)
    # Of a page's few points a few rows tell; of a whole sheet's documents there may be too many to name.
    is_few = len(documents) <= FEW
    seen_rows = connection.execute(
        seen_query.where(SEEN.c.document.in_(documents)) if is_few else seen_query
    ).mappings()
    known_pairs = {pair for seen_record in seen_rows for pair in codec.seen_of(seen_record)}
    pairs_by_document: dict[str, list[tuple[PointKey, str]]] = {}
    for point, text_sha256 in points:
        if (point, text_sha256) not in known_pairs:
            pairs_by_document.setdefault(point.document, []).append((point, text_sha256))
    append(
        connection,
        SEEN,
        [codec.seen_row(coder.id, document_name, new_pairs) for document_name, new_pairs in pairs_by_document.items()],
        time,
    )


def seen(connection: Connection, after: int = 0) -> Iterator[tuple[str, PointKey, str]]:
    """Yield who was shown how others coded which point, with the SHA-256 of its words; ``after`` a record."""
    for seen_record in connection.execute(select(SEEN).where(SEEN.c.seq > after).order_by(SEEN.c.seq)).mappings():
        yield from ((seen_record["coder"], point, text_sha256) for point, text_sha256 in codec.seen_of(seen_record))
