"""An audit as it stands today: which points of its frozen frame are still there, and what was coded of those drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analysis.auditing.resolution.reanchor import whereabouts
from analysis.model import Audit, CoderKind, Coding, CodingMode, Outcome, PointKey

TAKEN_BACK = "Taken back by its coder."
"""The memo of a coding that takes one's last coding of a point back: its coder cannot tell, until they judge anew."""


def is_taken_back(coding: Coding) -> bool:
    """Return whether a coding only takes an earlier one back."""
    return coding.outcome is Outcome.CANNOT_TELL and coding.memo == TAKEN_BACK


def last_words(codings: Iterable[Coding]) -> tuple[Coding, ...]:
    """Return the last coding of each coder of a point, but for what was taken back; codings come in their order."""
    last: dict[tuple[CoderKind, str], Coding] = {}
    for coding in codings:
        last.pop((coding.coder.kind, coding.coder.id), None)
        last[coding.coder.kind, coding.coder.id] = coding
    return tuple(coding for coding in last.values() if not is_taken_back(coding))


@dataclass(frozen=True, slots=True)
class AuditState:
    """An audit's points of today.

    ``strata`` holds the stratum of every point of the frame that is still there, by where it stands now; ``former``
    where that is, by where it stood when it was drawn. ``drawn`` are those that were drawn, in the order in which they
    are coded, and ``until`` the time at which each of them was scored, where it was. ``dropped`` counts drawn points
    that are gone, and ``lost`` all points of the frame that are.
    """

    strata: Mapping[PointKey, str]
    former: Mapping[PointKey, PointKey]
    drawn: tuple[PointKey, ...]
    until: Mapping[PointKey, str]
    dropped: int
    lost: int


def audit_state(audit: Audit, words: Mapping[PointKey, str]) -> AuditState:
    """Return an audit as it stands; ``words`` are today's points with the SHA-256 of their words.

    A point whose words were changed or divided otherwise, or that was erased, drops out of the frame, drawn or not:
    what is left of a stratum's sample is still a simple random sample of what is left of the stratum. Between equal
    points that moved to one place, the first is kept.
    """
    texts = {one.point: one.text_sha256 for one in audit.frame}
    now = whereabouts(texts.items(), words)
    strata: dict[PointKey, str] = {}
    former: dict[PointKey, PointKey] = {}
    for one in audit.frame:
        target = now.get((one.point, one.text_sha256))
        if target is not None and target not in strata:
            strata[target], former[one.point] = one.stratum, target
    drawn = tuple(former[point] for point in audit.drawn if point in former)
    asked = sum(size for _, size in audit.draws[-1].sizes) if audit.draws else 0
    return AuditState(
        strata=strata,
        former=former,
        drawn=drawn,
        until={former[point]: time for point, time in _until(audit).items() if point in former},
        dropped=asked - len(drawn),
        lost=sum(size for _, size in audit.strata) - len(strata),
    )


def _until(audit: Audit) -> dict[PointKey, str]:
    """Return when each drawn point was first scored."""
    found: dict[PointKey, str] = {}
    for draws, time in audit.scored:
        for draw in audit.draws[:draws]:
            for point in draw.points:
                found.setdefault(point, time)
    return found


@dataclass(frozen=True, slots=True)
class Blind:
    """The blind codings of an audit: by the first coder of each point, and by others.

    ``first`` holds the last word of whoever coded a point first, before it was scored; ``others`` those of further
    people, by coder's id and point. What its coder took back counts as not coded.
    """

    first: Mapping[PointKey, Coding]
    others: Mapping[tuple[str, PointKey], Coding]


def blind(frame: AuditState, codings: Iterable[Coding]) -> Blind:
    """Return what was coded blind of the points that were drawn; codings come carried to today's points, in order."""
    drawn = set(frame.drawn)
    first: dict[PointKey, Coding] = {}
    others: dict[tuple[str, PointKey], Coding] = {}
    for coding in codings:
        point = coding.point
        if point not in drawn or coding.mode not in (CodingMode.BLIND, CodingMode.SECOND):
            continue
        in_time = coding.time <= frame.until.get(point, coding.time)
        counts_first = coding.mode is CodingMode.BLIND and in_time
        if is_taken_back(coding):
            others.pop((coding.coder.id, point), None)
            if counts_first and point in first and first[point].coder.id == coding.coder.id:
                del first[point]
        elif counts_first and first.get(point, coding).coder.id == coding.coder.id:
            first[point] = coding
        elif point not in first or first[point].coder.id != coding.coder.id:
            others[coding.coder.id, point] = coding
    return Blind(first, others)
