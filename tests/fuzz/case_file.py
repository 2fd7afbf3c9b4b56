"""A file that is tried, as what makes it and what reads it both know it."""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    """A file, and what was done to make it."""

    name: str
    content: bytes
    made: str
