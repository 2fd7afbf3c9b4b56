"""The chain: each record's digest goes into a head, and each head into the next: nothing before it can change."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

NOTHING = "0" * 64
"""The head of an empty chain."""


def content_digest(salt: str, kind: str, row: Sequence[str | int | None]) -> str:
    """Return what a record says: SHA-256 of its salt, its kind and its row's values in the order of the table's
    columns.

    The salt keeps an erased row secret from whoever would guess at what it said.
    """
    return _sha256([salt, kind, *row])


def next_head(head: str, seq: int, kind: str, time: str, content: str) -> str:
    """Return the head after one more record."""
    return _sha256([head, seq, kind, time, content])


def _sha256(values: Sequence[str | int | None]) -> str:
    return hashlib.sha256(_ENCODER.encode(values).encode()).hexdigest()


_ENCODER = json.JSONEncoder(ensure_ascii=False)
"""Made once: two digests a record are asked for."""
