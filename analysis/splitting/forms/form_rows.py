"""Rows of a form's table: what each asks, by its cells and by the rows beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.model import BlockKind, Question
from analysis.splitting.labelled_pieces import LabelledPiece
from analysis.splitting.phrases.form_phrases import DETAIL_ROW, WORDS_ASKED
from analysis.splitting.questions import asks, lone_number_key, match_key
from analysis.text import Span, is_prose

SEVERAL = 2
"""Rows that make a form, and cells of a row that asks and is answered."""

_ASKED = r"(?:(?:questions?|fragen?|cwestiwn|q)\.? ?)?"
NUMBER = re.compile(r"\(?(\d{1,3})[.):]?$")
OUTLINE_NUMBER = re.compile(rf"{_ASKED}(?P<number>\d{{1,3}}(?:\.\d{{1,3}}){{1,4}})[.:]?$", re.IGNORECASE)
"""The number of a question in parts: "2.1.3", "Q 2.1"."""

_CODE = re.compile(r"(?=.{1,12}$)[^\d\n.!?]{0,8}\.?[^\d\n]?(\d{1,3}[.):/]?){1,4}[a-z]?\W?", re.DOTALL)
"""What tells the questions of a form apart: "B.4", "TR/1", "Nr. 7", "2.1.3"."""

HEAD_WORDS = 4
"""Words of what a column of a form is called."""

ASKED_WORDS = 16
"""Words of what a row asks for beside the words of an answer."""

LIMIT = re.compile(
    r"[(\[]?(?:(?:max(?:imum)?|up to|no more than|limit(?: of)?|at most|höchstens|maximal)\b[.:]? ?(?:of )?)?\d[\d,.]* "
    r"(?:words?|characters?|marks?|points?|lines?|wörter|zeichen|mots|caractères)(?: max(?:imum)?\.?)?[)\]]?\.?"
    r"|[(\[]?(?:optional|required|mandatory)[)\]]?",
    re.IGNORECASE,
)
"""What a form says in a cell of its own of the answer that it asks for."""


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


def numbered_above_answers(text: str, rows: Sequence[FormRow]) -> list[int]:
    """Return the rows with a number and a question of a table in which each stands above what answers it.

    One row of a few words above them all may name the columns.
    """
    asking = [i for i, row in enumerate(rows) if is_row(row.piece) and _is_numbered(text, row)]
    answering = [i for i, row in enumerate(rows) if i not in asking and len(row.cells) == 1 and not row.asks]
    are_all = len(asking) >= SEVERAL and asking[0] <= 1 and asking[0] + len(asking) + len(answering) == len(rows)
    are_all = are_all and all(_is_head(text[slice(*cell)]) for row in rows[: asking[0]] for cell in row.cells)
    is_form = any(asks(text[slice(*rows[i].cells[-1])].split("\t")[0]) for i in asking)
    return asking if are_all and is_form and all(i + 1 in answering for i in asking[:-1]) else []


def _is_head(cell: str) -> bool:
    return len(cell.split()) <= HEAD_WORDS and cell[-1:] not in ".!?"


def _is_numbered(text: str, row: FormRow) -> bool:
    return len(row.cells) == SEVERAL and _CODE.fullmatch(text, *row.cells[0]) is not None


def numbered_question(cell: str, asked: Sequence[Question]) -> str | None:
    """Return the question that a cell names which holds no more than a number."""
    number = NUMBER.match(cell)
    if outline := OUTLINE_NUMBER.match(cell):
        return match_key(outline["number"], asked)
    return match_key(f"Q{number[1]}", asked) if number else lone_number_key(cell, asked)


def asks_for_words(text: str, row: FormRow) -> bool:
    """Return whether a row of a form that asks who somebody is has what somebody wrote beside a few words: what is
    asked, whatever it is called."""
    if len(row.cells) != SEVERAL or row.asks or not is_row(row.piece):
        return False
    asked, written = (text[cell.start : cell.end].strip() for cell in row.cells)
    is_name = len(asked.split()) <= ASKED_WORDS and not asked.endswith(".") and DETAIL_ROW.match(asked) is None
    return WORDS_ASKED.fullmatch(asked) is not None or (is_name and is_prose(written))


def with_limits(text: str, cells: Sequence[Span]) -> tuple[Span, ...]:
    """Return the cells, the last one part of the one before it where it only says how long an answer may be."""
    if len(cells) > SEVERAL and LIMIT.fullmatch(text, *cells[-1]):
        return (*cells[:-2], Span(cells[-2].start, cells[-1].end))
    return tuple(cells)


def is_nested(piece: LabelledPiece, row: LabelledPiece) -> bool:
    """Return whether a piece is a row of another table than a row; between rows of one, that stands in a cell."""
    return is_row(piece) and piece.table is not None and piece.table != row.table
