"""Points: the segments that the joined pieces make, what each is called, and what stands beside them.

A point that a page's head or foot interrupts is more than one segment, for a point is one span and no furniture stands
in it: the segments after the first have the same label, and say so in their reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.model import BlockKind, Segment, SegmentKind
from analysis.splitting.label_emphasis import without_stray_marks
from analysis.splitting.labelled_pieces import LabelledPiece
from analysis.splitting.long_paragraphs import divide
from analysis.splitting.merge_blocks import is_note, joined
from analysis.splitting.split_state import LIKELY, UNSURE, Role, RoleAssignment
from analysis.text import Span

_KINDS = {
    Role.HEADING: SegmentKind.HEADING,
    Role.QUESTION: SegmentKind.QUESTION,
    Role.ANSWER: SegmentKind.ANSWER,
    Role.FURNITURE: SegmentKind.FURNITURE,
}
ODD = 0.6
"""Confidence in a number that is out of order."""

DIVIDED = "divided where the subject seems to change"


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Pieces of one point, from the first to the last, with no furniture but notes between them.

    ``head`` is the piece that the point began at; ``parts`` is what the point is divided into, if it is too long;
    ``unbelieved`` is a number in it that was not believed, if there is one.
    """

    head: int
    first: int
    last: int
    parts: tuple[Span, ...] = ()
    unbelieved: str | None = None


def points(
    text: str, pieces: Sequence[LabelledPiece], roles: Sequence[RoleAssignment], sections: Sequence[tuple[str, ...]]
) -> Iterator[Segment]:
    """The segments that are not gaps, in order: headings, questions, furniture, labels and points."""
    joins = joined(text, pieces, roles)
    whole = _numbered_parts(pieces, roles, joins)
    stretches = _stretches(text, pieces, roles, joins)
    names = _names(whole, stretches)
    question, done = None, -1
    for i, piece in enumerate(whole):
        question = _question_after(roles[i], sections, i, question)
        if piece is None or i <= done:
            continue
        if i in stretches:
            done = stretches[i].last
            where = Segment(SegmentKind.POINT, piece.outer, pieces[done].end, None, sections[i], question, piece.page)
            yield from _point(text, where, piece, roles[i], stretches[i], names[i])
        else:
            yield _other(piece, roles[i], sections[i], question)


def _stretches(
    text: str, pieces: Sequence[LabelledPiece], roles: Sequence[RoleAssignment], joins: Mapping[int, int]
) -> dict[int, _Stretch]:
    """The stretches of every point, by their first piece."""
    found: dict[int, _Stretch] = {}
    for head, end in joins.items():
        first: int | None = None
        for i in range(head, end + 1):
            if roles[i].role is Role.BODY:
                first = i if first is None else first
                known = found[first].unbelieved if first in found else None
                found[first] = _Stretch(head, first, i, unbelieved=known or pieces[i].unbelieved)
            elif not is_note(pieces[i], roles[i]):
                first = None
        if head == end and pieces[head].label is None and pieces[head].kind is BlockKind.PARAGRAPH:
            found[head] = replace(found[head], parts=divide(text, pieces[head].start, pieces[head].end))
    return found


def _numbered_parts(
    pieces: Sequence[LabelledPiece], roles: Sequence[RoleAssignment], joins: Mapping[int, int]
) -> list[LabelledPiece | None]:
    """The pieces; where a number has points of their own for its parts, "3. (a)", one piece in place of two: "3(a)"."""
    found: list[LabelledPiece | None] = list(pieces)
    for i in range(len(pieces) - 1):
        number, part = found[i], pieces[i + 1]
        alone = joins.get(i) == i and roles[i].role is Role.BODY
        if alone and number and number.chosen and part.chosen and number.start == number.end == part.outer:
            first, second = number.chosen.label, part.chosen.label
            dot = "" if second.shown.startswith("(") else "."
            label = replace(second, start=first.start, shown=f"{first.shown}{dot}{second.shown}")
            found[i], found[i + 1] = None, replace(part, outer=number.outer, chosen=replace(part.chosen, label=label))
    return found


def _names(whole: Sequence[LabelledPiece | None], stretches: Mapping[int, _Stretch]) -> dict[int, tuple[str, ...]]:
    """What the points of every stretch are called: as their author numbered them, or "¶1", "¶2" …."""
    names: dict[int, tuple[str, ...]] = {}
    unnumbered = 0
    for first, stretch in stretches.items():
        piece = whole[stretch.head]
        if stretch.head != first:
            names[first] = names[stretch.head][-1:]
        elif piece and piece.label:
            names[first] = (piece.label.shown,)
        elif piece:
            count = max(1, len(stretch.parts))
            names[first] = tuple(f"¶{unnumbered + n}" for n in range(1, count + 1))
            unnumbered += count
    return names


def _question_after(
    cast: RoleAssignment, sections: Sequence[tuple[str, ...]], i: int, question: str | None
) -> str | None:
    """The question that stands open from here on: the last one repeated or cited, until another section begins."""
    if cast.question or cast.role is Role.QUESTION:
        return cast.question
    return None if i and sections[i][:1] != sections[i - 1][:1] else question


def _other(piece: LabelledPiece, cast: RoleAssignment, section: tuple[str, ...], question: str | None) -> Segment:
    shown = piece.label.shown if piece.label else None
    if cast.role is Role.FURNITURE:
        section, question = (), None
    return Segment(
        _KINDS[cast.role], piece.outer, piece.end, shown, section, question, piece.page, cast.confidence, cast.reason
    )


def _point(
    text: str, where: Segment, piece: LabelledPiece, cast: RoleAssignment, stretch: _Stretch, names: Sequence[str]
) -> Iterator[Segment]:
    where = replace(where, label=names[0])
    if stretch.first != stretch.head:
        reason = f"goes on {names[0]} after what stands at a page's end"
        yield replace(where, confidence=LIKELY, reason=reason)
    elif piece.chosen is None:
        where = replace(where, confidence=cast.confidence, reason=cast.reason)
        where = _in_doubt(where, stretch)
        yield from _parts(where, stretch.parts, names) if len(stretch.parts) > 1 else (where,)
    else:
        written, oddity = piece.chosen.label, piece.chosen.oddity
        doubt = (ODD, oddity) if oddity else (cast.confidence, cast.reason)
        where = _in_doubt(replace(where, confidence=doubt[0], reason=doubt[1]), stretch)
        yield replace(where, kind=SegmentKind.LABEL, start=written.start, end=written.end)
        start, end = without_stray_marks(text, Span(written.start, written.end), piece.start, where.end)
        yield replace(where, start=start, end=end)


def _in_doubt(where: Segment, stretch: _Stretch) -> Segment:
    """A point with the doubt that a number in it, which was not believed, throws on it."""
    if where.confidence < 1 or stretch.unbelieved is None:
        return where
    return replace(where, confidence=ODD, reason=f'"{stretch.unbelieved}" in it was not taken for a number of its own')


def _parts(where: Segment, parts: Sequence[Span], names: Sequence[str]) -> Iterator[Segment]:
    """The parts of a long paragraph, each a point."""
    for part, name in zip(parts, names, strict=True):
        yield replace(where, start=part.start, end=part.end, label=name, confidence=UNSURE, reason=DIVIDED)
