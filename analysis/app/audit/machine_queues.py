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

    corpus: Corpus
    contexts: list[Context]
    classifier: ThemeClassifier
    lessons: dict[int, frozenset[str]]


def most_telling(app: AppContext) -> tuple[PointKey, ...]:
    """Return the points that would teach the machine most, the most telling first."""
    from analysis.classifying.active_learning import for_learning

    training_data = _taught(app)
    points, texts, classifier = training_data.corpus.points, training_data.corpus.texts, training_data.classifier
    hidden = hidden_points_of(app.store.audits().values(), words_of(training_data.corpus)).points
    open_places = [place for place, point in enumerate(points) if point.key not in hidden]
    open_texts = [texts[place] for place in open_places]
    scores = classifier.predict_proba(open_texts, [training_data.contexts[place] for place in open_places])
    taught_rows = [n for n, place in enumerate(open_places) if place in training_data.lessons]
    keys = classifier.codebook.keys
    counted = np.array(
        [sum(key in themes for themes in training_data.lessons.values()) for key in keys], dtype=np.float64
    )
    feature_rows = classifier.sight_.of(open_texts)[0]
    chosen_rows = for_learning(feature_rows, scores, classifier.cuts_, taught_rows, counted, MOST, SEED)
    return tuple(points[open_places[n]].key for n in chosen_rows)


def likely_mistakes(app: AppContext) -> tuple[PointKey, ...]:
    """Return the points that people coded as the machine would not have expected, the least expected first."""
    from analysis.classifying.active_learning import for_mistakes

    training_data = _taught(app)
    classifier = training_data.classifier
    if classifier.learned_ is None:
        return ()
    # The machine takes equal texts under equal headings together, in the order of their words.
    points_of_text: dict[tuple[str, str], list[PointKey]] = {}
    for place in training_data.lessons:
        text_and_headings = training_data.corpus.texts[place], " . ".join(training_data.contexts[place].sections)
        points_of_text.setdefault(text_and_headings, []).append(training_data.corpus.points[place].key)
    point_groups = [points_of_text[text_and_headings] for text_and_headings in sorted(points_of_text)]
    doubtful_texts = for_mistakes(classifier.learned_.honest, classifier.truth_, classifier.codebook.keys)
    return tuple(point for doubt in doubtful_texts for point in point_groups[doubt.place])[:MOST]


def _taught(app: AppContext) -> _Taught:
    from analysis.classifying.machine_coding import contexts_of

    with app.store.alone():
        corpus = take_in(app)
    codings, books, audits = app.store.codings(), app.store.codebooks(), list(app.store.audits().values())
    classifier = trained(corpus, codings, books, audits)
    choices = taught(codings, corpus, books, audits)
    lesson_themes = {place: choice.coding.themes for place, choice in enumerate(choices) if choice is not None}
    return _Taught(corpus, contexts_of(corpus.points), classifier, lesson_themes)
