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
from analysis.reading.table.sheet import SheetRow, column_letters, is_blank

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


def find_header(rows: Sequence[SheetRow], said_row: int | None = None) -> Header:
    """Find the header of a table in its first rows; ``said_row`` is its row where a person has said so."""
    filled = [sheet_row for sheet_row in rows if not is_blank(sheet_row)]
    if not filled or said_row == 0:
        return Header(0, 1, ())
    header_index = _row_from(filled, said_row) if said_row is not None else _first_full_row(filled)
    titles = tuple(" ".join(filter(None, sheet_row.cells)) for sheet_row in filled[:header_index])
    header_row, below = filled[header_index], filled[header_index + 1 :]
    if said_row is None and _is_data(header_row, below):
        return Header(0, header_row.number, (), titles)
    names, header_row_count = _column_names(header_row, below)
    last_header_row = filled[header_index + header_row_count - 1].number
    width = max((i for i, name in enumerate(names, 1) if name.header), default=0)
    return Header(header_row.number, last_header_row + 1, tuple(unique_names(names)), titles, width)


def _row_from(filled: Sequence[SheetRow], said_row: int) -> int:
    return next((index for index, filled_row in enumerate(filled) if filled_row.number >= said_row), len(filled) - 1)


def _first_full_row(filled: Sequence[SheetRow]) -> int:
    """Return the first row with more cells than a title and its date have, as far as the table is wider than those."""
    cell_counts = [sum(map(bool, filled_row.cells)) for filled_row in filled]
    enough_cells = min(max(cell_counts), TITLE_CELLS if max(cell_counts) < WIDE else TITLE_CELLS + 1)
    return next(index for index, cell_count in enumerate(cell_counts) if cell_count >= enough_cells)


def _is_data(header_row: SheetRow, below: Sequence[SheetRow]) -> bool:
    """Return whether a first row holds a number, date or address above a column of such: it is an answer, and no
    name."""
    for position, cell in enumerate(header_row.cells):
        under = [
            later_row.cells[position]
            for later_row in below
            if position < len(later_row.cells) and later_row.cells[position]
        ]
        for is_kind in (words.NUMBER.match, words.DATE.match, words.is_contact):
            if cell and is_kind(cell) and under and all(is_kind(value) for value in under):
                return True
    return False


def _column_names(header_row: SheetRow, below: Sequence[SheetRow]) -> tuple[list[Name], int]:
    """Return the columns' names, and how many rows they take."""
    for i, later_row in enumerate(below[:2]):
        if any(_IMPORT_ID.match(cell_text) for cell_text in later_row.cells):
            question_cells = below[0].cells if i else header_row.cells
            return _qualtrics_names(question_cells, header_row.cells), i + 2
    if below and _is_second_header(header_row, below[0], below[1:]):
        return list(_two_row_names(header_row.cells, below[0].cells)), 2
    return _one_row_names([_plain(cell_text) for cell_text in header_row.cells]), 1


def _plain(cell_text: str) -> str:
    return " ".join((_TAG.sub(" ", cell_text) if "<" in cell_text else cell_text).split())


def _qualtrics_names(question_cells: Sequence[str], code_cells: Sequence[str]) -> list[Name]:
    """Return the names of Qualtrics's columns, whose codes ("Q3_1") number the questions; what it records itself has no
    such code."""
    pairs = list(zip(_padded(question_cells, len(code_cells)), _padded(code_cells, len(question_cells)), strict=True))
    names = _one_row_names([_plain(question) or code for question, code in pairs])
    numberings = [code if words.split_number(code)[0] else None for _, code in pairs]
    return [name._replace(code=code) for name, code in zip(names, numberings, strict=True)]


def _is_second_header(header_row: SheetRow, second_row: SheetRow, below: Sequence[SheetRow]) -> bool:
    """Return whether the row below the header goes on with it: choices below questions, and nothing below ids and
    dates."""
    second_cells = _padded(second_row.cells, len(header_row.cells))
    header_cells = _padded(header_row.cells, len(second_cells))
    if any(
        len(cell_text.split()) > SUB_WORDS or words.DATE.match(cell_text) or words.has_contact(cell_text)
        for cell_text in second_cells
    ):
        return False
    platform = [i for i, cell_text in enumerate(header_cells) if is_platform_column(cell_text)]
    answered = [i for i in platform if any(i < len(later_row.cells) and later_row.cells[i] for later_row in below)]
    if answered:
        return any(second_cells) and not any(second_cells[i] for i in platform)
    unnamed = [i for i, cell_text in enumerate(header_cells) if not cell_text and second_cells[i]]
    holds_numbers = any(words.NUMBER.match(cell_text) for cell_text in second_cells)
    return bool(header_cells[0]) and len(unnamed) > 1 and not holds_numbers and len(set(filter(None, second_cells))) > 1


