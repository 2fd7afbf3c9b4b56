"""Rows of tables: one line of cells where the table holds data, paragraphs where it only arranges them on the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from analysis.model import BlockKind
from analysis.reading.blocks import Piece
from analysis.reading.tracked_insertions import INSERTED, UNINSERTED
from analysis.text import words

LONG_CELL = 40
"""Words; a paragraph of more is prose wherever it stands, such as an answer in a response form."""

SENTENCE = 8
"""Words; a cell of several paragraphs is prose if one of them is a sentence of as many."""

SIDE_BY_SIDE = 2
"""Cells: a question and its answer, or a comment and the change that it asks for."""

HEAD_WORDS = 8
"""Words; the head of a column is not longer."""

_HEAD = re.compile(
    r"(?:(?:your|our|the|consultation|proposed|suggested|general|detailed) )*"
    r"(?:questions?|responses?|answers?|repl(?:y|ies)|comments?|concerns?|issues?|reasons?|suggestions?|views?|changes?"
    r"|polic(?:y|ies)|(?:sub-?)?clauses?|sections?|paragraphs?|paras?|recommendations?|proposals?|observations?"
    r"|pros|cons|(?:dis)?advantages|benefits|drawbacks|risks|strengths|weaknesses|for|against|positives|negatives)\b",
    re.IGNORECASE,
)
"""Heads of forms and of tables of comments, whose rows are to be read across however long they are."""

_ASIDE = (BlockKind.NOTE, BlockKind.COMMENT)


Rows = Sequence[tuple[Sequence[list[Piece]], bool]]
"""The cells of each row of a table, and whether one of them spans columns."""


def table_pieces(rows: Rows, width_above: int = 0) -> list[Piece]:
    """Return the pieces of a table; ``width_above`` is that of a headed one directly above, on which it may go on."""
    if _is_beside_pictures(rows):
        return [piece for cells, _ in rows for piece in _handed_on(piece for cell in cells for piece in cell)]
    is_headed = headed_width(rows, width_above) > 0 or _holds_people(rows)
    return [piece for cells, spans in rows for piece in row_pieces(cells, spans, is_headed and len(cells) > 1)]


def in_table(piece: Piece, number: int) -> Piece:
    """Return a piece with the number of its table; a row of a table in one of its cells keeps its own."""
    is_nested_row = piece.kind is BlockKind.TABLE_ROW and piece.table is not None
    return piece if is_nested_row else replace(piece, table=number)


def _is_beside_pictures(rows: Rows) -> bool:
    """Return whether a table has several columns and words in one of them only, as where pictures stand beside them."""
    worded = {tuple(i for i, cell in enumerate(cells) if any(piece.text for piece in cell)) for cells, _ in rows}
    return (
        len(rows) > 1
        and len(worded - {()}) == 1
        and all(len(cells) > 1 and not spans and sum(map(bool, cells)) <= 1 for cells, spans in rows)
    )


def _holds_people(rows: Rows) -> bool:
    """Return whether a table's rows are people with their answers, which stay side by side however long they are."""
    from analysis.reading.table.document_tables import is_of_responses

    cells = [[" ".join(_line(piece) for piece in cell if piece.kind not in _ASIDE) for cell in row] for row, _ in rows]
    return is_of_responses(cells)


def headed_width(rows: Rows, width_above: int = 0) -> int:
    """Return the number of columns of a table with a head of its own or of the one above; 0 where it has none."""
    if len(rows) > 1 and _is_head(rows[0][0]):
        return len(rows[0][0])
    return width_above if all(len(cells) == width_above for cells, _ in rows) else 0


def _is_head(cells: Sequence[Sequence[Piece]]) -> bool:
    cells = [cell for cell in cells if cell]
    heads = [cell[0].text for cell in cells if len(cell) == 1]
    is_short = all(len(words(head)) <= HEAD_WORDS and not (" " in head and head.endswith((".", "?"))) for head in heads)
    return len(heads) == len(cells) > 1 and is_short and sum(_HEAD.match(head) is not None for head in heads) > 1


