"""What is usual is told of each language apart, and of few texts in one counts for the less."""

from __future__ import annotations

import numpy as np

from analysis.classifying.usual import IMAGINED, Usual, blended, usual_by_language, usual_of

FIGURES = np.array([[0.0, 1.0], [2.0, 3.0], [10.0, 20.0], [12.0, 24.0]])
WEIGHTS = np.ones(4)
LANGUAGES = np.array([0, 0, 1, 1])


def test_each_row_is_told_from_its_own_languages_usual() -> None:
    standard = usual_by_language(FIGURES, WEIGHTS, LANGUAGES, 2).standard(FIGURES, LANGUAGES)
    assert np.allclose(standard[:2], [[-1, -1], [1, 1]])
    assert np.allclose(standard[2] + standard[3], 0)
    assert np.allclose(standard[3], [1 / (1 + IMAGINED / 2), 2 / (2 + IMAGINED / 2)])


def test_many_texts_in_another_language_count_like_english_ones() -> None:
    usual = usual_by_language(FIGURES, np.array([1, 1, 1e9, 1e9]), LANGUAGES, 2)
    assert np.allclose(usual.standard(FIGURES, LANGUAGES), [[-1, -1], [1, 1]] * 2)


def test_nothing_is_told_of_a_language_in_which_there_is_no_text() -> None:
    usual = usual_by_language(FIGURES[:2], WEIGHTS[:2], LANGUAGES[:2], 2)
    assert not usual.standard(FIGURES, np.ones(4, dtype=int)).any()


def test_with_one_language_what_is_usual_is_that_of_all() -> None:
    usual = usual_by_language(FIGURES, WEIGHTS, np.zeros(4, dtype=int), 1)
    assert np.array_equal(usual.standard(FIGURES, np.zeros(4, dtype=int)), usual_of(FIGURES, WEIGHTS).standard(FIGURES))


def test_what_is_imagined_is_all_there_is_where_there_are_no_texts() -> None:
    imagined = Usual(np.zeros(2), np.ones(2))
    assert blended(FIGURES[:0], WEIGHTS[:0], imagined) is imagined
