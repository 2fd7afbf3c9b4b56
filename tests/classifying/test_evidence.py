"""What many people write is scored and tried once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.classifying.evidence import KnownSentences, evidence
from analysis.classifying.text_views import Floats
from tests.builders import CODEBOOK

TEXTS = ["The money is gone. Nobody came.", "Well. The money is gone."]


def test_a_sentence_is_tried_once_whoever_writes_it() -> None:
    asked: list[str] = []

    def scorer(texts: Sequence[str]) -> Floats:
        asked.extend(texts)
        return np.array([[5.0 * ("money" in text)] * len(CODEBOOK.themes) for text in texts])

    known, keys, phrases = KnownSentences(), [frozenset(CODEBOOK.keys[:1])], [frozenset[str]()] * len(CODEBOOK.themes)
    (first,) = evidence(scorer, CODEBOOK, TEXTS[:1], keys, phrases, known)
    asked.clear()
    (second,) = evidence(scorer, CODEBOOK, TEXTS[1:], keys, phrases, known)
    assert asked == ["Well."]
    assert [TEXTS[0][one.start : one.end] for one in first] == [TEXTS[1][one.start : one.end] for one in second]
    assert "money" in TEXTS[1][second[0].start : second[0].end]
    assert [second] == evidence(scorer, CODEBOOK, TEXTS[1:], keys, phrases)
