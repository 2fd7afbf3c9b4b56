"""Audits as probability samples: their design, sampling frame and draws."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from analysis.model.codings import Coder
from analysis.model.segments import PointKey


class Design(StrEnum):
    """The sampling design of an audit: all points with the same chance, or from each stratum its own number."""

    SIMPLE = "simple"
    STRATIFIED = "stratified"


@dataclass(frozen=True, slots=True)
class FramePoint:
    """A point that an audit could have drawn: where it stood then, the SHA-256 of its words, and its stratum."""

    point: PointKey
    text_sha256: str
    stratum: str


@dataclass(frozen=True, slots=True)
class Draw:
    """One draw of an audit: how many were asked for in all, how many each stratum has with it, the points it added.

    ``sizes`` holds (stratum, points drawn from it so far).
    """

    coder: Coder
    time: str
    asked: int
    sizes: tuple[tuple[str, int], ...]
    points: tuple[PointKey, ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """A seeded probability sample of a frozen frame of points, to be coded before the machine's opinion is seen.

    The frame is what nobody had decided when the audit was first drawn; ``machine`` is the machine coder that had coded
    it, and the one that is measured. ``by``: what the strata were made from. ``strata`` holds (stratum, its points in
    the frame as it was drawn), of which those of erased respondents are no longer in ``frame``. A later draw extends
    the earlier ones by the same seed and frame. ``scored`` holds (number of draws that had been made, time) for each
    time that the audit was scored: what was coded later of these draws does not count as blind.
    """

    name: str
    seed: int
    design: Design
    by: tuple[str, ...]
    codebook: str
    machine: str
    strata: tuple[tuple[str, int], ...]
    frame: tuple[FramePoint, ...]
    draws: tuple[Draw, ...]
    scored: tuple[tuple[int, str], ...] = ()

    @property
    def drawn(self) -> tuple[PointKey, ...]:
        """Return all points drawn, in the order of the draws."""
        return tuple(point for draw in self.draws for point in draw.points)
