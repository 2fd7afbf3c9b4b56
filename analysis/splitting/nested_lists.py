"""Lists: which labelled or bulleted pieces are siblings, and whether a list's items are points of their own.

The rule for sub-items, in one place: *a list that stands under a point, or that a colon introduces, belongs to that
point, unless its items stand alone; a list stands alone if most of its items are sentences of at least
``ITEM_WORDS`` words that begin with a capital and end with a full stop, or clauses of at least ``LONG_ITEM_WORDS``;
where the items are numbered, sentences of ``NUMBERED_ITEM_WORDS`` will do.*
Items numbered "4.2" are always points.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.model import BlockKind
from analysis.splitting.label_sequence import runs_through
from analysis.splitting.labelled_pieces import LabelledPiece
from analysis.splitting.labels import is_outline as is_outline_scheme
from analysis.text import words

ITEM_WORDS = 8
"""Shorter items ("more money for training.") only make sense with the line that introduces them."""

NUMBERED_ITEM_WORDS = 3
"""Whoever numbers a whole sentence, however short, makes a point of it."""

LONG_ITEM_WORDS = 20
"""A clause as long as a sentence argues something of its own, however it is punctuated."""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A run of unnumbered list items: its first piece, its outermost level, and whether its items stand alone."""

    first: int
    level: int
    alone: bool


def siblings(pieces: Sequence[LabelledPiece]) -> list[int | None]:
    """For each piece the list that its label belongs to, as a number; None for a piece without a label.

    "1.1" and "2.1" are one list: an author who numbers in this way numbers the whole paper so; and so are "1." to "9."
    that count on through parts with numbers of their own, and "A." to "H." between them.
    """
    found: list[int | None] = []
    open_lists: dict[str, tuple[int, tuple[int, ...]]] = {}
    latest: dict[str, tuple[int, tuple[int, ...]]] = {}
    count = 0
    for piece in pieces:
        if piece.chosen is None:
            found.append(None)
            continue
        (scheme, value), outer = piece.chosen.stack[-1], piece.chosen.stack[:-1]
        counts_on = len(value) > 1 or runs_through((scheme, value))
        path = scheme if counts_on else "/".join([*(f"{s}{v}" for s, v in outer), scheme])
        known = open_lists.get(path)
        before = latest.get(scheme)
        if known is None and before and value == (*before[1][:-1], before[1][-1] + 1):
            # No list begins with "B.".
            known = before
        if known is None or value <= known[1]:
            count += 1
            known = (count, value)
        open_lists[path] = latest[scheme] = (known[0], value)
        found.append(known[0])
    return found


def members(numbers: Sequence[int | None], counted: Sequence[bool]) -> dict[int, list[int]]:
    """The pieces of every list of ``siblings`` that are to be counted, in order."""
    found: dict[int, list[int]] = {}
    for i, number in enumerate(numbers):
        if number is not None and counted[i]:
            found.setdefault(number, []).append(i)
    return found


def bullets(text: str, pieces: Sequence[LabelledPiece], counted: Sequence[bool]) -> dict[int, Bullets]:
    """For every unnumbered list item that is to be counted the run that it stands in."""
    found: dict[int, Bullets] = {}
    first = 0
    for i in range(len(pieces) + 1):
        if i < len(pieces) and counted[i] and is_bullet(pieces[i]):
            continue
        if first < i:
            level = min(bullet.level for bullet in pieces[first:i])
            alone = stands_alone(text, (b for b in pieces[first:i] if b.level == level))
            found.update(dict.fromkeys(range(first, i), Bullets(first, level, alone)))
        first = i + 1
    return found


def stands_alone(text: str, items: Iterable[LabelledPiece]) -> bool:
    """Whether most of a list's items are whole sentences or long clauses, and so points of their own."""
    verdicts = [
        _is_argument(text[item.start : item.end], ITEM_WORDS if item.label is None else NUMBERED_ITEM_WORDS)
        for item in items
        # "3." in "3. (a)" has no words of its own to be judged by.
        if item.start < item.end
    ]
    return sum(verdicts) * 2 > len(verdicts)


def _is_argument(item: str, least: int) -> bool:
    bare = item.strip("*_ \n“”\"'‘’")
    count = len(words(bare))
    return count >= LONG_ITEM_WORDS or (bare[:1].isupper() and bare[-1:] in ".!?" and count >= least)


def is_bullet(piece: LabelledPiece) -> bool:
    """Whether a piece is a list item without a number."""
    return piece.kind is BlockKind.LIST_ITEM and piece.label is None


def is_outline(piece: LabelledPiece) -> bool:
    """Whether a piece's own label makes it a point whatever its list looks like: "4.2", "R3", "Recommendation 1"."""
    if piece.chosen is None:
        return False
    scheme, value = piece.chosen.stack[-1]
    return len(value) > 1 or is_outline_scheme(scheme)
