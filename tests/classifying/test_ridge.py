"""What codings teach: honest answers, silence, twins, and many codings."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
import pytest

from analysis.classifying import ridge
from analysis.classifying.ridge import RidgeModel, TrainingSet, merge_duplicates
from analysis.classifying.text_views import unit

RANDOM = np.random.default_rng(3)
ROWS = np.hstack([unit(RANDOM.normal(size=(80, 6))) for _ in range(4)])
TRUTH = np.column_stack([ROWS[:, 0] > 0.1, ROWS[:, 7] > 0.3]).astype(float)
LOGITS = np.full((80, 2), -0.8)


def lessons(rows: np.ndarray = ROWS, truth: np.ndarray = TRUTH) -> TrainingSet:
    return TrainingSet(rows, LOGITS[: len(rows)], truth)


@pytest.mark.parametrize("plain", [False, True])
def test_the_honest_answers_are_those_of_a_regression_that_has_not_seen_the_text(plain: bool) -> None:
    with patch.object(ridge, "PLAIN", 10 if plain else 1_000):
        _, honest = ridge._regressions(ROWS, TRUTH)
        for i in (0, 41):
            others = np.delete(np.arange(80), i)
            answers, _ = ridge._regressions(ROWS[others], TRUTH[others])
            assert answers(ROWS[[i]])[0] == pytest.approx(honest[i], abs=2e-3)


@pytest.mark.parametrize("plain", [False, True])
def test_it_tells_new_texts_apart_whether_codings_are_few_or_many(plain: bool) -> None:
    with patch.object(ridge, "PLAIN", 10 if plain else 1_000):
        taught = RidgeModel(lessons(ROWS[:60], TRUTH[:60]))
    said = taught.logits(ROWS[60:], LOGITS[60:])
    for theme in range(2):
        has = TRUTH[60:, theme] > 0
        assert said[has, theme].mean() > said[~has, theme].mean() + 1


def test_a_theme_that_nobody_was_asked_about_keeps_what_the_codebook_says() -> None:
    silent = TRUTH.copy()
    silent[:, 1] = np.nan
    taught = RidgeModel(lessons(truth=silent))
    assert np.isnan(taught.honest[:, 1]).all()
    assert taught.logits(ROWS, LOGITS)[:, 1] == pytest.approx(LOGITS[:, 1])
    assert not np.allclose(taught.logits(ROWS, LOGITS)[:, 0], LOGITS[:, 0])


@pytest.mark.parametrize("said", [0.0, 1.0])
def test_one_coding_hardly_moves_texts_that_are_not_like_it(said: float) -> None:
    truth = np.array([[said, np.nan]])
    moved = RidgeModel(TrainingSet(ROWS[:1], LOGITS[:1], truth)).logits(ROWS[1:], LOGITS[1:])[:, 0] - LOGITS[1:, 0]
    assert np.abs(np.median(moved)) < 0.1
    assert np.abs(moved).max() < 0.3


def test_the_codebook_fades_and_never_vanishes() -> None:
    """The same texts with the codebook's word turned round: it matters the less, the more were coded."""
    word = np.random.default_rng(4).normal(size=LOGITS.shape)
    moved = []
    for number in (4, 20, 80):
        said = [
            RidgeModel(TrainingSet(ROWS[:number], turned[:number], TRUTH[:number])).logits(ROWS, turned)
            for turned in (word, -word)
        ]
        moved.append(float(np.abs(said[1] - said[0]).mean() / np.abs(said[0]).mean()))
    assert moved[0] > moved[1] > moved[2] > 0.01


def test_twins_are_one_lesson_with_the_mean_of_what_was_found() -> None:
    rows = ROWS[[0, 1, 0]]
    one = merge_duplicates(
        ["a", "b", "a"], TrainingSet(rows, LOGITS[:3], np.array([[1.0, np.nan], [0.0, 1.0], [0.0, 1.0]]))
    )
    assert one.truth.tolist() == [[0.5, 1.0], [0.0, 1.0]]
    assert np.array_equal(one.rows, ROWS[:2])


def test_what_people_say_of_a_theme_moves_no_other() -> None:
    other_truth = TRUTH.copy()
    other_truth[:, 1] = RANDOM.integers(0, 2, len(TRUTH))
    other_truth[::3, 1] = np.nan
    one, other = RidgeModel(lessons()), RidgeModel(lessons(truth=other_truth))
    moved = one.logits(ROWS, LOGITS) - other.logits(ROWS, LOGITS)
    assert np.abs(moved[:, 0]).max() < 1e-9
    assert np.abs(moved[:, 1]).max() > 0.5
    assert np.array_equal(one.honest[:, 0], other.honest[:, 0])


def test_a_codebook_that_knows_already_is_not_unlearned_from_the_first_codings() -> None:
    """The rows say nothing of the theme and the codebook's log-odds nearly all: they keep the order that they had."""
    truth = (np.random.default_rng(8).random((200, 1)) < 0.3).astype(float)
    log_odds = 4 * (truth - 0.5) + np.random.default_rng(9).normal(size=truth.shape)
    rows = np.hstack([unit(np.random.default_rng(10).normal(size=(200, 6))) for _ in range(4)])
    for number in (4, 16, 64):
        taught = RidgeModel(TrainingSet(rows[:number], log_odds[:number], truth[:number]))
        right_before = ((log_odds[100:] > 0) == (truth[100:] > 0)).mean()
        right_after = ((taught.logits(rows[100:], log_odds[100:]) > 0) == (truth[100:] > 0)).mean()
        assert right_after >= right_before - 0.05


def test_answers_are_probabilities_that_mean_something() -> None:
    taught = RidgeModel(lessons())
    assert np.isfinite(taught.honest).all()
    assert taught.honest.mean(axis=0) == pytest.approx(TRUTH.mean(axis=0), abs=0.05)


def test_codings_teach_the_slower_the_more_a_themes_entry_says() -> None:
    few = TrainingSet(ROWS[:10], LOGITS[:10], TRUTH[:10])
    told = [np.abs(RidgeModel(few, worths=worth).logits(ROWS, LOGITS) - LOGITS).mean() for worth in (5.0, 12.0, 20.0)]
    assert told == sorted(told, reverse=True)
