"""Rows of a form's table: what each asks, by its cells and by the rows beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.model import BlockKind
from analysis.splitting.form_phrases import DETAIL_ROW, WORDS_ASKED
from analysis.splitting.labelled_pieces import LabelledPiece
from analysis.text import Span

SEVERAL = 2
"""Rows that make a form, and cells of a row that asks and is answered."""

NUMBER = re.compile(r"\(?(\d{1,3})[.):]?$")
OUTLINE_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3}){1,4}$")


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row, its cells, the number of them that ask, whether that is sure, and the question's key, if it has one."""

    piece: LabelledPiece
    cells: tuple[Span, ...]
    asks: int = 0
    sure: bool = False
    key: str | None = None


def is_row(piece: LabelledPiece) -> bool:
    """Return whether a piece is a row of a table."""
    return piece.kind is BlockKind.TABLE_ROW


def begins_with_detail(text: str, row: FormRow) -> bool:
    """Return whether a row asks for a name, an address or the like, perhaps with an answer beside it."""
    return 0 < len(row.cells) <= SEVERAL and DETAIL_ROW.match(text[row.cells[0].start : row.cells[0].end]) is not None


def alternates(text: str, rows: Sequence[FormRow]) -> bool:
    """Return whether rows with a number and a question each stand above a row of one cell, which answers."""
    asking, answering = rows[::2], rows[1::2]
    numbers = [text[row.cells[0].start : row.cells[0].end] for row in asking if len(row.cells) == SEVERAL]
    are_numbered = all(NUMBER.match(number) or OUTLINE_NUMBER.match(number) for number in numbers)
    are_asked = len(asking) >= SEVERAL and len(numbers) == len(asking) and are_numbered
    return are_asked and all(is_row(row.piece) and len(row.cells) == 1 and not row.asks for row in answering)


def asks_for_words(text: str, row: FormRow) -> bool:
    """Return whether a row of a form that asks who somebody is has "Your comments" beside what somebody wrote."""
    is_asked = len(row.cells) == SEVERAL and not row.asks and is_row(row.piece)
    return is_asked and WORDS_ASKED.fullmatch(text, *row.cells[0]) is not None
