"""What a cell says of its respondent in other words than the settings do."""

from __future__ import annotations

import pytest

from analysis.model import Document
from analysis.reading import ReadSettings, read
from analysis.reading.table.respondent_types import said_type

TYPES = ("individual", "charity or community group", "council", "local business")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("As an individual", "individual"),
        ("I am responding as an individual", "individual"),
        ("On behalf of a charity", "charity or community group"),
        ("Community groups", "charity or community group"),
        ("The council", "council"),
        ("A business", "local business"),
        ("Councillor", None),
        ("Local", None),
        ("Not an individual", None),
        ("On behalf of", None),
        ("Individual and council", None),
    ],
)
def test_a_type_is_named_by_words_that_only_it_has(answer: str, expected: str | None) -> None:
    assert said_type(answer, TYPES) == expected


def test_a_type_named_by_two_is_none() -> None:
    assert said_type("A business", ("small business", "large business")) is None
    assert said_type("A business", ("business", "large business")) == "business"


def test_rows_have_the_type_that_they_name() -> None:
    rows = "Response ID,In what capacity are you responding?,Please explain your answer\n" + "".join(
        f"{number},{said},The library is fine and should stay open number {number}.\n"
        for number, said in enumerate(["As an individual", "On behalf of an organisation", "Councillor"], 1)
    )
    found = list(read(rows.encode(), "a.csv", ReadSettings(respondent_types=("individual", "organisation"))))
    types = [one.respondent.type for one in found if isinstance(one, Document) and one.respondent]
    assert types == ["individual", "organisation", None]
