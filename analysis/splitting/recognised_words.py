"""Points on pages that are pictures: in doubt where the program that read them was not sure of their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import fmean

from analysis.model import Document, Segment, SegmentKind
from analysis.splitting.split_state import UNSURE
from analysis.text import whole

LOW_CONFIDENCE = 75
"""Of 100, on average: a clean scan has 90 and more, and below this every tenth word or so is another one."""

MISREAD = "read in a picture with a confidence of {} %: compare it with the page"


def in_doubt_where_misread(document: Document, segments: Sequence[Segment]) -> list[Segment]:
    """Return the segments, points as in doubt whose page was read with low confidence."""
    by_page: dict[int | None, list[int]] = {}
    for block in document.blocks:
        if block.confidences:
            by_page.setdefault(block.page, []).extend(block.confidences)
    low_pages = {page: mean for page, found in by_page.items() if (mean := fmean(found)) < LOW_CONFIDENCE}
    return [
        _in_doubt(segment, low_pages[segment.page])
        if segment.kind is SegmentKind.POINT and segment.page in low_pages
        else segment
        for segment in segments
    ]


def _in_doubt(segment: Segment, confidence: float) -> Segment:
    reason = MISREAD.format(whole(confidence))
    return replace(segment, confidence=min(segment.confidence, UNSURE), reason=segment.reason or reason)
