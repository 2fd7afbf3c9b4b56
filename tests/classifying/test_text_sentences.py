"""Sentences: at stops, empty lines and bullets, where they stand, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.classifying.text_sentences import sentence_spans, text_sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("A line\nthat goes on.", ["A line\nthat goes on."]),
        ("First\n\nsecond", ["First", "second"]),
        ("Wanted:\n- buses\n• benches", ["Wanted:", "- buses", "• benches"]),
        ("It costs £3.50 a day.", ["It costs £3.50 a day."]),
        ("… —", []),
        ("", []),
    ],
)
def test_a_text_is_parted_where_a_sentence_ends(text: str, sentences: list[str]) -> None:
    assert text_sentences(text) == sentences


@given(st.text(alphabet="ab. !\n-•…", max_size=40))
def test_no_letter_is_outside_the_sentences(text: str) -> None:
    spans = sentence_spans(text)
    inside = {offset for span in spans for offset in range(span.start, span.end)}
    assert all(offset in inside for offset, character in enumerate(text) if character.isalnum())
    assert sum(span.end - span.start for span in spans) == len(inside)
