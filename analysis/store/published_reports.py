"""What was published: the reports that were made, and where the chain ended then."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from analysis.store import codec
from analysis.store.append import append
from analysis.store.schema import REPORT


def add_report(connection: Connection, page: str, facts: Mapping[str, Any], time: str) -> None:
    """Record that a report was made: the SHA-256 of its page, and what it was made from."""
    append(connection, REPORT, [{"page": page, "manifest": codec.as_json(facts)}], time)
