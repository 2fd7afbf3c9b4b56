"""Blinding: who has seen what, which points are hidden, how a coding counts, who may code a point, and what teaches.

The one place for these rules: pages, sheets and figures ask here (ADR 13, 21 and 25).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from analysis.auditing.resolution.audit_state import AuditState, Blind, audit_state, blind, last_words
from analysis.auditing.resolution.reanchor import locate
from analysis.model import Audit, Coder, CoderKind, Coding, CodingMode, PointKey

SIGHTED = (CodingMode.ASSISTED, CodingMode.ADJUDICATION)
"""The modes of codings that are made with other opinions in sight."""

INDEPENDENT = (CodingMode.BLIND, CodingMode.SECOND)
"""The modes in which a person knows neither the machine's opinion nor another person's."""


# Who has seen what ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Exposure:
    """The points of which each person, by coder's id, has seen the machine's opinion or another person's."""

    points: Mapping[str, frozenset[PointKey]]

    @classmethod
    def of(
        cls, shown: Iterable[tuple[str, PointKey, str]], codings: Iterable[Coding], digests: Mapping[PointKey, str]
    ) -> Exposure:
        """Return what was shown to people, and what they judged with another opinion in sight.

        ``shown`` holds coder's id, point and SHA-256 of its text as they were then; of all people, since equal texts
        are told apart by their order. ``codings`` are people's, carried to the points of today, which ``digests``
        holds with the SHA-256 of their texts. A coding that was taken back was made in sight of the opinion all the
        same.
        """
        showings = list(shown)
        targets = locate([(point, digest) for _, point, digest in showings], digests)
        points: dict[str, set[PointKey]] = {}
        for coder_id, point, digest in showings:
            if (point, digest) in targets:
                points.setdefault(coder_id, set()).add(targets[point, digest])
        for coding in codings:
            if coding.mode in SIGHTED:
                points.setdefault(coding.coder.id, set()).add(coding.point)
        return cls({coder_id: frozenset(seen) for coder_id, seen in points.items()})

    def seen_by(self, coder: Coder) -> frozenset[PointKey]:
        """Return the points of which a person has seen an opinion."""
        return self.points.get(coder.id, frozenset())

    def extended(self, coder: Coder, points: Iterable[PointKey]) -> Exposure:
        """Return a copy with further points that one person has seen."""
        return Exposure({**self.points, coder.id: self.seen_by(coder).union(points)})


# What is drawn, and hidden --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sample:
    """An audit and its points of today; ``open`` are those drawn that were not scored yet, in their order."""

    audit: Audit
    today: AuditState
    open: tuple[PointKey, ...]

    @classmethod
    def of(cls, audit: Audit, digests: Mapping[PointKey, str]) -> Sample:
        """Return an audit with the points of today, which are given with the SHA-256 of their texts."""
        today = audit_state(audit, digests)
        return cls(audit, today, tuple(point for point in today.drawn if point not in today.until))

    def coded(self, codings: Iterable[Coding]) -> Blind:
        """Return the blind codings of its points."""
        return blind(self.today, codings)


def samples_of(
    audits: Iterable[Audit], digests: Mapping[PointKey, str], known: Sequence[Sample] = ()
) -> tuple[Sample, ...]:
    """Return all audits as they stand; those ``known`` with the same points of today are not looked up again."""
    before = {sample.audit.name: sample for sample in known}
    return tuple(
        before[audit.name] if audit.name in before and before[audit.name].audit == audit else Sample.of(audit, digests)
        for audit in audits
    )


def _open(samples: Iterable[Sample]) -> frozenset[PointKey]:
    return frozenset(point for sample in samples for point in sample.open)


@dataclass(frozen=True, slots=True)
class HiddenPoints:
    """The points of today whose coding nobody may see: drawn ones, and their twins, all others of the same text.

    A machine codes both alike, or nearly. ``digests`` are the SHA-256 of their texts: by these a point is known also
    where it is counted as it stood before.
    """

    points: frozenset[PointKey] = frozenset()
    digests: frozenset[str] = frozenset()

    @classmethod
    def of(cls, drawn: Collection[PointKey], digests: Mapping[PointKey, str]) -> HiddenPoints:
        """Return what is hidden where these points are drawn and not scored."""
        hidden = frozenset(digests[point] for point in drawn if point in digests)
        if not hidden:
            return cls()
        return cls(frozenset(point for point, digest in digests.items() if digest in hidden), hidden)


