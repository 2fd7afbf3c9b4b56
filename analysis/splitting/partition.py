"""The partition: every character of a document is in exactly one segment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from analysis.model import Segment, SegmentKind
from analysis.text import WORD

TYPED_BULLET = "o"
"""The one list mark that is a letter."""


def partition(text: str, found: Iterable[Segment]) -> tuple[Segment, ...]:
    """The segments found, with what lies between them: white space and list marks.

    Words that no step spoke for are no gap: they are kept as furniture with the reason said, for a person to see.
    """
    whole: list[Segment] = []
    at = 0
    for segment in found:
        whole.extend(_between(text, at, segment.start))
        if segment.end > segment.start:
            whole.append(segment)
        at = max(at, segment.end)
    whole.extend(_between(text, at, len(text)))
    return tuple(whole)


def _between(text: str, start: int, end: int) -> Iterator[Segment]:
    if start >= end:
        return
    if WORD.search(text, start, end) and text[start:end].strip() != TYPED_BULLET:
        yield Segment(SegmentKind.FURNITURE, start, end, confidence=0.3, reason="in no paragraph of the file")
    else:
        yield Segment(SegmentKind.GAP, start, end)
