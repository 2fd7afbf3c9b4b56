"""Joining: which pieces make one point together.

Notes, and the running heads and feet of pages, may stand between the paragraphs of a point and do not end it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.model import BlockKind
from analysis.splitting.labelled_pieces import LabelledPiece
from analysis.splitting.nested_lists import Bullets, bullets, is_bullet, is_outline, members, siblings, stands_alone
from analysis.splitting.split_state import Role, RoleAssignment
from analysis.text import words

_COLONS = (":", ":-", ": –", ":—")
_STOPS = (".", "!", "?")
RUNNING_WORDS = 16
"""What a page says at its head or foot is shorter; longer furniture is a message that somebody quotes."""


ROW_WORDS = 40
"""A table's row of so many words is read as a paragraph is: rows of data, even with remarks, are shorter."""


@dataclass(frozen=True, slots=True)
class _Text:
    """What the joining looks at; everything that needs a look at the whole document is worked out once."""

    text: str
    pieces: Sequence[LabelledPiece]
    body: Sequence[bool]
    lists: Sequence[int | None]
    items: Mapping[int, Sequence[int]]
    bullets: Mapping[int, Bullets]
    belongs: Mapping[int, bool]
    following: Sequence[int | None]

    def ends(self, i: int, marks: tuple[str, ...]) -> bool:
        """Whether a piece ends with one of these."""
        return self.text[self.pieces[i].start : self.pieces[i].end].rstrip("*_\"'”’) ").endswith(marks)

    def ends_open(self, i: int) -> bool:
        """Whether a piece is body and ends with a colon, and so asks for what follows."""
        return i >= 0 and self.body[i] and self.ends(i, _COLONS)

    def in_lower_case(self, i: int) -> bool:
        """Whether a piece begins with a small letter."""
        return self.text[self.pieces[i].start : self.pieces[i].start + 1].islower()


def _text(text: str, pieces: Sequence[LabelledPiece], roles: Sequence[RoleAssignment]) -> _Text:
    body = [cast.role is Role.BODY for cast in roles]
    numbers = siblings(pieces)
    items = members(numbers, body)
    belongs = {number: not stands_alone(text, (pieces[i] for i in found)) for number, found in items.items()}
    following: list[int | None] = [None] * len(pieces)
    for i in range(len(pieces) - 2, -1, -1):
        following[i] = numbers[i + 1] if body[i + 1] and numbers[i + 1] is not None else following[i + 1]
    return _Text(text, pieces, body, numbers, items, bullets(text, pieces, body), belongs, following)


def joined(text: str, pieces: Sequence[LabelledPiece], roles: Sequence[RoleAssignment]) -> dict[int, int]:
    """For every piece that begins a point, the last piece that belongs to it."""
    kept = [i for i, piece in enumerate(pieces) if not interrupts(text, piece, roles[i])]
    page = _text(text, [pieces[i] for i in kept], [roles[i] for i in kept])
    parts: dict[int, int] = {}
    head: int | None = None
    for i in range(len(kept)):
        if not page.body[i]:
            head = None
            continue
        if head is None or not _goes_on(page, head, i):
            head = i
        parts[kept[head]] = kept[i]
    return parts


def is_long_row(text: str, row: LabelledPiece) -> bool:
    """Whether a table's row is as long as a paragraph."""
    return row.end - row.start >= ROW_WORDS * 2 and len(words(text[row.start : row.end])) >= ROW_WORDS


def is_set_in(piece: LabelledPiece) -> bool:
    """Whether a paragraph is a quotation that its layout sets in: it belongs to the line that introduces it."""
    return piece.kind is BlockKind.PARAGRAPH and piece.level > 0


def is_note(piece: LabelledPiece, cast: RoleAssignment) -> bool:
    """Whether a piece is a footnote or an endnote."""
    return piece.kind is BlockKind.NOTE and cast.role is Role.FURNITURE


def interrupts(text: str, piece: LabelledPiece, cast: RoleAssignment) -> bool:
    """Whether a piece may stand in the middle of a point: a note, a running head or foot, a page's number."""
    if is_note(piece, cast) or cast.reason == "page number":
        return True
    words_of = text[piece.start : piece.end]
    short = len(words(words_of)) < RUNNING_WORDS and not words_of.startswith(">")
    return cast.role is Role.FURNITURE and piece.kind is BlockKind.FURNITURE and short


def _goes_on(page: _Text, head: int, i: int) -> bool:
    """Whether piece ``i`` belongs to the point that began at ``head`` and reaches to the piece before ``i``."""
    piece = page.pieces[i]
    if piece.kind is BlockKind.TABLE_ROW:
        return _row_goes_on(page, head, i)
    if is_outline(piece):
        return False
    if piece.label is not None:
        return _is_sub_item(page, head, i)
    if is_bullet(piece):
        return _is_sub_bullet(page, head, i)
    return _paragraph_goes_on(page, head, i)


def _row_goes_on(page: _Text, head: int, i: int) -> bool:
    """Whether a table's row belongs to what stands above: its table, a numbered point, or a line that asks for it.

    A row of ``ROW_WORDS`` says something of its own, but in a numbered point, or below a colon.
    """
    above = page.pieces[i - 1]
    if page.pieces[head].label is not None or page.ends_open(i - 1):
        return True
    return above.kind is BlockKind.TABLE_ROW and not is_long_row(page.text, page.pieces[i])


def _is_sub_item(page: _Text, head: int, i: int) -> bool:
    """Whether a numbered item belongs to the point above it, by the rule in ``groups``."""
    number = page.lists[i]
    if number is None or number == page.lists[head]:
        return False
    first = page.items[number][0]
    above, here = page.pieces[head].chosen, page.pieces[first].chosen
    under = above is not None and here is not None and here.depth > above.depth
    return (under or page.ends_open(first - 1)) and page.belongs[number]


def _is_sub_bullet(page: _Text, head: int, i: int) -> bool:
    """Whether a bullet belongs to the point above it; its list is judged as a whole."""
    run = page.bullets[i]
    if page.pieces[i].level > run.level and i > run.first:
        return True
    # Items with semicolons are one sentence, whatever stands above them.
    introduced = page.ends_open(run.first - 1) or page.pieces[head].label is not None or page.ends(run.first, (";",))
    return introduced and not run.alone


def _paragraph_goes_on(page: _Text, head: int, i: int) -> bool:
    """Whether an unnumbered paragraph goes on the point above it.

    It does between two numbers of one list, for an author who numbers does so for all that follows; after a colon; and
    where it begins in lower case in the middle of a sentence.
    """
    if page.ends_open(i - 1) and page.pieces[i - 1].kind is not BlockKind.TABLE_ROW:
        return True
    if is_set_in(page.pieces[i]) and is_set_in(page.pieces[i - 1]):
        return True
    if page.in_lower_case(i) and not page.in_lower_case(head) and not page.ends(i - 1, _STOPS):
        return True
    label = page.pieces[head].label
    if label is None or label.cites:
        return False
    return page.following[i] is not None and page.following[i] == page.lists[head]
