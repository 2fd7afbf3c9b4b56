"""The partition: every character of a document is in exactly one segment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from analysis.model import Segment, SegmentKind
from analysis.text import WORD

TYPED_BULLET = "o"
"""The one list mark that is a letter."""


def partition(text: str, segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """Return the segments with what lies between them: white space and list marks.

    Words that no step spoke for are no gap: they are kept as furniture with the reason said, for a person to see.
    """
    all_segments: list[Segment] = []
    position = 0
    for segment in segments:
        all_segments.extend(_between(text, position, segment.start))
        if segment.end > segment.start:
            all_segments.append(segment)
        position = max(position, segment.end)
    all_segments.extend(_between(text, position, len(text)))
    return tuple(all_segments)


def _between(text: str, start: int, end: int) -> Iterator[Segment]:
    if start >= end:
        return
    if WORD.search(text, start, end) and text[start:end].strip() != TYPED_BULLET:
        yield Segment(SegmentKind.FURNITURE, start, end, confidence=0.3, reason="in no paragraph of the file")
    else:
        yield Segment(SegmentKind.GAP, start, end)
