"""Nested lists: the labelled or bulleted pieces that are siblings, and the lists whose items are points of their own.

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
from analysis.splitting.labels import is_outline
from analysis.text import words

ITEM_WORDS = 8
"""Shorter items ("more money for training.") only make sense with the line that introduces them."""

NUMBERED_ITEM_WORDS = 3
"""Whoever numbers a whole sentence, however short, makes a point of it."""

LONG_ITEM_WORDS = 20
"""A clause as long as a sentence argues something of its own, however it is punctuated."""


@dataclass(frozen=True, slots=True)
class BulletRun:
    """A run of unnumbered list items: its first piece, its outermost level, and whether its items stand alone."""

    first: int
    level: int
    alone: bool


def list_numbers(pieces: Sequence[LabelledPiece]) -> list[int | None]:
    """Return for each piece the number of the list that its label belongs to; None for a piece without a label.

    "1.1" and "2.1" are one list: an author who numbers in this way numbers the whole paper so; and so are "1." to "9."
    that count on through parts with numbers of their own, and "A." to "H." between them.
    """
    numbers: list[int | None] = []
    open_lists: dict[str, tuple[int, tuple[int, ...]]] = {}
    latest_lists: dict[str, tuple[int, tuple[int, ...]]] = {}
    list_count = 0
    for piece in pieces:
        if piece.chosen is None:
            numbers.append(None)
            continue
        (scheme, value), outer = piece.chosen.stack[-1], piece.chosen.stack[:-1]
        counts_on = len(value) > 1 or runs_through((scheme, value))
        path = scheme if counts_on else "/".join([*(f"{s}{v}" for s, v in outer), scheme])
        known_list = open_lists.get(path)
        latest_list = latest_lists.get(scheme)
        if known_list is None and latest_list and value == (*latest_list[1][:-1], latest_list[1][-1] + 1):
            # No list begins with "B.".
            known_list = latest_list
        if known_list is None or value <= known_list[1]:
            list_count += 1
            known_list = (list_count, value)
        open_lists[path] = latest_lists[scheme] = (known_list[0], value)
        numbers.append(known_list[0])
    return numbers


def list_members(numbers: Sequence[int | None], is_counted: Sequence[bool]) -> dict[int, list[int]]:
    """Return the pieces of every list of ``list_numbers`` that are to be counted, in order."""
    members: dict[int, list[int]] = {}
    for i, list_number in enumerate(numbers):
        if list_number is not None and is_counted[i]:
            members.setdefault(list_number, []).append(i)
    return members


def bullet_runs(text: str, pieces: Sequence[LabelledPiece], is_counted: Sequence[bool]) -> dict[int, BulletRun]:
    """Return for every unnumbered list item that is to be counted the run that it stands in."""
    runs: dict[int, BulletRun] = {}
    run_start = 0
    for i in range(len(pieces) + 1):
        if i < len(pieces) and is_counted[i] and is_bullet(pieces[i]):
            continue
        if run_start < i:
            level = min(bullet.level for bullet in pieces[run_start:i])
            alone = stands_alone(text, (b for b in pieces[run_start:i] if b.level == level))
            runs.update(dict.fromkeys(range(run_start, i), BulletRun(run_start, level, alone)))
        run_start = i + 1
    return runs


def stands_alone(text: str, items: Iterable[LabelledPiece]) -> bool:
    """Return whether most of a list's items are whole sentences or long clauses, and so points of their own."""
    verdicts = [
        _is_argument(text[item.start : item.end], ITEM_WORDS if item.label is None else NUMBERED_ITEM_WORDS)
        for item in items
        # "3." in "3. (a)" has no words of its own to be judged by.
        if item.start < item.end
    ]
    return sum(verdicts) * 2 > len(verdicts)


def _is_argument(item_text: str, least: int) -> bool:
    bare = item_text.strip("*_ \n“”\"'‘’")
    word_count = len(words(bare))
    return word_count >= LONG_ITEM_WORDS or (bare[:1].isupper() and bare[-1:] in ".!?" and word_count >= least)


def is_bullet(piece: LabelledPiece) -> bool:
    """Return whether a piece is a list item without a number."""
    return piece.kind is BlockKind.LIST_ITEM and piece.label is None


def has_outline_label(piece: LabelledPiece) -> bool:
    """Return whether a piece's label makes it a point whatever its list looks like: "4.2", "R3", "Recommendation 1"."""
    if piece.chosen is None:
        return False
    scheme, value = piece.chosen.stack[-1]
    return len(value) > 1 or is_outline(scheme)
