"""Notes: a footnote belongs to the point that calls it, and says so; it stands in that point's section."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from analysis.model import Segment, SegmentKind

NOTE = "note"
"""The reason of a note before it is known whose it is."""

_CALL = re.compile(r"\[\^[^\]\s]{1,40}\]")
"""How Markdown calls a note, and names it where it stands."""


def with_callers(text: str, segments: Iterable[Segment]) -> Iterator[Segment]:
    """The segments; each note with the label and the section of the point that calls it.

    A note with a name belongs to the point in which the name stands, any other to the point that it follows: readers
    lay a note after the paragraph that calls it.
    """
    whole = list(segments)
    points = [segment for segment in whole if segment.kind is SegmentKind.POINT]
    calls = _calls(text) if any(_is_note(segment) for segment in whole) else {}
    before: Segment | None = None
    for segment in whole:
        if _is_note(segment):
            yield _with_caller(segment, _caller(text, segment, points, calls, before))
            continue
        if segment.kind in (SegmentKind.POINT, SegmentKind.HEADING, SegmentKind.QUESTION, SegmentKind.ANSWER):
            before = segment
        yield segment


def _is_note(segment: Segment) -> bool:
    return segment.kind is SegmentKind.FURNITURE and segment.reason == NOTE


def _calls(text: str) -> dict[str, int]:
    """Where each name of a note is first called."""
    found: dict[str, int] = {}
    for match in _CALL.finditer(text):
        if not text.startswith(":", match.end()):
            found.setdefault(match.group(), match.start())
    return found


def _caller(
    text: str, note: Segment, points: Sequence[Segment], calls: dict[str, int], before: Segment | None
) -> Segment | None:
    name = _CALL.match(text, note.start)
    if name is None:
        return before
    at = calls.get(name.group())
    last = bisect_right(points, at, key=lambda point: point.start) if at is not None else 0
    return points[last - 1] if at is not None and last and at < points[last - 1].end else None


def _with_caller(note: Segment, caller: Segment | None) -> Segment:
    if caller is None:
        return note
    reason = f"{NOTE} to {caller.label}" if caller.kind is SegmentKind.POINT else NOTE
    return replace(note, reason=reason, section=caller.section, question=caller.question)
