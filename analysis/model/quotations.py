"""Choices of quotations: what people have said should be quoted under a theme, or should not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from analysis.model.segments import PointKey


class QuoteDecision(StrEnum):
    """The decision about a point as a quotation under a theme."""

    PINNED = "pinned"
    BARRED = "barred"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class QuoteChoice:
    """A person's decision about a point as a quotation under a theme; the last about both counts.

    ``text_sha256`` is that of the point's words, by which it is found again.
    """

    point: PointKey
    text_sha256: str
    theme: str
    decision: QuoteDecision
    who: str
    time: str
