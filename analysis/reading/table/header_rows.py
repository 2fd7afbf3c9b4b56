"""The header of a table: which rows name the columns, what each column is called, and which questions span several.

Survey platforms write one row (Citizen Space, Microsoft Forms), two (SurveyMonkey: question, then choice) or three
(Qualtrics: code, question, import id); people add titles above.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from analysis.reading.table import column_vocabulary as words
from analysis.reading.table.sheet import SheetRow, is_blank, letters

LOOKED_AT = 40
"""Rows in which the header is looked for."""

_IMPORT_ID = re.compile(r"\{\s*\"ImportId\"\s*:")
_TAG = re.compile(r"</?(?:b|i|u|p|br|div|span|strong|em|font|li|ul|ol|a|h\d)\b[^>]*>", re.IGNORECASE)
TITLE_CELLS, WIDE = 2, 5
"""A row of a table with fewer filled cells is a title or a note; in a wide table such a row may fill one more."""

LONGEST_NAME, MOST_DIVIDERS = 2_000, 20
"""Characters of a name, and dividers in it, by which names are compared: nobody asks a longer question."""

SUB_WORDS = 25
"""A choice that a second header row names is shorter."""


class Name(NamedTuple):
    """The name of a column for people, and the question and choice that it is made of."""

    header: str
    asks: str
    part: str | None = None
    code: str | None = None


class Header(NamedTuple):
    """The row that names the columns (0: none), the first row of answers, and the titles above."""

    row: int
    first: int
    names: tuple[Name, ...]
    titles: tuple[str, ...] = ()
    width: int = 0
    """Columns up to the last one that has a name; 0 where no row names them."""


def find(rows: Sequence[SheetRow], said: int | None = None) -> Header:
    """Return the header of a table, by its first rows; ``said`` is its row where a person has said so."""
    filled = [row for row in rows if not is_blank(row)]
    if not filled or said == 0:
        return Header(0, 1, ())
    at = _row_said(filled, said) if said is not None else _row_found(filled)
    titles = tuple(" ".join(filter(None, row.cells)) for row in filled[:at])
    head, below = filled[at], filled[at + 1 :]
    if said is None and _is_data(head, below):
        return Header(0, head.number, (), titles)
    names, taken = _names(head, below)
    last = filled[at + taken - 1].number
    width = max((i for i, name in enumerate(names, 1) if name.header), default=0)
    return Header(head.number, last + 1, tuple(told_apart(names)), titles, width)


def _row_said(rows: Sequence[SheetRow], said: int) -> int:
    return next((i for i, row in enumerate(rows) if row.number >= said), len(rows) - 1)


def _row_found(rows: Sequence[SheetRow]) -> int:
    """Return the first row with more cells than a title and its date have, as far as the table is wider than those."""
    counts = [sum(map(bool, row.cells)) for row in rows]
    enough = min(max(counts), TITLE_CELLS if max(counts) < WIDE else TITLE_CELLS + 1)
    return next(i for i, count in enumerate(counts) if count >= enough)


def _is_data(head: SheetRow, below: Sequence[SheetRow]) -> bool:
    """Return whether a first row holds a number, date or address above a column of such: it is an answer, and no
    name."""
    for position, cell in enumerate(head.cells):
        under = [row.cells[position] for row in below if position < len(row.cells) and row.cells[position]]
        for kind in (words.NUMBER.match, words.DATE.match, words.is_contact):
            if cell and kind(cell) and under and all(kind(value) for value in under):
                return True
    return False


def _names(head: SheetRow, below: Sequence[SheetRow]) -> tuple[list[Name], int]:
    """Return the columns' names, and how many rows they take."""
    for i, row in enumerate(below[:2]):
        if any(_IMPORT_ID.match(cell) for cell in row.cells):
            asked = below[0].cells if i else head.cells
            return _coded(asked, head.cells), i + 2
    if below and _is_second(head, below[0], below[1:]):
        return list(_joined(head.cells, below[0].cells)), 2
    return _split([_plain(cell) for cell in head.cells]), 1


def _plain(cell: str) -> str:
    return " ".join((_TAG.sub(" ", cell) if "<" in cell else cell).split())


def _coded(asked: Sequence[str], codes: Sequence[str]) -> list[Name]:
    """Return the columns of Qualtrics, whose codes ("Q3_1") number the questions; what it records itself has no such
    code."""
    pairs = list(zip(_padded(asked, len(codes)), _padded(codes, len(asked)), strict=True))
    names = _split([_plain(text) or code for text, code in pairs])
    numbers = [code if words.numbered(code)[0] else None for _, code in pairs]
    return [name._replace(code=number) for name, number in zip(names, numbers, strict=True)]


