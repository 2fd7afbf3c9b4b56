"""What bounds a reader."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """Limits that hold for every reader; a file beyond them is skipped with the reason."""

    max_bytes: int = 50_000_000
    """Larger than any written submission seen; a longer file is nearly always a scan or a mistake."""

    max_characters: int = 5_000_000
    """About 2,000 pages: no response is longer, and what is looks like data."""
