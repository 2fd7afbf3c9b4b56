"""Codebooks as CSV: other tools' columns are understood, and what cannot be one is refused with its place."""

from __future__ import annotations

import pytest

from analysis.errors import UnreadableError
from analysis.exporting.codebook_csv import read_codebook_csv


def test_the_columns_of_other_tools_are_understood_in_any_order_and_with_semicolons() -> None:
    content = (
        'Description;Code name;Parent;Keywords\n\'=Money;Funding;;"cuts; costs, pay"\nRoofs;Repair;Funding;\n'.encode(
            "utf-8-sig"
        )
    )
    funding, repair = read_codebook_csv(content, "c.csv")
    assert (funding.name, funding.definition, funding.parent) == ("Funding", "=Money", "")
    assert funding.keywords == ("cuts", "costs", "pay")
    assert (repair.name, repair.parent) == ("Repair", "Funding")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "its first row must name the columns"),
        (b"Colour,Size\nred,2\n", "its first row must name the columns"),
        (b"Theme,Definition\nFunding,Money\n,Lost\n", "row 3: the theme has no name"),
        (b'Theme,Definition\n"Funding,Money\n', "a quotation mark is not closed"),
        (bytes(range(256)) * 4, "it is not text"),
    ],
    ids=["empty", "other", "nameless", "open quote", "binary"],
)
def test_what_is_no_codebook_is_refused_with_words(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        read_codebook_csv(content, "c.csv")
