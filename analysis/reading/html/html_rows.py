"""Rows of a web page: those of tables, and the terms of a list with what is said of each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml.html import HtmlElement

from analysis.model import BlockKind
from analysis.reading.blocks import Piece
from analysis.reading.html.list_numbers import integer
from analysis.reading.html.web_form_fields import may_ask

_ACTS = re.compile(
    r"(?:change|edit|remove|delete|amend|newid|golygu|dileu|ändern|bearbeiten|löschen|modifier|supprimer)\b.{0,80}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class HtmlPiece(Piece):
    """A piece of a web page, with the element that holds its words; its group is the outermost list around it."""

    element: HtmlElement = field(kw_only=True)
    is_typed: bool = False
    """Whether it stands in a field of a form, or beside a box: what a form holds is no furniture of a site."""


@dataclass(slots=True)
class HtmlRow:
    """An open row, with the pieces of its cells."""

    element: HtmlElement
    cells: list[list[HtmlPiece]] = field(default_factory=list)
    nested: int | None = None
    """The number of its table, where that stands in a cell of another one."""


def row_pieces(table_row: HtmlRow) -> list[HtmlPiece]:
    """Return a row as one piece, or as the pieces of its cells where the table is there for the layout of the page.

    That is so where a cell holds more than one plain paragraph, or stands alone and spans nothing.
    """
    pieces = [piece for row_cell in table_row.cells for piece in row_cell]
    if _asks(table_row):
        return [replace(pieces[0], kind=BlockKind.QUESTION), *pieces[1:]]
    if not pieces or any(len(row_cell) > 1 or not all(map(_plain, row_cell)) for row_cell in table_row.cells):
        return pieces
    if len(table_row.cells) == 1 and not _spans(table_row.element):
        return pieces
    row_text = "\t".join(row_cell[0].text if row_cell else "" for row_cell in table_row.cells)
    row = replace(pieces[0], kind=BlockKind.TABLE_ROW, text=row_text, element=table_row.element)
    return [replace(row, table=table_row.nested)]


def acts_on_row(cell: HtmlElement) -> bool:
    """Return whether a cell holds no more than a link that does something to its row: "Change", "Remove"."""
    links = list(cell.iter("a", "button"))
    text = " ".join(cell.text_content().split())
    return len(links) == 1 and text == " ".join(links[0].text_content().split()) and _ACTS.match(text) is not None


def _asks(table_row: HtmlRow) -> bool:
    """Return whether a row is a question in one cell and the paragraphs of its answer in the other."""
    if len(table_row.cells) != 2 or len(table_row.cells[0]) != 1:
        return False
    question, answer = table_row.cells[0][0], table_row.cells[1]
    is_asked = _plain(question) and question.text.endswith("?") and may_ask(question.text.split())
    is_head = [cell.tag for cell in table_row.element] == ["th", "td"]
    # The rows of a table in the answer are told apart as those of any other form are.
    has_rows = any(piece.kind is BlockKind.TABLE_ROW for piece in answer)
    return is_asked and not has_rows and len(answer) > 1 - is_head and all(map(_plain, answer))


def _plain(piece: HtmlPiece) -> bool:
    return piece.kind in (BlockKind.PARAGRAPH, BlockKind.TABLE_ROW) and piece.number is None


def _spans(row_element: HtmlElement) -> bool:
    return any((integer(row_cell.get("colspan")) or 1) > 1 for row_cell in row_element)
