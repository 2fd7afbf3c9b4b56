"""In which order a machine asks for a person's opinion: what it would learn most from, and what may be a mistake."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analysis.app.coding.machine import taught, trained, words_of
from analysis.app.context import AppContext
from analysis.app.ingest.ingest import take_in
from analysis.app.results import Corpus
from analysis.auditing.blinding import hidden_points_of
from analysis.model import Context, PointKey

if TYPE_CHECKING:
    from analysis.classifying import ThemeClassifier

MOST = 200
"""Points of a list; after so many codings the machine has learnt, and a new list is better."""

SEED = 1
"""By which the points are drawn among which the most telling are looked for."""


@dataclass(frozen=True, slots=True)
class _Taught:
    """A machine that has learned from everything so far, and which points that was from, with their themes."""

    intake: Corpus
    contexts: list[Context]
    classifier: ThemeClassifier
    lessons: dict[int, frozenset[str]]


def most_telling(desk: AppContext) -> tuple[PointKey, ...]:
    """Return the points that would teach the machine most, the most telling first."""
    from analysis.classifying.active_learning import for_learning

    own = _taught(desk)
    points, texts, classifier = own.intake.points, own.intake.texts, own.classifier
    kept = hidden_points_of(desk.store.audits().values(), words_of(own.intake)).points
    places = [place for place, point in enumerate(points) if point.key not in kept]
    words = [texts[place] for place in places]
    scores = classifier.predict_proba(words, [own.contexts[place] for place in places])
    asked = [n for n, place in enumerate(places) if place in own.lessons]
    keys = classifier.codebook.keys
    found = np.array([sum(key in themes for themes in own.lessons.values()) for key in keys], dtype=np.float64)
    rows = classifier.sight_.of(words)[0]
    chosen = for_learning(rows, scores, classifier.cuts_, asked, found, MOST, SEED)
    return tuple(points[places[n]].key for n in chosen)


def likely_mistakes(desk: AppContext) -> tuple[PointKey, ...]:
    """Return the points that people coded as the machine would not have expected, the least expected first."""
    from analysis.classifying.active_learning import for_mistakes

    own = _taught(desk)
    classifier = own.classifier
    if classifier.learned_ is None:
        return ()
    # The machine takes equal texts under equal headings together, in the order of their words.
    coded: dict[tuple[str, str], list[PointKey]] = {}
    for place in own.lessons:
        told = own.intake.texts[place], " . ".join(own.contexts[place].sections)
        coded.setdefault(told, []).append(own.intake.points[place].key)
    groups = [coded[told] for told in sorted(coded)]
    doubts = for_mistakes(classifier.learned_.honest, classifier.truth_, classifier.codebook.keys)
    return tuple(point for doubt in doubts for point in groups[doubt.place])[:MOST]


def _taught(desk: AppContext) -> _Taught:
    from analysis.classifying.machine_coding import contexts_of

    with desk.store.alone():
        intake = take_in(desk)
    codings, books, audits = desk.store.codings(), desk.store.codebooks(), list(desk.store.audits().values())
    classifier = trained(intake, codings, books, audits)
    settled = taught(codings, intake, books, audits)
    lessons = {place: choice.coding.themes for place, choice in enumerate(settled) if choice is not None}
    return _Taught(intake, contexts_of(intake.points), classifier, lessons)