def is_platform_column(cell_text: str) -> bool:
    """Return whether a name is one that survey platforms give to what they record themselves: ids, dates, addresses."""
    name_patterns = (*words.IDS, words.ADMINISTRATION, words.DETAILS)
    plain_name = _plain(cell_text[:LONGEST_NAME])
    return any(pattern.fullmatch(plain_name) for pattern in name_patterns)


def _padded(cells: Sequence[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]


def _two_row_names(above: Sequence[str], below: Sequence[str]) -> list[Name]:
    """Return the names that two rows make; a question stands above the first of its choices only."""
    width = max(len(above), len(below))
    question, names = "", []
    for upper, lower in zip(_padded(above, width), _padded(below, width), strict=True):
        upper, lower = _plain(upper), _plain(lower)
        question = upper or (question if lower else "")
        choice = None if not lower or words.GENERIC_PART.match(lower) else lower
        header = f"{question} / {choice}" if choice and question else choice or question
        names.append(Name(header, question or header, choice if question else None))
    return names


# One row whose columns share a question -------------------------------------------------------------------------------

_DIVIDERS = re.compile(r" ?[-–—:/›>|] | \[| ?\(|: ?")


def _one_row_names(headers: Sequence[str]) -> list[Name]:
    """Return the names of one row; neighbours that begin alike ("Which? - Cost", "Which? [Care]") share a question."""
    names: list[Name] = []
    while len(names) < len(headers):
        run_start = len(names)
        prefix, run_end = _longest_run(headers, run_start)
        if prefix is None:
            names.append(Name(headers[run_start], headers[run_start]))
            continue
        names.extend(_choice_name(header, prefix) for header in headers[run_start:run_end])
    return names


def _longest_run(headers: Sequence[str], run_start: int) -> tuple[str | None, int]:
    """Return the beginning that the most of the next names share, and where they end."""
    longest: tuple[str | None, int] = (None, run_start + 1)
    for prefix in _prefixes(headers[run_start]):
        run_end = run_start + 1
        while run_end < len(headers) and (headers[run_end] == prefix or prefix in _prefixes(headers[run_end])):
            run_end += 1
        if run_end > run_start + 1 and run_end >= longest[1]:
            longest = (prefix, run_end)
    return longest


def _prefixes(header: str) -> list[str]:
    """Return every beginning of a name that a divider ends, but for mere numbers."""
    dividers = islice(_DIVIDERS.finditer(header[:LONGEST_NAME]), MOST_DIVIDERS)
    prefixes = [header[: match.start()].strip() for match in dividers]
    return [prefix for prefix in prefixes if len(words.split_number(prefix)[1]) > 2] + (
        [header] if len(header) > 2 else []
    )


def _choice_name(header: str, prefix: str) -> Name:
    choice = header[len(prefix) :].strip()
    choice = choice.lstrip("-–—:/›>|[( ").strip()
    if choice.endswith(("]", ")")) and choice.count("(") + choice.count("[") < choice.count(")") + choice.count("]"):
        choice = choice[:-1].strip()
    while " - " in choice and words.GENERIC_PART.match(choice.split(" - ")[0]):
        choice = choice.split(" - ", 1)[1]
    return Name(header, prefix, None if not choice or words.GENERIC_PART.match(choice) else choice)


# Names for people -----------------------------------------------------------------------------------------------------


def unique_names(names: Sequence[Name]) -> list[Name]:
    """Return the names, where a blank one gets its letter and one that comes again a number."""
    unique: list[Name] = []
    header_counts: dict[str, int] = {}
    for position, name in enumerate(names):
        header = base = name.header or f"column {column_letters(position)}"
        while header.casefold() in header_counts:
            header_counts[base.casefold()] += 1
            header = f"{base} ({header_counts[base.casefold()]})"
        header_counts[header.casefold()] = 1
        unique.append(Name(header, name.asks or base, name.part, name.code))
    return unique
