"""The first codings of a theme that the codebook alone gives to nearly every wrong text: they lower it, and no more.

Sixty answers of a library's survey stand among two hundred of another survey, which raise none of its themes; the
codebook alone gives each theme to three to nine times as many texts as have it.
"""

from __future__ import annotations

import numpy as np
import pytest

from analysis.classifying import ThemeClassifier
from analysis.model.sureness import doubt_bounds
from benchmarks.council_survey import banks, survey

LIBRARY, STREET = (survey(name, banks()[name], number, 5) for name, number in (("library", 60), ("street", 200)))
TEXTS = [*LIBRARY.texts, *STREET.texts]
TRUTH = [*LIBRARY.themes, *[frozenset[str]()] * len(STREET.texts)]
KEYS = LIBRARY.codebook.keys
CLASSIFIER = ThemeClassifier(LIBRARY.codebook).fit(TEXTS)
TRUE = np.array([sum(key in themes for themes in TRUTH) for key in KEYS])
EXAMPLES = [(j, example) for j, theme in enumerate(LIBRARY.codebook.themes) for example in theme.examples]


def order(seed: int) -> list[int]:
    return [int(i) for i in np.random.default_rng(seed).permutation(len(TEXTS))]


def counted(coded: list[int], wrong: frozenset[int] = frozenset()) -> np.ndarray:
    """Return how many texts have each theme after some codings, those of ``wrong`` miscoded."""
    told: list[frozenset[str] | None] = [None] * len(TEXTS)
    for i in coded:
        told[i] = TRUTH[i] ^ ({KEYS[i % len(KEYS)]} if i in wrong else frozenset())
    given = CLASSIFIER.learn(TEXTS, told).predict(TEXTS)
    themes = [machine if person is None else person for machine, person in zip(given, told, strict=True)]
    return np.array([sum(key in own for own in themes) for key in KEYS])


@pytest.mark.parametrize("seed", range(6))
def test_twenty_codings_wipe_out_no_theme(seed: int) -> None:
    before, drawn = counted([]), order(seed)[:20]
    for wrong in (frozenset[int](), frozenset(drawn[:1])):
        after = counted(drawn, wrong)
        assert (after > 0).all()
        assert np.abs(np.log((after + 1) / (TRUE + 1))).mean() < np.abs(np.log((before + 1) / (TRUE + 1))).mean() * 0.6


def test_nothing_but_texts_without_a_theme_lowers_all_and_wipes_out_none() -> None:
    before, without = counted([]), [i for i in order(3) if not TRUTH[i]][:20]
    after = counted(without)
    assert (after > 0).all()
    assert (after < before).all()


@pytest.mark.parametrize("number", [5, 10])
def test_no_more_is_missed_without_doubt_than_before_any_coding(number: int) -> None:
    has = np.array([[key in themes for key in KEYS] for themes in TRUTH])

    def silent(coded: list[int]) -> float:
        told = [TRUTH[i] if i in coded else None for i in range(len(TEXTS))]
        scores = CLASSIFIER.learn(TEXTS, told).predict_proba(TEXTS)
        bounds = np.array([doubt_bounds(cut)[0] for cut in CLASSIFIER.cuts().tolist()])
        others = np.setdiff1d(np.arange(len(TEXTS)), coded)
        return float((scores < bounds)[others][has[others]].mean())

    assert np.mean([silent(order(seed)[:number]) for seed in (1, 2)]) <= silent([])


def test_one_coding_more_moves_no_theme_further_than_a_first_find_may() -> None:
    """A theme first found in the n-th text is three times as frequent as one that was not (½ of n, 1½ of n + 1)."""
    moved = []
    for seed in (100, 101):
        counts = np.array([counted(order(seed)[:number]) for number in range(26)]) + 2
        moved.append(np.maximum(counts[1:] / counts[:-1], counts[:-1] / counts[1:]).max(axis=1))
    assert np.max(moved) <= 4
    assert np.quantile(moved, 0.9) <= 2.5


def test_an_example_keeps_its_theme_whatever_was_coded_of_other_texts() -> None:
    counted([i for i in order(1) if not TRUTH[i]][:40])
    for j, example in EXAMPLES:
        assert KEYS[j] in CLASSIFIER.predict([f"Well, {example}"])[0]


def test_two_keywords_are_in_doubt_at_least_whatever_was_coded_of_other_texts() -> None:
    from analysis.model.sureness import doubt_bounds

    counted([i for i in order(2) if not TRUTH[i]][:40])
    for j, theme in enumerate(LIBRARY.codebook.themes):
        score = CLASSIFIER.predict_proba([f"They spoke of {theme.keywords[0]} and of {theme.keywords[-1]}."])[0, j]
        assert score >= doubt_bounds(float(CLASSIFIER.cuts()[j]))[0]
