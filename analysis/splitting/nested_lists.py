"""Nested lists: the labelled or bulleted pieces that are siblings, and the lists whose items are points of their own.

The rule for sub-items, in one place: *a list that stands under a point, or that a colon introduces, belongs to that
point, unless its items stand alone; a list stands alone if most of its items are sentences of at least
``ITEM_WORDS`` words that begin with a capital and end with a full stop, or clauses of at least ``LONG_ITEM_WORDS``;
where the items are numbered, sentences of ``NUMBERED_ITEM_WORDS`` will do, and answers ("No – too dear"); bullets in
lower case go on the sentence that introduces them.*
Items numbered "4.2" are always points. Bullets of a word or two each, six or more below a heading, are one point.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.model import BlockKind
from analysis.splitting.labelled_pieces import LabelledPiece
from analysis.splitting.labels.inline_labels import ITEM_WORDS
from analysis.splitting.labels.label_sequence import Stack, runs_through
from analysis.splitting.labels.possible_labels import is_outline
from analysis.splitting.questions import begins_with_closed_answer
from analysis.splitting.split_state import FRAGMENT_WORDS
from analysis.text import words

NUMBERED_ITEM_WORDS = 3
"""Whoever numbers a whole sentence, however short, makes a point of it."""

LONG_LIST = 6
"""Items; who has fewer things to say may say each in a word or two."""

FRAGMENT_SHARE = 3
"""One item in so many of such a list is of a word or two."""

LONG_ITEM_WORDS = 20
"""A clause as long as a sentence argues something of its own, however it is punctuated."""


@dataclass(frozen=True, slots=True)
class BulletRun:
    """A run of unnumbered list items: its first piece, its outermost level, and whether its items stand alone.

    ``is_of_words``: it is long, and many of its items are a word or two, so that it is a list of things.
    """

    first: int
    level: int
    alone: bool
    is_of_words: bool


def list_numbers(pieces: Sequence[LabelledPiece]) -> list[int | None]:
    """Return for each piece the number of the list that its label belongs to; None for a piece without a label.

    "1.1" and "2.1" are one list: an author who numbers in this way numbers the whole paper so; and so are "1." to "9."
    that count on through parts with numbers of their own, and "A." to "H." between them.
    """
    lists = _OpenLists()
    return [lists.number_of(piece.chosen.stack) if piece.chosen else None for piece in pieces]


class _OpenLists:
    """The lists that labels have begun so far, each with its number and its last value, by path and by scheme."""

    def __init__(self) -> None:
        self._by_path: dict[str, tuple[int, tuple[int, ...]]] = {}
        self._latest: dict[str, tuple[int, tuple[int, ...]]] = {}
        self._count = 0

    def number_of(self, stack: Stack) -> int:
        """Return the number of the list that a label goes on with or begins."""
        scheme, value = stack[-1]
        path = _list_path(stack)
        known_list, latest_list = self._by_path.get(path), self._latest.get(scheme)
        if known_list is None and latest_list and value == (*latest_list[1][:-1], latest_list[1][-1] + 1):
            # No list begins with "B.".
            known_list = latest_list
        if known_list is None or value <= known_list[1]:
            self._count += 1
            known_list = (self._count, value)
        self._by_path[path] = self._latest[scheme] = (known_list[0], value)
        return known_list[0]


def _list_path(stack: Stack) -> str:
    """Return a list's scheme, with the lists around it where its numbers do not count on through the paper."""
    *outer, (scheme, value) = stack
    if len(value) > 1 or runs_through((scheme, value)):
        return scheme
    return "/".join([*(f"{s}{v}" for s, v in outer), scheme])


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
            run = BulletRun(run_start, level, alone, _is_of_words(text, pieces[run_start:i]))
            runs.update(dict.fromkeys(range(run_start, i), run))
        run_start = i + 1
    return runs


def _is_of_words(text: str, items: Sequence[LabelledPiece]) -> bool:
    short = sum(len(words(text[item.start : item.end])) <= FRAGMENT_WORDS for item in items)
    return len(items) >= LONG_LIST and short * FRAGMENT_SHARE >= len(items)


def stands_alone(text: str, items: Iterable[LabelledPiece]) -> bool:
    """Return whether most of a list's items are whole sentences or long clauses, and so points of their own."""
    verdicts = [
        _is_argument(text[item.start : item.end], item.label is not None)
        for item in items
        # "3." in "3. (a)" has no words of its own to be judged by.
        if item.start < item.end
    ]
    return sum(verdicts) * 2 > len(verdicts)


def _is_argument(item_text: str, is_numbered: bool) -> bool:
    bare = item_text.strip("*_ \n“”\"'‘’")
    word_count, least = len(words(bare)), NUMBERED_ITEM_WORDS if is_numbered else ITEM_WORDS
    if bare[:1].islower() and not is_numbered:
        return False
    if is_numbered and bare[:1].isupper() and begins_with_closed_answer(bare):
        return True
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
