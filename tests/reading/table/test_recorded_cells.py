"""Columns that nobody has answered, by their cells, in tables of few rows."""

from __future__ import annotations

import pytest

from analysis.model import ColumnRole as Role
from tests.reading.table.exports import text_table
from tests.reading.table.reading import roles

ANSWERS = ("It would quieten the street.", "Deliveries come at eight.", "My son has asthma.")


@pytest.mark.parametrize(
    ("heading", "cells", "role"),
    [
        ("Publication date of the feedback", ("01 March 2024", "02 March 2024", "03 March 2024"), Role.LEAVE_OUT),
        ("When did you last visit?", ("01 March 2024", "02 March 2024", "03 March 2024"), Role.CLOSED),
        ("Option", ("Option B", "Option B", "Option B"), Role.CLOSED),
        ("Route", ("Northern", "Northern", "Northern"), Role.CLOSED),
        ("Site preferred", ("Mill Lane", "Mill Lane", "Mill Lane"), Role.CLOSED),
        ("View", ("Support", "Support", "Support"), Role.CLOSED),
        ("Category", ("Individual", "Trade association", "Individual"), Role.TYPE),
    ],
)
def test_what_the_cells_are(heading: str, cells: tuple[str, ...], role: Role) -> None:
    rows = [
        ["Response ID", heading, "What is your view?"],
        *([f"R{n}", cell, said] for n, (cell, said) in enumerate(zip(cells, ANSWERS, strict=True))),
    ]
    assert roles(text_table(rows))[heading] == role.value


WRITTEN = ("It would help.", "Deliveries come early.", "My son has asthma.", "Nobody asked us.", "It floods.")


@pytest.mark.parametrize(
    ("headings", "columns", "role"),
    [
        (("Fragezeit: G1", "Fragezeit: G2"), (("1.5", "2.25", "3.1", "4.75", "5.2"),) * 2, Role.LEAVE_OUT),
        (
            ("Timing - Submit", "Timing - Last", "Timing - Count"),
            (("1.51", "2.2", "3.1", "4.7", "5.2"), ("1.1", "2.1", "3.3", "4.4", "5.5"), ("1", "2", "3", "1", "2")),
            Role.LEAVE_OUT,
        ),
        (("Startwert",), (("91822", "10293", "55512", "40217", "77881"),), Role.LEAVE_OUT),
        (("Marks - Park", "Marks - Pool"), (("1.5", "2", "3", "4.5", "5"), ("1", "2", "3", "4", "5")), Role.CLOSED),
        (("How many hours? - Park", "How many hours? - Pool"), (("1.5", "2.5", "3.1", "4.5", "5.5"),) * 2, Role.CLOSED),
    ],
)
def test_what_a_clock_or_a_program_counts(
    headings: tuple[str, ...], columns: tuple[tuple[str, ...], ...], role: Role
) -> None:
    rows = [
        ["Response ID", *headings, "What is your view?"],
        *([f"R{n}", *(cells[n] for cells in columns), said] for n, said in enumerate(WRITTEN)),
    ]
    found = roles(text_table(rows))
    assert {found[heading] for heading in headings} == {role.value}


def test_a_second_date_is_nobodys_name() -> None:
    days = [f"2024-05-0{n} 10:00:00" for n in range(1, 6)]
    rows = [["Response ID", "Date submitted", "Date last action", "What is your view?"]]
    rows += [[f"R{n}", day, day, said] for n, (day, said) in enumerate(zip(days, WRITTEN, strict=True))]
    assert roles(text_table(rows))["Date last action"] == Role.LEAVE_OUT.value
