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
