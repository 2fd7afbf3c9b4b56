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


def shown(value: Value) -> str:
    """Return a cell's value as text.

    >>> shown(5.0), shown(2.50), shown(True)
    ('5', '2.5', 'TRUE')
    """
    if isinstance(value, str):
        return tidy(_ESCAPED.sub("\n", value) if "_x000" in value else value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{value:.15g}" if abs(value) < EXACT else f"{value:.0f}"
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return str(value.date()) if midnight else value.isoformat(" ", "minutes" if not value.second else "seconds")
    return str(value)
