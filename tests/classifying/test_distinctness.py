"""Distinctness: what many say alike counts once, and what nobody else says counts for one."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.classifying.distinctness import distinctness
from analysis.classifying.text_views import TextViews
from tests.share import examples

some_words = st.lists(st.sampled_from(["parking", "buses", "money", "trees", "noise", "the", "of"]), max_size=6)


@settings(max_examples=examples(40))
@given(st.lists(some_words, max_size=12))
def test_a_text_counts_for_one_at_most_and_all_together_for_one_at_least(texts: list[list[str]]) -> None:
    found = distinctness(texts)
    assert ((found > 0) & (found <= 1)).all()
    assert not texts or found.sum() >= 1 - 1e-9


@settings(max_examples=examples(40))
@given(st.lists(st.sampled_from("abcdefgh"), min_size=1), st.integers(1, 30))
def test_equal_texts_count_for_one_together(text: list[str], times: int) -> None:
    assert np.isclose(distinctness([text] * times + [["other"]])[:times].sum(), 1)


def test_a_letter_with_another_name_in_each_counts_for_a_few_at_most() -> None:
    letter = "please keep the library open on sundays because it is where my children and {} do their homework"
    texts = [letter.format(f"name{n}").split() for n in range(240)]
    others = [[f"word{10 * n + i}" for i in range(10)] for n in range(60)]
    found = distinctness([*texts, *others])
    assert found[:240].sum() < 3
    assert np.allclose(found[240:], 1)


def test_the_words_of_a_letter_that_most_send_stay_as_rare_as_one_sender_s() -> None:
    others = [f"{word} is what matters to us here".split() for word in ("parking", "buses", "trees", "noise")]
    letters = [f"Name{n} asks that the orchard be kept open to all".lower().split() for n in range(200)]
    once, often = TextViews([*others, letters[0]]), TextViews([*others, *letters])
    assert np.allclose(often.rarity(["orchard", "parking"]), once.rarity(["orchard", "parking"]), atol=0.25)
