"""Points: the segments that the merged pieces make, their labels, and what stands beside them.

A point that a page's head or foot interrupts is more than one segment, for a point is one span and no furniture stands
in it: the segments after the first have the same label, and say so in their reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.model import BlockKind, Segment, SegmentKind
from analysis.splitting.forms.comment_tables import names_places
from analysis.splitting.forms.table_cells import row_cells
from analysis.splitting.labelled_pieces import Given, LabelledPiece
from analysis.splitting.labels.label_emphasis import without_stray_marks
from analysis.splitting.labels.label_sequence import Stack
from analysis.splitting.long_paragraphs import divide_prose
from analysis.splitting.margin_comments import is_comment
from analysis.splitting.merge_blocks import is_note, merge_pieces
from analysis.splitting.split_state import LIKELY, Role, RoleAssignment
from analysis.text import Span, words

_KINDS = {
    Role.HEADING: SegmentKind.HEADING,
    Role.QUESTION: SegmentKind.QUESTION,
    Role.ANSWER: SegmentKind.ANSWER,
    Role.FURNITURE: SegmentKind.FURNITURE,
}
_PROSE = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
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
    joins_rows: bool = False
    """Whether several rows of a table, each with words enough to say something, stand in it."""


def build_segments(
    text: str, pieces: Sequence[LabelledPiece], roles: Sequence[RoleAssignment], sections: Sequence[tuple[str, ...]]
) -> Iterator[Segment]:
    """Yield the segments that are not gaps, in order: headings, questions, furniture, labels and points."""
    last_pieces = merge_pieces(text, pieces, roles)
    merged = _merge_numbered_parts(pieces, roles, last_pieces)
    stretches = _stretches(text, pieces, roles, last_pieces)
    labels = _point_labels(merged, stretches, _whole_labels(pieces))
    open_question, done = None, -1
    paths = [(*path, *_words_within(text, piece)) for path, piece in zip(sections, pieces, strict=True)]
    for i, piece in enumerate(merged):
        open_question = _question_after(roles[i], sections, i, open_question)
        if open_question and _begins_comments(text, pieces, roles, i):
            open_question = None
        if piece is None or i <= done:
            continue
        if i in stretches:
            done = stretches[i].last
            point = Segment(SegmentKind.POINT, piece.outer, pieces[done].end, None, paths[i], open_question, piece.page)
            yield from _point_segments(text, point, piece, roles[i], stretches[i], labels[i])
        else:
            yield _other(piece, roles[i], paths[i], open_question)


def _words_within(text: str, piece: LabelledPiece) -> Iterator[str]:
    return (" ".join(text[span.start : span.end].split()) for span in piece.within)


def _stretches(
    text: str, pieces: Sequence[LabelledPiece], roles: Sequence[RoleAssignment], last_pieces: Mapping[int, int]
) -> dict[int, _Stretch]:
    """Return the stretches of every point, by their first piece."""
    stretches: dict[int, _Stretch] = {}
    for head, end in last_pieces.items():
        start: int | None = None
        for i in range(head, end + 1):
            if roles[i].role is Role.BODY and (i == head or not is_comment(pieces[i])):
                start = i if start is None else start
                unbelieved = stretches[start].unbelieved if start in stretches else None
                stretches[start] = _Stretch(head, start, i, unbelieved=unbelieved or pieces[i].unbelieved)
            elif not is_note(pieces[i], roles[i]):
                start = None
        if head in stretches and sum(_says_much(text, piece) for piece in pieces[head : stretches[head].last + 1]) > 1:
            stretches[head] = replace(stretches[head], joins_rows=True)
        if pieces[head].label is None and stretches[head].last == end:
            stretches[head] = replace(
                stretches[head], parts=_parts(text, pieces[head : end + 1], roles[head : end + 1])
            )
    return stretches


def _says_much(text: str, piece: LabelledPiece) -> bool:
    """Return whether a piece is a row of several cells, of which one has words enough to say something."""
    if piece.kind is not BlockKind.TABLE_ROW:
        return False
    sizes = [len(words(text[cell.start : cell.end])) for cell in row_cells(text, piece)]
    return sum(map(bool, sizes)) > 1 and max(sizes) >= SAYS_WORDS


SAYS_WORDS = 6
"""Words of a cell that may be somebody's sentence."""


def _parts(text: str, pieces: Sequence[LabelledPiece], roles: Sequence[RoleAssignment]) -> tuple[Span, ...]:
    """Return what an unnumbered point is divided into; tables and numbered items stay whole."""
    is_prose = all(piece.kind in _PROSE and piece.label is None for piece in pieces)
    if not is_prose or any(role.role is not Role.BODY for role in roles):
        return ()
    return divide_prose(text, [Span(piece.start, piece.end) for piece in pieces])


def _merge_numbered_parts(
    pieces: Sequence[LabelledPiece], roles: Sequence[RoleAssignment], last_pieces: Mapping[int, int]
) -> list[LabelledPiece | None]:
    """Return the pieces; where a number has points of its own for its parts, "3. (a)", one in place of two: "3(a)"."""
    merged: list[LabelledPiece | None] = list(pieces)
    for i in range(len(pieces) - 1):
        number, part = merged[i], pieces[i + 1]
        is_alone = last_pieces.get(i) == i and roles[i].role is Role.BODY
        if is_alone and number and number.chosen and part.chosen and number.start == number.end == part.outer:
            number_label, part_label = number.chosen.label, part.chosen.label
            label = replace(part_label, start=number_label.start)
            merged[i], merged[i + 1] = None, replace(part, outer=number.outer, chosen=replace(part.chosen, label=label))
    return merged


