"""How well points are coded from the codebook alone, before anyone has coded one.

Constants were chosen on one half of the sets (every other debate, the street survey, every other policy codebook) and
are reported on both. In each: the floor, a theme wherever two of its keywords stand; the peer, TF-IDF cosine between
text and wording with the one cut that serves that set best, which nobody knows beforehand, and with the one that serves
best on the mean of the first half's sets, which could be shipped; and ours at its opening cut, with the cut that would
have served best beside it, and how many of the true themes it gives or leaves in doubt. Then what a stricter cut would
cost, and what each part of ours is worth, on an eighth of the debates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from unittest.mock import patch

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from analysis.classifying import ThemeClassifier, zero_shot
from analysis.classifying.keywords import wording
from analysis.classifying.thresholds import ALONE
from analysis.classifying.tokens import phrase
from analysis.model import Context
from analysis.model.sureness import doubt_bounds
from analysis.workspace import load_consultation
from benchmarks.council_survey import banks, survey
from benchmarks.data import ROOT, Labelled, gold, key_points
from benchmarks.learning import coded
from benchmarks.measures import Sets, cells, micro_f1
from benchmarks.policy_prose_data import labelled

Coder = Callable[[Labelled], Sets]
Scorer = Callable[[Labelled], np.ndarray]

ANSWERS, SEEDS, ARGUMENTS = 300, (1, 2), (1, 4, 8)
COSINE_CUTS = tuple(np.arange(0.01, 0.31, 0.01).tolist())
CUTS = (0.25, 0.3, 0.33, 0.36, 0.4, 0.45, 0.5, 0.55, 0.6)
"""Cuts of ours of which it is told what they cost."""

TOPICS = 1_000
"""Texts of the two large sets, drawn."""


def never(_: str) -> bool:
    """Return that no sentence raises nothing."""
    return False


def apart(figures: np.ndarray, *_: object) -> np.ndarray:
    """Return that sentences of one text have nothing in common."""
    return np.zeros(figures.shape[1])


def together(figures: np.ndarray, *_: object) -> np.ndarray:
    """Return that sentences of one text are about one thing."""
    return np.ones(figures.shape[1])


def each_once(texts: Sequence[object]) -> np.ndarray:
    """Return that every text counts for one."""
    return np.ones(len(texts))


PARTS: dict[str, dict[str, object]] = {
    "all of it": {},
    "without nearness to the wording": {"NEARNESS": 0.0},
    "twice the nearness": {"NEARNESS": 2 * zero_shot.NEARNESS},
    "without kin": {"KIN": 0.0},
    "twice the kin": {"KIN": 2 * zero_shot.KIN},
    "without keywords' weight": {"KEYWORD": 0.0},
    "twice the keywords' weight": {"KEYWORD": 2 * zero_shot.KEYWORD},
    "without the theme's best sentences": {"ENOUGH": 10**9},
    "whole texts, not sentences": {"text_sentences": lambda text: [text]},
    "without sentences that raise nothing": {"raises_nothing": never},
    "without examples found nearly verbatim": {"BY_EXAMPLE": 0},
    "all sentences for themselves": {"coherence": apart},
    "all texts about one thing": {"coherence": together},
    "without the whole text's nearness": {"WHOLE": 0.0},
    "without more or less by length": {"SEPARATE": 0.0, "TOGETHER": 0.0, "WHOLE": 0.0},
    "what many say alike counts as often": {"distinctness": each_once},
    "without caution where little is known": {"CAUTION": 0.0},
}
"""What is put in place of a part, by names of ``zero_shot``."""


def our_scores(data: Labelled) -> np.ndarray:
    """ThemeClassifier, fitted on the texts without a single label."""
    return (
        ThemeClassifier(data.codebook).fit(data.texts, contexts=data.contexts).predict_proba(data.texts, data.contexts)
    )


def ours(data: Labelled) -> Sets:
    """The same at its opening cut."""
    return given(data, our_scores(data), ALONE)


def commonest(data: Labelled) -> Sets:
    """Another floor: every text gets the theme that is commonest in the truth."""
    theme, _ = Counter(key for themes in data.themes for key in sorted(themes)).most_common(1)[0]
    return [frozenset([theme])] * len(data.texts)


def two_keywords(data: Labelled) -> Sets:
    """The floor: a theme wherever two of its keywords stand."""
    terms = {theme.key: {phrase(keyword) for keyword in theme.keywords} for theme in data.codebook.themes}
    stems = [f" {phrase(text)} " for text in data.texts]
    return [
        frozenset(key for key, own in terms.items() if sum(f" {term} " in text for term in own) >= 2) for text in stems
    ]


def cosines(data: Labelled) -> np.ndarray:
    """The peer: TF-IDF cosine between text and theme wording."""
    wordings = [wording(theme) for theme in data.codebook.themes]
    vectors = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, stop_words="english").fit(data.texts + wordings)
    return (vectors.transform(data.texts) @ vectors.transform(wordings).T).toarray()


def nearest(data: Labelled) -> Sets:
    """The same without a cut: always the nearest theme."""
    return [frozenset([data.codebook.keys[row.argmax()]]) if row.max() > 0 else frozenset() for row in cosines(data)]


CODERS: dict[str, Coder] = {
    "commonest theme (floor)": commonest,
    "TF-IDF cosine, nearest theme (peer)": nearest,
    "Everypoint, codebook alone": ours,
}


def main() -> None:
    """Print all tables."""
    chosen_on, reported_on = labelled_halves()
    common_cut = _common_cut(chosen_on)
    halves = (("The half that constants were chosen on", chosen_on), ("The other half", reported_on))
    for title, half in halves:
        print(f"## {title}\n")
        cosine_columns = f"cosine, best cut | cosine, {common_cut:.2f}"
        print(
            f"| set | texts | two keywords | {cosine_columns} | ours | ours, best cut | themeless given a theme "
            "| true ones given or in doubt |"
        )
        print("|---|---|---|---|---|---|---|---|---|")
        scores = {name: [our_scores(data) for data in sets] for name, sets in half.items()}
        for name, sets in half.items():
            print(_row(name, sets, scores[name], common_cut))
        _stricter(half, scores)
    _parts(chosen_on, reported_on)


def labelled_halves() -> tuple[dict[str, list[Labelled]], dict[str, list[Labelled]]]:
    """Return the sets on which constants are chosen, and those on which they are reported."""
    debates, prose, by_name = list(key_points()), list(labelled()), banks()
    halves: list[dict[str, list[Labelled]]] = []
    for half, bank in enumerate(("street", "library")):
        named = {
            f"key points, debates {half + 1}, {half + 3} …": debates[half::2],
            f"council survey, {bank}": [survey(bank, by_name[bank], ANSWERS, seed) for seed in SEEDS],
            f"policy prose, codebooks {half + 1}, {half + 3} …": prose[half::2],
        }
        for number in ARGUMENTS:
            named[f"{bank}, arguments an answer: {number}"] = [survey(bank, by_name[bank], 200, 11, number)]
        halves.append(named)
    example = load_consultation(ROOT / "responses" / "consultation.toml").codebook
    halves[1]["the SESL/SEEC submission"] = [gold(example)]
    halves[1]["patients' comments, names of themes alone"] = [_drawn("nhs-fft-neas.jsonl", 4)]
    halves[1]["answers on AI, names of themes alone"] = [_drawn("srai-questions.jsonl", 100)]
    return halves[0], halves[1]


def _drawn(file: str, themes: int) -> Labelled:
    data = coded(file, themes)
    drawn = np.random.default_rng(0).permutation(len(data.texts))[:TOPICS]
    keys = np.array(data.codebook.keys)
    truth = [frozenset(keys[data.truth[i] > 0].tolist()) for i in drawn]
    contexts = [Context(str(i), 0) for i in drawn]
    return Labelled(file, [data.texts[i] for i in drawn], truth, [frozenset()] * len(drawn), contexts, data.codebook)


def given(data: Labelled, scores: np.ndarray, cut: float) -> Sets:
    """Return the themes that reach a cut."""
    keys = np.array(data.codebook.keys)
    return [frozenset(keys[row >= cut].tolist()) for row in scores]


def _f1(sets: Sequence[Labelled], all_given: Sequence[Sets]) -> float:
    counted = [cells(data.themes, data.acceptable, own) for data, own in zip(sets, all_given, strict=True)]
    return micro_f1(np.concatenate(counted))


def _best(sets: Sequence[Labelled], scores: Sequence[np.ndarray]) -> float:
    cuts = np.quantile(np.concatenate([own.ravel() for own in scores]), np.linspace(0.3, 0.999, 60))
    return max(_at(sets, scores, cut) for cut in np.unique(cuts))


def _themeless(sets: Sequence[Labelled], all_given: Sequence[Sets]) -> str:
    pairs = [pair for data, own in zip(sets, all_given, strict=True) for pair in zip(data.themes, own, strict=True)]
    themeless = [bool(own) for truth, own in pairs if not truth]
    return f"{sum(themeless)} of {len(themeless)}"


def _common_cut(half: dict[str, list[Labelled]]) -> float:
    """Return the cut of cosines that serves the sets of one half best on their mean."""
    scored = [(sets, [cosines(data) for data in sets]) for sets in half.values()]
    means = {cut: np.mean([_at(sets, scores, cut) for sets, scores in scored]) for cut in COSINE_CUTS}
    return max(means, key=means.__getitem__)


def _at(sets: Sequence[Labelled], scores: Sequence[np.ndarray], cut: float) -> float:
    return _f1(sets, [given(data, own, cut) for data, own in zip(sets, scores, strict=True)])


def _row(name: str, sets: Sequence[Labelled], scores: Sequence[np.ndarray], common_cut: float) -> str:
    own = [given(data, row, ALONE) for data, row in zip(sets, scores, strict=True)]
    by_cosine = [cosines(data) for data in sets]
    figures = (
        _f1(sets, [two_keywords(data) for data in sets]),
        _best(sets, by_cosine),
        _at(sets, by_cosine, common_cut),
        _f1(sets, own),
        _best(sets, scores),
    )
    texts = sum(len(data.texts) for data in sets)
    told = f"{_themeless(sets, own)} | {_given_or_in_doubt(sets, scores):.3f}"
    return f"| {name} | {texts} | {' | '.join(f'{figure:.3f}' for figure in figures)} | {told} |"


def _given_or_in_doubt(sets: Sequence[Labelled], scores: Sequence[np.ndarray]) -> float:
    """Return the share of the true themes that are given or left in doubt."""
    told = [given(data, own, doubt_bounds(ALONE)[0]) for data, own in zip(sets, scores, strict=True)]
    pairs = [pair for data, own in zip(sets, told, strict=True) for pair in zip(data.themes, own, strict=True)]
    return sum(len(truth & own) for truth, own in pairs) / sum(len(truth) for truth, _ in pairs)


def _stricter(half: dict[str, list[Labelled]], scores: dict[str, list[np.ndarray]]) -> None:
    """Print what each set has at other cuts: micro-F1, and themeless texts given a theme."""
    print(f"\n| cut | {' | '.join(f'{cut:.2f}' for cut in CUTS)} |\n|---|{'---|' * len(CUTS)}")
    for name, sets in half.items():
        columns = []
        for cut in CUTS:
            own = [given(data, row, cut) for data, row in zip(sets, scores[name], strict=True)]
            columns.append(f"{_f1(sets, own):.3f}, {_themeless(sets, own)}")
        print(f"| {name} | {' | '.join(columns)} |")
    print()


def _parts(*halves: dict[str, list[Labelled]]) -> None:
    columns = [[members[::8] if len(members) > 8 else members for members in _few(half)] for half in halves]
    names = ["debates", "survey", "prose"]
    heads = [f"{name} ({half})" for half in ("chosen on", "other") for name in names]
    print("## What each part is worth: micro-F1 at the opening cut, and themeless texts given a theme\n")
    print(f"| | {' | '.join(heads)} |\n|---|{'---|' * len(heads)}")
    for part, names_put in PARTS.items():
        print(f"| {part} | {' | '.join(_part_cells(columns, names_put))} |", flush=True)


def _few(half: dict[str, list[Labelled]]) -> list[list[Labelled]]:
    return list(half.values())[:3]


def _part_cells(columns: Sequence[Sequence[Sequence[Labelled]]], names_put: dict[str, object]) -> Iterator[str]:
    for half in columns:
        for sets in half:
            with ExitStack() as stack:
                for name, value in names_put.items():
                    stack.enter_context(patch.object(zero_shot, name, value))
                own = [ours(data) for data in sets]
            yield f"{_f1(sets, own):.3f}, {_themeless(sets, own)}"
