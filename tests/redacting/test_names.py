"""Names that a text gives: who stands before "my mother", and what only begins a sentence."""

from __future__ import annotations

import pytest

from analysis.redacting.names import given_in


@pytest.mark.parametrize(
    "text",
    [
        "Also, my mother is 86 and sits in a coat.",
        "Unfortunately, my landlord refuses to fit a meter.",
        "In Wrexham, my mother pays more than I do.",
        "Since Brexit, our manager has had no staff.",
        "With Octopus, my friends pay less.",
        "In May, my son was cut off; back in April, my son was not.",
        "Every Tuesday, my carer comes late.",
        "Thank you. However, I object.",
        "Many thanks. In March, we shall be gone.",
    ],
)
def test_what_only_begins_a_sentence_is_nobodys_name(text: str) -> None:
    assert list(given_in(text)) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Margaret, my mother, is 86.", "Margaret"),
        ("Also, Margaret, my mother is 86.", "Margaret"),
        ("Sadly Derek, my husband died.", "Derek"),
        ("Yesterday Thandeka, my carer, fell.", "Thandeka"),
        ("Thandeka, my carer fell.", "Thandeka"),
        ("I live with Grace, my daughter and two cats.", "Grace"),
        ("May, my daughter, is six.", "May"),
        ("Ifeoluwa Adekunle, my friend of nine years, was cut off.", "Ifeoluwa Adekunle"),
        ("Kind regards, Thandeka Nkosi, Chair", "Thandeka Nkosi"),
    ],
)
def test_who_is_named_as_somebodys_own_is_found(text: str, name: str) -> None:
    assert list(given_in(text)) == [name]
