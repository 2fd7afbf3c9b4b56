"""Tables typed with tabs."""

from __future__ import annotations

import pytest

from tests.splitting.documents import PROSE, labels, points, segments

TABLE = "Fostering\t12\t33\nAdoption\t7\t45\nResidential\t3\t9"


def test_a_table_typed_with_tabs_belongs_to_the_numbered_point_above() -> None:
    assert points(f"1. {PROSE}\n\n{TABLE}\n\n2. {PROSE}")[0] == ("1", f"{PROSE}\n\n{TABLE}")


def test_columns_set_with_spaces() -> None:
    rows = "Fostering       12     33\nAdoption         7     45"
    assert labels(f"1. {PROSE}\n\n{rows}\n\n2. {PROSE}") == ["1", "2"]


def test_the_numbers_of_its_rows_are_no_labels() -> None:
    rows = "\n".join(f"{n}\t{name}\t{n * 7}" for n, name in enumerate(["Fostering", "Adoption", "Homes"], 1))
    assert labels(f"{PROSE}\n\n{rows}\n\n{PROSE}") == ["¶1", "¶2", "¶3"]


@pytest.mark.parametrize("marks", [("1.", "2."), ("(a)", "(b)"), ("Q1", "Q2"), ("1.1", "1.2")])
def test_numbers_set_with_tabs_are_labels(marks: tuple[str, str]) -> None:
    text = f"{marks[0]}\t{PROSE}\n{marks[1]}\t{PROSE}"
    assert labels(text) == [mark.rstrip(".") for mark in marks]


def test_one_line_with_a_tab_is_no_table() -> None:
    assert labels(f"{PROSE}\t{PROSE}\n\n{PROSE}") == ["¶1", "¶2"]


def test_two_who_sign_beside_each_other() -> None:
    text = f"{PROSE}\n\nYours sincerely\n\nJane Smith\tJohn Brown\nChair\tSecretary"
    assert [kind for kind, _ in segments(text)] == ["point", *["furniture"] * 3]
