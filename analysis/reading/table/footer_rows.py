"""Rows below the answers: totals, averages and notes about the export, which no respondent wrote."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from analysis.reading.table import column_vocabulary as words
from analysis.reading.table.column_profile import Profiles
from analysis.reading.table.sheet import SheetRow
from analysis.text import is_prose

LOOKED_AT = 12
"""Rows at a table's end among which such rows are looked for."""

ENOUGH = 3
"""Rows above them by which it is known which columns are always filled."""

_TOTAL = re.compile(
    r"(?:(?:grand|sub|overall|column)[ -]?)?(?:totals?|sums?|averages?|means?|medians?|modes?|min(?:imum)?|max(?:imum)?"
    r"|counts?|base|n|%|percent(?:age)?s?|std\.? ?dev\w*|(?:number|no\.?|count|total) of .{1,40}"
    r"|(?:% |percentage |share |proportion )(?:of )?.{1,30}"
    r"|(?:total |valid )?(?:responses|respondents|answers)|answered|skipped|missing)\W*",
    re.IGNORECASE,
)
LONGEST_TOTAL = 120
"""Characters of the cell in which a row of totals begins."""

_OWN_COUNT = re.compile(r"(?<=\w)\W*\b\d[\d,.]*\W*$")
"""What a row may count in the cell in which it begins: "Total responses: 3"."""

_COUNT = re.compile(
    rf"(?:[^:=\n]{{1,40}}(?: ?[:=] ?))?{words.NUMBER.pattern.removesuffix('$')}(?: ?(?:responses?|respondents?"
    rf"|answers?|comments?|replies"
    r"|submissions?|people|rows))?",
    re.IGNORECASE,
)
"""How a row of totals begins."""

_TALLY = re.compile(
    rf"[^:=\n]{{1,40}} ?[:=] ?{words.NUMBER.pattern.removesuffix('$')}(?: ?(?:/|of|out of) ?\d+)?"
    r"(?: ?\(\d+(?:\.\d+)? ?%?\))?"
)
"""An answer and how often it was given: "Yes: 2 (67%)", "Average = 2.7"."""


_SHARE = r"(?:[^\W\d][^\W\d_ ]*(?: [^\W\d_]+){0,3}:? )?\d+(?:\.\d+)? ?%?(?: (?:of )?[^\W\d_]+(?: [^\W\d_]+){0,3})?"
_SHARES = re.compile(rf"{_SHARE}(?:\s*[,;/|]\s*{_SHARE})*")
"""Several answers with how often each was given, or one with its share: "Yes 2, No 1", "67% yes"."""


def without_footer(rows: Iterable[SheetRow], profiles: Profiles, footer: list[int]) -> Iterator[SheetRow]:
    """Yield the rows but those of totals and notes at the end, whose numbers are put into ``footer``.

    ``profiles`` must have taken in each row before the next one is asked for.
    """
    waiting: deque[SheetRow] = deque()
    last_number = 0
    for sheet_row in rows:
        waiting.append(sheet_row)
        if len(waiting) > LOOKED_AT:
            last_number = waiting[0].number
            yield waiting.popleft()
    while waiting and not _are_below(waiting, last_number, profiles):
        last_number = waiting[0].number
        yield waiting.popleft()
    footer.extend(sheet_row.number for sheet_row in waiting)


def _are_below(rows: Sequence[SheetRow], last_number: int, profiles: Profiles) -> bool:
    """Return whether rows begin with a total, or below a blank row with a note, and go on with such or with counts."""
    is_apart = rows[0].number > last_number + 1
    begins = is_total(rows[0]) or (is_apart and (_is_note(rows[0], profiles) or _is_tally(rows[0], profiles)))
    known = (is_total, _is_count, lambda row: _is_note(row, profiles), lambda row: _is_tally(row, profiles))
    return begins and all(any(is_known(row) for is_known in known) for row in rows)


def _is_tally(sheet_row: SheetRow, profiles: Profiles) -> bool:
    """Return whether every cell of a row counts an answer ("Yes: 2 (67%)"), where rows above fill other columns."""
    filled = [i for i, cell_text in enumerate(sheet_row.cells) if cell_text]
    is_incomplete = any(i not in filled for i in _always_filled(profiles))
    return is_incomplete and all(_tallies(sheet_row.cells[i]) for i in filled)


def _tallies(cell_text: str) -> bool:
    are_shares = _SHARES.fullmatch(cell_text) is not None and words.NUMBER.match(cell_text) is None
    return are_shares or _TALLY.fullmatch(cell_text) is not None


def _is_count(sheet_row: SheetRow) -> bool:
    called, *counts = filter(None, sheet_row.cells)
    return bool(counts) and not words.NUMBER.match(called) and all(map(_COUNT.fullmatch, counts))


def is_total(sheet_row: SheetRow) -> bool:
    """Return whether a row begins with a word for a total, and holds numbers besides."""
    called, *counts = filter(None, sheet_row.cells)
    return (
        bool(counts)
        and len(called) <= LONGEST_TOTAL
        and _TOTAL.fullmatch(_OWN_COUNT.sub("", called)) is not None
        and all(_COUNT.fullmatch(each) or _tallies(each) for each in counts)
    )


def _is_note(sheet_row: SheetRow, profiles: Profiles) -> bool:
    """Return whether a row fills one cell, and that is no answer: every row above fills another column, too."""
    filled = [(position, cell_text) for position, cell_text in enumerate(sheet_row.cells) if cell_text]
    position, cell_text = filled[0]
    is_incomplete = any(i != position for i in _always_filled(profiles))
    is_note = len(filled) == 1 and (position == 0 or not is_prose(cell_text))
    return is_note and profiles.rows >= ENOUGH and is_incomplete


def _always_filled(profiles: Profiles) -> list[int]:
    return [i for i, column in enumerate(profiles.columns) if column.filled == profiles.rows]
