"""Numbers of a regulation and its first paragraph in one: "11.—(1) Words", as statutory instruments write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from analysis.model import BlockKind
from analysis.reading.blocks import Piece

_DASHED = re.compile(
    r"(?P<outer>\d{1,3}[A-Z]{0,2}\.)?(?P<glue>[ \xa0]?[—–-])(?P<number>\((?:\d{1,3}[A-Z]{0,2}|[a-z]|[ivx]{1,5})\))"
    r"(?P<spaced>[ \xa0\t]+)(?=\S)"
)
"""The inner number is typed, or comes from a LISTNUM field; the outer one is typed where Word does not count it."""

_ALIKE = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING)


def parted(piece: Piece) -> Iterator[Piece]:
    """Yield a piece with both numbers as two on one line, the first without words; any other as it is.

    >>> [(one.number, one.text) for one in parted(Piece(BlockKind.PARAGRAPH, "11.\u2014(1) This is law."))]
    [('11.', ''), ('(1)', 'This is law.')]
    """
    dashed = _DASHED.match(piece.text) if piece.kind in _ALIKE and piece.table is None else None
    outer = (piece.number or dashed["outer"]) if dashed else None
    if dashed is None or not outer or (piece.number and dashed["outer"]):
        yield piece
        return
    yield replace(piece, kind=BlockKind.LIST_ITEM, text="", number=outer, separator="")
    inner = replace(piece, kind=BlockKind.LIST_ITEM, level=piece.level + 1, number=dashed["number"])
    yield replace(inner, text=piece.text[dashed.end() :], separator=dashed["spaced"], glue=dashed["glue"])
