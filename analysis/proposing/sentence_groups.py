"""Sentence groups: the sentences of all texts, joined by what they mean into narrow groups and wider ones.

Ward's method (Ward 1963) makes many small, even groups. These are joined from the bottom up by the mean cosine of
their centres (average linkage), one voice each whatever their size, so that a subject that half of all sentences are
about ends as one group and a seldom one stands beside it. Sentences that lie between groups are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage

from analysis.classifying.text_views import Floats, unit
from analysis.proposing.sentence_space import CHUNK
from analysis.proposing.sentence_tone import Tone, tone_of

SMALL = 2
"""Small groups for each group that is asked for: joined, they follow the shape of what is said."""

SPARE = 0.4
"""Groups more for each that is asked for: many are single voices or have no name, and are not offered."""

WIDER = 3
"""Narrow groups for each wider one, in the mean."""

FEWEST = 6
"""Sentences for each group, in the mean: of fewer no group would be more than single voices."""

HELD = 0.7
"""The share of sentences that the groups hold: those nearest to one group and farthest from the others. The wider
groups hold all of them."""

LEAST_HELD = 3
"""Sentences that every group holds, as long as it has so many."""

COHESION, COHESIVE_FROM = 0.25, 8
"""The mean cosine of a group's sentences, tone aside, that one of fewer texts than these needs: three sentences that
only lie beside all others say the same as some larger group, or nothing in common."""

LARGE, PARTS = 0.15, 3
"""A group of a larger share of all sentences is no one thing: it is divided into parts of as many times the sentences
that a group has in the mean."""

GROUPED = 4_000
"""Different sentences that are grouped; the others join the group that they are closest to."""

DIGITS = 5
"""Digits of what decides: groups must not depend on in which order a machine adds."""

TONE = {Tone.PRAISE: 1.0, Tone.DEMAND: -1.0, Tone.PLAIN: 0.0}
TONE_WEIGHT = 1.0
"""How far apart praise and demand of the same subject are drawn, beside rows of length 1."""

Places = NDArray[np.int_]


@dataclass(frozen=True, slots=True)
class SentenceGroups:
    """For each sentence its group (-1: none), its wider group (``family``) and how clearly it is in its group; for each
    group its ``wider`` one and its ``cohesion``, the mean cosine of what two of its sentences mean."""

    group: Places
    family: Places
    clarity: Floats
    wider: Places
    cohesion: Floats


def sentence_groups(sentences: Sequence[str], meanings: Floats, size: int, seed: int) -> SentenceGroups:
    """Return about ``size`` groups of different sentences, given in the order of the alphabet with what they mean."""
    if len(sentences) < FEWEST:
        nowhere = np.full(len(sentences), -1)
        return SentenceGroups(nowhere, nowhere, np.zeros(len(sentences)), np.zeros(0, dtype=int), np.zeros(0))
    rows, wanted = _rows(sentences, meanings), min(size + round(SPARE * size), len(sentences) // FEWEST)
    sampled = np.sort(np.random.default_rng(seed).permutation(len(sentences))[:GROUPED])
    small = fcluster(linkage(rows[sampled], "ward"), max(wanted, SMALL * min(size, wanted)), "maxclust") - 1
    centres = _centres(rows[sampled], small)
    group_of_small, wider_of_small = _joined(centres, wanted)
    group = group_of_small[small]
    group_centres = _centres(rows[sampled], group)
    cosines = np.vstack([rows[i : i + CHUNK] @ group_centres.T for i in range(0, len(rows), CHUNK)]).round(DIGITS)
    whole = cosines.argmax(axis=1)
    whole[sampled] = group
    clarity = _clarity(cosines, whole)
    wider = np.array([wider_of_small[group_of_small == number][0] for number in range(len(group_centres))])
    clear = np.where(_is_clear(clarity, whole), whole, -1)
    family = wider[whole]
    clear, wider = _divided(rows[:, :-1], clear, wider, PARTS * len(sentences) / max(1, min(size, wanted)))
    return SentenceGroups(clear, family, clarity, wider, _cohesion(rows[:, :-1], clear, len(wider)))


def _rows(sentences: Sequence[str], meanings: Floats) -> Floats:
    """Return where each sentence lies: what it means, and its tone beside it."""
    tones = TONE_WEIGHT * np.array([[TONE[tone_of(sentence)]] for sentence in sentences])
    return np.asarray(unit(np.hstack([meanings, tones])).round(DIGITS))


def _centres(rows: Floats, labels: Places) -> Floats:
    return unit(np.array([rows[labels == label].mean(axis=0) for label in range(labels.max() + 1)]))


def _joined(centres: Floats, wanted: int) -> tuple[Places, Places]:
    if len(centres) < 2:
        return np.zeros(len(centres), dtype=int), np.zeros(len(centres), dtype=int)
    distances = (1 - (centres @ centres.T).round(DIGITS)).clip(0)
    tree = linkage(distances[np.triu_indices(len(centres), 1)], "average")
    cuts = (wanted, max(2, wanted // WIDER))
    group, wider = (fcluster(tree, cut, "maxclust") - 1 for cut in cuts)
    return group, wider


def _divided(meanings: Floats, group: Places, wider: Places, each: float) -> tuple[Places, Places]:
    """Return the groups, the large ones divided into parts of about so many sentences, and what each is part of."""
    group = group.copy()
    for number in np.flatnonzero(np.bincount(group[group >= 0], minlength=len(wider)) > LARGE * len(group)):
        members = np.flatnonzero(group == number)
        if (parts := round(len(members) / each)) < 2:
            continue
        rows = unit(meanings[members] - meanings[members].mean(axis=0)).round(DIGITS)
        sampled = rows[:: -(-len(members) // GROUPED)]
        small = fcluster(linkage(sampled, "ward"), parts, "maxclust") - 1
        part = (rows @ _centres(sampled, small).T).round(DIGITS).argmax(axis=1)
        group[members] = np.where(part == 0, number, len(wider) + part - 1)
        wider = np.append(wider, np.full(small.max(), wider[number]))
    return group, wider


def _cohesion(meanings: Floats, group: Places, groups: int) -> Floats:
    """Return the mean cosine of two sentences of each group; ``meanings`` are rows without their tone."""
    rows = unit(meanings)
    counts = np.bincount(group[group >= 0], minlength=groups)
    lengths = np.array([np.square(rows[group == number].sum(axis=0)).sum() for number in range(groups)])
    cosines = (lengths - counts) / np.maximum(1, counts * (counts - 1))
    return np.where((counts < 2) | (groups == 1), 1.0, cosines).round(DIGITS)


def _clarity(cosines: Floats, group: Places) -> Floats:
    """Return by how much each sentence is closer to its group than to any other."""
    own = cosines[np.arange(len(group)), group]
    others = cosines.copy()
    others[np.arange(len(group)), group] = -np.inf
    return np.asarray((own - others.max(axis=1)).round(DIGITS)) if cosines.shape[1] > 1 else own


def _is_clear(clarity: Floats, group: Places) -> NDArray[np.bool_]:
    """Return which sentences the groups hold: the clearest of all, and the few clearest of each; one by itself, all."""
    if group.max() == 0:
        return np.ones(len(group), dtype=bool)
    clearest_first = np.argsort(-clarity, kind="stable")
    held = np.zeros(len(clarity), dtype=bool)
    held[clearest_first[: int(np.ceil(HELD * len(clarity)))]] = True
    for number in range(group.max() + 1):
        held[clearest_first[group[clearest_first] == number][:LEAST_HELD]] = True
    return held