def teaching(codings: Iterable[Coding], open_to_audit: Collection[PointKey]) -> list[Coding]:
    """Return the codings that teach the machine: all of people's, but for those of points of an audit not scored yet.

    What was coded blind and no audit drew will never measure anything, and so teaches as well.
    """
    return [coding for coding in codings if coding.point not in open_to_audit]


# How a coding counts, and who may make it -----------------------------------------------------------------------------


class CodingRefusal(StrEnum):
    """The reasons why a person may not code a point in a mode."""

    HIDDEN = "hidden"
    """With the machine's opinion in sight: the point is drawn for an audit, or a twin of one that is."""
    NOT_DRAWN = "not drawn"
    """For an audit: no audit that is open has drawn it."""
    SEEN = "seen"
    """Without other opinions: this person has seen one."""
    NO_OTHER = "no other"
    """As a second opinion: nobody else has coded it."""
    NOT_TWO = "not two"
    """To decide between two: fewer have coded it."""


@dataclass(frozen=True, slots=True)
class Blinding:
    """The samples that were drawn, the points they have ``open`` and ``hidden``, and what each person has seen."""

    samples: tuple[Sample, ...] = ()
    exposure: Exposure = Exposure({})
    open: frozenset[PointKey] = frozenset()
    hidden: HiddenPoints = HiddenPoints()

    @classmethod
    def of(cls, samples: tuple[Sample, ...], exposure: Exposure, digests: Mapping[PointKey, str]) -> Blinding:
        """Return the blinding of the points of today, given with the SHA-256 of their texts."""
        open_to_audit = _open(samples)
        return cls(samples, exposure, open_to_audit, HiddenPoints.of(open_to_audit, digests))

    def seen_by(self, coder: Coder) -> frozenset[PointKey]:
        """Return the points of which a person has seen the machine's opinion, or another person's."""
        return self.exposure.seen_by(coder)

    def extended(self, coder: Coder, points: Iterable[PointKey]) -> Blinding:
        """Return a copy with further points that one person has seen."""
        return replace(self, exposure=self.exposure.extended(coder, points))

    def may_read_note(self, is_own: bool, points: Iterable[PointKey]) -> bool:
        """Return whether a person may read a note beside some points: none of another's while one of these is hidden.

        A note may say how a point is to be coded; whoever reads one of another person is shown their opinion.
        """
        return is_own or self.hidden.points.isdisjoint(points)

    def mode_of(
        self,
        claimed: CodingMode,
        point: PointKey,
        coder: Coder,
        codings: Iterable[Coding],
        repeated: CodingMode | None = None,
    ) -> CodingMode:
        """Return the mode in which a coding counts that claims one; ``codings`` are people's of the point, in order.

        Whoever has seen an opinion is not blind. Where another person was the first to code a point of an audit, it is
        a second opinion. A file that is read again and says the same (``repeated``: the mode that it got before) keeps
        that: nobody's mode changes by what happened since.
        """
        if claimed not in INDEPENDENT:
            return claimed
        if repeated in INDEPENDENT:
            return repeated
        if point in self.seen_by(coder):
            return CodingMode.ASSISTED
        return CodingMode.SECOND if self._is_first_another(point, coder, codings) else claimed

    def _is_first_another(self, point: PointKey, coder: Coder, codings: Iterable[Coding]) -> bool:
        history = list(codings)
        if not history:
            return False
        firsts = (sample.coded(history).first.get(point) for sample in self.samples)
        return any(first is not None and first.coder.id != coder.id for first in firsts)

    def may_code(
        self, mode: CodingMode, point: PointKey, coder: Coder, codings: Iterable[Coding]
    ) -> CodingRefusal | None:
        """Return why a point is not to be given to a person to code in a mode; None where it may be.

        ``codings`` are people's of the point, in order. What somebody has coded all the same, in a file that left
        before, is not refused: it counts as ``mode_of`` says.
        """
        if mode is CodingMode.ASSISTED and point in self.hidden.points:
            return CodingRefusal.HIDDEN
        if mode is CodingMode.BLIND and point not in self.open:
            return CodingRefusal.NOT_DRAWN
        if mode in INDEPENDENT and point in self.seen_by(coder):
            return CodingRefusal.SEEN
        coder_ids = {last.coder.id for last in last_words(codings) if last.coder.kind is CoderKind.HUMAN}
        if mode is CodingMode.SECOND and not coder_ids - {coder.id}:
            return CodingRefusal.NO_OTHER
        return CodingRefusal.NOT_TWO if mode is CodingMode.ADJUDICATION and len(coder_ids) < 2 else None
