"""What the rest of the tool knows of a store."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Protocol

from analysis.model import Coding, Redivision, Source


class Store(Protocol):
    """Keeps sources with their bytes, codings, and segmentations by hand."""

    def alone(self) -> AbstractContextManager[None]:
        """Be the only writer for a while; what others wrote before is seen."""

    def keep(self, source: Source, content: bytes, time: str) -> bool:
        """Keep a source's bytes; False where this path with these bytes is kept already."""

    def sources(self) -> dict[str, Source]:
        """The newest version of every source, by its path."""

    def content(self, sha256: str) -> bytes | None:
        """The bytes kept under a hash, or None."""

    def append(self, codings: Iterable[Coding]) -> int:
        """Append codings, all or none, and say how many."""

    def codings(self) -> tuple[Coding, ...]:
        """All codings in the order in which they were appended."""

    def redivide(self, redivision: Redivision) -> None:
        """Append a segmentation by hand."""

    def redivisions(self) -> tuple[Redivision, ...]:
        """All segmentations by hand in the order in which they were appended."""
