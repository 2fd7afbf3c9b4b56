"""What was given back as a point in doubt and stands in other responses too: notices of mail programs and sites.

One document cannot tell a notice from an argument; several that hold the same can. A response that says nothing else
keeps it, for identical letters are responses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from analysis.model import GIVEN_BACK, Response, Segment, SegmentKind
from analysis.splitting.split_state import LIKELY
from analysis.text import words

RECURS = "furniture that stands in other responses too"


def without_recurring(responses: Sequence[Response]) -> list[Response]:
    """Return the responses with what several of them hold, and what may be furniture, set aside again."""
    back = {key for response in responses for key in _keys(response, _is_given_back)}
    if not back:
        return list(responses)
    counts = Counter(key for response in responses for key in {*_keys(response, _may_recur)} & back)
    recurring = {key for key, count in counts.items() if count > 1}
    return [_without(response, recurring) for response in responses] if recurring else list(responses)


def _is_given_back(segment: Segment) -> bool:
    return segment.kind is SegmentKind.POINT and segment.reason == GIVEN_BACK


def _may_recur(segment: Segment) -> bool:
    return segment.kind is SegmentKind.FURNITURE or _is_given_back(segment)


def _keys(response: Response, wanted: Callable[[Segment], bool]) -> Iterator[str]:
    return (_key(response, segment) for segment in response.segmentation.segments if wanted(segment))


def _key(response: Response, segment: Segment) -> str:
    return " ".join(words(response.document.text[segment.start : segment.end]))


def _without(response: Response, recurring: Collection[str]) -> Response:
    from analysis.splitting.furniture.last_resort import marked  # seldom needed, and it needs most of this room

    segments = response.segmentation.segments
    gone = {i for i, s in enumerate(segments) if _is_given_back(s) and _key(response, s) in recurring}
    says_more = any(s.kind in (SegmentKind.POINT, SegmentKind.ANSWER) and i not in gone for i, s in enumerate(segments))
    if not gone or not says_more:
        return response
    kept = [_set_aside(segment) if i in gone else segment for i, segment in enumerate(segments)]
    divided = marked(response.document.text, kept)
    return replace(response, segmentation=replace(response.segmentation, segments=divided))


def _set_aside(segment: Segment) -> Segment:
    return Segment(SegmentKind.FURNITURE, segment.start, segment.end, None, (), None, segment.page, LIKELY, RECURS)
