"""Codings, audits and divisions by hand: the judgements of people and machines."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from analysis.model.segments import PointKey, Segmentation


class CoderKind(StrEnum):
    """The kinds of coder."""

    MACHINE = "machine"
    HUMAN = "human"
    ADJUDICATOR = "adjudicator"


class CodingMode(StrEnum):
    """The ways in which a coding comes about; blind codings alone can measure accuracy."""

    MACHINE = "machine"
    BLIND = "blind"
    ASSISTED = "assisted"
    SECOND = "second"
    ADJUDICATION = "adjudication"


class Outcome(StrEnum):
    """The outcome of a judgement: whether the coder could decide at all."""

    CODED = "coded"
    CANNOT_TELL = "cannot tell"


class Design(StrEnum):
    """The sampling design of an audit: all points with the same chance, or from each stratum its own number."""

    SIMPLE = "simple"
    STRATIFIED = "stratified"


@dataclass(frozen=True, slots=True)
class Coder:
    """A person or machine that judges. A machine coder's id is the fingerprint of its method, settings and training
    data."""

    id: str
    kind: CoderKind
    name: str

    @property
    def is_machine(self) -> bool:
        """Return whether a machine judged, not a person."""
        return self.kind is CoderKind.MACHINE


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span of the document that moved the decision for a theme, and by how much (in units of the theme's score)."""

    theme: str
    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class Coding:
    """One coder's whole set of themes for one point; the empty set is a judgement too.

    ``scores`` holds (theme key, score between 0 and 1) for every theme that the coder knew, and ``cuts`` in the same
    order the score from which it gave each; people have neither, and of the oldest codings the cuts were not kept.
    ``text`` is the SHA-256 of the point's words, by which the point is found again where its place has changed.
    """

    point: PointKey
    coder: Coder
    codebook: str
    segmentation: str
    themes: frozenset[str]
    time: str
    scores: tuple[tuple[str, float], ...] = ()
    evidence: tuple[Evidence, ...] = ()
    memo: str = ""
    mode: CodingMode = CodingMode.MACHINE
    outcome: Outcome = Outcome.CODED
    text_sha256: str = ""
    cuts: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class ResolvedCoding:
    """The coding of a point that counts now, in today's themes; the records that it comes from stay as they were made.

    ``disputed``: people disagreed and nobody has adjudicated yet. ``stale``: themes that were redefined or split since
    people judged, and so need another look. ``unanswered``: themes of which a person's coding says nothing, because
    they were added or split since; for these the machine's opinion is in it, where there is one.
    """

    coding: Coding
    disputed: bool = False
    stale: frozenset[str] = frozenset()
    unanswered: frozenset[str] = frozenset()


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

    @property
    def probabilities(self) -> dict[PointKey, float]:
        """Return the chance that each point of the frame had to be drawn: its stratum's share that was."""
        drawn = dict(self.draws[-1].sizes) if self.draws else {}
        sizes = dict(self.strata)
        return {one.point: drawn.get(one.stratum, 0) / sizes[one.stratum] for one in self.frame}


@dataclass(frozen=True, slots=True)
class ManualSegmentation:
    """A segmentation by hand, its own appended record like a Coding; ``text`` is the SHA-256 of what it divides.

    The last one about a document counts, as long as its text is still the same.
    """

    segmentation: Segmentation
    coder: Coder
    text_sha256: str
    time: str
    memo: str = ""
