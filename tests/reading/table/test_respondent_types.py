"""Which of the consultation's types an answer says in other words."""

from __future__ import annotations

import pytest

from analysis.model import TableMapping
from analysis.reading import ReadSettings
from tests.reading.table.reading import TYPES, documents

HEAD = "Response ID,What capacity are you responding in?,Do you agree with the proposal? Please say why\n"


def told(answer: str, **said: object) -> str | None:
    rows = f"1,{answer},Because the lane is far too narrow for it.\n2,council,The lane is wide enough for two.\n"
    found = documents((HEAD + rows).encode(), settings=ReadSettings(respondent_types=TYPES, **said))  # type: ignore[arg-type]
    return found[0].respondent.type


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("As an individual", "individual"),
        ("On behalf of an organisation", "organisation"),
        ("I am responding as an individual", "individual"),
        ("Councils", "council"),
        ("An individual in an organisation", None),
        ("Member of the public", None),
    ],
)
def test_what_only_one_type_has_the_words_of_is_that_type(answer: str, expected: str | None) -> None:
    assert told(answer) == expected


def test_where_a_person_has_said_what_a_table_holds_it_is_as_they_said() -> None:
    assert told("As an individual", tables=(TableMapping("survey.csv"),)) is None
