"""Quotations of the consultation's own paper: sentences of a response that repeat it are not the respondent's argument.

A sentence repeats the paper if ``COVERED`` of its words stand in runs of ``RUN`` words that the paper has, too; a
shorter one if the paper has all of it in one run. What a sentence quotes in passing stays in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from analysis.model import Document, Response, Segment, SegmentKind
from analysis.splitting.sentences import sentences
from analysis.splitting.split_state import LIKELY
from analysis.text import trim, words

QUOTED = "quoted from the consultation's paper"

RUN = 8
"""Words in a row that two people do not write alike by chance (the longest that two of 2,593 patients share is 8)."""

LEAST = 5
"""Shorter sentences ("We do not agree.") are nobody's."""

COVERED = 0.8

_RunSet = Collection[tuple[str, ...]]


def without_quotations(responses: Sequence[Response], papers: Sequence[Document]) -> list[Response]:
    """Return the responses, what in their points repeats one of the papers set aside."""
    runs = {run for paper in papers for length in range(LEAST, RUN + 1) for run in _runs(words(paper.text), length)}
    return [_without(response, runs) for response in responses] if runs else list(responses)


def _runs(word_list: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    return (tuple(word_list[i : i + length]) for i in range(len(word_list) - length + 1))


def _without(response: Response, runs: _RunSet) -> Response:
    text, old_segments = response.document.text, response.segmentation.segments
    new_segments: list[Segment] = []
    for segment in old_segments:
        parts = list(_parts(text, segment, runs)) if segment.kind is SegmentKind.POINT else [segment]
        if parts[0].reason == QUOTED:
            _quote_label(new_segments)
        new_segments += parts
    if len(new_segments) == len(old_segments) and new_segments == list(old_segments):
        return response
    return replace(response, segmentation=replace(response.segmentation, segments=tuple(new_segments)))


def _quote_label(segments: list[Segment]) -> None:
    """Set aside the number before a quotation, which numbers no point any more."""
    place = next((i for i in range(len(segments) - 1, -1, -1) if segments[i].kind is not SegmentKind.GAP), None)
    if place is not None and segments[place].kind is SegmentKind.LABEL:
        segments[place] = _quotation(segments[place])


def _quotation(segment: Segment) -> Segment:
    return Segment(
        SegmentKind.FURNITURE, segment.start, segment.end, page=segment.page, confidence=LIKELY, reason=QUOTED
    )


def _parts(text: str, point: Segment, runs: _RunSet) -> Iterator[Segment]:
    """Yield a point as it is, or the quotations in it and what is left of it, with the white space between them."""
    if not any(run in runs for run in _runs(words(text[point.start : point.end]), LEAST)):
        yield point
        return
    spans = sentences(text, point.start, point.end)
    position, is_first = point.start, True
    for is_quoted, group in groupby(spans, lambda span: _repeats(words(text[span.start : span.end]), runs)):
        members = list(group)
        # What a sentence does not hold, a bracket before it or behind it, belongs to the one beside it.
        start = position if is_first else members[0].start
        end = trim(text, start, point.end).end if members[-1] is spans[-1] else members[-1].end
        if start > position:
            yield Segment(SegmentKind.GAP, position, start)
        part = replace(point, start=start, end=end)
        yield _quotation(part) if is_quoted else part if is_first else _going_on(part)
        position, is_first = end, False


def _going_on(part: Segment) -> Segment:
    return replace(part, confidence=min(part.confidence, LIKELY), reason=f"goes on {part.label} after a quotation")


def _repeats(word_list: Sequence[str], runs: _RunSet) -> bool:
    """Return whether a sentence of these words stands in the paper, all but a few of them."""
    length = min(RUN, len(word_list))
    covered = {j for i, run in enumerate(_runs(word_list, length)) if run in runs for j in range(i, i + length)}
    return length >= LEAST and len(covered) >= COVERED * len(word_list)
