"""Coding by hand, one point at a time: what a person says is appended, and a page that is out of date is noticed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from analysis.app.audit.coding_page import state_of
from analysis.app.audit.judgement_log import Judgements, JudgementState
from analysis.app.context import AppContext
from analysis.auditing.resolution.audit_state import TAKEN_BACK
from analysis.model import Coder, CoderKind, Coding, CodingMode, Outcome, PointKey


@dataclass(frozen=True, slots=True)
class CodingRequest:
    """A coding that somebody submits from a page that was made in a certain ``state``."""

    point: PointKey
    themes: frozenset[str]
    outcome: Outcome
    memo: str
    state: str


class Came(StrEnum):
    """The result of submitting a coding."""

    SAVED = "saved"
    AGAIN = "again"
    """It had been recorded already: a double click, or a page that was sent twice."""
    GONE = "gone"
    CODEBOOK = "codebook"
    YOURS = "yours"
    THEIRS = "theirs"


RECORDED = frozenset({Came.SAVED, Came.AGAIN})
"""What of this means that it is in."""


@dataclass(frozen=True, slots=True)
class Became:
    """The result with the mode in which it was recorded, and who else judged the point meanwhile, if anybody."""

    came: Came
    mode: CodingMode
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
    app: AppContext,
    judgements: Judgements,
    request: CodingRequest,
    coder: Coder,
    mode: CodingMode,
    confirms: bool = False,
) -> Became:
    """Append what somebody says, unless the page they said it on is out of date; nothing is ever overwritten.

    ``mode`` is that of their page; it counts as what is known when it is recorded allows.
    What they said last, word for word, is not recorded again, unless to say it again ``confirms`` it.
    """
    state = judgements.now()
    effective = state.blinding.mode_of(mode, request.point, coder, state.of_point.get(request.point, ()))
    trouble = _trouble(state, request, coder, effective)
    if trouble is None and not confirms and _is_last_word(state, request, coder, effective):
        return Became(Came.AGAIN, effective)
    if trouble is not None:
        return trouble
    new_coding = _coding(app, state, request, coder, effective)
    if judgements.add(new_coding, expected=state.count(request.point)):
        return Became(Came.SAVED, effective, _at_once(app, state, new_coding))
    # Somebody was faster by a moment, perhaps the first half of a double click.
    return _trouble(judgements.now(), request, coder, effective) or Became(Came.THEIRS, effective)


def last_coding(judged: JudgementState, coder: Coder, mode: CodingMode) -> Last | None:
    """Return somebody's last coding of a kind that can be taken back."""
    latest = judged.last_of(coder, mode)
    return (
        Last(latest, f"{judged.count(latest.point)}-{latest.point.start}-{latest.time}") if latest is not None else None
    )


def take_back(app: AppContext, judgements: Judgements, coder: Coder, mode: CodingMode, which: str) -> Coding | None:
    """Take somebody's last coding of a kind back by a further one, and say which; None where it is not the last any
    more, as after a double click."""
    judged = judgements.now()
    latest = last_coding(judged, coder, mode)
    if latest is None or latest.name != which:
        return None
    point = latest.coding.point
    withdrawal = CodingRequest(point, frozenset(), Outcome.CANNOT_TELL, TAKEN_BACK, "")
    is_recorded = judgements.add(_coding(app, judged, withdrawal, coder, mode), expected=judged.count(point))
    return latest.coding if is_recorded else None


def _trouble(judged: JudgementState, request: CodingRequest, coder: Coder, mode: CodingMode) -> Became | None:
    """Return why it cannot be recorded just so; None where the page is as things are."""
    current = state_of(judged, request.point)
    if request.point not in judged.ground.words or current.split("-")[2:] != request.state.split("-")[2:]:
        return Became(Came.GONE, mode)
    if current.split("-")[1:2] != request.state.split("-")[1:2]:
        return Became(Came.CODEBOOK, mode)
    if current == request.state:
        return None
    own_coding = judged.own(request.point, coder)
    if own_coding is not None and _is_same(own_coding, request):
        return Became(Came.AGAIN, mode)
    latest = judged.of_point[request.point][-1] if judged.count(request.point) else None
    if latest is None or (latest.coder.kind, latest.coder.id) == (coder.kind, coder.id):
        return Became(Came.YOURS, mode)
    return Became(Came.THEIRS, mode, (latest.coder.name,))


def _is_last_word(judged: JudgementState, request: CodingRequest, coder: Coder, mode: CodingMode) -> bool:
    """Return whether somebody has said just this of the point already, in the same kind and by the codebook of
    today."""
    own_coding, version = judged.own(request.point, coder), judged.ground.corpus.consultation.codebook.version
    return (
        own_coding is not None
        and _is_same(own_coding, request)
        and (own_coding.mode, own_coding.codebook) == (mode, version)
    )


def _is_same(own_coding: Coding, request: CodingRequest) -> bool:
    return (own_coding.themes, own_coding.outcome, own_coding.memo) == (request.themes, request.outcome, request.memo)


def _coding(app: AppContext, judged: JudgementState, request: CodingRequest, coder: Coder, mode: CodingMode) -> Coding:
    corpus = judged.ground.corpus
    keys = frozenset(corpus.consultation.codebook.keys)
    return Coding(
        point=request.point,
        coder=coder,
        codebook=corpus.consultation.codebook.version,
        segmentation=judged.ground.response(request.point).segmentation.coder,
        themes=request.themes & keys if request.outcome is Outcome.CODED else frozenset(),
        time=app.clock(),
        memo=request.memo,
        mode=mode,
        outcome=request.outcome,
        text_sha256=judged.ground.words[request.point],
    )


def _at_once(app: AppContext, judged: JudgementState, coding: Coding) -> tuple[str, ...]:
    """Return who judged the same point in the very same moment, in another program; both codings are kept."""
    human = [c for c in app.store.codings_of(coding.point) if not c.coder.is_machine]
    known_codings = {(c.coder.id, c.time) for c in judged.of_point.get(coding.point, ())}
    new_codings = [c for c in human if (c.coder.id, c.time) not in known_codings and c.coder.id != coding.coder.id]
    return tuple(dict.fromkeys(c.coder.name for c in new_codings))
