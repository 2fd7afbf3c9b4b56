"""Rows of audits with their frames and draws, what people were shown, and when audits were scored."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import Connection, RowMapping

from analysis.model import ActivityKind, Audit, Coder, CoderKind, Draw, PointKey
from analysis.store import codec
from analysis.store.append import Row, append
from analysis.store.coding_rows import coders, know_coders
from analysis.store.queries import AT_ONCE, count_rows, rows_of, timed_rows
from analysis.store.repository import Repository, reads, writes
from analysis.store.schema import DEED, DRAWN, ERASURE, FRAME, SAMPLE, SCORE, SEEN


def _audit(
    connection: Connection, name: str, rows: Sequence[RowMapping], names: Mapping[str, str], after: int
) -> Audit:
    """Return an audit from the records that came ``after`` one: what was undone before it is another audit's."""
    frame_rows = rows_of(connection, FRAME, FRAME.c.name == name, FRAME.c.seq > after)
    frame_points = [point for row in frame_rows for point in codec.frame_of(row)]
    points_by_draw: dict[int, list[tuple[int, PointKey]]] = {}
    for row in rows_of(connection, DRAWN, DRAWN.c.name == name, DRAWN.c.seq > after):
        points_by_draw.setdefault(int(row["draw"]), []).extend(codec.drawn_of(row))
    draws = [
        codec.draw_of(
            row,
            Coder(row["coder"], CoderKind.HUMAN, names[row["coder"]]),
            [point for _, point in sorted(points_by_draw.get(number, ()))],
        )
        for number, row in enumerate(rows, 1)
    ]
    score_times = [(int(row["draws"]), row["time"]) for row in timed_rows(connection, SCORE, SCORE.c.name == name)]
    return replace(codec.audit_of(rows[0], frame_points, draws), scored=tuple(score_times))


def _undone(connection: Connection) -> dict[str, int]:
    """Return for each audit of which the draw was undone the number of the record that says so last."""
    return {row["document"]: row["seq"] for row in rows_of(connection, DEED, DEED.c.kind == ActivityKind.UNDID_DRAW)}


class ScoreRecord(NamedTuple):
    """What was recorded when an audit was scored: the time, the figures that were told, and the record's number."""

    time: str
    figures: dict[str, Any]
    number: int


class SampleRepository(Repository):
    """Audits with their draws and scores, and what people were shown."""

    @writes
    def draw(self, connection: Connection, audit: Audit) -> None:
        """Record an audit's last draw, and with its first one the frame."""
        latest_draw = audit.draws[-1]
        know_coders(connection, {latest_draw.coder.id: latest_draw.coder}, latest_draw.time)
        append(connection, SAMPLE, [codec.sample_row(audit)], latest_draw.time)
        if len(audit.draws) == 1:
            append(connection, FRAME, codec.frame_rows(audit), latest_draw.time)
        append(connection, DRAWN, codec.drawn_rows(audit), latest_draw.time)

    @reads
    def audits(self, connection: Connection) -> dict[str, Audit]:
        """Return every audit by its name, in the order in which they were first drawn."""
        rows_by_audit: dict[str, list[RowMapping]] = {}
        undone = _undone(connection)
        for sample_row in timed_rows(connection, SAMPLE):
            if sample_row["seq"] > undone.get(sample_row["name"], 0):
                rows_by_audit.setdefault(sample_row["name"], []).append(sample_row)
        coder_names = {coder.id: coder.name for coder in coders(connection).values()}
        return {
            audit_name: _audit(connection, audit_name, audit_rows, coder_names, undone.get(audit_name, 0))
            for audit_name, audit_rows in rows_by_audit.items()
        }

    @reads
    def undone_draws(self, connection: Connection) -> tuple[tuple[str, Draw], ...]:
        """Return the draws that were undone, each with the name of its audit and without its points."""
        undone, coder_names = _undone(connection), {coder.id: coder.name for coder in coders(connection).values()}
        return tuple(
            (row["name"], codec.draw_of(row, Coder(row["coder"], CoderKind.HUMAN, coder_names[row["coder"]]), ()))
            for row in (timed_rows(connection, SAMPLE) if undone else ())
            if row["seq"] <= undone.get(row["name"], 0)
        )

    @reads
    def drawn_and_scored(self, connection: Connection) -> tuple[int, ...]:
        """Return how many draws, scores and erasures there are: as long as these stay, so does every audit."""
        return count_rows(connection, SAMPLE, SCORE, ERASURE)

    @writes
    def score(self, connection: Connection, audit: Audit, figures: Mapping[str, Any], time: str) -> None:
        """Record that all draws of an audit were scored, and the figures that were told."""
        score_row: Row = {"name": audit.name, "draws": len(audit.draws), "figures": codec.as_json(figures)}
        append(connection, SCORE, [score_row], time)

    @reads
    def figures(self, connection: Connection, name: str) -> ScoreRecord | None:
        """Return what was recorded when the audit of this name was scored last; None where it was not.

        A figure that was recorded as no number, as a limit once could be, is one that was not measured.
        """
        rows = list(timed_rows(connection, SCORE, SCORE.c.name == name))
        if not rows:
            return None
        figures = json.loads(rows[-1]["figures"], parse_constant=lambda _: None)
        return ScoreRecord(rows[-1]["time"], figures, int(rows[-1]["seq"]))

    @writes
    def show(self, connection: Connection, coder: Coder, points: Sequence[tuple[PointKey, str]], time: str) -> None:
        """Record that a person is shown how others coded points, which are given with the SHA-256 of their words."""
        know_coders(connection, {coder.id: coder}, time)
        documents = {point.document for point, _ in points}
        # Of a page's few points a few rows tell; of a whole sheet's documents there may be too many to name.
        is_theirs = (SEEN.c.document.in_(documents),) if len(documents) <= AT_ONCE else ()
        seen_rows = rows_of(connection, SEEN, SEEN.c.coder == coder.id, *is_theirs)
        known_pairs = {pair for seen_row in seen_rows for pair in codec.seen_of(seen_row)}
        pairs_by_document: dict[str, list[tuple[PointKey, str]]] = {}
        for point, text_sha256 in points:
            if (point, text_sha256) not in known_pairs:
                pairs_by_document.setdefault(point.document, []).append((point, text_sha256))
        new_rows = [codec.seen_row(coder.id, document, new_pairs) for document, new_pairs in pairs_by_document.items()]
        append(connection, SEEN, new_rows, time)

    @reads
    def seen(self, connection: Connection, after: int = 0) -> tuple[tuple[str, PointKey, str], ...]:
        """Return who was shown others' coding of which point, with the SHA-256 of its words; ``after`` a record."""
        return tuple(
            (seen_row["coder"], point, text_sha256)
            for seen_row in rows_of(connection, SEEN, SEEN.c.seq > after)
            for point, text_sha256 in codec.seen_of(seen_row)
        )
