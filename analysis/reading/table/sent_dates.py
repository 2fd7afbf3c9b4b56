"""The dates on which responses were sent: which column of a table tells them, and how it writes them.

A date is believed where it is certain: where neither its cells nor their a.m. and p.m. show whether day or month comes
first, a column tells no dates until a person has said that it does; then the day comes first, as in Britain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from email.utils import parsedate

from analysis.reading.table.column_profile import Profile
from analysis.reading.table.column_vocabulary import DATE

NEARLY_ALL = 0.9

HEADINGS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:(?:date|time)[ _]?(?:and time[ _]?)?(?:of )?)?(?:response |form |survey )?"
        r"(?:submit(?:ted)?|submission|sent|received)(?:[ _]?(?:date|time|at|on|stamp))?"
        r"(?: ?(?:and|&|/) ?time)?(?: ?\((?:utc|gmt|bst).{0,20}\))?",
        r"(?:survey |response )?(?:complet(?:ed|ion)|end(?:ed)?|finished|recorded)(?:[ _]?(?:date|time|at|on))"
        r"(?: ?\((?:utc|gmt|bst).{0,20}\))?|(?:date|time) of completion|date[ _](?:completed|recorded|ended)",
        r"timestamp|datestamp|date[ _]?stamp|time[ _]?stamp",
        r"(?:response )?date|date of response|date (?:and|&|/) time|date ?time"
        r"|(?:date )?(?:created|posted)(?:[ _]?(?:at|on|date))?",
        r"(?:survey |response )?(?:start(?:ed)?)(?:[ _]?(?:date|time|at|on))|date[ _]started",
    )
)
"""Names of columns that tell when a response was sent, the likeliest first: of a form begun and sent, its end."""

_YEAR_FIRST = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d\d)(?!\d)")
_DAY_NAMED = re.compile(r"(\d{1,2}) (\w{3,9}),? (\d{4})")
_MONTH_NAMED = re.compile(r"(\w{3,9}) (\d{1,2}),? (\d{4})")
_HALF_OF_DAY = re.compile(r"\d ?[ap]m\b", re.IGNORECASE)
MONTHS = 12


def is_month_first(cells: Iterable[str]) -> bool | None:
    """Return whether dates in numbers write the month before the day; None where nothing shows it, or both do.

    >>> is_month_first(["03/04/2026", "17/04/2026"]), is_month_first(["4/17/2026"]), is_month_first(["03/04/2026"])
    (False, True, None)
    """
    numbers = [(found, cell) for cell in cells if (found := _NUMBERS.match(cell))]
    if not numbers:
        return False
    is_day_first = any(int(found[1]) > MONTHS for found, _ in numbers)
    is_american = any(int(found[2]) > MONTHS for found, _ in numbers)
    if is_day_first != is_american:
        return is_american
    # What writes 9 PM, and shows no order, is set to American English.
    return True if not is_day_first and all(_HALF_OF_DAY.search(cell) for _, cell in numbers) else None


def parse_day(cell: str, month_first: bool) -> date | None:
    """Return the day that a cell tells, or None where it tells none.

    >>> parse_day("12 March 2026, 10:30", False), parse_day("3/4/26 9:15", False)
    (datetime.date(2026, 3, 12), datetime.date(2026, 4, 3))
    """
    if not DATE.match(cell):
        return None
    try:
        if _YEAR_FIRST.match(cell):
            return date.fromisoformat(cell[:10])
        if found := _NUMBERS.match(cell):
            first, second, year = int(found[1]), int(found[2]), int(found[3])
            day, month = (second, first) if month_first else (first, second)
            return date(year if year > 99 else 2000 + year, month, day)
        named = _DAY_NAMED.match(cell)
        day_name, month_name, year_name = named.groups() if named else _MONTH_NAMED.match(cell).group(2, 1, 3)  # type: ignore[union-attr]
        told = parsedate(f"{day_name} {month_name[:3]} {year_name} 00:00:00")
        return date(*told[:3]) if told else None
    except ValueError:
        return None


def date_column(headers: Sequence[str], profiles: Sequence[Profile]) -> int | None:
    """Return the place of the column that tells when each response was sent, or None where none is certain."""
    ranked = [
        (rank, position)
        for position, header in enumerate(headers)
        for rank, pattern in enumerate(HEADINGS)
        if pattern.fullmatch(header.strip(" *?:").replace("_", " ")) or pattern.fullmatch(header.strip(" *?:"))
        if _tells_days(profiles[position])
    ]
    return min(ranked)[1] if ranked else None


def _tells_days(profile: Profile) -> bool:
    order = is_month_first(profile.looked_at)
    return order is not None and profile.share(lambda cell: parse_day(cell, order)) >= NEARLY_ALL
