"""The embedding: words as upstream's tokenizer pieces them together, and what they mean."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
import pytest

from analysis.classifying import ThemeClassifier, embedding
from analysis.classifying.embedding import DIMENSIONS, word_vectors
from analysis.classifying.embedding.wordpiece import pieces, plain
from tests.builders import CODEBOOK

VOCABULARY = {
    piece: i for i, piece in enumerate(["un", "##trust", "##worthy", "trust", "don", "'", "t", "naive", "日"])
}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("untrustworthy", ["un", "##trust", "##worthy"]),
        ("trust", ["trust"]),
        ("don't", ["don", "'", "t"]),
        ("Naïve", ["naive"]),
        ("日日", ["日", "日"]),
        ("trustzz", []),
        ("t" * 101, []),
        ("", []),
    ],
)
def test_a_word_is_its_longest_known_pieces_from_the_left(word: str, expected: list[str]) -> None:
    names = list(VOCABULARY)
    assert [names[i] for i in pieces(plain(word), VOCABULARY)] == expected


def test_words_that_mean_alike_are_near() -> None:
    money, funding, horse = word_vectors(["money", "funding", "horse"])
    assert money @ funding / np.linalg.norm(funding) > 1.5 * (money @ horse) / np.linalg.norm(horse)
    assert word_vectors(["", "🙂"]).tolist() == [[0.0] * DIMENSIONS] * 2


def test_without_the_weights_words_mean_nothing_and_the_rest_goes_on() -> None:
    nothing = {}, np.zeros((0, DIMENSIONS), dtype=np.int8), np.zeros((0, 1), dtype=np.float32)
    with patch.object(embedding, "_weights", lambda: nothing):
        assert not word_vectors(["money"]).any()
        found = ThemeClassifier(CODEBOOK, seed=99).fit([]).predict(["The budget was cut.", "Inspect every home."])
    assert found == [frozenset({"funding"}), frozenset({"safety"})]
