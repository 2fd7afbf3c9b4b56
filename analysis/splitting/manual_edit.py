"""Manual edits: a person joins, divides, relabels or recasts segments, and signs the whole that comes of it.

Each function takes a whole partition and returns another, in which the segments that the person spoke of are certain
and all others are as they were. Nothing is lost: a new segmentation is appended to the older ones, as a coding is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Protocol

from analysis.model import CHOSEN, Segment, Segmentation, SegmentKind
from analysis.splitting.note_callers import NOTE
from analysis.text import trim

WORD_KINDS = (
    SegmentKind.POINT,
    SegmentKind.HEADING,
    SegmentKind.QUESTION,
    SegmentKind.ANSWER,
    SegmentKind.FURNITURE,
    SegmentKind.EXCLUDED,
)
"""What a person may make of words; a label stands before its point, and a gap holds no words."""

_PILCROW = "¶"


class SegmentRange(Protocol):
    """Anything with a place in the text: a Point, a PointKey, a Segment or a Span."""

    @property
    def start(self) -> int:
        """Return the offset of the first character."""

    @property
    def end(self) -> int:
        """Return the offset one past the last character."""


def join(segmentation: Segmentation, first_point: SegmentRange, last_point: SegmentRange, coder: str) -> Segmentation:
    """Join two points and those between them under the first one's label; labels, gaps and notes between fall in.

    Raise ValueError where a heading, a question, an answer or a page's furniture stands between them.
    """
    first_index, last_index = _point_index(segmentation, first_point), _point_index(segmentation, last_point)
    if first_index >= last_index:
        raise ValueError(
            "Only two points, the first above the second, can be joined; these are not. Choose two points."
        )
    segments_between = segmentation.segments[first_index + 1 : last_index]
    obstacle = next((segment for segment in segments_between if not _falls_in(segment)), None)
    if obstacle:
        raise ValueError(
            f"The points cannot be joined: a segment of kind {obstacle.kind} stands between them, at {obstacle.start}. "
            "Choose points on one side of it, or make it a point first."
        )
    joined_point = _as_certain(replace(segmentation.segments[first_index], end=segmentation.segments[last_index].end))
    return _splice(segmentation, first_index, last_index + 1, [joined_point], coder)


def divide(
    segmentation: Segmentation, text: str, point: SegmentRange, offsets: Sequence[int], coder: str
) -> Segmentation:
    """Divide a point at these offsets into the document's text; white space at a cut becomes a gap.

    The first part keeps the label, the others add their number: "4.2", "4.2 (2)", "4.2 (3)". Raise ValueError where a
    cut lies outside the point or leaves a part without words.
    """
    index = _point_index(segmentation, point)
    whole = segmentation.segments[index]
    if not offsets or any(not whole.start < cut < whole.end for cut in offsets):
        raise ValueError(
            f"Point {whole.label} can only be divided inside its own text, from {whole.start + 1} to {whole.end - 1}. "
            "Choose a place between two of its words."
        )
    parts: list[Segment] = []
    for number, (start, end) in enumerate(pairwise([whole.start, *sorted(set(offsets)), whole.end]), 1):
        span = trim(text, start, end)
        if span.start == span.end:
            raise ValueError(f"A part of point {whole.label} would hold no words. Choose a place between two words.")
        if parts and parts[-1].end < span.start:
            parts.append(Segment(SegmentKind.GAP, parts[-1].end, span.start))
        label = whole.label if number == 1 else f"{whole.label} ({number})"
        parts.append(_as_certain(replace(whole, start=span.start, end=span.end, label=label)))
    return _splice(segmentation, index, index + 1, parts, coder)


def relabel(segmentation: Segmentation, point: SegmentRange, label: str, coder: str) -> Segmentation:
    """Give a point, and the label that stands before it, another label."""
    point_index = _point_index(segmentation, point)
    if not label.strip():
        raise ValueError("A point needs a label. Give the number that its author gave it, or one of your own.")
    label_index = _label_index(segmentation, point_index)
    changed = [
        segment if segment.kind is SegmentKind.GAP else _as_certain(replace(segment, label=label.strip()))
        for segment in segmentation.segments[label_index : point_index + 1]
    ]
    return _splice(segmentation, label_index, point_index + 1, changed, coder)


def question_of(segmentation: Segmentation, place: SegmentRange) -> str | None:
    """Return the key of the question that a segment answers, or would answer at its place."""
    index = _segment_index(segmentation, place)
    return segmentation.segments[index].question or _question_above(segmentation, index)


def _question_above(segmentation: Segmentation, index: int) -> str | None:
    above = next((s for s in reversed(segmentation.segments[:index]) if s.kind in WORD_KINDS[:4]), None)
    return above.question if above else None


def recast(
    segmentation: Segmentation,
    segment: SegmentRange,
    kind: SegmentKind,
    coder: str,
    reason: str | None = None,
    answer: str | None = None,
) -> Segmentation:
    """Change the kind of a segment: furniture to a point, a point to a heading; a point's own number goes with it.

    ``answer`` is the offered one that a closed answer is.
    Raise ValueError for gaps and labels, and where something is excluded without a reason.
    """
    index = _segment_index(segmentation, segment)
    old = segmentation.segments[index]
    if kind not in WORD_KINDS or old.kind not in WORD_KINDS:
        raise ValueError(
            f"A segment of kind {old.kind} cannot become one of kind {kind}. Choose one of: {', '.join(WORD_KINDS)}."
        )
    if kind is SegmentKind.EXCLUDED and not reason:
        raise ValueError("Words are only excluded for a reason. Say why, for the report's account.")
    first_index = _label_index(segmentation, index) if old.kind is SegmentKind.POINT and kind is not old.kind else index
    changed = replace(old, kind=kind, start=segmentation.segments[first_index].start, confidence=1.0, reason=reason)
    if old.reason == CHOSEN:
        changed = replace(changed, section=old.section[:-1])
    placed = _inherit_place(segmentation, first_index, changed)
    if kind is SegmentKind.ANSWER and answer:
        placed = replace(placed, reason=CHOSEN, section=(*placed.section, answer))
    return _splice(segmentation, first_index, index + 1, [placed], coder)


def _inherit_place(segmentation: Segmentation, index: int, segment: Segment) -> Segment:
    """Return a recast segment with the label, section and question that one of its kind has at its place."""
    if segment.kind in (SegmentKind.FURNITURE, SegmentKind.EXCLUDED):
        return replace(segment, label=None, section=(), question=None)
    above = next((s for s in reversed(segmentation.segments[:index]) if s.kind in WORD_KINDS[:4]), None)
    section = segment.section or (above.section if above else ())
    question = segment.question or _question_above(segmentation, index)
    label = segment.label
    if segment.kind is SegmentKind.POINT:
        label = label or _next_label(segmentation)
    elif label and label.startswith(_PILCROW):
        label = None
    return replace(segment, section=section, question=question, label=label)


def _next_label(segmentation: Segmentation) -> str:
    """Return the first of our own numbers that no point has yet."""
    numbers = (
        s.label.removeprefix(_PILCROW) for s in segmentation.segments if s.label and s.label.startswith(_PILCROW)
    )
    return f"{_PILCROW}{max((int(number) for number in numbers if number.isdecimal()), default=0) + 1}"


def _segment_index(segmentation: Segmentation, place: SegmentRange) -> int:
    for index, segment in enumerate(segmentation.segments):
        if (segment.start, segment.end) == (place.start, place.end):
            return index
    raise ValueError(
        f"Nothing stands from {place.start} to {place.end} of {segmentation.document} in this segmentation. "
        "It may have been changed meanwhile: load the document again."
    )


def _point_index(segmentation: Segmentation, place: SegmentRange) -> int:
    index = _segment_index(segmentation, place)
    kind = segmentation.segments[index].kind
    if kind is not SegmentKind.POINT:
        raise ValueError(
            f"What stands from {place.start} to {place.end} is not a point but of kind {kind}. Choose a point."
        )
    return index


def _label_index(segmentation: Segmentation, point: int) -> int:
    """Return the index of the label before a point, with no more than a gap between, or of the point."""
    index = point - 1
    while index >= 0 and segmentation.segments[index].kind is SegmentKind.GAP:
        index -= 1
    return index if index >= 0 and segmentation.segments[index].kind is SegmentKind.LABEL else point


def _falls_in(segment: Segment) -> bool:
    """Return whether a segment between two joined points becomes a part of the whole."""
    is_note = segment.kind is SegmentKind.FURNITURE and (segment.reason or "").startswith(NOTE)
    return is_note or segment.kind in (SegmentKind.POINT, SegmentKind.LABEL, SegmentKind.GAP)


def _as_certain(segment: Segment) -> Segment:
    return replace(segment, confidence=1.0, reason=None)


def _splice(segmentation: Segmentation, start: int, end: int, inserted: Sequence[Segment], coder: str) -> Segmentation:
    """Return the segmentation with other segments from one index to another, signed by a coder."""
    segments = segmentation.segments
    return Segmentation(segmentation.document, coder, (*segments[:start], *inserted, *segments[end:]))
