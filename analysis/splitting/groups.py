"""Lists: which labelled or bulleted pieces are siblings, and whether a list's items are points of their own.

The rule for sub-items, in one place: *a list that stands under a point, or that a colon introduces, belongs to that
point, unless its items stand alone; a list stands alone if most of its items are sentences of at least
``ITEM_WORDS`` words that begin with a capital and end with a full stop, or clauses of at least ``LONG_ITEM_WORDS``.*
Items numbered "4.2" are always points.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.model import BlockKind
from analysis.splitting.pieces import Piece
from analysis.text import words

ITEM_WORDS = 8
"""Shorter items ("more money for training.") only make sense with the line that introduces them."""


LONG_ITEM_WORDS = 20
"""A clause as long as a sentence argues something of its own, however it is punctuated."""


def siblings(pieces: Sequence[Piece]) -> list[int | None]:
    """For each piece the list that its label belongs to, as a number; None for a piece without a label.

    "1.1" and "2.1" are one list: an author who numbers in this way numbers the whole paper so.
    """
    found: list[int | None] = []
    open_lists: dict[str, tuple[int, tuple[int, ...]]] = {}
    count = 0
    for piece in pieces:
        if piece.chosen is None:
            found.append(None)
            continue
        (scheme, value), outer = piece.chosen.stack[-1], piece.chosen.stack[:-1]
        path = scheme if len(value) > 1 else "/".join([*(f"{s}{v}" for s, v in outer), scheme])
        known = open_lists.get(path)
        if known is None or value <= known[1]:
            count += 1
            known = (count, value)
        open_lists[path] = (known[0], value)
        found.append(known[0])
    return found


def stands_alone(text: str, items: Iterable[Piece]) -> bool:
    """Whether most of a list's items are whole sentences or long clauses, and so points of their own."""
    verdicts = [_is_argument(text[item.start : item.end]) for item in items]
    return sum(verdicts) * 2 > len(verdicts)


def _is_argument(item: str) -> bool:
    bare = item.strip("*_ \n“”\"'‘’")
    count = len(words(bare))
    return count >= LONG_ITEM_WORDS or (bare[:1].isupper() and bare[-1:] in ".!?" and count >= ITEM_WORDS)


def is_bullet(piece: Piece) -> bool:
    """Whether a piece is a list item without a number."""
    return piece.kind is BlockKind.LIST_ITEM and piece.label is None


def is_outline(piece: Piece) -> bool:
    """Whether a piece's own label makes it a point whatever its list looks like: "4.2", "Q3", "Recommendation 1"."""
    if piece.chosen is None:
        return False
    scheme, value = piece.chosen.stack[-1]
    return len(value) > 1 or scheme[0].isalpha() and " " in scheme
