"""Codings and segmentations by hand: the judgements of people and machines."""

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
    """The outcomes of a judgement: the coder decided, or could not."""

    CODED = "coded"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Coder:
    """A person or machine that judges. A machine coder's id is the fingerprint of its method, settings and training
    data."""

    id: str
    kind: CoderKind
    name: str

    @classmethod
    def person(cls, name: str) -> Coder:
        """Return the person of this name; case and spacing make nobody another person."""
        shown_name = " ".join(name.split())
        return cls(shown_name.casefold(), CoderKind.HUMAN, shown_name)

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
    ``text_sha256`` is the digest of the point's words, by which the point is found again where its place has changed.
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

    @property
    def is_of_model(self) -> bool:
        """Return whether it is what a language model answered: the local classifier gives every theme a score."""
        return self.coder.is_machine and not self.scores


@dataclass(frozen=True, slots=True)
class ResolvedCoding:
    """The coding of a point that counts now, in today's themes; the records that it comes from stay as they were made.

    ``disputed``: people disagreed and nobody has adjudicated yet. ``stale``: themes that were redefined or split since
    people judged, and so need another look: they were found, or the machine finds them now. ``unanswered``: themes of
    which a person's coding says nothing, because they were added or split since; for these the machine's opinion is in
    it, where there is one.
    """

    coding: Coding
    disputed: bool = False
    stale: frozenset[str] = frozenset()
    unanswered: frozenset[str] = frozenset()

    @property
    def is_for_person(self) -> bool:
        """Return whether the machine cannot tell, and no person has decided: it is not known what the point raises."""
        return self.coding.coder.is_machine and self.coding.outcome is Outcome.CANNOT_TELL


@dataclass(frozen=True, slots=True)
class ManualSegmentation:
    """A segmentation by hand, its own appended record like a Coding; ``text_sha256`` is the digest of what it divides.

    The last one about a document counts, as long as its text is still the same.
    """

    segmentation: Segmentation
    coder: Coder
    text_sha256: str
    time: str
    memo: str = ""
