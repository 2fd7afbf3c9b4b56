"""Merging: the pieces that make one point together.

Notes, comments, and the running heads and feet of pages may stand between the paragraphs of a point and do not end it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.model import BlockKind
from analysis.splitting.labelled_pieces import Given, LabelledPiece
from analysis.splitting.margin_comments import is_comment
from analysis.splitting.nested_lists import (
    BulletRun,
    bullet_runs,
    has_outline_label,
    is_bullet,
    list_members,
    list_numbers,
    stands_alone,
)
from analysis.splitting.phrases.furniture_lines import TITLES
from analysis.splitting.split_state import FRAGMENT_WORDS, Role, RoleAssignment
from analysis.text import words

_COLONS = (":", ":-", ": –", ":—", " —", " –")
_STOPS = (".", "!", "?")
SET_BETWEEN = ("page number", "caption", TITLES)
"""Reasons of furniture that a page sets wherever there is room for it."""

_AT_END, _CLOSING = (".", "!", "?", ":", ";"), "*_\"'”’) ⁰¹²³⁴⁵⁶⁷⁸⁹"
SAID = 8
"""Words of a half of a sentence; a name or an item of a list is shorter."""

RUNNING_WORDS = 16
"""What a page says at its head or foot is shorter; longer furniture is a message that somebody quotes."""


ROW_WORDS = 40
"""A table's row of so many words is read as a paragraph is: rows of data, even with remarks, are shorter."""


@dataclass(frozen=True, slots=True)
class _MergeState:
    """Everything that merging looks at; all that needs a look at the whole document is worked out once."""

    text: str
    pieces: Sequence[LabelledPiece]
    body: Sequence[bool]
    lists: Sequence[int | None]
    items: Mapping[int, Sequence[int]]
    bullet_runs: Mapping[int, BulletRun]
    belongs: Mapping[int, bool]
    following: Sequence[int | None]
    headed: Sequence[bool]

    def ends(self, i: int, marks: tuple[str, ...]) -> bool:
        """Return whether a piece ends with one of these marks."""
        return self.text[self.pieces[i].start : self.pieces[i].end].rstrip("*_\"'”’) ").endswith(marks)

    def ends_open(self, i: int) -> bool:
        """Return whether a piece is body and ends with a colon, and so asks for what follows."""
        return i >= 0 and self.body[i] and self.ends(i, _COLONS)

    def in_lower_case(self, i: int) -> bool:
        """Return whether a piece begins with a small letter."""
        return self.text[self.pieces[i].start : self.pieces[i].start + 1].islower()


def _merge_state(text: str, pieces: Sequence[LabelledPiece], roles: Sequence[RoleAssignment]) -> _MergeState:
    body = [role.role is Role.BODY for role in roles]
    numbers = list_numbers(pieces)
    items = list_members(numbers, body)
    belongs = {number: not stands_alone(text, (pieces[i] for i in members)) for number, members in items.items()}
    following: list[int | None] = [None] * len(pieces)
    for i in range(len(pieces) - 2, -1, -1):
        following[i] = numbers[i + 1] if body[i + 1] and numbers[i + 1] is not None else following[i + 1]
    runs = bullet_runs(text, pieces, body)
    headed = [i > 0 and roles[i - 1].role is Role.HEADING for i in range(len(roles))]
    return _MergeState(text, pieces, body, numbers, items, runs, belongs, following, headed)


def merge_pieces(text: str, pieces: Sequence[LabelledPiece], roles: Sequence[RoleAssignment]) -> dict[int, int]:
    """Return for every piece that begins a point the last piece that belongs to it."""
    comments = {i: i for i, piece in enumerate(pieces) if is_comment(piece) and roles[i].role is Role.BODY}
    kept_pieces = [
        i
        for i, piece in enumerate(pieces)
        if not (is_comment(piece) or may_interrupt(text, piece, roles[i]) or _is_pull_quote(text, pieces, roles, i))
    ]
    state = _merge_state(text, [pieces[i] for i in kept_pieces], [roles[i] for i in kept_pieces])
    last_pieces: dict[int, int] = {}
    head: int | None = None
    for i in range(len(kept_pieces)):
        if not state.body[i]:
            head = None
            continue
        if head is None or not _belongs_to_point(state, head, i):
            head = i
        last_pieces[kept_pieces[head]] = kept_pieces[i]
    return dict(sorted((last_pieces | comments).items()))


def _is_pull_quote(text: str, pieces: Sequence[LabelledPiece], roles: Sequence[RoleAssignment], i: int) -> bool:
    """Return whether a heading stands in the middle of a sentence: it is set there for show, and parts nothing."""
    if roles[i].role is not Role.HEADING or pieces[i].label or not 0 < i < len(pieces) - 1:
        return False
    before, after = pieces[i - 1], pieces[i + 1]
    is_prose = all(
        roles[n].role is Role.BODY and pieces[n].kind is BlockKind.PARAGRAPH and pieces[n].label is None
        for n in (i - 1, i + 1)
    )
    is_open = text[before.start : before.end].rstrip(_CLOSING)[-1:] not in _AT_END
    return is_prose and is_open and text[after.start].islower() and min(_size(text, before), _size(text, after)) >= SAID


