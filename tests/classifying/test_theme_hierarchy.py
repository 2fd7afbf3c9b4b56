"""What speaks for a part speaks for the whole, in every score and every set of themes."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.classifying.classifier import ThemeClassifier
from analysis.classifying.theme_hierarchy import with_parts
from analysis.model import Codebook, Theme

KEYS = ("a", "b", "c", "d")


def book(*parents: int | None) -> Codebook:
    """A codebook of four themes, each part of an earlier one or of none."""
    return Codebook(
        tuple(
            Theme(key, key.upper(), f"About {key}.", parent=None if parent is None else KEYS[parent])
            for key, parent in zip(KEYS, parents, strict=True)
        )
    )


books = st.builds(
    book, st.none(), st.sampled_from([None, 0]), st.sampled_from([None, 0, 1]), st.sampled_from([None, 0, 1, 2])
)
scores = st.integers(0, 1000).map(lambda n: n / 1000)
tables = st.lists(st.lists(scores, min_size=4, max_size=4), min_size=1, max_size=6).map(np.array)
cuts = st.lists(st.integers(1, 999).map(lambda n: n / 1000), min_size=4, max_size=4).map(np.array)


@given(books, tables, cuts)
def test_whoever_is_given_a_part_is_given_the_whole(codebook: Codebook, table: np.ndarray, cut: np.ndarray) -> None:
    raised = with_parts(table, cut, codebook)
    assert (raised >= np.round(table, 4)).all()
    given_themes = raised >= cut
    for key, wider in codebook.wider.items():
        for whole in wider:
            assert (given_themes[:, KEYS.index(whole)] >= given_themes[:, KEYS.index(key)]).all()
    alone = [column for column, key in enumerate(KEYS) if all(key not in wider for wider in codebook.wider.values())]
    assert (raised[:, alone] == table[:, alone]).all(), "what has no parts is as it was"


def test_with_one_cut_the_whole_has_the_score_of_its_surest_part() -> None:
    raised = with_parts(np.array([[0.1, 0.9, 0.3, 0.2]]), np.full(4, 0.3), book(None, 0, 0, None))
    assert raised.tolist() == [[0.9, 0.9, 0.3, 0.2]]


def test_the_classifier_gives_the_whole_with_its_part() -> None:
    codebook = Codebook(
        (
            Theme("transport", "Transport", "Anything about getting about."),
            Theme("parking", "Parking", "Permits and bays.", keywords=("park", "permit"), parent="transport"),
        )
    )
    assert ThemeClassifier(codebook).predict(["Permits to park cost too much."]) == [{"transport", "parking"}]
