"""Audit state: which points of its frozen frame are still there, and what was coded of those drawn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analysis.auditing.resolution.reanchor import locate
from analysis.model import Audit, CoderKind, Coding, CodingMode, Outcome, PointKey

TAKEN_BACK = "Taken back by its coder."
"""The memo of a coding that takes one's last coding of a point back: its coder cannot tell, until they judge anew."""

LIST_MEMO = "Recoded with a list of points ({})."
"""The memo of a coding that was made with a list of points, with the list's name."""

_OF_LIST = re.compile(r"(Recoded with a list of points) \(([0-9a-f]{16})\)\.")


def list_of(coding: Coding) -> str:
    """Return the name of the list with which a point was recoded; nothing where it was coded by itself."""
    found = _OF_LIST.fullmatch(coding.memo)
    return found[2] if found else ""


def memo_told(coding: Coding) -> str:
    """Return the memo of a coding as people read it, without the name of a list."""
    return _OF_LIST.sub(r"\1.", coding.memo)


def is_taken_back(coding: Coding) -> bool:
    """Return whether a coding only takes an earlier one back."""
    return coding.outcome is Outcome.CANNOT_TELL and coding.memo == TAKEN_BACK


def last_standing(codings: Iterable[Coding]) -> Coding | None:
    """Return the coding that was made last of those that were not taken back, given one person's codings in order."""
    last_by_point: dict[PointKey, Coding] = {}
    for coding in codings:
        last_by_point.pop(coding.point, None)
        if not is_taken_back(coding):
            last_by_point[coding.point] = coding
    return list(last_by_point.values())[-1] if last_by_point else None


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


def audit_state(audit: Audit, digests: Mapping[PointKey, str]) -> AuditState:
    """Return an audit as it stands; ``digests`` are today's points with the SHA-256 of their words.

    A point whose words were changed or divided otherwise, or that was erased, drops out of the frame, drawn or not:
    what is left of a stratum's sample is still a simple random sample of what is left of the stratum. Between equal
    points that moved to one place, the first is kept.
    """
    frame_digests = {frame_point.point: frame_point.text_sha256 for frame_point in audit.frame}
    current_places = locate(frame_digests.items(), digests)
    strata: dict[PointKey, str] = {}
    former: dict[PointKey, PointKey] = {}
    for frame_point in audit.frame:
        current_place = current_places.get((frame_point.point, frame_point.text_sha256))
        if current_place is not None and current_place not in strata:
            strata[current_place], former[frame_point.point] = frame_point.stratum, current_place
    drawn = tuple(former[drawn_point] for drawn_point in audit.drawn if drawn_point in former)
    asked_count = sum(draw_size for _, draw_size in audit.draws[-1].sizes) if audit.draws else 0
    return AuditState(
        strata=strata,
        former=former,
        drawn=drawn,
        until={
            former[drawn_point]: scored_at
            for drawn_point, scored_at in _scored_times(audit).items()
            if drawn_point in former
        },
        dropped=asked_count - len(drawn),
        lost=sum(draw_size for _, draw_size in audit.strata) - len(strata),
    )


def _scored_times(audit: Audit) -> dict[PointKey, str]:
    """Return when each drawn point was first scored."""
    scored_times: dict[PointKey, str] = {}
    for draws, time in audit.scored:
        for draw in audit.draws[:draws]:
            for point in draw.points:
                scored_times.setdefault(point, time)
    return scored_times


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
    drawn_points = set(frame.drawn)
    first_codings: dict[PointKey, Coding] = {}
    other_codings: dict[tuple[str, PointKey], Coding] = {}
    for coding in codings:
        point = coding.point
        if point not in drawn_points or coding.mode not in (CodingMode.BLIND, CodingMode.SECOND):
            continue
        in_time = coding.time <= frame.until.get(point, coding.time)
        counts_first = coding.mode is CodingMode.BLIND and in_time
        if is_taken_back(coding):
            other_codings.pop((coding.coder.id, point), None)
            if counts_first and point in first_codings and first_codings[point].coder.id == coding.coder.id:
                del first_codings[point]
        elif counts_first and first_codings.get(point, coding).coder.id == coding.coder.id:
            first_codings[point] = coding
        elif point not in first_codings or first_codings[point].coder.id != coding.coder.id:
            other_codings[coding.coder.id, point] = coding
    return Blind(first_codings, other_codings)
