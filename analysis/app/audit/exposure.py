"""Samples: the audits that were drawn, as they stand today, and who has seen the machine's opinion of which point."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.auditing.resolution.audit_state import AuditState, Blind, audit_state, blind
from analysis.auditing.resolution.reanchor import whereabouts
from analysis.model import Audit, Coder, Coding, CodingMode, PointKey

Seen = Mapping[str, frozenset[PointKey]]
"""By coder's id, the points of which they have seen the machine's opinion, or another person's."""

SIGHTED = (CodingMode.ASSISTED, CodingMode.ADJUDICATION)
"""The kinds of coding that are made with other opinions in sight."""


@dataclass(frozen=True, slots=True)
class Sample:
    """An audit and what its points are today; ``open`` are those drawn that were not scored yet, in their order."""

    audit: Audit
    today: AuditState
    open: tuple[PointKey, ...]

    @classmethod
    def of(cls, audit: Audit, words: Mapping[PointKey, str]) -> Sample:
        """Return an audit, with the points of today and the SHA-256 of their words."""
        today = audit_state(audit, words)
        return cls(audit, today, tuple(point for point in today.drawn if point not in today.until))

    def coded(self, codings: Iterable[Coding]) -> Blind:
        """Return what was coded of it without the machine's opinion."""
        return blind(self.today, codings)


def samples_of(
    audits: Iterable[Audit], words: Mapping[PointKey, str], known: Sequence[Sample] = ()
) -> tuple[Sample, ...]:
    """Return all audits as they stand; those ``known`` with the same points of today are not looked up again."""
    before = {sample.audit.name: sample for sample in known}
    return tuple(
        before[audit.name] if audit.name in before and before[audit.name].audit == audit else Sample.of(audit, words)
        for audit in audits
    )


def kept_blind(samples: Iterable[Sample]) -> frozenset[PointKey]:
    """Return the points that are coded blind before anybody may see the machine's opinion of them."""
    return frozenset(point for sample in samples for point in sample.open)


def with_twins(drawn: Collection[PointKey], words: Mapping[PointKey, str]) -> frozenset[PointKey]:
    """These points and all others of today that have the words of one of them."""
    texts = {words[point] for point in drawn if point in words}
    return frozenset(point for point, text in words.items() if text in texts) if texts else frozenset()


def seen(shown: Iterable[tuple[str, PointKey, str]], codings: Iterable[Coding], words: Mapping[PointKey, str]) -> Seen:
    """Return who has seen the machine's opinion of which point: it was shown to them, or they judged with it in
    sight."""
    listed = list(shown)
    now = whereabouts([(point, text) for _, point, text in listed], words)
    found: dict[str, set[PointKey]] = {}
    for who, point, text in listed:
        if (point, text) in now:
            found.setdefault(who, set()).add(now[point, text])
    for coding in codings:
        if coding.mode in SIGHTED:
            found.setdefault(coding.coder.id, set()).add(coding.point)
    return {who: frozenset(points) for who, points in found.items()}


def with_seen(known: Seen, who: Coder, points: Iterable[PointKey]) -> Seen:
    """Return the same, with some points more that one person has seen."""
    return {**known, who.id: known.get(who.id, frozenset()).union(points)}
