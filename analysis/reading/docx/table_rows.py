"""Rows of tables: one line of cells where the table holds data, paragraphs where it only arranges them on the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from analysis.model import BlockKind
from analysis.text import words

LONG_CELL = 40
"""Words; a paragraph of more is prose wherever it stands, such as an answer in a response form."""

SENTENCE = 8
"""Words; a cell of several paragraphs is prose if one of them is a sentence of as many."""

SIDE_BY_SIDE = 2
"""Cells: a question and its answer, or a comment and the change that it asks for."""


@dataclass(frozen=True, slots=True)
class DocxPiece:
    """A block before it has its place in the text; ``spaced`` is what parts the number from the words."""

    kind: BlockKind
    text: str
    level: int = 0
    number: str | None = None
    spaced: str = " "


def row_pieces(cells: Sequence[list[DocxPiece]], spans: bool) -> list[DocxPiece]:
    """Return a row as one piece with its cells parted by tabs, or as the pieces of its cells one after the other.

    It is one piece, of data that goes with what stands before the table, unless the table only arranges prose: the
    row's only cell spans nothing, or a cell holds prose and no more than ``SIDE_BY_SIDE`` cells hold that or several
    paragraphs (more are there to be read across). A cell holds prose if it has a heading, a paragraph of more than
    ``LONG_CELL`` words, or among several paragraphs one sentence of ``SENTENCE`` words. Notes come after the row.
    """
    notes = [piece for cell in cells for piece in cell if piece.kind is BlockKind.NOTE]
    plain = [[piece for piece in cell if piece.kind is not BlockKind.NOTE] for cell in cells]
    if (len(plain) == 1 and not spans) or _arranges_prose(plain):
        return list(_handed_on(piece for cell in cells for piece in cell))
    first = plain[0][0] if plain and plain[0] else None
    number = first.number if first else None
    text = "\t".join("\n".join(map(_line, cell)) for cell in plain).strip()
    text = text[len(number) :].strip() if number else text
    row = DocxPiece(BlockKind.TABLE_ROW, text, 0, number, "\t" if first and not first.text else " ")
    return [row, *notes] if text else notes


def _line(piece: DocxPiece) -> str:
    return " ".join(filter(None, (piece.number, piece.text))).replace("\n", " ")


def _arranges_prose(cells: Sequence[Sequence[DocxPiece]]) -> bool:
    prose = [any(_is_prose(piece, len(cell) > 1) for piece in cell) for cell in cells]
    large = [holds or len(cell) > 1 for cell, holds in zip(cells, prose, strict=True)]
    return any(prose) and sum(large) <= SIDE_BY_SIDE


def _is_prose(piece: DocxPiece, among_others: bool) -> bool:
    if piece.kind is BlockKind.HEADING:
        return True
    count = len(words(piece.text))
    ended = piece.text.rstrip(")]”’\"'").endswith((".", "!", "?"))
    return count > LONG_CELL or (among_others and ended and count >= SENTENCE)


def _handed_on(pieces: Iterable[DocxPiece]) -> Iterator[DocxPiece]:
    """Yield each piece with words; a number alone in its cell belongs to the first paragraph in a cell to its right."""
    waiting: DocxPiece | None = None
    for piece in pieces:
        if not piece.text:
            waiting = piece
        elif waiting and not piece.number and piece.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            listed = BlockKind.LIST_ITEM if piece.kind is BlockKind.PARAGRAPH else piece.kind
            yield replace(piece, kind=listed, number=waiting.number, spaced="\t")
            waiting = None
        else:
            yield piece