_PART = re.compile(r"\(\w{1,5}\)|[a-z]{1,5}\)")
"""How the parts of a numbered point are called."""


def _whole_labels(pieces: Sequence[LabelledPiece]) -> dict[int, str]:
    """Return the labels of pieces, those of a list below a number with it: "2.1(a)"."""
    labels: dict[int, str] = {}
    numbered: dict[Stack, str] = {}
    for i, piece in enumerate(pieces):
        if piece.chosen is None:
            continue
        stack, label = piece.chosen.stack, piece.chosen.label.shown
        above = numbered.get(stack[:-1], "") if _PART.fullmatch(label) else ""
        above = above if "(" in above else above.removesuffix(")")
        numbered[stack] = labels[i] = f"{above}({label.strip('()')})" if above else label
    return labels


def _point_labels(
    pieces: Sequence[LabelledPiece | None], stretches: Mapping[int, _Stretch], whole: Mapping[int, str]
) -> dict[int, tuple[str, ...]]:
    """Return the labels of the points of every stretch: as their author numbered them, or "¶1", "¶2" ….

    The parts of a paragraph keep its number, as those that a person divides do: "¶2", "¶2 (2)", "¶2 (3)".
    """
    labels: dict[int, tuple[str, ...]] = {}
    unnumbered = 0
    for start, stretch in stretches.items():
        piece = pieces[stretch.head]
        if stretch.head != start:
            labels[start] = labels[stretch.head][-1:]
        elif piece and piece.label:
            labels[start] = (whole[stretch.head],)
        elif piece and piece.shown:
            labels[start] = (piece.shown,)
        elif piece:
            unnumbered += 1
            labels[start] = (f"¶{unnumbered}", *(f"¶{unnumbered} ({n})" for n in range(2, len(stretch.parts) + 1)))
    return labels


def _question_after(
    role: RoleAssignment, sections: Sequence[tuple[str, ...]], i: int, open_question: str | None
) -> str | None:
    """Return the question open from here on: the last one repeated or cited, until another section begins."""
    if role.question or role.role is Role.QUESTION:
        return role.question
    return None if i and sections[i][:1] != sections[i - 1][:1] else open_question


def _begins_comments(text: str, pieces: Sequence[LabelledPiece], roles: Sequence[RoleAssignment], i: int) -> bool:
    """Return whether a piece is the head of a table of comments on places of a paper, below a question that is answered
    already: its rows answer none in particular."""
    if pieces[i].given is not Given.HEAD or not names_places(text, pieces[i]):
        return False
    above = next((role for role in reversed(roles[:i]) if role.role is not Role.FURNITURE), None)
    return above is not None and above.role in (Role.BODY, Role.ANSWER)


def _other(piece: LabelledPiece, role: RoleAssignment, section: tuple[str, ...], question: str | None) -> Segment:
    label = piece.label.shown if piece.label else None
    if role.role is Role.FURNITURE:
        section, question = (), None
    return Segment(
        _KINDS[role.role], piece.outer, piece.end, label, section, question, piece.page, role.confidence, role.reason
    )


def _point_segments(
    text: str, point: Segment, piece: LabelledPiece, role: RoleAssignment, stretch: _Stretch, labels: Sequence[str]
) -> Iterator[Segment]:
    point = replace(point, label=labels[0])
    if stretch.first != stretch.head:
        reason = f"goes on {labels[0]} after what stands at a page's end"
        yield replace(point, confidence=LIKELY, reason=reason)
    elif piece.chosen is None:
        point = replace(point, confidence=role.confidence, reason=role.reason)
        point = _with_doubt(point, stretch)
        yield from _part_segments(point, stretch.parts, labels) if len(stretch.parts) > 1 else (point,)
    else:
        label, oddity = piece.chosen.label, piece.chosen.oddity
        doubt = (ODD, oddity) if oddity else (role.confidence, role.reason)
        point = _with_doubt(replace(point, confidence=doubt[0], reason=doubt[1]), stretch)
        yield replace(point, kind=SegmentKind.LABEL, start=label.start, end=label.end)
        start, end = without_stray_marks(text, Span(label.start, label.end), piece.start, point.end)
        yield replace(point, start=start, end=end)


def _with_doubt(point: Segment, stretch: _Stretch) -> Segment:
    """Return a point with the doubt that a number in it, which was not believed, throws on it."""
    if point.confidence < 1:
        return point
    if stretch.joins_rows:
        return replace(point, confidence=ODD, reason="rows of a table, read as one point")
    if stretch.unbelieved is None:
        return point
    return replace(point, confidence=ODD, reason=f'"{stretch.unbelieved}" in it was not taken for a number of its own')


def _part_segments(point: Segment, parts: Sequence[Span], labels: Sequence[str]) -> Iterator[Segment]:
    """Yield the parts of a long paragraph, each a point."""
    for part, label in zip(parts, labels, strict=True):
        yield replace(
            point, start=part.start, end=part.end, label=label, confidence=min(point.confidence, LIKELY), reason=DIVIDED
        )
