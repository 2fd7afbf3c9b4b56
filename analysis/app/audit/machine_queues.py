"""In which order a machine asks for a person's opinion: what it would learn most from, and what may be a mistake."""

from __future__ import annotations

import numpy as np

from analysis.app.context import AppContext
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.snapshot.taking import take
from analysis.model import PointKey

MOST = 200
"""Points of a list; after so many codings the machine has learnt, and a new list is better."""

SEED = 1
"""By which the points are drawn among which the most telling are looked for."""


def most_telling(app: AppContext) -> tuple[PointKey, ...]:
    """Return the points that would teach the machine most, the most telling first."""
    from analysis.classifying.active_learning import for_learning
    from analysis.classifying.machine_coding import contexts_of

    snapshot = _taken_in(app)
    points, classifier, lessons = snapshot.corpus.points, snapshot.classifier, _lesson_themes(snapshot)
    contexts, texts = contexts_of(points), snapshot.corpus.own_texts
    open_places = [place for place, point in enumerate(points) if point.key not in snapshot.hidden.points]
    open_texts = [texts[place] for place in open_places]
    scores = classifier.predict_proba(open_texts, [contexts[place] for place in open_places])
    taught_rows = [n for n, place in enumerate(open_places) if place in lessons]
    keys = classifier.codebook.keys
    counted = np.array([sum(key in themes for themes in lessons.values()) for key in keys], dtype=np.float64)
    feature_rows = classifier.rows(open_texts)
    chosen_rows = for_learning(feature_rows, scores, classifier.cuts_, taught_rows, counted, MOST, SEED)
    return tuple(points[open_places[n]].key for n in chosen_rows)


def likely_mistakes(app: AppContext) -> tuple[PointKey, ...]:
    """Return the points that people coded as the machine would not have expected, the least expected first."""
    from analysis.classifying.active_learning import for_mistakes

    snapshot = _taken_in(app)
    corpus, classifier = snapshot.corpus, snapshot.classifier
    if classifier.learned_ is None:
        return ()
    # The machine takes equal texts under equal headings together, in the order of their words.
    points_of_text: dict[tuple[str, str], list[PointKey]] = {}
    for place in _lesson_themes(snapshot):
        text_and_headings = corpus.own_texts[place], " . ".join(corpus.points[place].section)
        points_of_text.setdefault(text_and_headings, []).append(corpus.points[place].key)
    point_groups = [points_of_text[text_and_headings] for text_and_headings in sorted(points_of_text)]
    doubtful_texts = for_mistakes(classifier.learned_.honest, classifier.truth_, classifier.codebook.keys)
    return tuple(point for doubt in doubtful_texts for point in point_groups[doubt.place])[:MOST]


def _taken_in(app: AppContext) -> Snapshot:
    with app.store.alone():
        return take(app)


def _lesson_themes(snapshot: Snapshot) -> dict[int, frozenset[str]]:
    """Return the places of the points that the machine learned from, with their themes."""
    return {place: lesson.coding.themes for place, lesson in enumerate(snapshot.lessons) if lesson is not None}
