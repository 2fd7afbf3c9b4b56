"""Of two texts that have enough word runs in common the later one is told of the earlier one."""

from __future__ import annotations

import pytest

from analysis.matching.word_runs import WordRuns

ONE = "the council must keep the library open on every day of the week"
NEAR = "the council must keep the library open on every day of the year"
OTHER = "nobody asked those who cycle to work what they think of it all"


def test_a_near_copy_is_found_and_another_text_is_none() -> None:
    runs = WordRuns([ONE, OTHER, NEAR], 3, 0.6)
    assert list(runs.candidates()) == [(2, [0])]
    assert runs.similarity(0, 2) == pytest.approx(10 / 12)
    assert runs.similarity(0, 1) == 0


@pytest.mark.parametrize("texts", [[], ["two words"], [ONE], [ONE, "no", ""]])
def test_few_and_short_texts_have_no_copies(texts: list[str]) -> None:
    assert list(WordRuns(texts, 3, 0.6).candidates()) == []
