"""Deciding: which points the machine may code without a person at a level of risk, and which are for a person."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.app.snapshot.machine_identity import chosen_model
from analysis.app.snapshot.snapshot import Snapshot
from analysis.errors import ModelError
from analysis.model import PointKey

NO_SCORES = (
    "a language model codes, and gives no scores that show what can be accepted without a person; draw a "
    "blind audit, or set mode in [coder] to local"
)


@dataclass(frozen=True)
class Decided:
    """Points by what is to be done with them, at most a share ``risk`` of the machine's wrongly; ``taught`` are the
    points whose codings by people showed it."""

    risk: float
    coded: tuple[PointKey, ...]
    none: tuple[PointKey, ...]
    person: tuple[PointKey, ...]
    taught: int


def decided(snapshot: Snapshot, risk: float) -> Decided:
    """Return every point of today as coded, coded as none, or for a person (see ``ThemeClassifier.decide``).

    In a language that the codebook does not speak all are for a person. Raises ModelError where a model codes.
    """
    from analysis.classifying.machine_coding import contexts_of
    from analysis.classifying.thresholds import State

    if chosen_model(snapshot.corpus.consultation):
        raise ModelError(NO_SCORES)

    corpus, classifier = snapshot.corpus, snapshot.classifier
    scores = classifier.predict_proba(corpus.own_texts, contexts_of(corpus.points))
    decision_states = [
        State.PERSON if point.key in snapshot.unread else decision.state
        for point, decision in zip(corpus.points, classifier.decide(scores, risk), strict=True)
    ]
    points_by_state = {
        state: tuple(
            point.key for point, point_state in zip(corpus.points, decision_states, strict=True) if point_state is state
        )
        for state in State
    }
    lesson_count = sum(lesson is not None for lesson in snapshot.lessons)
    return Decided(
        risk, points_by_state[State.CODED], points_by_state[State.NONE], points_by_state[State.PERSON], lesson_count
    )
