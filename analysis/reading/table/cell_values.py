"""Cell values of a spreadsheet: numbers, dates and yes-or-no values as people see them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from analysis.reading.table.sheet import tidy

Value = int | float | str | bool | time | date | datetime | timedelta

EXACT = 1e15
"""Above this a spreadsheet's numbers are no longer exact to the unit."""

_ESCAPED = re.compile(r"_x000[aAdD]_")
"""Line ends as Excel writes them into XML when they came by paste."""


def format_cell(cell_value: Value) -> str:
    """Return a cell's value as text.

    >>> format_cell(5.0), format_cell(2.50), format_cell(True)
    ('5', '2.5', 'TRUE')
    """
    if isinstance(cell_value, str):
        return tidy(_ESCAPED.sub("\n", cell_value) if "_x000" in cell_value else cell_value)
    if isinstance(cell_value, bool):
        return str(cell_value).upper()
    if isinstance(cell_value, float):
        return f"{cell_value:.15g}" if abs(cell_value) < EXACT else f"{cell_value:.0f}"
    if isinstance(cell_value, datetime):
        is_midnight = cell_value.time() == time()
        return (
            str(cell_value.date())
            if is_midnight
            else cell_value.isoformat(" ", "minutes" if not cell_value.second else "seconds")
        )
    return str(cell_value)
