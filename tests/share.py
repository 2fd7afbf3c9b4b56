"""The share of a slow test that one run does: another one each day, and all of it where EVERYPOINT_FUZZ is set."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def share(cases: Iterable[T], parts: int) -> Iterator[T]:
    """Yield today's part of the cases, one in so many."""
    if os.environ.get("EVERYPOINT_FUZZ"):
        return iter(cases)
    return islice(cases, datetime.now(UTC).toordinal() % parts, None, parts)
