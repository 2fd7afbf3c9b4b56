"""Coherence: texts about one thing are told from lists of arguments, theme by theme."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.classifying.coherence import USUAL, coherence
from tests.share import examples


def drawn(share: float, texts: int, sentences: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Figures of which so large a share is common to the sentences of a text."""
    random = np.random.default_rng(seed)
    common = np.repeat(random.normal(size=(texts, 2)), sentences, axis=0)
    own = random.normal(size=(texts * sentences, 2))
    return np.sqrt(share) * common + np.sqrt(1 - share) * own, np.repeat(np.arange(texts), sentences)


@settings(max_examples=examples(20))
@given(st.sampled_from([0.0, 0.2, 0.5, 0.9]), st.integers(2, 6), st.integers(0, 1_000))
def test_what_sentences_have_in_common_is_found(share: float, sentences: int, seed: int) -> None:
    figures, texts_of_rows = drawn(share, 400, sentences, seed)
    assert np.abs(coherence(figures, texts_of_rows, np.ones(400)) - share).max() < 0.15


def test_few_texts_and_texts_of_one_sentence_are_as_usual() -> None:
    assert coherence(np.zeros((0, 2)), np.zeros(0, dtype=int), np.ones(0)).tolist() == [USUAL] * 2
    assert coherence(np.ones((3, 1)), np.arange(3), np.ones(3)).tolist() == [USUAL]
    figures, texts_of_rows = drawn(0.9, 2, 3, 1)
    assert (coherence(figures, texts_of_rows, np.ones(2)) < 0.6).all()


@settings(max_examples=examples(20))
@given(st.integers(0, 1_000), st.randoms())
def test_a_theme_s_coherence_is_its_own_whatever_the_order_of_texts(seed: int, order: object) -> None:
    figures, texts_of_rows = drawn(0.4, 30, 3, seed)
    names = [*range(30)]
    order.shuffle(names)  # type: ignore[attr-defined]
    found = coherence(figures, texts_of_rows, np.ones(30))
    assert np.allclose(coherence(figures, np.array(names)[texts_of_rows], np.ones(30)), found)
    assert np.isclose(coherence(figures[:, [1]], texts_of_rows, np.ones(30))[0], found[1])


def test_a_text_that_is_sent_often_counts_by_its_weight() -> None:
    figures, texts_of_rows = drawn(0.4, 30, 3, 5)
    twice = np.vstack([figures, figures]), np.concatenate([texts_of_rows, texts_of_rows + 30])
    assert np.allclose(coherence(*twice, np.full(60, 0.5)), coherence(figures, texts_of_rows, np.ones(30)))


def test_figures_that_are_all_alike_tell_nothing() -> None:
    found = coherence(np.full((40, 1), 0.5), np.repeat(np.arange(20), 2), np.ones(20))
    assert 0 <= found[0] <= 1