def row_pieces(cells: Sequence[list[Piece]], spans: bool, reads_across: bool = False) -> list[Piece]:
    """Return a row as one piece with its cells parted by tabs, or as the pieces of its cells one after the other.

    It is one piece, of data that goes with what stands before the table, unless the table only arranges prose: the
    row's only cell spans nothing, or a cell holds prose and no more than ``SIDE_BY_SIDE`` cells hold that or several
    paragraphs (more are there to be read across). A cell holds prose if it has a heading, a paragraph of more than
    ``LONG_CELL`` words, or among several paragraphs one sentence of ``SENTENCE`` words. Notes come after the row. A
    question before prose is a row by itself; ``reads_across``: the table's head says that its rows are read across.
    """
    row_notes = [piece for cell in cells for piece in cell if piece.kind in _ASIDE]
    plain_cells = [[piece for piece in cell if piece.kind not in _ASIDE] for cell in cells]
    is_layout = (len(plain_cells) == 1 and not spans) or _arranges_prose(plain_cells)
    if (is_layout and not reads_across) or any(map(_holds_table, plain_cells[1:])):
        asking_count = _asking_cells(plain_cells)
        question = row_pieces(cells[:asking_count], True, True) if asking_count else []
        return question + list(_handed_on(piece for cell in cells[asking_count:] for piece in cell))
    first = plain_cells[0][0] if plain_cells and plain_cells[0] else None
    row_number = first.number if first else None
    row_text = "\t".join("\n".join(map(_line, cell)) for cell in plain_cells)
    row_text = row_text[len(row_number) :].strip() if row_number else row_text if row_text.strip() else ""
    row_piece = Piece(BlockKind.TABLE_ROW, row_text, 0, row_number, "\t" if first and not first.text else " ")
    return [row_piece, *row_notes] if row_text else row_notes


def _holds_table(cell: Sequence[Piece]) -> bool:
    """Return whether a table of several rows and columns stands in a cell."""
    return sum(piece.kind is BlockKind.TABLE_ROW and "\t" in piece.text for piece in cell) > 1


def _asking_cells(cells: Sequence[Sequence[Piece]]) -> int:
    """Return how many cells hold a question, with its number before it, and stand before a longer answer."""
    for i, cell in enumerate(cells[:-1]):
        if len(cell) != 1 or cell[0].kind is BlockKind.TABLE_ROW:
            return 0
        if cell[0].text.endswith("?"):
            return i + 1
    return 0


def _line(piece: Piece) -> str:
    line = " ".join(filter(None, (piece.number, piece.text))).replace("\n", " ")
    return f"{INSERTED}{line}{UNINSERTED}" if piece.is_inserted else line


def _arranges_prose(cells: Sequence[Sequence[Piece]]) -> bool:
    prose_cells = [any(_is_prose(piece, len(cell) > 1) for piece in cell) for cell in cells]
    large_cells = [holds_prose or len(cell) > 1 for cell, holds_prose in zip(cells, prose_cells, strict=True)]
    return any(prose_cells) and sum(large_cells) <= SIDE_BY_SIDE


def _is_prose(piece: Piece, among_others: bool) -> bool:
    if piece.kind is BlockKind.HEADING:
        return True
    word_count = len(words(piece.text))
    ends_sentence = piece.text.rstrip(")]”’\"'").endswith((".", "!", "?"))
    return word_count > LONG_CELL or (among_others and ends_sentence and word_count >= SENTENCE)


def _handed_on(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield each piece with words; a number alone in its cell belongs to the first paragraph in a cell to its right."""
    waiting_number: Piece | None = None
    for piece in pieces:
        if not piece.text:
            waiting_number = piece
        elif waiting_number and not piece.number and piece.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            listed_kind = BlockKind.LIST_ITEM if piece.kind is BlockKind.PARAGRAPH else piece.kind
            yield replace(piece, kind=listed_kind, number=waiting_number.number, separator="\t")
            waiting_number = None
        else:
            yield piece
