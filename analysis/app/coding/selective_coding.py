"""Deciding: which points the machine may code without a person at a level of risk, and which are for a person."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.app.coding.machine import taught, trained
from analysis.app.context import AppContext
from analysis.app.results import Corpus
from analysis.model import PointKey


@dataclass(frozen=True)
class Decided:
    """Points by what is to be done with them, at most a share ``risk`` of the machine's wrongly; ``taught`` are the
    points whose codings by people showed it."""

    risk: float
    coded: tuple[PointKey, ...]
    none: tuple[PointKey, ...]
    person: tuple[PointKey, ...]
    taught: int


def decided(app: AppContext, corpus: Corpus, risk: float) -> Decided:
    """Return every point of today as coded, coded as none, or for a person (see ``ThemeClassifier.decide``)."""
    from analysis.classifying.machine_coding import contexts_of
    from analysis.classifying.thresholds import State

    codings, books, audits = app.store.codings(), app.store.codebooks(), app.store.audits().values()
    classifier = trained(corpus, codings, books, audits)
    scores = classifier.predict_proba(corpus.texts, contexts_of(corpus.points))
    decision_states = [decision.state for decision in classifier.decide(scores, risk)]
    points_by_state = {
        state: tuple(
            point.key for point, point_state in zip(corpus.points, decision_states, strict=True) if point_state is state
        )
        for state in State
    }
    lesson_count = sum(settled_coding is not None for settled_coding in taught(codings, corpus, books, audits))
    return Decided(
        risk, points_by_state[State.CODED], points_by_state[State.NONE], points_by_state[State.PERSON], lesson_count
    )
