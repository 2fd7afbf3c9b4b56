"""Segmentation by hand: a person joins, divides, relabels or recasts segments, and signs the whole that comes of it.

Each function takes a whole partition and returns another, in which the segments that the person spoke of are certain
and all others are as they were. Nothing is lost: a new segmentation is appended to the older ones, as a coding is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from analysis.model import Segment, Segmentation, SegmentKind
from analysis.splitting.note_callers import NOTE
from analysis.text import trim

CAST_AS = (
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
    """Anything that says where it stands: a Point, a PointKey, a Segment or a Span."""

    @property
    def start(self) -> int:
        """The first character."""

    @property
    def end(self) -> int:
        """One past the last character."""


def join(segmentation: Segmentation, first: SegmentRange, last: SegmentRange, coder: str) -> Segmentation:
    """Two points and those between them as one, with the first one's label; labels, gaps and notes between fall in.

    Raises ValueError where a heading, a question, an answer or a page's furniture stands between them.
    """
    a, b = _point(segmentation, first), _point(segmentation, last)
    if a >= b:
        raise ValueError(
            "Only two points, the first above the second, can be joined; these are not. Choose two points."
        )
    between = segmentation.segments[a + 1 : b]
    wall = next((segment for segment in between if not _falls_in(segment)), None)
    if wall:
        raise ValueError(
            f"The points cannot be joined: a segment of kind {wall.kind} stands between them, at {wall.start}. "
            "Choose points on one side of it, or make it a point first."
        )
    whole = _certain(replace(segmentation.segments[a], end=segmentation.segments[b].end))
    return _with(segmentation, a, b + 1, [whole], coder)


def divide(segmentation: Segmentation, text: str, point: SegmentRange, at: Sequence[int], coder: str) -> Segmentation:
    """A point as several, cut at these offsets into the document's text; white space at a cut becomes a gap.

    The first part keeps the label, the others add their number: "4.2", "4.2 (2)", "4.2 (3)". Raises ValueError where a
    cut lies outside the point or leaves a part without words.
    """
    index = _point(segmentation, point)
    whole = segmentation.segments[index]
    if not at or any(not whole.start < cut < whole.end for cut in at):
        raise ValueError(
            f"Point {whole.label} can only be divided inside its own text, from {whole.start + 1} to {whole.end - 1}. "
            "Choose a place between two of its words."
        )
    cuts = sorted(set(at))
    found: list[Segment] = []
    for n, (start, end) in enumerate(zip([whole.start, *cuts], [*cuts, whole.end], strict=True), 1):
        span = trim(text, start, end)
        if span.start == span.end:
            raise ValueError(f"A part of point {whole.label} would hold no words. Choose a place between two words.")
        if found and found[-1].end < span.start:
            found.append(Segment(SegmentKind.GAP, found[-1].end, span.start))
        label = whole.label if n == 1 else f"{whole.label} ({n})"
        found.append(_certain(replace(whole, start=span.start, end=span.end, label=label)))
    return _with(segmentation, index, index + 1, found, coder)


def relabel(segmentation: Segmentation, point: SegmentRange, label: str, coder: str) -> Segmentation:
    """A point, and the label that stands before it, under another label."""
    index = _point(segmentation, point)
    if not label.strip():
        raise ValueError("A point needs a label. Give the number that its author gave it, or one of your own.")
    first = _first(segmentation, index)
    changed = [
        segment if segment.kind is SegmentKind.GAP else _certain(replace(segment, label=label.strip()))
        for segment in segmentation.segments[first : index + 1]
    ]
    return _with(segmentation, first, index + 1, changed, coder)


def recast(
    segmentation: Segmentation, segment: SegmentRange, kind: SegmentKind, coder: str, reason: str | None = None
) -> Segmentation:
    """A segment as another kind: furniture as a point, a point as a heading; a point's own number goes with it.

    Raises ValueError for gaps and labels, and where something is excluded without a reason.
    """
    index = _index(segmentation, segment)
    old = segmentation.segments[index]
    if kind not in CAST_AS or old.kind not in CAST_AS:
        raise ValueError(
            f"A segment of kind {old.kind} cannot become one of kind {kind}. Choose one of: {', '.join(CAST_AS)}."
        )
    if kind is SegmentKind.EXCLUDED and not reason:
        raise ValueError("Words are only excluded for a reason. Say why, for the report's account.")
    first = _first(segmentation, index) if old.kind is SegmentKind.POINT and kind is not old.kind else index
    whole = replace(old, kind=kind, start=segmentation.segments[first].start, confidence=1.0, reason=reason)
    return _with(segmentation, first, index + 1, [_placed(segmentation, first, whole)], coder)


def _placed(segmentation: Segmentation, index: int, segment: Segment) -> Segment:
    """A recast segment with the label, section and question that one of its kind has at its place."""
    if segment.kind in (SegmentKind.FURNITURE, SegmentKind.EXCLUDED):
        return replace(segment, label=None, section=(), question=None)
    above = next((s for s in reversed(segmentation.segments[:index]) if s.kind in CAST_AS[:4]), None)
    section = segment.section or (above.section if above else ())
    question = segment.question or (above.question if above else None)
    label = segment.label
    if segment.kind is SegmentKind.POINT:
        label = label or _next_label(segmentation)
    elif label and label.startswith(_PILCROW):
        label = None
    return replace(segment, section=section, question=question, label=label)


def _next_label(segmentation: Segmentation) -> str:
    """The first of our own numbers that no point has yet."""
    ours = (s.label.removeprefix(_PILCROW) for s in segmentation.segments if s.label and s.label.startswith(_PILCROW))
    return f"{_PILCROW}{max((int(number) for number in ours if number.isdecimal()), default=0) + 1}"


def _index(segmentation: Segmentation, place: SegmentRange) -> int:
    for index, segment in enumerate(segmentation.segments):
        if (segment.start, segment.end) == (place.start, place.end):
            return index
    raise ValueError(
        f"Nothing stands from {place.start} to {place.end} of {segmentation.document} in this segmentation. "
        "It may have been changed meanwhile: load the document again."
    )


def _point(segmentation: Segmentation, place: SegmentRange) -> int:
    index = _index(segmentation, place)
    kind = segmentation.segments[index].kind
    if kind is not SegmentKind.POINT:
        raise ValueError(
            f"What stands from {place.start} to {place.end} is no point but of kind {kind}. Choose a point."
        )
    return index


def _first(segmentation: Segmentation, point: int) -> int:
    """The index of a point's own label, which stands before it with no more than a gap between, or of the point."""
    before = point - 1
    while before >= 0 and segmentation.segments[before].kind is SegmentKind.GAP:
        before -= 1
    return before if before >= 0 and segmentation.segments[before].kind is SegmentKind.LABEL else point


def _falls_in(segment: Segment) -> bool:
    """Whether a segment between two joined points becomes a part of the whole."""
    note = segment.kind is SegmentKind.FURNITURE and (segment.reason or "").startswith(NOTE)
    return note or segment.kind in (SegmentKind.POINT, SegmentKind.LABEL, SegmentKind.GAP)


def _certain(segment: Segment) -> Segment:
    return replace(segment, confidence=1.0, reason=None)


def _with(segmentation: Segmentation, start: int, end: int, found: Sequence[Segment], coder: str) -> Segmentation:
    """The segmentation with other segments from one index to another, signed by a coder."""
    segments = segmentation.segments
    return Segmentation(segmentation.document, coder, (*segments[:start], *found, *segments[end:]))
