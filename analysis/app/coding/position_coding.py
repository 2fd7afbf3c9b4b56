"""Positions are coded by rules, and what is for and against now is put together for the tally."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.app.coding.model_coding import model_positions
from analysis.app.context import AppContext
from analysis.app.snapshot.position_snapshot import PositionSnapshot
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.snapshot.taking import renewed
from analysis.auditing import resolve
from analysis.model import PointKey, Position, ResolvedCoding
from analysis.positioning.answers import ANSWERS
from analysis.positioning.position_coder import CHOSEN, position_codings
from analysis.tally.told_positions import TakenPosition
from analysis.tally.uncertainty import doubtful_themes


def code_positions(app: AppContext, snapshot: Snapshot) -> tuple[Snapshot, int]:
    """Code the answers that the position coder of today has not coded, and say how many; ``snapshot`` is of either
    frame, and so is what is returned."""
    answers = snapshot if isinstance(snapshot, PositionSnapshot) else snapshot.positions
    whole = answers.whole or answers
    coded = app.store.coded(answers.machine)
    uncoded = {point for point, digest in answers.digests.items() if (point, ANSWERS, digest) not in coded}
    documents = {point.document for point in uncoded}
    responses = [response for response in whole.corpus.responses if response.document.name in documents]
    codings = position_codings(responses, whole.corpus.consultation, app.clock())
    new_codings = [coding for coding in codings if coding.point in uncoded]
    if not new_codings:
        return snapshot, 0
    if answers.machine != answers.local_machine:
        new_codings = model_positions(app, answers, new_codings)
    app.store.append(new_codings, answers.codebook)
    return renewed(snapshot), len(new_codings)


def chosen_positions(answers: PositionSnapshot) -> dict[PointKey, ResolvedCoding]:
    """Return the position of each answer that counts now, as far as a machine or people have coded it; nothing is
    computed for it."""
    machine = answers.last_machine
    return resolve([*machine.codings, *answers.people.codings], machine.coder.id, answers.translate)


def taken_positions(answers: PositionSnapshot, choices: Mapping[PointKey, ResolvedCoding]) -> tuple[TakenPosition, ...]:
    """Return who stands where, by what counts now of each answer."""
    top_scores = {
        coding.point: max(score for _, score in coding.scores)
        for coding in answers.machine_codings(answers.machine.id)
        if answers.is_of_today(coding)
    }
    return tuple(
        _taken(point.question, choices[point.key], top_scores.get(point.key, CHOSEN))
        for point in answers.corpus.points
        if point.key in choices
    )


def _taken(question: str | None, choice: ResolvedCoding, score: float) -> TakenPosition:
    return TakenPosition(
        document=choice.coding.point.document,
        question=question,
        position=min(choice.coding.themes, default=Position.UNCLEAR.value),
        is_chosen=score >= CHOSEN,
        is_worded=score != CHOSEN,
        is_doubtful=choice.disputed or bool(doubtful_themes(choice.coding)),
        by_people=not choice.coding.coder.is_machine,
        places=tuple(evidence.start for evidence in choice.coding.evidence),
    )
