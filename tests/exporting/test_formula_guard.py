"""Other people's words in a cell: never a formula, and the same words when they come back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.exporting.formula_guard import LONGEST, STARTS, cut, guarded, unguarded

WORDS = st.text(st.sampled_from([*STARTS, "'", "a", " "]), max_size=6)


@given(WORDS)
def test_a_guarded_text_begins_like_no_formula_and_comes_back_as_it_was(text: str) -> None:
    assert not guarded(text).startswith(STARTS)
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+44 20 7946 0000", "-1", "@SUM(A1)", "\t=1", "＝1"])
def test_what_spreadsheets_take_for_a_formula_gets_an_apostrophe(text: str) -> None:
    assert guarded(text) == f"'{text}"


def test_plain_words_stay_as_they_are() -> None:
    assert guarded("'Tis so, 1 = 1") == "'Tis so, 1 = 1"
    assert unguarded("'Tis so") == "'Tis so"


def test_words_that_no_cell_holds_are_cut_and_say_where_the_rest_is() -> None:
    assert cut("a" * LONGEST, "see a.txt") == "a" * LONGEST
    assert cut("a" * (LONGEST + 1_234), "see a.txt").endswith("a [… 1,234 characters more: see a.txt]")
