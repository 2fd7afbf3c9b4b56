"""Coding by hand, one point at a time: what a person says is appended, and a page that is out of date is noticed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from analysis.app.audit.coding_page import state_of
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.snapshot.snapshot_cache import SnapshotCache
from analysis.auditing.resolution.audit_state import TAKEN_BACK
from analysis.model import Coder, CoderKind, Coding, CodingMode, Outcome, PointKey, is_position_frame


@dataclass(frozen=True, slots=True)
class CodingRequest:
    """A coding that somebody submits from a page that was made in a certain ``state``."""

    point: PointKey
    themes: frozenset[str]
    outcome: Outcome
    memo: str
    state: str


class SaveOutcome(StrEnum):
    """The result of submitting a coding."""

    SAVED = "saved"
    AGAIN = "again"
    """It had been recorded already: a double click, or a page that was sent twice."""
    GONE = "gone"
    CODEBOOK = "codebook"
    NOT_ONE = "not one"
    """An answer has exactly one position."""
    YOURS = "yours"
    THEIRS = "theirs"


RECORDED = frozenset({SaveOutcome.SAVED, SaveOutcome.AGAIN})
"""What of this means that it is in."""


@dataclass(frozen=True, slots=True)
class SaveResult:
    """The result: the mode in which it counts, who else judged the point, and how all stands now."""

    outcome: SaveOutcome
    mode: CodingMode
    snapshot: Snapshot
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Last:
    """Somebody's last coding; ``name`` tells it from every other one."""

    coding: Coding
    name: str


def acting_in(mode: CodingMode, coder: Coder) -> Coder:
    """Return the coder in the role that a kind of audit gives them."""
    return replace(coder, kind=CoderKind.ADJUDICATOR) if mode is CodingMode.ADJUDICATION else coder


def record(
    cache: SnapshotCache,
    snapshot: Snapshot,
    request: CodingRequest,
    coder: Coder,
    mode: CodingMode,
    confirms: bool = False,
) -> SaveResult:
    """Append what somebody says, unless the page they said it on is out of date; nothing is ever overwritten.

    ``mode`` is that of their page; it counts as what is known when it is recorded allows.
    What they said last, word for word, is not recorded again, unless to say it again ``confirms`` it.
    """
    effective = snapshot.blinding.mode_of(mode, request.point, coder, snapshot.of_point.get(request.point, ()))
    trouble = _trouble(snapshot, request, coder, effective)
    if trouble is None and not confirms and _is_last_word(snapshot, request, coder, effective):
        return SaveResult(SaveOutcome.AGAIN, effective, snapshot)
    if trouble is not None:
        return trouble
    following = cache.append(snapshot, _coding(cache, snapshot, request, coder, effective))
    if following is not None:
        return SaveResult(SaveOutcome.SAVED, effective, following)
    # Somebody was faster by a moment, perhaps the first half of a double click, or in another program.
    current = cache.get()
    return _trouble(current, request, coder, effective) or SaveResult(SaveOutcome.THEIRS, effective, current)


def last_coding(snapshot: Snapshot, coder: Coder, mode: CodingMode) -> Last | None:
    """Return somebody's last coding of a kind that can be taken back."""
    latest = snapshot.last_of(coder, mode)
    return (
        Last(latest, f"{snapshot.count(latest.point)}-{latest.point.start}-{latest.time}")
        if latest is not None
        else None
    )


def take_back(cache: SnapshotCache, snapshot: Snapshot, coder: Coder, mode: CodingMode, which: str) -> Coding | None:
    """Take back somebody's last coding of a kind, and return it; None where it is not the last any more."""
    latest = last_coding(snapshot, coder, mode)
    if latest is None or latest.name != which:
        return None
    point = latest.coding.point
    withdrawal = CodingRequest(point, frozenset(), Outcome.CANNOT_TELL, TAKEN_BACK, "")
    following = cache.append(snapshot, _coding(cache, snapshot, withdrawal, coder, mode))
    return latest.coding if following is not None else None


def _trouble(snapshot: Snapshot, request: CodingRequest, coder: Coder, mode: CodingMode) -> SaveResult | None:
    """Return why it cannot be recorded just so; None where the page is as things are."""
    current = state_of(snapshot, request.point)
    if request.point not in snapshot.digests or current.split("-")[2:] != request.state.split("-")[2:]:
        return SaveResult(SaveOutcome.GONE, mode, snapshot)
    if current.split("-")[1:2] != request.state.split("-")[1:2]:
        return SaveResult(SaveOutcome.CODEBOOK, mode, snapshot)
    if request.outcome is Outcome.CODED and is_position_frame(snapshot.codebook) and len(request.themes) != 1:
        return SaveResult(SaveOutcome.NOT_ONE, mode, snapshot)
    if current == request.state:
        return None
    own_coding = snapshot.last_coding_of(request.point, coder)
    if own_coding is not None and _is_same(snapshot, own_coding, request):
        return SaveResult(SaveOutcome.AGAIN, mode, snapshot)
    latest = snapshot.of_point[request.point][-1] if snapshot.count(request.point) else None
    if latest is None or (latest.coder.kind, latest.coder.id) == (coder.kind, coder.id):
        return SaveResult(SaveOutcome.YOURS, mode, snapshot)
    return SaveResult(SaveOutcome.THEIRS, mode, snapshot, (latest.coder.name,))


def _is_last_word(snapshot: Snapshot, request: CodingRequest, coder: Coder, mode: CodingMode) -> bool:
    """Return whether somebody has said just this already, in the same kind and by the codebook of today."""
    own_coding, version = snapshot.last_coding_of(request.point, coder), snapshot.codebook.version
    return (
        own_coding is not None
        and _is_same(snapshot, own_coding, request)
        and (own_coding.mode, own_coding.codebook) == (mode, version)
    )


def _is_same(snapshot: Snapshot, own_coding: Coding, request: CodingRequest) -> bool:
    said_now = (_themes(snapshot, request), request.outcome, request.memo)
    return (own_coding.themes, own_coding.outcome, own_coding.memo) == said_now


def _themes(snapshot: Snapshot, request: CodingRequest) -> frozenset[str]:
    """Return the themes that somebody gives, with those that these are part of."""
    codebook = snapshot.codebook
    is_coded = request.outcome is Outcome.CODED
    return codebook.with_wider(request.themes.intersection(codebook.keys)) if is_coded else frozenset()


def coding_of(
    snapshot: Snapshot, point: PointKey, coder: Coder, themes: frozenset[str], time: str, **fields: Any
) -> Coding:
    """Return a coding of a point of today, by the codebook of today."""
    return Coding(
        point=point,
        coder=coder,
        codebook=snapshot.codebook.version,
        segmentation=snapshot.response(point.document).segmentation.coder,
        themes=themes,
        time=time,
        text_sha256=snapshot.digests[point],
        **fields,
    )


def _coding(cache: SnapshotCache, snapshot: Snapshot, request: CodingRequest, coder: Coder, mode: CodingMode) -> Coding:
    themes, said = _themes(snapshot, request), {"memo": request.memo, "mode": mode, "outcome": request.outcome}
    return coding_of(snapshot, request.point, coder, themes, cache.app.clock(), **said)
