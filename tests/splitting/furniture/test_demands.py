"""Short demands at a letter's end are points; names there are not."""

from __future__ import annotations

import pytest

from tests.splitting.documents import points

LETTER = "The plan takes away our only crossing, and nobody has been asked.\n\nIt is wrong.\n\n"


@pytest.mark.parametrize(
    "last", ["Stop", "Ban cars", "Ban Cars", "Ban cars.", "Fund the pool", "More buses", "Don't do it"]
)
@pytest.mark.parametrize("signed", ["", "Yours faithfully,\n\nBob Stone\n\n"])
def test_a_demand_is_a_point(last: str, signed: str) -> None:
    assert points(LETTER + signed + last)[-1][1] == last


@pytest.mark.parametrize("last", ["Sue", "Max Power", "Mark Stone", "Save the Children", "Chief Executive"])
def test_a_name_is_none(last: str) -> None:
    assert last not in [words for _, words in points(f"{LETTER}Yours faithfully,\n\n{last}\n")]


def test_a_petition_is_what_it_asks_for() -> None:
    asked = "We, the undersigned, ask for the weight limit because night lorries shake our houses."
    signed = "1. Ada Hill, 3 Castle Street\n2. Bert Moss, 5 Castle Street\n3. Cora Nash, 9 Castle Street\n"
    assert [words for _, words in points(f"{asked}\n\nName, Address, Signature\n{signed}")] == [asked]
