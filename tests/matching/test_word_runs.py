"""Of two texts that have enough word runs in common the later one is told of the earlier one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.matching import word_runs
from analysis.matching.word_runs import WordRuns

ONE = "the council must keep the library open on every day of the week"
NEAR = "the council must keep the library open on every day of the year"
OTHER = "nobody asked those who cycle to work what they think of it all"


def test_a_near_copy_is_found_and_another_text_is_none() -> None:
    assert list(WordRuns([ONE, OTHER, NEAR], 3, 0.6).near_copies()) == [(2, 0, pytest.approx(10 / 12))]


@pytest.mark.parametrize("texts", [[], ["two words"], [ONE], [ONE, "no", ""]])
def test_few_and_short_texts_have_no_copies(texts: list[str]) -> None:
    assert list(WordRuns(texts, 3, 0.6).near_copies()) == []


@given(st.lists(st.lists(st.sampled_from("abcd"), max_size=12).map(" ".join), max_size=12, unique=True))
def test_what_is_found_is_what_comparing_every_two_texts_finds(texts: list[str]) -> None:
    runs = [{tuple(words[n : n + 2]) for n in range(len(words) - 1)} for words in map(str.split, texts)]
    shares = {
        (n, m): len(runs[n] & runs[m]) / len(runs[n] | runs[m])
        for n in range(len(texts))
        for m in range(n)
        if runs[n] | runs[m]
    }
    for pairs in (1, word_runs.PAIRS):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(word_runs, "PAIRS", pairs)
            found = list(WordRuns(texts, 2, 0.6).near_copies())
        assert {(n, m): share for n, m, share in found} == {
            pair: share for pair, share in shares.items() if share >= 0.6
        }
