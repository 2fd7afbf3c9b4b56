"""Whether a theme that the codebook lacks is found among the candidates that are offered for what it does not cover.

One theme of a labelled set is taken out of its codebook. Some points are coded with what is left, and the candidates
are compared with the points that people gave the missing theme. Floors: groups of the same sizes drawn from what is
not covered, and as many groups of all points by k-means.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from analysis.classifying.theme_candidates import ThemeCandidate, candidates, theme_of, uncovered
from sklearn.cluster import KMeans
from sklearn.metrics import average_precision_score

from analysis.classifying import ThemeClassifier
from analysis.model import Codebook, Theme
from benchmarks.data import Labelled, key_points
from benchmarks.learning import Coded, coded, drawn, sets

OFFERED, CODED, HIDDEN, SEED = 12, 200, 5, 0
"""Candidates asked for; points coded with the rest of the codebook; themes taken out in turn, the commonest; seed."""

MOSTLY = 0.5
"""A candidate is taken for the missing theme if this share of its points has it."""

Measure = tuple[float, float, float, float]
"""Whether it is found, purity and recall of what a person would take for it, and the best candidate's purity."""

Ranked = tuple[float, float, float]
"""Average precision: by chance, of the theme made from the best candidate, of the theme in its author's own words."""


def found(groups: Sequence[Sequence[int]], has: np.ndarray) -> Measure:
    """How well some groups have the points of the missing theme."""
    own = [list(group) for group in groups if has[list(group)].mean() >= MOSTLY]
    taken = sorted({place for group in own for place in group})
    best = max((float(has[list(group)].mean()) for group in groups), default=0.0)
    return (float(bool(own)), float(has[taken].mean()) if taken else 0.0, float(has[taken].sum() / has.sum()), best)


def measured(data: Coded, hidden: int, number: int) -> tuple[dict[str, Measure], Ranked | None]:
    """The candidates and the floors, with one theme of the codebook taken out."""
    rest = [j for j in range(len(data.codebook.themes)) if j != hidden]
    without = replace(data, truth=data.truth[:, rest], codebook=Codebook(tuple(data.codebook.themes[j] for j in rest)))
    told = sets(without, drawn(without, number, SEED))
    classifier = ThemeClassifier(without.codebook).fit(data.texts, told)
    at = uncovered(classifier.predict_proba(data.texts), classifier.cuts(), told)
    rows = classifier.rows(data.texts)
    offered = candidates(data.texts, rows, [str(group) for group in data.groups], at, OFFERED, SEED)
    has = data.truth[:, hidden]
    random = np.random.default_rng(SEED)
    lots = [random.choice(at, len(each.places), replace=False).tolist() for each in offered]
    labels = KMeans(max(2, len(offered)), n_init=3, random_state=SEED).fit_predict(rows)
    means = [np.flatnonzero(labels == label).tolist() for label in np.unique(labels)]
    groups = {"drawn (floor)": lots, "k-means of all (floor)": means, "Everypoint": [each.places for each in offered]}
    measures = {name: found(each, has) for name, each in groups.items()}
    best = max(offered, key=lambda each: has[list(each.places)].sum() * has[list(each.places)].mean(), default=None)
    return measures, _ranked(data, without, told, hidden, best) if best and measures["Everypoint"][0] else None


def _ranked(
    data: Coded, without: Coded, told: Sequence[frozenset[str] | None], hidden: int, best: ThemeCandidate
) -> Ranked:
    """How well the missing theme ranks points once a person has made a theme of its best candidate."""
    own = data.codebook.themes[hidden]
    named = theme_of(best, data.texts, own.key, best.phrases[0], ", ".join(best.phrases))
    has = data.truth[:, hidden]
    return float(has.mean()), _precision(data, without, told, named, has), _precision(data, without, told, own, has)


def _precision(
    data: Coded, without: Coded, told: Sequence[frozenset[str] | None], theme: Theme, has: np.ndarray
) -> float:
    classifier = ThemeClassifier(Codebook((*without.codebook.themes, theme)))
    classifier.fit(data.texts, told, unanswered=[frozenset([theme.key])] * len(data.texts))
    return float(average_precision_score(has, classifier.predict_proba(data.texts)[:, -1]))


def debates() -> list[tuple[Coded, int]]:
    """Each debate of two key points or more, with the place of the one that most of its arguments make."""
    every = []
    for debate in key_points():
        data = _as_coded(debate)
        if len(data.codebook.themes) < 2:
            continue
        every.append((data, int(data.truth.sum(axis=0).argmax())))
    return every


def _as_coded(debate: Labelled) -> Coded:
    truth = np.array([[float(key in themes) for key in debate.codebook.keys] for themes in debate.themes])
    return Coded(debate.texts, truth, np.arange(len(debate.texts)), debate.codebook)


def _table(name: str, cases: Sequence[tuple[Coded, int]], number: int, line: Callable[[str], None]) -> None:
    done = [measured(data, hidden, number) for data, hidden in cases]
    for method in done[0][0]:
        means = np.mean([measures[method] for measures, _ in done], axis=0)
        line(f"| {name} | {method} | {means[0]:.0%} of {len(cases)} | {' | '.join(f'{m:.2f}' for m in means[1:])} |")
    ranks = np.mean([ranked for _, ranked in done if ranked is not None], axis=0)
    line(f"\n{name}, once it is a theme, average precision: by chance {ranks[0]:.2f}, ours {ranks[1]:.2f}, ")
    line(f"the missing theme's own wording {ranks[2]:.2f}\n")


def main() -> None:
    """Print what is found, set by set."""
    print(
        f"At most {OFFERED} candidates; NHS and cycling with {CODED} points coded, the debates with none. A candidate"
    )
    print(f"is taken where {MOSTLY:.0%} of its points have the missing theme; recall is of all points that have it.\n")
    header = "| set | groups | missing theme found | purity | recall | purest |\n|---|---|---|---|---|---|"
    for name, file in (("NHS", "nhs-fft-neas.jsonl"), ("Cycling", "cimt-cycling-bonn.jsonl")):
        data = coded(file)
        print(header)
        _table(name, [(data, hidden) for hidden in range(HIDDEN)], CODED, print)
    print(header)
    _table("ArgKP", debates(), 0, print)
