"""What was published: the reports that were made, and where the chain ended then."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from analysis.store import codec
from analysis.store.appending import append
from analysis.store.schema import REPORT


def add_report(connection: Connection, page: str, facts: Mapping[str, Any], time: str) -> None:
    """Record that a report was made: the SHA-256 of its page, and what it was made from."""
    append(connection, REPORT, [{"page": page, "manifest": codec.as_json(facts)}], time)


def reports(connection: Connection) -> list[tuple[str, dict[str, Any]]]:
    """All reports that were made, oldest first."""
    rows = connection.execute(select(REPORT).order_by(REPORT.c.seq)).mappings()
    return [(row["page"], json.loads(row["manifest"])) for row in rows]
