"""Blocks: what a reader has laid out, put together into one text and the blocks that point into it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from analysis.model import Block, BlockKind
from analysis.reading.struck_choices import STRUCK, box_struck
from analysis.reading.tracked_insertions import taken_out


@dataclass(frozen=True, slots=True)
class Piece:
    """A block before it has its place in the text.

    ``separator`` parts the number from the words. ``group`` is the list around the piece, where the format says where
    a list begins and ends: its items stand on neighbouring lines.
    """

    kind: BlockKind
    text: str
    level: int = 0
    number: str | None = None
    separator: str = " "
    group: object = None
    table: int | None = None
    page: int | None = None
    confidences: tuple[int, ...] = ()
    question: str | None = None
    is_inserted: bool = False
    """Whether all of it was added as a tracked change."""
    glue: str | None = None
    """What parts it from the piece before it, where both stand on one line."""


def assemble(pieces: Iterable[Piece]) -> tuple[str, tuple[Block, ...]]:
    """Return the pieces as one text, and as blocks that point into it; struck-out options as boxes."""
    text_parts: list[str] = []
    blocks: list[Block] = []
    offset, previous = 0, None
    for piece in _with_boxes(list(pieces)):
        piece_text, spans = taken_out(piece.text)
        piece = replace(piece, text=piece_text) if spans else piece
        block_prefix = _gap(previous, piece) + (f"{piece.number}{piece.separator}" if piece.number else "")
        text_start = offset + len(block_prefix)
        offset = text_start + len(piece.text)
        text_parts += [block_prefix, piece.text]
        # The empty cells at a row's ends stand in the text and outside of its block: they show which columns it has.
        start = text_start + len(piece.text) - len(piece.text.lstrip())
        end = text_start + len(piece.text.rstrip())
        place = (piece.kind, start, end, piece.level, piece.number, piece.page)
        inserted = ((start, end),) if piece.is_inserted else tuple((text_start + a, text_start + b) for a, b in spans)
        blocks.append(Block(*place, piece.question, piece.table, piece.confidences, inserted))
        previous = piece
    return "".join(text_parts), tuple(blocks)


def _with_boxes(pieces: Sequence[Piece]) -> Sequence[Piece]:
    if not any(STRUCK in piece.text for piece in pieces):
        return pieces
    boxed = box_struck([piece.text for piece in pieces])
    return [replace(piece, text=text.strip(" \n")) for piece, text in zip(pieces, boxed, strict=True)]


def _gap(previous: Piece | None, piece: Piece) -> str:
    if previous is None or piece.glue is not None:
        return piece.glue or ""
    is_same_list = previous.kind is piece.kind and previous.group is piece.group
    is_item = piece.kind is BlockKind.LIST_ITEM or (piece.kind is BlockKind.FURNITURE and piece.group is not None)
    return "\n" if is_same_list and is_item else "\n\n"
