"""The header of a table: which rows name the columns, what each column is called, and which questions span several.

Survey platforms write one row (Citizen Space, Microsoft Forms), two (SurveyMonkey: question, then choice; codes, then
wordings) or three (Qualtrics: code, question, import id; SmartSurvey: section, question, choice); people add titles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, zip_longest
from typing import NamedTuple

from analysis.reading.table import column_vocabulary as words
from analysis.reading.table.recorded_columns import RECORDED
from analysis.reading.table.sheet import SheetRow, column_letters, is_blank

LOOKED_AT = 40
"""Rows in which the header is looked for."""

_IMPORT_ID = re.compile(r"\{\s*\"ImportId\"\s*:\s*\"([^\"]*)\"")
_TAG = re.compile(r"</?(?:b|i|u|p|br|div|span|strong|em|font|li|ul|ol|a|h\d)\b[^>]*>", re.IGNORECASE)
TITLE_CELLS, WIDE = 2, 5
"""A row of a table with fewer filled cells is a title or a note; in a wide table such a row may fill one more."""

LONGEST_NAME, MOST_DIVIDERS = 2_000, 20
"""Characters of a name, and dividers in it, by which names are compared: nobody asks a longer question."""

SUB_WORDS = 25
"""A choice that a second header row names is shorter."""

MOST_HEADER_ROWS = 3
"""Section, question and choice."""

MOST_ASK = 0.5
"""Share of the cells below columns' codes that ask, from which they word the questions."""


class Name(NamedTuple):
    """The name of a column for people, and the question and choice that it is made of."""

    header: str
    asks: str
    part: str | None = None
    code: str | None = None
    question_id: str | None = None
    """What the platform itself calls the question that the column belongs to, where it says so."""


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
    names, header_row_count = _column_names(header_row, [each for each in below if not _names_types(each)])
    header_row_count += sum(map(_names_types, below[:header_row_count]))
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
            return _coded_names(question_cells, header_row.cells, list(map(_import_id, later_row.cells))), i + 2
    if below and _is_wording(header_row, below[0], below[1:]):
        return _coded_names(below[0].cells, header_row.cells, header_row.cells), 2
    row_count, named = 1, list(header_row.cells)
    while row_count < MOST_HEADER_ROWS and _goes_on(named, below[row_count - 1 :]):
        finer_cells = below[row_count - 1].cells
        named = [above or finer for above, finer in zip_longest(named, finer_cells, fillvalue="")]
        row_count += 1
    if row_count > 1:
        return _joined_names([header_row.cells, *(later_row.cells for later_row in below[: row_count - 1])]), row_count
    return _one_row_names([_plain(cell_text) for cell_text in header_row.cells]), 1


_TYPE_OF_FIELD = re.compile(
    r"(?:id|key|index|date(?: ?time)?|time|number|numeric|integer|decimal|text|string|boolean|e-?mail"
    r"|(?:(?:open|closed|free|single|multiple|short|long|select|radio|check ?box|drop ?down|multi|matrix|rating|likert"
    r"|yes/no)[ -]?)+(?:ended|text|choice|select|answer|response|line|question|scale|one|multiple|list|grid)?s?)",
    re.IGNORECASE,
)
"""What a form's designer calls the kinds of fields."""


def _names_types(sheet_row: SheetRow) -> bool:
    """Return whether a row only says of which kind each field is: "single choice", "open text"."""
    filled = [cell_text for cell_text in sheet_row.cells if cell_text]
    return len(filled) > 1 and len(set(filled)) > 1 and all(map(_TYPE_OF_FIELD.fullmatch, filled))


def _plain(cell_text: str) -> str:
    return " ".join((_TAG.sub(" ", cell_text) if "<" in cell_text else cell_text).split())


# A row of codes and one of wordings -----------------------------------------------------------------------------------


def _import_id(cell_text: str) -> str:
    import_id = _IMPORT_ID.match(cell_text)
    return import_id[1] if import_id else ""


def _coded_names(question_cells: Sequence[str], code_cells: Sequence[str], identity_cells: Sequence[str]) -> list[Name]:
    """Return the names of columns with a code each ("Q3_1"), whose first part says which question it belongs to."""
    width = max(map(len, (question_cells, code_cells, identity_cells)))
    rows = zip(*(_padded(cells, width) for cells in (question_cells, code_cells, identity_cells)), strict=True)
    coded = [(_plain(question) or code, code, identity.partition("_")[0]) for question, code, identity in rows]
    names = _one_row_names([header for header, _, _ in coded])
    return [
        name._replace(code=code, question_id=identity or None)
        for name, (_, code, identity) in zip(names, coded, strict=True)
    ]


def _is_wording(header_row: SheetRow, second_row: SheetRow, below: Sequence[SheetRow]) -> bool:
    """Return whether the row below columns' codes ("Q3") says in words what each asks.

    It repeats a code ("ResponseId", "Response ID"), it asks where no row below does, or it is in words where the rows
    below hold numbers, dates or the answers of scales.
    """
    pairs = [
        (position, code, wording)
        for position, (code, wording) in enumerate(zip(header_row.cells, second_row.cells, strict=False))
        if code and wording
    ]
    worded = [position for position, code, wording in pairs if " " not in code and " " in wording]
    if not worded or any(is_value(wording) for _, _, wording in pairs):
        return False
    if any(_letters(code) == _letters(wording) and len(code) > 1 for _, code, wording in pairs):
        return True
    numbered = [position for position, code, _ in pairs if position in worded and any(map(str.isdigit, code))]
    is_asked = bool(numbered) and _asked_share(second_row, numbered) >= MOST_ASK > max(
        (_asked_share(later_row, numbered) for later_row in below), default=0.0
    )
    return is_asked or sum(_holds_values(below, position) for position in worded) > 1


