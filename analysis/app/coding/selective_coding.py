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


def decided(desk: AppContext, intake: Corpus, risk: float) -> Decided:
    """Return every point of today as coded, coded as none, or for a person (see ``ThemeClassifier.decide``)."""
    from analysis.classifying.machine_coding import contexts_of
    from analysis.classifying.thresholds import State

    codings, books, audits = desk.store.codings(), desk.store.codebooks(), desk.store.audits().values()
    classifier = trained(intake, codings, books, audits)
    scores = classifier.predict_proba(intake.texts, contexts_of(intake.points))
    states = [decision.state for decision in classifier.decide(scores, risk)]
    of = {
        state: tuple(point.key for point, own in zip(intake.points, states, strict=True) if own is state)
        for state in State
    }
    lessons = sum(choice is not None for choice in taught(codings, intake, books, audits))
    return Decided(risk, of[State.CODED], of[State.NONE], of[State.PERSON], lessons)
