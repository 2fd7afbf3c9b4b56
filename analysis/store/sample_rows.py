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


def add_draw(connection: Connection, audit: Audit) -> None:
    """Record an audit's last draw, and with its first one the frame."""
    draw = audit.draws[-1]
    know_coders(connection, {draw.coder.id: draw.coder}, draw.time)
    append(connection, SAMPLE, [codec.sample_row(audit)], draw.time)
    if len(audit.draws) == 1:
        append(connection, FRAME, codec.frame_rows(audit), draw.time)
    append(connection, DRAWN, codec.drawn_rows(audit), draw.time)


def audits(connection: Connection) -> dict[str, Audit]:
    """Return every audit by its name, in the order in which they were first drawn."""
    rows: dict[str, list[RowMapping]] = {}
    for row in _timed(connection, SAMPLE):
        rows.setdefault(row["name"], []).append(row)
    names = {coder.id: coder.name for coder in coders(connection).values()}
    return {name: _audit(connection, name, own, names) for name, own in rows.items()}


def drawn_and_scored(connection: Connection) -> tuple[int, ...]:
    """Return how many draws, scores and erasures there are: as long as these stay, so does every audit."""
    tables = (SAMPLE, SCORE, ERASURE)
    return tuple(connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables)


def _audit(connection: Connection, name: str, rows: Sequence[RowMapping], names: Mapping[str, str]) -> Audit:
    frame = [point for row in _named(connection, FRAME, name) for point in codec.frame_of(row)]
    drawn: dict[int, list[tuple[int, PointKey]]] = {}
    for row in _named(connection, DRAWN, name):
        drawn.setdefault(int(row["draw"]), []).extend(codec.drawn_of(row))
    draws = [
        codec.draw_of(row, Coder(row["coder"], CoderKind.HUMAN, names[row["coder"]]), _in_turn(drawn.get(number, ())))
        for number, row in enumerate(rows, 1)
    ]
    scores = [(int(row["draws"]), row["time"]) for row in _timed(connection, SCORE) if row["name"] == name]
    return replace(codec.audit_of(rows[0], frame, draws), scored=tuple(scores))


def _in_turn(points: Iterable[tuple[int, PointKey]]) -> list[PointKey]:
    return [point for _, point in sorted(points)]


def _named(connection: Connection, table: Table, name: str) -> Iterator[RowMapping]:
    yield from connection.execute(select(table).where(table.c.name == name).order_by(table.c.seq)).mappings()


def _timed(connection: Connection, table: Table) -> Iterator[RowMapping]:
    """Yield all rows of a table, with the times of their records."""
    both = table.join(RECORD, table.c.seq == RECORD.c.seq)
    yield from connection.execute(select(table, RECORD.c.time).select_from(both).order_by(table.c.seq)).mappings()


def add_score(connection: Connection, audit: Audit, figures: Mapping[str, Any], time: str) -> None:
    """Record that all draws of an audit were scored, and the figures that were told."""
    row: Row = {"name": audit.name, "draws": len(audit.draws), "figures": codec.as_json(figures)}
    append(connection, SCORE, [row], time)


def figures(connection: Connection, name: str) -> tuple[str, dict[str, Any]] | None:
    """Return when the audit of this name was scored last, and the figures that were told then; None where it was
    not."""
    scores = [row for row in _timed(connection, SCORE) if row["name"] == name]
    return (scores[-1]["time"], json.loads(scores[-1]["figures"])) if scores else None


# What people were shown -----------------------------------------------------------------------------------------------


def show(connection: Connection, coder: Coder, points: Sequence[tuple[PointKey, str]], time: str) -> None:
    """Record that a person is shown how others, a machine or people, coded points, with the SHA-256 of their words."""
    know_coders(connection, {coder.id: coder}, time)
    rows = connection.execute(select(SEEN).where(SEEN.c.coder == coder.id)).mappings()
    known = {pair for row in rows for pair in codec.seen_of(row)}
    own: dict[str, list[tuple[PointKey, str]]] = {}
    for point, text in points:
        if (point, text) not in known:
            own.setdefault(point.document, []).append((point, text))
    append(connection, SEEN, [codec.seen_row(coder.id, name, new) for name, new in own.items()], time)


def showings(connection: Connection) -> int:
    """Return how many records there are of what people were shown."""
    return int(connection.execute(select(func.count()).select_from(SEEN)).scalar_one())


def seen(connection: Connection) -> Iterator[tuple[str, PointKey, str]]:
    """Yield who was shown how others coded which point, with the SHA-256 of its words."""
    for row in connection.execute(select(SEEN).order_by(SEEN.c.seq)).mappings():
        yield from ((row["coder"], point, text) for point, text in codec.seen_of(row))
