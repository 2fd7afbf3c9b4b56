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


def acting_in(mode: CodingMode, who: Coder) -> Coder:
    """Whoever acts, in the role that a kind of audit gives them."""
    return replace(who, kind=CoderKind.ADJUDICATOR) if mode is CodingMode.ADJUDICATION else who


def record(
    desk: AppContext, judgements: Judgements, said: CodingRequest, who: Coder, mode: CodingMode, confirms: bool = False
) -> Became:
    """Append what somebody says, unless the page they said it on is out of date; nothing is ever overwritten.

    ``mode`` is that of their page; it counts as what is known when it is recorded allows.
    What they said last, word for word, is not recorded again, unless to say it again ``confirms`` it.
    """
    judged = judgements.now()
    found = judged.blinding.mode_of(mode, said.point, who, judged.of_point.get(said.point, ()))
    trouble = _trouble(judged, said, who, found)
    if trouble is None and not confirms and _is_last_word(judged, said, who, found):
        return Became(Came.AGAIN, found)
    if trouble is not None:
        return trouble
    coding = _coding(desk, judged, said, who, found)
    if judgements.add(coding, expected=judged.count(said.point)):
        return Became(Came.SAVED, found, _at_once(desk, judged, coding))
    # Somebody was faster by a moment, perhaps the first half of a double click.
    return _trouble(judgements.now(), said, who, found) or Became(Came.THEIRS, found)


def last_coding(judged: JudgementState, who: Coder, mode: CodingMode) -> Last | None:
    """Return somebody's last coding of a kind that can be taken back."""
    last = judged.last_of(who, mode)
    return Last(last, f"{judged.count(last.point)}-{last.point.start}-{last.time}") if last is not None else None


def take_back(desk: AppContext, judgements: Judgements, who: Coder, mode: CodingMode, which: str) -> Coding | None:
    """Take somebody's last coding of a kind back by a further one, and say which; None where it is not the last any
    more, as after a double click."""
    judged = judgements.now()
    last = last_coding(judged, who, mode)
    if last is None or last.name != which:
        return None
    point = last.coding.point
    said = CodingRequest(point, frozenset(), Outcome.CANNOT_TELL, TAKEN_BACK, "")
    is_in = judgements.add(_coding(desk, judged, said, who, mode), expected=judged.count(point))
    return last.coding if is_in else None


def _trouble(judged: JudgementState, said: CodingRequest, who: Coder, mode: CodingMode) -> Became | None:
    """Return why it cannot be recorded just so; None where the page is as things are."""
    now = state_of(judged, said.point)
    if said.point not in judged.ground.words or now.split("-")[2:] != said.state.split("-")[2:]:
        return Became(Came.GONE, mode)
    if now.split("-")[1:2] != said.state.split("-")[1:2]:
        return Became(Came.CODEBOOK, mode)
    if now == said.state:
        return None
    own = judged.own(said.point, who)
    if own is not None and _is_same(own, said):
        return Became(Came.AGAIN, mode)
    last = judged.of_point[said.point][-1] if judged.count(said.point) else None
    if last is None or (last.coder.kind, last.coder.id) == (who.kind, who.id):
        return Became(Came.YOURS, mode)
    return Became(Came.THEIRS, mode, (last.coder.name,))


def _is_last_word(judged: JudgementState, said: CodingRequest, who: Coder, mode: CodingMode) -> bool:
    """Return whether somebody has said just this of the point already, in the same kind and by the codebook of
    today."""
    own, version = judged.own(said.point, who), judged.ground.intake.consultation.codebook.version
    return own is not None and _is_same(own, said) and (own.mode, own.codebook) == (mode, version)


def _is_same(own: Coding, said: CodingRequest) -> bool:
    return (own.themes, own.outcome, own.memo) == (said.themes, said.outcome, said.memo)


def _coding(desk: AppContext, judged: JudgementState, said: CodingRequest, who: Coder, mode: CodingMode) -> Coding:
    intake = judged.ground.intake
    known = frozenset(intake.consultation.codebook.keys)
    return Coding(
        point=said.point,
        coder=who,
        codebook=intake.consultation.codebook.version,
        segmentation=judged.ground.response(said.point).segmentation.coder,
        themes=said.themes & known if said.outcome is Outcome.CODED else frozenset(),
        time=desk.clock(),
        memo=said.memo,
        mode=mode,
        outcome=said.outcome,
        text_sha256=judged.ground.words[said.point],
    )


def _at_once(desk: AppContext, judged: JudgementState, coding: Coding) -> tuple[str, ...]:
    """Return who judged the same point in the very same moment, in another program; both codings are kept."""
    human = [c for c in desk.store.codings_of(coding.point) if not c.coder.is_machine]
    known = {(c.coder.id, c.time) for c in judged.of_point.get(coding.point, ())}
    new = [c for c in human if (c.coder.id, c.time) not in known and c.coder.id != coding.coder.id]
    return tuple(dict.fromkeys(c.coder.name for c in new))
