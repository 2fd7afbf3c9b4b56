"""Joined sheets: the answers of the same respondents, a sheet for each question or section, as one table.

The rule: *where several sheets have a column of ids of one name, with the same ids in it, different in every row, and
no other column in common, a row of each is one response.* Whole numbers below "ID" must be the same in both; those
below "No." count the rows of any table and are none of the ids. Sheets that a person maps one by one are not joined.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple

from analysis.model import Skipped
from analysis.reading.table.column_inference import id_rank
from analysis.reading.table.column_vocabulary import COUNTS_ROWS
from analysis.reading.table.header_rows import LOOKED_AT, Header, find_header
from analysis.reading.table.sheet import BrokenRow, Sheet, SheetRow, is_blank
from analysis.text import normalise

SEVERAL = 2
MOST_ROWS = 100_000
"""Rows of sheets that are held at once to be joined."""

SAME_IDS = 0.8
"""Share of the ids of the shorter sheet that the longer one must have: not everybody answers everything."""

FEWEST_IDS = 2


class _Table(NamedTuple):
    """A sheet's header, the position of its ids, and its rows by their ids."""

    sheet: Sheet
    header: Header
    ids: int
    rows: dict[str, list[str]]
    are_numbers: bool
    """Whether its ids are whole numbers, which many a table has."""

    @property
    def called(self) -> str:
        """Return what the column of ids is called."""
        return normalise(self.header.names[self.ids].header)

    @property
    def answers(self) -> list[int]:
        """Return the positions of the other columns that have names."""
        return [i for i, name in enumerate(self.header.names) if i != self.ids and name.header]

    @property
    def names(self) -> frozenset[str]:
        """Return the names of the other columns, as they are compared."""
        return frozenset(normalise(self.header.names[i].header) for i in self.answers)


def joined(sheets: Iterable[Sheet | Skipped], mapped: Collection[str] = ()) -> Iterator[Sheet | Skipped]:
    """Yield the sheets, those with answers of the same respondents as one in the place of the first.

    ``mapped``: the sheets, in small letters, of which a person has spoken: with more than the first they stay apart.
    """
    found = list(sheets)
    if sum(isinstance(sheet, Sheet) for sheet in found) < SEVERAL:
        yield from found
        return
    tables = {i: table for i, sheet in enumerate(found) if isinstance(sheet, Sheet) and (table := _table(sheet))}
    alike = _alike(tables)
    if any((tables[place].sheet.name or "").casefold() in mapped for place in alike[1:]):
        alike = []
    for i, sheet in enumerate(found):
        if i not in alike:
            yield sheet
        elif i == alike[0]:
            yield _join([tables[place] for place in alike])


def _table(sheet: Sheet) -> _Table | None:
    """Return a sheet by its ids; None where no column holds one for each row, or something is hidden."""
    if sheet.is_hidden or sheet.hidden_rows or sheet.hidden_columns:
        return None
    rows: list[SheetRow] = []
    with suppress(BrokenRow):
        for row in sheet.rows():
            if len(rows) == MOST_ROWS:
                return None
            if not is_blank(row):
                rows.append(row)
        header = find_header(rows[:LOOKED_AT])
        ids = next((i for i, name in enumerate(header.names) if id_rank(name) is not None), None)
        answers = [row.cells for row in rows if row.number >= header.first] if header.row else []
        if ids is None or not answers or any(len(cells) <= ids or not cells[ids] for cells in answers):
            return None
        by_id = {cells[ids]: cells for cells in answers}
        are_numbers = all(map(str.isdecimal, by_id))
        counts_rows = are_numbers and COUNTS_ROWS.fullmatch(header.names[ids].header.strip(" *:.")) is not None
        is_unique = len(by_id) == len(answers) >= FEWEST_IDS
        return _Table(sheet, header, ids, by_id, are_numbers) if is_unique and not counts_rows else None
    return None


def _alike(tables: dict[int, _Table]) -> list[int]:
    """Return the places of the sheets that are joined with the first of them; none for fewer than two."""
    for first in tables:
        alike = [first]
        for place, other in tables.items():
            if place > first and all(_is_of_same(tables[taken], other) for taken in alike):
                alike.append(place)
        if len(alike) >= SEVERAL and all(tables[place].answers for place in alike):
            return alike
    return []


def _is_of_same(table: _Table, other: _Table) -> bool:
    shared = table.rows.keys() & other.rows.keys()
    are_same = (
        table.rows.keys() == other.rows.keys()
        if table.are_numbers
        else len(shared) >= SAME_IDS * min(len(table.rows), len(other.rows))
    )
    return table.called == other.called and are_same and table.names.isdisjoint(other.names)


def _cell(cells: Sequence[str], position: int) -> str:
    return cells[position] if position < len(cells) else ""


def _join(tables: Sequence[_Table]) -> Sheet:
    columns = [(table, i) for table in tables for i in table.answers]
    id_name = tables[0].header.names[tables[0].ids].header
    names = [id_name, *(table.header.names[i].header for table, i in columns)]
    keys = dict.fromkeys(key for table in tables for key in table.rows)
    rows = [[key, *(_cell(table.rows.get(key, ()), i) for table, i in columns)] for key in keys]

    def joined_rows() -> Iterator[SheetRow]:
        yield from (SheetRow(number, cells) for number, cells in enumerate([names, *rows], 1))

    listed = ", ".join(table.sheet.name or "" for table in tables)
    warning = f"the sheets {listed} hold the same {id_name}, so a row of each is one response"
    return Sheet(joined_rows, tables[0].sheet.name, warnings=(warning,))
