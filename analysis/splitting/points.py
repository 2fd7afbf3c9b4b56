"""Points: which pieces make one point together, and what each is called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analysis.model import BlockKind, Segment, SegmentKind
from analysis.splitting.groups import is_bullet, is_outline, siblings, stands_alone
from analysis.splitting.pieces import Piece
from analysis.splitting.roles import Cast, Role

_KINDS = {
    Role.HEADING: SegmentKind.HEADING,
    Role.QUESTION: SegmentKind.QUESTION,
    Role.ANSWER: SegmentKind.ANSWER,
    Role.FURNITURE: SegmentKind.FURNITURE,
}
ODD = 0.6
"""Confidence in a number that is out of order."""


@dataclass(frozen=True, slots=True)
class _Text:
    """What the joining looks at."""

    text: str
    pieces: Sequence[Piece]
    roles: Sequence[Cast]
    lists: Sequence[int | None]

    def is_body(self, i: int) -> bool:
        return 0 <= i < len(self.pieces) and self.roles[i].role is Role.BODY

    def ends_open(self, i: int) -> bool:
        """Whether a piece ends with a colon, and so asks for what follows."""
        return self.text[self.pieces[i].start : self.pieces[i].end].rstrip("*_ ").endswith((":", ":-", ": –"))


def points(
    text: str, pieces: Sequence[Piece], roles: Sequence[Cast], sections: Sequence[tuple[str, ...]]
) -> Iterator[Segment]:
    """The segments that are not gaps, in order: headings, questions, furniture, labels and points."""
    page = _Text(text, pieces, roles, siblings(pieces))
    parts = _joined(page)
    unnumbered, question = 0, None
    for i, piece in enumerate(pieces):
        cast = roles[i]
        question = _question_after(cast, piece, sections, i, question)
        if cast.role is not Role.BODY:
            yield _other(piece, cast, sections[i], question)
        elif i in parts:
            unnumbered += piece.label is None
            whole = replace(piece, end=pieces[parts[i]].end)
            yield from _point(whole, sections[i], question, unnumbered)


def _question_after(
    cast: Cast, piece: Piece, sections: Sequence[tuple[str, ...]], i: int, question: str | None
) -> str | None:
    """The question that stands open from here on: the last one repeated or cited, until another section begins."""
    if cast.question:
        return cast.question
    if piece.label and piece.label.cites and cast.role is Role.BODY:
        return piece.label.cites
    return None if i and sections[i][:1] != sections[i - 1][:1] else question


def _other(piece: Piece, cast: Cast, section: tuple[str, ...], question: str | None) -> Segment:
    shown = piece.label.shown if piece.label else None
    if cast.role is Role.FURNITURE:
        section, question = (), None
    return Segment(
        _KINDS[cast.role], piece.outer, piece.end, shown, section, question, piece.page, cast.confidence, cast.reason
    )


def _point(piece: Piece, section: tuple[str, ...], question: str | None, unnumbered: int) -> Iterator[Segment]:
    if piece.chosen is None:
        label = f"¶{unnumbered}"
        yield Segment(SegmentKind.POINT, piece.outer, piece.end, label, section, question, piece.page)
        return
    written, oddity = piece.chosen.label, piece.chosen.oddity
    sure = ODD if oddity else 1.0
    yield Segment(
        SegmentKind.LABEL, written.start, written.end, written.shown, section, question, piece.page, sure, oddity
    )
    yield Segment(
        SegmentKind.POINT, piece.start, piece.end, written.shown, section, question, piece.page, sure, oddity
    )


def _joined(page: _Text) -> dict[int, int]:
    """For every piece that begins a point, the last piece that belongs to it."""
    parts: dict[int, int] = {}
    head: int | None = None
    for i in range(len(page.pieces)):
        if not page.is_body(i):
            head = None
            continue
        if head is None or not _goes_on(page, head, i):
            head = i
        parts[head] = i
    return parts


def _goes_on(page: _Text, head: int, i: int) -> bool:
    """Whether piece ``i`` belongs to the point that began at ``head`` and reaches to the piece before ``i``."""
    piece = page.pieces[i]
    if piece.kind is BlockKind.TABLE_ROW:
        return True
    if is_outline(piece):
        return False
    if piece.label is not None:
        return _is_sub_item(page, head, i)
    if is_bullet(piece):
        return _bullet_goes_on(page, head, i)
    return _paragraph_goes_on(page, head, i)


def _is_sub_item(page: _Text, head: int, i: int) -> bool:
    """Whether a numbered item belongs to the point above it, by the rule in ``groups``."""
    number = page.lists[i]
    if number == page.lists[head]:
        return False
    members = [j for j, n in enumerate(page.lists) if n == number and page.is_body(j)]
    above, here = page.pieces[head].chosen, page.pieces[members[0]].chosen
    under = above is not None and here is not None and here.depth > above.depth
    introduced = under or (members[0] > 0 and page.is_body(members[0] - 1) and page.ends_open(members[0] - 1))
    return introduced and not stands_alone(page.text, (page.pieces[j] for j in members))


def _bullet_goes_on(page: _Text, head: int, i: int) -> bool:
    """Whether a bullet belongs to the point above it; a list's first bullet decides for all of them."""
    first = i
    while page.is_body(first - 1) and is_bullet(page.pieces[first - 1]):
        first -= 1
    last = i
    while page.is_body(last + 1) and is_bullet(page.pieces[last + 1]):
        last += 1
    bullets = [page.pieces[j] for j in range(first, last + 1)]
    top = min(bullet.level for bullet in bullets)
    if page.pieces[i].level > top and i > first:
        return True
    introduced = page.is_body(first - 1) and (page.ends_open(first - 1) or page.pieces[head].label is not None)
    return introduced and not stands_alone(page.text, (b for b in bullets if b.level == top))


def _paragraph_goes_on(page: _Text, head: int, i: int) -> bool:
    """Whether an unnumbered paragraph goes on the point above it.

    It does between two numbers of one list, for an author who numbers does so for all that follows; after a colon; and
    where it begins in lower case.
    """
    piece = page.pieces[i]
    if page.ends_open(i - 1) and page.pieces[i - 1].kind is not BlockKind.TABLE_ROW:
        return True
    if page.text[piece.start : piece.start + 1].islower():
        return True
    label = page.pieces[head].label
    if label is None or label.cites:
        return False
    after = (j for j in range(i, len(page.pieces)) if page.roles[j].role is Role.HEADING or page.lists[j] is not None)
    following = next(after, None)
    return following is not None and page.lists[following] == page.lists[head]