def _is_second(head: SheetRow, row: SheetRow, below: Sequence[SheetRow]) -> bool:
    """Return whether the row below the header goes on with it: choices below questions, and nothing below ids and
    dates."""
    cells = _padded(row.cells, len(head.cells))
    heads = _padded(head.cells, len(cells))
    if any(len(cell.split()) > SUB_WORDS or words.DATE.match(cell) or words.has_contact(cell) for cell in cells):
        return False
    own = [i for i, cell in enumerate(heads) if is_own(cell)]
    used = [i for i in own if any(i < len(later.cells) and later.cells[i] for later in below)]
    if used:
        return any(cells) and not any(cells[i] for i in own)
    unnamed = [i for i, cell in enumerate(heads) if not cell and cells[i]]
    numbers = any(words.NUMBER.match(cell) for cell in cells)
    return bool(heads[0]) and len(unnamed) > 1 and not numbers and len(set(filter(None, cells))) > 1


def is_own(cell: str) -> bool:
    """Return whether a name is one that survey platforms give to what they record themselves: ids, dates, addresses."""
    patterns = (*words.IDS, words.ADMINISTRATION, words.DETAILS)
    name = _plain(cell[:LONGEST_NAME])
    return any(pattern.fullmatch(name) for pattern in patterns)


def _padded(cells: Sequence[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]


def _joined(above: Sequence[str], below: Sequence[str]) -> list[Name]:
    """Names of two rows; a question stands above the first of its choices only."""
    width = max(len(above), len(below))
    question, names = "", []
    for upper, lower in zip(_padded(above, width), _padded(below, width), strict=True):
        upper, lower = _plain(upper), _plain(lower)
        question = upper or (question if lower else "")
        part = None if not lower or words.GENERIC_PART.match(lower) else lower
        header = f"{question} / {part}" if part and question else part or question
        names.append(Name(header, question or header, part if question else None))
    return names


# One row whose columns share a question -------------------------------------------------------------------------------

_DIVIDERS = re.compile(r" ?[-–—:/›>|] | \[| ?\(|: ?")


def _split(headers: Sequence[str]) -> list[Name]:
    """Neighbouring names that begin alike ("Which apply? - Cost", "Which apply? [Care]") share a question."""
    names: list[Name] = []
    while len(names) < len(headers):
        start = len(names)
        prefix, end = _longest_run(headers, start)
        if prefix is None:
            names.append(Name(headers[start], headers[start]))
            continue
        names.extend(_part(header, prefix) for header in headers[start:end])
    return names


def _longest_run(headers: Sequence[str], start: int) -> tuple[str | None, int]:
    """Return the beginning that the most of the next names share, and where they end."""
    best: tuple[str | None, int] = (None, start + 1)
    for prefix in _prefixes(headers[start]):
        end = start + 1
        while end < len(headers) and (headers[end] == prefix or prefix in _prefixes(headers[end])):
            end += 1
        if end > start + 1 and end >= best[1]:
            best = (prefix, end)
    return best


def _prefixes(header: str) -> list[str]:
    """Return every beginning of a name that a divider ends, but for mere numbers."""
    dividers = islice(_DIVIDERS.finditer(header[:LONGEST_NAME]), MOST_DIVIDERS)
    found = [header[: match.start()].strip() for match in dividers]
    return [prefix for prefix in found if len(words.numbered(prefix)[1]) > 2] + ([header] if len(header) > 2 else [])


def _part(header: str, prefix: str) -> Name:
    rest = header[len(prefix) :].strip()
    rest = rest.lstrip("-–—:/›>|[( ").strip()
    if rest.endswith(("]", ")")) and rest.count("(") + rest.count("[") < rest.count(")") + rest.count("]"):
        rest = rest[:-1].strip()
    while " - " in rest and words.GENERIC_PART.match(rest.split(" - ")[0]):
        rest = rest.split(" - ", 1)[1]
    return Name(header, prefix, None if not rest or words.GENERIC_PART.match(rest) else rest)


# Names for people -----------------------------------------------------------------------------------------------------


def told_apart(names: Sequence[Name]) -> list[Name]:
    """Return the names, where a blank one gets its letter and one that comes again a number."""
    found: list[Name] = []
    counts: dict[str, int] = {}
    for position, name in enumerate(names):
        unique = header = name.header or f"column {letters(position)}"
        while unique.casefold() in counts:
            counts[header.casefold()] += 1
            unique = f"{header} ({counts[header.casefold()]})"
        counts[unique.casefold()] = 1
        found.append(Name(unique, name.asks or header, name.part, name.code))
    return found
