"""Rows of which points were given to whom to code."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Connection

from analysis.model import Assignment, PointKey
from analysis.store import codec
from analysis.store.append import Row, append
from analysis.store.queries import timed_rows
from analysis.store.repository import Repository, reads, writes
from analysis.store.schema import ASSIGNMENT


class AssignmentRepository(Repository):
    """The batches of points that were given to people."""

    @writes
    def assign(self, connection: Connection, assignments: Sequence[Assignment]) -> None:
        """Append assignments, all or none."""
        points: dict[tuple[str, str, str, str], list[list[str | int]]] = {}
        for one in assignments:
            written: list[str | int] = [one.point.start, one.point.end, one.text_sha256, one.order, one.codings]
            points.setdefault((one.batch, one.point.document, one.coder, one.by), []).append(written)
        rows: list[Row] = [
            {"batch": batch, "document": document, "points": codec.as_json(written), "coder": coder, "who": who}
            for (batch, document, coder, who), written in points.items()
        ]
        append(connection, ASSIGNMENT, rows, max((one.time for one in assignments), default=""))

    @reads
    def assignments(self, connection: Connection) -> dict[str, tuple[Assignment, ...]]:
        """Return the last assignment of each point of each batch, by the batch, in the order of their turns."""
        batches: dict[str, dict[tuple[str, int], Assignment]] = {}
        for row in timed_rows(connection, ASSIGNMENT):
            batch = batches.setdefault(row["batch"], {})
            for start, end, digest, order, codings in json.loads(row["points"]):
                place = PointKey(row["document"], start, end)
                fields = (row["batch"], place, digest, order, codings, row["coder"], row["who"], row["time"])
                batch[row["document"], order] = Assignment(*fields)
        return {
            name: tuple(sorted(batch.values(), key=lambda one: (one.order, one.point)))
            for name, batch in batches.items()
        }
