"""Theme candidates: what the codebook does not cover, in groups that a person may make themes of.

Points that no theme covers are joined from the bottom up as long as they are alike on average (average linkage, Sokal
and Michener 1958), measured from the middle of all different texts, so that what every response says makes no group.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import AgglomerativeClustering

from analysis.classifying.distinctive_phrases import Background
from analysis.classifying.text_views import Floats, unit
from analysis.classifying.word_counts import words
from analysis.model import Theme

CLOSE = 0.1
"""The mean cosine from which on points belong together; with .2 groups are half as large and hardly purer."""

SAME = 0.95
"""Texts whose rows have a cosine above this are one text sent again."""

COVERED = 0.5
"""A theme covers a point where it is as probable as not, even if points are given it from a lower cut on."""

FEWEST_TEXTS, FEWEST_RESPONDENTS = 3, 3
"""A group of fewer different texts, or of fewer respondents, is not offered."""

FEWEST_WORDS = 3
"""Shorter texts ("None.", "Thank you") say too little to make a theme of."""

GROUPED = 4_000
"""Texts that are grouped; the others join the group that they are closest to."""

TYPICAL = 3
"""Typical points shown, and the examples of a theme made of them."""

CHUNK = 5_000
"""Texts at a time, to bound the memory."""

Places = NDArray[np.int_]


@dataclass(frozen=True, slots=True)
class ThemeCandidate:
    """A group of points that the codebook does not cover.

    ``places`` are its points, copies included, the most typical first; ``typical`` the most typical of different
    wording. ``respondents`` counts who made them, ``coherence`` is the mean cosine of its texts with its members.
    """

    phrases: tuple[str, ...]
    places: tuple[int, ...]
    typical: tuple[int, ...]
    respondents: int
    coherence: float


def uncovered(scores: Floats, cuts: Floats, people_themes: Sequence[frozenset[str] | None]) -> list[int]:
    """Return the places of points that no theme covers, by what people told or else by the classifier's scores."""
    lead_over_cut = (scores - np.maximum(cuts, COVERED)).max(axis=1, initial=-np.inf)
    return [
        i
        for i, theme_keys in enumerate(people_themes)
        if not (lead_over_cut[i] >= 0 if theme_keys is None else theme_keys)
    ]


def candidates(
    texts: Sequence[str],
    rows: Floats,
    respondents: Sequence[str],
    uncovered_places: Sequence[int],
    most: int,
    seed: int,
) -> list[ThemeCandidate]:
    """Return at most so many groups of the points at some places, those that most respondents made first.

    ``texts``, ``rows`` (shape (n_points, n_columns)) and ``respondents`` are of all points, also of those covered.
    """
    if not len(uncovered_places):
        return []
    positions = {text: i for i, text in enumerate(texts)}
    mean_row = rows[[positions[text] for text in sorted(positions)]].mean(axis=0)
    originals, copies = _distinct_texts(texts, uncovered_places)
    sampled = np.sort(np.random.default_rng(seed).permutation(len(originals))[:GROUPED])
    centres = _group_centres(_without_duplicates(rows, np.array(originals, dtype=int)[sampled]), rows, mean_row)
    groups = [group for group in _group_members(rows, mean_row, originals, centres) if len(group[0]) >= FEWEST_TEXTS]
    all_candidates = [_candidate(texts, members, closeness, copies, respondents) for members, closeness in groups]
    supported = [candidate for candidate in all_candidates if candidate.respondents >= FEWEST_RESPONDENTS]
    ranked = sorted(
        supported, key=lambda candidate: (-candidate.respondents, -len(candidate.places), texts[candidate.places[0]])
    )
    return list(islice(_with_phrases(ranked, texts, seed), most))


def theme_of(candidate: ThemeCandidate, texts: Sequence[str], key: str, name: str, definition: str) -> Theme:
    """Return the theme that a person makes of a candidate; ``texts`` are those that it was found among."""
    return Theme(key, name, definition, keywords=candidate.phrases, examples=tuple(texts[i] for i in candidate.typical))


def _distinct_texts(texts: Sequence[str], places: Sequence[int]) -> tuple[list[int], dict[str, list[int]]]:
    """Return the first place of each different text that says enough, in the order of the alphabet, and all places
    of each."""
    copies: dict[str, list[int]] = {}
    for i in sorted(places):
        copies.setdefault(texts[i], []).append(i)
    return [copies[text][0] for text in sorted(copies) if len(words(text)) >= FEWEST_WORDS], copies


def _without_duplicates(rows: Floats, places: Places) -> Places:
    """Return the places without those that say the same as an earlier one."""
    if not len(places):
        return places
    near_duplicates = np.triu(_cosines(unit(rows[places])) > SAME, 1)
    return np.asarray(places[~near_duplicates.any(axis=0)])


def _cosines(directions: Floats) -> Floats:
    # Rounded: groups must not depend on in which order a machine adds.
    return np.asarray((directions @ directions.T).round(5))


def _group_centres(places: Places, rows: Floats, mean_row: Floats) -> Floats:
    """Return the mean direction of each group of texts that is large enough: shape (n_groups, n_columns)."""
    if len(places) < FEWEST_TEXTS:
        return np.zeros((0, len(mean_row)))
    directions = unit(rows[places] - mean_row)
    clustering = AgglomerativeClustering(None, metric="precomputed", linkage="average", distance_threshold=1 - CLOSE)
    labels = clustering.fit_predict(1 - _cosines(directions))
    large_labels = [label for label, text_count in enumerate(np.bincount(labels)) if text_count >= FEWEST_TEXTS]
    return np.array([directions[labels == label].mean(axis=0) for label in large_labels]).reshape(-1, len(mean_row))


def _group_members(
    rows: Floats, mean_row: Floats, originals: Sequence[int], centres: Floats
) -> list[tuple[Places, Floats]]:
    """Return for each group the texts close to it, closest first, and how close: their mean cosine with its members."""
    if not len(centres):
        return []
    text_places = np.array(originals, dtype=int)
    chunks = [unit(rows[text_places[i : i + CHUNK]] - mean_row) @ centres.T for i in range(0, len(text_places), CHUNK)]
    closeness = np.vstack(chunks).round(5)
    nearest_group, best_cosines = closeness.argmax(axis=1), closeness.max(axis=1)
    groups = []
    for group_number in range(len(centres)):
        members = np.flatnonzero((nearest_group == group_number) & (best_cosines >= CLOSE))
        members = members[np.argsort(-best_cosines[members], kind="stable")]
        groups.append((text_places[members], best_cosines[members]))
    return groups


def _candidate(
    texts: Sequence[str],
    members: Places,
    closeness: Floats,
    copies: dict[str, list[int]],
    respondents: Sequence[str],
) -> ThemeCandidate:
    point_places = [place for i in members for place in copies[texts[i]]]
    return ThemeCandidate(
        phrases=(),
        places=tuple(point_places),
        typical=tuple(members[:TYPICAL].tolist()),
        respondents=len({respondents[place] for place in point_places}),
        coherence=round(float(closeness.mean()), 4),
    )


def _with_phrases(ranked: Sequence[ThemeCandidate], texts: Sequence[str], seed: int) -> Iterator[ThemeCandidate]:
    """Yield the candidates with their phrases, one after the other as they are needed; none for which nothing
    speaks."""
    background = Background(texts, seed)
    for candidate in ranked:
        phrases = background.phrases(list(dict.fromkeys(texts[place] for place in candidate.places)))
        if phrases:
            yield replace(candidate, phrases=phrases)