def _size(text: str, piece: LabelledPiece) -> int:
    return len(words(text[piece.start : piece.end]))


def is_long_row(text: str, row: LabelledPiece) -> bool:
    """Return whether a table's row is as long as a paragraph."""
    return row.end - row.start >= ROW_WORDS * 2 and len(words(text[row.start : row.end])) >= ROW_WORDS


def is_block_quotation(piece: LabelledPiece) -> bool:
    """Return whether a paragraph is a quotation that the layout sets in: it belongs to the line that introduces it."""
    return piece.kind is BlockKind.PARAGRAPH and piece.level > 0


def is_note(piece: LabelledPiece, role: RoleAssignment) -> bool:
    """Return whether a piece is a footnote or an endnote."""
    return piece.kind is BlockKind.NOTE and role.role is Role.FURNITURE


def may_interrupt(text: str, piece: LabelledPiece, role: RoleAssignment) -> bool:
    """Return whether a piece may stand in the middle of a point: a note, a running head or foot, a page's number."""
    if is_note(piece, role) or role.reason in SET_BETWEEN:
        return True
    if role.role is not Role.FURNITURE or piece.kind is not BlockKind.FURNITURE:
        return False
    piece_text = text[piece.start : piece.end]
    return len(words(piece_text)) < RUNNING_WORDS and not piece_text.startswith(">")


def _belongs_to_point(state: _MergeState, head: int, i: int) -> bool:
    """Return whether piece ``i`` belongs to the point from ``head`` to the piece before ``i``."""
    piece = state.pieces[i]
    if piece.given in (Given.COMMENT, Given.GOES_ON):
        return piece.given is Given.GOES_ON
    if piece.kind is BlockKind.TABLE_ROW:
        return _row_belongs(state, head, i)
    if has_outline_label(piece):
        return False
    if piece.label is not None:
        return _is_sub_item(state, head, i)
    if is_bullet(piece):
        return _is_sub_bullet(state, head, i)
    return _paragraph_belongs(state, head, i)


def _row_belongs(state: _MergeState, head: int, i: int) -> bool:
    """Return whether a table's row belongs to its table, a numbered point, or a line above that asks for it.

    A row of ``ROW_WORDS`` says something of its own, but in a numbered point, below a colon, or below a word or two
    that name it.
    """
    row_above = state.pieces[i - 1]
    if state.pieces[head].label is not None or state.ends_open(i - 1):
        return True
    if row_above.kind is not BlockKind.TABLE_ROW:
        return False
    names_next = head == i - 1 and len(words(state.text[row_above.start : row_above.end])) <= FRAGMENT_WORDS
    return names_next or not is_long_row(state.text, state.pieces[i])


def _is_sub_item(state: _MergeState, head: int, i: int) -> bool:
    """Return whether a numbered item belongs to the point above it, by the rule in ``nested_lists``."""
    list_number = state.lists[i]
    if list_number is None or list_number == state.lists[head]:
        return False
    first_item = state.items[list_number][0]
    point_label, item_label = state.pieces[head].chosen, state.pieces[first_item].chosen
    is_deeper = point_label is not None and item_label is not None and item_label.depth > point_label.depth
    return (is_deeper or state.ends_open(first_item - 1)) and state.belongs[list_number]


def _is_sub_bullet(state: _MergeState, head: int, i: int) -> bool:
    """Return whether a bullet belongs to the point above it; its list is judged as a whole."""
    run = state.bullet_runs[i]
    if state.pieces[i].level > run.level and i > run.first:
        return True
    if state.headed[run.first] and run.is_of_words and i > run.first:
        return True
    # Items with semicolons are one sentence, whatever stands above them.
    introduced = state.ends_open(run.first - 1) or state.pieces[head].label is not None or state.ends(run.first, (";",))
    return introduced and not run.alone


def _paragraph_belongs(state: _MergeState, head: int, i: int) -> bool:
    """Return whether an unnumbered paragraph goes on the point above it.

    It does between two numbers of one list, for an author who numbers does so for all that follows; after a colon; and
    where it begins in lower case in the middle of a sentence.
    """
    if state.ends_open(i - 1) and state.pieces[i - 1].kind is not BlockKind.TABLE_ROW:
        return True
    if is_block_quotation(state.pieces[i]) and is_block_quotation(state.pieces[i - 1]):
        return True
    if state.in_lower_case(i) and not state.in_lower_case(head) and not state.ends(i - 1, _STOPS):
        return True
    point_label = state.pieces[head].label
    if point_label is None or point_label.cites:
        return False
    return state.following[i] is not None and state.following[i] == state.lists[head]
