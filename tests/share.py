"""The share of a slow test that one run does: another one each day, and all of it where EVERYPOINT_FUZZ is set."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def examples(whole: int) -> int:
    """How many of so many generated examples a run tries: a quarter, and all of them where EVERYPOINT_FUZZ is set."""
    return whole if os.environ.get("EVERYPOINT_FUZZ") else max(5, whole // 4)


def share(cases: Iterable[T], parts: int) -> Iterator[T]:
    """Yield today's part of the cases, one in so many."""
    if os.environ.get("EVERYPOINT_FUZZ"):
        return iter(cases)
    return islice(cases, datetime.now(UTC).toordinal() % parts, None, parts)
