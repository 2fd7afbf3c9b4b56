"""The map of texts: the same from any order of sums, themes apart, and neighbours that are counted rightly."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.classifying.point_map import LARGEST, NEAREST, neighbours, places, text_vectors
from tests.share import examples

BUS, MONEY = "The evening bus to the village is late", "The budget for books was cut"
TEXTS = [f"{words} {n}" for n in range(8) for words in (BUS, MONEY)]
HAS_MONEY = np.array([words.startswith(MONEY) for words in TEXTS])

rows = st.lists(st.lists(st.integers(-LARGEST, LARGEST), min_size=4, max_size=4), min_size=2, max_size=30)


def test_texts_that_say_alike_lie_together_and_themes_apart() -> None:
    vectors = text_vectors(TEXTS)
    across = places(vectors, HAS_MONEY[:, None])[:, 0]
    assert across[HAS_MONEY].min() > across[~HAS_MONEY].max() or across[HAS_MONEY].max() < across[~HAS_MONEY].min()
    near = HAS_MONEY[neighbours(vectors)].sum(axis=1)
    assert near[HAS_MONEY].min() > near[~HAS_MONEY].max()


@settings(max_examples=examples(50))
@given(rows)
def test_neighbours_are_those_that_are_nearest_and_the_earlier_of_equals(written: list[list[int]]) -> None:
    vectors = np.array(written, dtype=np.float32)
    for place, found in enumerate(neighbours(vectors)):
        others = [n for n in range(len(written)) if n != place]
        others.sort(key=lambda n: (-int(np.dot(written[place], written[n])), n))
        assert sorted(found) == sorted(others[:NEAREST])


@settings(max_examples=examples(50))
@given(rows, st.data())
def test_places_lie_within_the_map_whatever_the_themes(written: list[list[int]], data: st.DataObject) -> None:
    themes = data.draw(st.lists(st.booleans(), min_size=len(written), max_size=len(written)))
    laid = places(np.array(written, dtype=np.float32), np.array(themes)[:, None])
    assert laid.shape == (len(written), 2)
    assert laid.min() >= 0 <= 1 >= laid.max()


def test_few_texts_and_none_lie_somewhere() -> None:
    for texts in ([], ["One."], ["", ""], ["Same words.", "Same words."]):
        vectors = text_vectors(texts)
        assert places(vectors, np.zeros((len(texts), 0), dtype=bool)).shape == (len(texts), 2)
        assert len(neighbours(vectors)) == len(texts)