def _letters(cell_text: str) -> str:
    return "".join(filter(str.isalnum, cell_text)).casefold()


def _asked_share(sheet_row: SheetRow, positions: Sequence[int]) -> float:
    cells = [cell for position, cell in enumerate(sheet_row.cells) if position in positions]
    return sum(cell.endswith("?") for cell in cells) / len(positions)


def _holds_values(below: Sequence[SheetRow], position: int) -> bool:
    """Return whether a column holds numbers, dates, contacts or the answers of scales alone, and several of them."""
    cells = [later_row.cells[position] for later_row in below if position < len(later_row.cells)]
    filled = [cell for cell in cells if cell]
    return len(filled) > 1 and all(map(is_value, filled))


def is_value(cell_text: str) -> bool:
    """Return whether a cell holds a number, a date, a contact or the answer of a scale, and no words of its own."""
    patterns = (words.NUMBER, words.DATE, words.SCALE)
    return any(pattern.match(cell_text) for pattern in patterns) or words.is_contact(cell_text)


# Rows above one another -----------------------------------------------------------------------------------------------


def _goes_on(named: Sequence[str], rows: Sequence[SheetRow]) -> bool:
    """Return whether the first of the rows goes on with the names above it: choices below questions, and nothing below
    ids and dates."""
    if not rows:
        return False
    next_cells = _padded(rows[0].cells, len(named))
    header_cells = _padded(named, len(next_cells))
    if any(
        len(cell_text.split()) > SUB_WORDS or words.DATE.match(cell_text) or words.has_contact(cell_text)
        for cell_text in next_cells
    ):
        return False
    if _names_places(header_cells, next_cells):
        return True
    platform = [
        i
        for i, cell_text in enumerate(header_cells)
        if is_platform_column(cell_text) or _counts_rows(cell_text, rows, i)
    ]
    answered = [i for i in platform if any(i < len(later_row.cells) and later_row.cells[i] for later_row in rows[1:])]
    if answered:
        return any(next_cells) and not any(next_cells[i] for i in platform)
    unnamed = [i for i, cell_text in enumerate(header_cells) if not cell_text and next_cells[i]]
    holds_numbers = any(words.NUMBER.match(cell_text) for cell_text in next_cells)
    return bool(header_cells[0]) and len(unnamed) > 1 and not holds_numbers and len(set(filter(None, next_cells))) > 1


def _counts_rows(header_cell: str, rows: Sequence[SheetRow], position: int) -> bool:
    """Return whether a column that may hold ids by its name has a code of its own in each row that fills it."""
    cells = [later_row.cells[position] for later_row in rows if position < len(later_row.cells)]
    filled = [cell_text for cell_text in cells if cell_text]
    are_codes = len(filled) > 1 and len(set(filled)) == len(filled) and all(map(words.CODE.match, filled))
    return are_codes and words.MAY_BE_ID.fullmatch(_plain(header_cell[:LONGEST_NAME])) is not None


def _names_places(header_cells: Sequence[str], next_cells: Sequence[str]) -> bool:
    """Return whether a row only says which places a table of comments has: "Section", "Page" below "Reference"."""
    finer = [i for i, cell_text in enumerate(next_cells) if cell_text]
    comments = [i for i, cell_text in enumerate(header_cells) if words.COMMENT.match(cell_text)]
    are_places = all(words.PLACE.fullmatch(next_cells[i].strip(" *:")) for i in finer)
    return len(finer) > 1 and bool(comments) and are_places and not set(comments) & set(finer)


def is_platform_column(cell_text: str) -> bool:
    """Return whether a name is one that survey platforms give to what they record themselves: ids, dates, addresses."""
    name_patterns = (*words.IDS, RECORDED, words.DETAILS)
    plain_name = _plain(cell_text[:LONGEST_NAME])
    return any(pattern.fullmatch(plain_name) for pattern in name_patterns)


def _padded(cells: Sequence[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]


def _joined_names(rows: Sequence[Sequence[str]]) -> list[Name]:
    """Return the names that rows above one another make; what stands above the first of several columns goes on."""
    width = max(map(len, rows))
    rows = [*rows[:1], *(row for row in rows[1:] if not all(map(words.GENERIC_PART.match, filter(None, row))))]
    carried, names = [""] * len(rows), []
    for levels in zip(*(_padded(cells, width) for cells in rows), strict=True):
        plain_levels = list(map(_plain, levels))
        own_level = next((i for i, level in enumerate(plain_levels) if level), None)
        carried = [*carried[:own_level], *plain_levels[own_level:]] if own_level is not None else [""] * len(rows)
        names.append(_joined_name(carried))
    return names


def _joined_name(levels: Sequence[str]) -> Name:
    """Return a column's name: a question below a section's title, or a choice below its question."""
    told = [(i, level) for i, level in enumerate(levels) if level and not (i and words.GENERIC_PART.match(level))]
    header = " / ".join(level for _, level in told)
    if len(told) < 2:
        return Name(header, header)
    above, (depth, last) = told[-2][1], told[-1]
    is_question = depth + 1 < len(levels) and depth > 0
    if is_question or (_asks(last) and not (above.endswith("?") or words.ASKS_TO_CHOOSE.search(above))):
        return Name(header, last)
    return Name(header, above, last)


def _asks(cell_text: str) -> bool:
    return words.asks(cell_text) or words.ASKS_FOR_WORDS.search(cell_text) is not None


# One row whose columns share a question -------------------------------------------------------------------------------

_DIVIDERS = re.compile(r" ?[-–—:/›>|] | \[| ?\(|: ?|(?<=\?) (?=\w)")


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
        unique.append(name._replace(header=header, asks=name.asks or base))
    return unique
