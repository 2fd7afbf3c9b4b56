"""Positions are coded by rules, and what is for and against now is put together for the tally."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import chain

from analysis.app.coding.model_coding import model_positions
from analysis.app.context import AppContext
from analysis.app.done_ahead import done_ahead
from analysis.app.snapshot.position_snapshot import PositionSnapshot
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.snapshot.taking import renewed
from analysis.auditing import resolve
from analysis.model import Document, PointKey, Position, ResolvedCoding, Respondent, Response
from analysis.positioning.answers import ANSWERS
from analysis.positioning.position_coder import CHOSEN, Decision, decisions, position_coder, position_codings
from analysis.tally.privacy.told_positions import TakenPosition
from analysis.tally.uncertainty import doubtful_themes

LEAST = 5_000
"""Responses from which on a process pays that decides positions: one takes a fifth of a millisecond."""

MOST_PROCESSES = 4

CHUNK = 500
"""Responses that are sent to it at a time."""

Decided = Iterable[tuple[str, Sequence[Decision]]]
"""What was decided of the answers of responses, by their documents."""


@contextmanager
def decided_ahead(app: AppContext, snapshot: Snapshot) -> Iterator[Decided]:
    """Have the positions of many responses, of which none was coded, decided while what is inside is done."""
    corpus = snapshot.corpus
    spare, consultation = min(os.cpu_count() or 1, MOST_PROCESSES) - 1, corpus.consultation
    if len(corpus.responses) < LEAST or spare < 1 or app.store.coded(position_coder(consultation)):
        yield ()
        return
    names = [response.document.name for response in corpus.responses]
    sent = [_bare(response) for response in corpus.responses]
    parts = [sent[start : start + CHUNK] for start in range(0, len(sent), CHUNK)]
    with done_ahead(partial(decisions, consultation=consultation), parts, spare) as decided:
        yield zip(names, chain.from_iterable(decided), strict=False)


def _bare(response: Response) -> Response:
    """Return all of a response from which positions follow."""
    document = Document(response.document.name, response.document.text)
    who = Respondent(response.respondent.name, response.respondent.type)
    return Response(response.source, who, document, response.segmentation, quotations=response.quotations)


def code_positions(app: AppContext, snapshot: Snapshot, decided: Decided = ()) -> tuple[Snapshot, int]:
    """Code the answers that the position coder of today has not coded, and say how many; ``snapshot`` is of either
    frame, and so is what is returned. What was ``decided`` ahead is not decided again."""
    answers = snapshot if isinstance(snapshot, PositionSnapshot) else snapshot.positions
    whole = answers.whole or answers
    coded = app.store.coded(answers.machine)
    uncoded = {point for point, digest in answers.digests.items() if (point, ANSWERS, digest) not in coded}
    documents = {point.document for point in uncoded}
    responses = [response for response in whole.corpus.responses if response.document.name in documents]
    points = {response.document.name: response.points for response in answers.corpus.responses}
    known = {document: list(zip(points[document], own, strict=True)) for document, own in decided}
    codings = position_codings(responses, whole.corpus.consultation, app.clock(), known)
    new_codings = [coding for coding in codings if coding.point in uncoded]
    if not new_codings:
        return snapshot, 0
    if answers.machine != answers.local_machine:
        new_codings = model_positions(app, answers, new_codings)
    app.store.append(new_codings, answers.codebook)
    return renewed(snapshot), len(new_codings)


def chosen_positions(answers: PositionSnapshot) -> dict[PointKey, ResolvedCoding]:
    """Return each answer's position that counts now, as far as it was coded; nothing is computed."""
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
