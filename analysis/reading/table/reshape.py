"""Tables whose rows are not responses: a row for each answer, or for each question; turned into a row a response.

What cells hold decides: a column of questions that come again for one respondent after another, or a first column of
questions beside one column a respondent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from analysis.reading.table import column_vocabulary as words
from analysis.reading.table.column_inference import id_rank
from analysis.reading.table.footer_rows import is_total
from analysis.reading.table.header_rows import Header, Name
from analysis.reading.table.sheet import Sheet, SheetRow, is_blank

MOST_ROWS = 500_000
"""Rows of answers that are held at once."""

MOST_COLUMNS = 16_384
"""Columns of a sheet, in Excel: more questions than that are none."""

MOST_ASK = 0.5
"""Share of the cells of a column that ask, from which it is a column of questions."""

LONGEST_CODE = 12
"""Characters of what numbers a question in a column of its own."""

LOOKED_AT = 200
"""Rows by which it is seen whether there may be a column of questions at all."""

_QUESTIONS = re.compile(
    r"(?:(?:survey|form|consultation)[ _]?)?(?:questions?|prompts?|items?|fields?)"
    r"(?:[ _]?(?:text|title|name|wording|label))?",
    re.IGNORECASE,
)
"""What a column of questions is called, or the corner above a first column of them."""


_COUNTED = re.compile(r"(\D{0,40})(\d{1,9})")
"""A number, or one behind a prefix, as programs number rows: "E12"."""

_NUMBERED = re.compile(r"\d\W*$")
"""How what numbers a respondent ends: "Respondent 12", "R12"."""


class Reshaped(NamedTuple):
    """A sheet with a row for each response, and how that came about."""

    sheet: Sheet
    warning: str


def reshape(sheet: Sheet, header: Header, first_rows: Sequence[SheetRow]) -> Reshaped | None:
    """Return a sheet with a row for each response, or None where it has that already."""
    if sheet.hidden_rows or sheet.hidden_columns or not header.row:
        return None
    if _is_transposed(first_rows):
        return Reshaped(_transposed(sheet), "the first column holds the questions, so each other column is a response")
    if _is_filled_form(first_rows):
        return Reshaped(_one_response(sheet), "each row holds a question and its answer, so the sheet is one response")
    return _one_row_each(sheet, header, first_rows)


# A form in a sheet of its own -----------------------------------------------------------------------------------------


def _is_filled_form(rows: Sequence[SheetRow]) -> bool:
    """Return whether each row with two cells has a question, or what asks who responds, and its answer."""
    filled = [list(filter(None, sheet_row.cells)) for sheet_row in rows if not is_blank(sheet_row)]
    asked = [cells[0] for cells in filled if _asks_for_answer(cells[0])]
    others = [cells for cells in filled if not _asks_for_answer(cells[0])]
    answered = sum(len(cells) > 1 for cells in filled if _asks_for_answer(cells[0]))
    return (
        answered > 1
        and sum(map(_is_question, asked)) > 1
        and len(set(asked)) == len(asked)
        and all(len(cells) <= PAIR for cells in filled)
        and all(len(cells) < PAIR or _QUESTIONS.fullmatch(cells[0]) for cells in others)
        and not any(len(cells) == PAIR and _is_question(cells[1]) for cells in filled)
    )


PAIR = 2
"""Cells of a question and its answer."""


def _asks_for_answer(cell_text: str) -> bool:
    label = cell_text.strip(" *:")
    about_them = (words.DETAILS, words.ORGANISATION, words.PERSON, words.TYPE)
    return _is_question(cell_text) or any(pattern.fullmatch(label) for pattern in about_them)


def _one_response(sheet: Sheet) -> Sheet:
    """Return a filled form as a row of names and one of answers, below what stands beside them."""

    def rows() -> Iterator[SheetRow]:
        filled = [row for row in islice(sheet.rows(), MOST_COLUMNS) if not is_blank(row)]
        pairs = [[*filter(None, row.cells), ""][:PAIR] for row in filled if _asks_for_answer(_first(row))]
        yield SheetRow(filled[0].number, [asked for asked, _ in pairs])
        yield SheetRow(filled[0].number + 1, [answer for _, answer in pairs])

    beside = [row for row in sheet.rows() if not (is_blank(row) or _asks_for_answer(_first(row)))]
    told = [f'"{_first(row)}" is no answer' for row in beside if not _QUESTIONS.fullmatch(_first(row))]
    return replace(sheet, rows=rows, warnings=(*sheet.warnings, *told))


def _first(row: SheetRow) -> str:
    return next(filter(None, row.cells), "")


# A column for each response -------------------------------------------------------------------------------------------


def _is_transposed(rows: Sequence[SheetRow]) -> bool:
    """Return whether the first column asks and the first row does not: it names respondents."""
    filled = [sheet_row.cells for sheet_row in rows if not is_blank(sheet_row)]
    if len(filled) < 3 or len(filled[0]) < 3:
        return False
    corner, *respondents = filled[0]
    asked = [cells[0] for cells in filled[1:] if cells[0]]
    is_corner = not corner or _QUESTIONS.fullmatch(corner) is not None or id_rank(Name(corner, corner)) is not None
    asks_enough = sum(map(_is_question, asked)) >= max(2, MOST_ASK * len(asked))
    names_respondents = all(respondents) and len(set(respondents)) == len(respondents)
    return (
        is_corner
        and asks_enough
        and len(set(asked)) == len(asked)
        and names_respondents
        and (not any(map(_is_question, respondents)))
    )


def _is_question(cell_text: str) -> bool:
    return cell_text.endswith("?") or (words.split_number(cell_text)[0] is not None and " " in cell_text)


def _transposed(sheet: Sheet) -> Sheet:
    def rows() -> Iterator[SheetRow]:
        filled = [sheet_row.cells for sheet_row in islice(sheet.rows(), MOST_COLUMNS) if not is_blank(sheet_row)]
        corner = filled[0][0]
        is_id = id_rank(Name(corner, corner)) is not None
        called = "Respondent ID" if all(map(_NUMBERED.search, filled[0][1:])) else "Respondent"
        filled[0] = [corner if is_id else called, *filled[0][1:]]
        width = max(map(len, filled))
        for number in range(width):
            yield SheetRow(number + 1, [cells[number] if number < len(cells) else "" for cells in filled])

    return replace(sheet, rows=rows)


# A row for each answer ------------------------------------------------------------------------------------------------


class _Layout(NamedTuple):
    """Positions of the columns of a table with a row for each answer."""

    respondent: int
    question: int
    about_respondent: tuple[int, ...]
    number: int | None
    answers: tuple[int, ...]


def _one_row_each(sheet: Sheet, header: Header, first_rows: Sequence[SheetRow]) -> Reshaped | None:
    sample = [sheet_row.cells for sheet_row in first_rows if sheet_row.number >= header.first]
    candidates = [position for position in range(len(header.names)) if _may_ask(position, header, sample)]
    if not candidates:
        return None
    rows = [row for row in islice(sheet.rows(), MOST_ROWS + 1) if row.number >= header.first and not is_blank(row)]
    if len(rows) > MOST_ROWS:
        return None
    width = len(header.names)
    rows = [SheetRow(row.number, [*row.cells[:width], *[""] * (width - len(row.cells))]) for row in rows]
    answer_count = next(n for n in range(len(rows), -1, -1) if not n or not is_total(rows[n - 1]))
    rows, totals = rows[:answer_count], rows[answer_count:]
    rows = _filled_down(rows) if rows else []
    layout = next((found for position in candidates if (found := _layout(position, rows, header))), None)
    if layout is None:
        return None
    asked, by = header.names[layout.question].header, header.names[layout.respondent].header
    warning = f'"{asked}" holds questions, so the rows that share a "{by}" are read as one response'
    read = (layout.respondent, layout.question, *layout.about_respondent, layout.number, *layout.answers)
    numbering = [name.header for position, name in enumerate(header.names) if position not in read]
    warning += "".join(f'; "{called}" only numbers the rows' for called in numbering)
    wide_rows = [*_wide_rows(rows, header, layout), *totals]
    return Reshaped(replace(sheet, rows=lambda: iter(wide_rows)), warning)


def _filled_down(rows: Sequence[SheetRow]) -> list[SheetRow]:
    """Return rows in which what stands in the first of several, as in joined cells, stands in each of them.

    Where the first column is blank a row goes on with the one above, in every column that is blank in all such rows.
    """
    going_on = [row for row in rows[1:] if not row.cells[0]]
    if not going_on or not rows[0].cells[0]:
        return list(rows)
    positions = [i for i in range(len(rows[0].cells)) if not any(row.cells[i] for row in going_on)]
    filled: list[SheetRow] = []
    for row in rows:
        cells = list(row.cells)
        for position in positions if filled and not row.cells[0] else ():
            cells[position] = filled[-1].cells[position]
        filled.append(SheetRow(row.number, cells))
    return filled


def _may_ask(position: int, header: Header, sample: Sequence[Sequence[str]]) -> bool:
    cells = [cells[position] for cells in sample if position < len(cells) and cells[position]]
    return len(cells) > 1 and (
        _is_called_question(position, header) or sum(map(_is_question, cells)) >= MOST_ASK * len(cells)
    )


def _is_called_question(position: int, header: Header) -> bool:
    return _QUESTIONS.fullmatch(header.names[position].header.strip(" *:")) is not None


def _layout(question: int, rows: Sequence[SheetRow], header: Header) -> _Layout | None:
    """Return the layout if one column says whose answer a row is: with the question it is different in every row."""
    asked = [row.cells[question] for row in rows]
    # A few answers to long forms: where the column is called so, one question that comes again shows the layout.
    most_questions = len(asked) - 1 if _is_called_question(question, header) else len(asked) // 2
    if not all(asked) or len(set(asked)) > most_questions:
        return None
    others = [position for position in range(len(header.names)) if position != question]
    for respondent in others:
        whose = [row.cells[respondent] for row in rows]
        is_repeated = all(whose) and 1 < len(set(whose)) < len(whose)
        if is_repeated and len(set(zip(whose, asked, strict=True))) == len(rows):
            rest = [position for position in others if position != respondent]
            about = tuple(position for position in rest if _is_settled_by(respondent, position, rows))
            number = next((p for p in rest if p not in about and _numbers_questions(question, p, rows)), None)
            said = tuple(position for position in rest if position not in (*about, number))
            # What numbers the answers is none, unless nothing else is one.
            answers = tuple(position for position in said if not _numbers_rows(position, rows)) or said
            return _Layout(respondent, question, about, number, answers) if answers else None
    return None


def _numbers_rows(position: int, rows: Sequence[SheetRow]) -> bool:
    """Return whether a column counts the rows: 1, 2, 3, or E12, E13, E14."""
    counted = [_COUNTED.fullmatch(row.cells[position]) for row in rows]
    prefixes = {count[1] if count else None for count in counted}
    numbers = [int(count[2]) for count in counted if count]
    runs = numbers == [*range(numbers[0], numbers[0] + len(rows))] if numbers else False
    return len(prefixes) == 1 and runs and (prefixes != {""} or numbers[0] <= 1)


def _numbers_questions(question: int, position: int, rows: Sequence[SheetRow]) -> bool:
    is_short = all(0 < len(row.cells[position]) <= LONGEST_CODE for row in rows)
    return is_short and _is_settled_by(question, position, rows)


def _is_settled_by(key: int, position: int, rows: Sequence[SheetRow]) -> bool:
    """Return whether a column says one thing for each value of another."""
    settled: dict[str, str] = {}
    return all(settled.setdefault(row.cells[key], row.cells[position]) == row.cells[position] for row in rows)


def _wide_rows(rows: Sequence[SheetRow], header: Header, layout: _Layout) -> list[SheetRow]:
    """Return the row of names and a row for each respondent, in the order in which they first come."""
    headers = [name.header for name in header.names]
    numbers = (
        {row.cells[layout.question]: row.cells[layout.number] for row in rows} if layout.number is not None else {}
    )
    cell_keys = [(asked, answer) for asked in dict.fromkeys(row.cells[layout.question] for row in rows)
                 for answer in layout.answers]  # fmt: skip
    names = [headers[layout.respondent], *(headers[position] for position in layout.about_respondent)]
    for asked, answer in cell_keys:
        wording = f"{numbers[asked]} {asked}" if numbers.get(asked) else asked
        names.append(wording if len(layout.answers) == 1 else f"{wording} - {headers[answer]}")
    grouped: dict[str, list[SheetRow]] = {}
    for row in rows:
        grouped.setdefault(row.cells[layout.respondent], []).append(row)
    wide_rows = [SheetRow(header.row, names)]
    for whose, own_rows in grouped.items():
        answers = {(row.cells[layout.question], answer): row.cells[answer] for row in own_rows
                   for answer in layout.answers}  # fmt: skip
        about = [own_rows[0].cells[position] for position in layout.about_respondent]
        wide_cells = [whose, *about, *(answers.get(cell_key, "") for cell_key in cell_keys)]
        wide_rows.append(SheetRow(own_rows[0].number, wide_cells))
    return wide_rows
