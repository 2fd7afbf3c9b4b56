"""What a refusal is made of: words as the letters over which the rules are read."""

from __future__ import annotations

import pytest

from analysis.redacting.refusal_letters import as_letters, may_refuse


@pytest.mark.parametrize(
    ("sentence", "letters"),
    [
        ("Please don't publish my letter", "bunao"),
        ("The council should not publish names", "--dna-"),
        ("I can't say who I am", "idnvm"),
        ("We do not mind our response being quoted", "iu+ofa"),
    ],
)
def test_a_word_is_the_part_that_it_plays(sentence: str, letters: str) -> None:
    assert as_letters(sentence) == letters


def test_a_sentence_without_any_word_that_the_rules_need_is_passed_over() -> None:
    assert may_refuse("Please do not PUBLISH it")
    assert not may_refuse("Buses are late")
