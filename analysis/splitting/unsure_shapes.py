"""Shapes that say that something was read wrongly: points in doubt, so that a person looks before they are coded.

No rule took these words for what they may be. That is told by what no argument looks like: the marks of a table that
was not read as one, a form's question, the name of a field, a part of a sentence. A form in which no box at all is
ticked was perhaps answered in another way, as by colour.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from analysis.model import LOOK_AT_IT, NOT_TICKED, Segment, SegmentKind
from analysis.splitting.forms.form_questions import ADDRESSES
from analysis.splitting.phrases.form_phrases import DETAIL_ROW
from analysis.splitting.split_state import UNSURE
from analysis.text import words

SEVERAL = 2

TABLE = "looks like a table that was not read as one"
QUESTION = "reads like a form's question, of which the answer may stand elsewhere"
FIELD = "reads like the name of a form's field"
BROKEN = "may be a part of a sentence that stands in two places of the page"

UNTICKED = f"{NOT_TICKED}; nothing in the form is, {LOOK_AT_IT}"

_DIVIDERS = (re.compile(r"\|"), re.compile(r"(?<=[\w\".]),(?!\d{3}\b)(?=[\w\"])|;(?=\S)"))
"""What parts cells where no reader has; those of a table that was read are parted by tabs."""

_FIELD = re.compile(r"[^.!?]{1,60}:$", re.DOTALL)
LONGEST_QUESTION = 40
"""Words of a form's question."""

LONGEST_FIELD = 5
"""Words of a field's name."""

LONGEST_ASIDE = 5
"""Words of what a form says behind it: "Max. 200 words"."""

LEAST_WORDS = 6
"""Words by which a line without an end is a sentence that was broken off, and no heading."""


def in_doubt_by_shape(text: str, segments: Sequence[Segment]) -> list[Segment]:
    """Return the segments, points of such shapes in doubt, and the first answer to each question without a tick."""
    doubts = dict(_doubts(text, segments))
    doubted = [
        replace(segment, confidence=UNSURE, reason=doubts[i]) if i in doubts and segment.confidence == 1 else segment
        for i, segment in enumerate(segments)
    ]
    for i in _unticked(segments):
        doubted[i] = replace(doubted[i], confidence=UNSURE, reason=UNTICKED)
    return doubted


def _unticked(segments: Sequence[Segment]) -> list[int]:
    """Return the first answer of each group, where none of several groups of a form is answered."""
    said = [i for i, segment in enumerate(segments) if segment.kind is not SegmentKind.GAP]
    firsts = [
        i
        for above, i in zip([-1, *said], said, strict=False)
        if segments[i].reason == NOT_TICKED and (above < 0 or segments[above].reason != NOT_TICKED)
    ]
    is_answered = any(segment.kind is SegmentKind.ANSWER for segment in segments)
    return firsts if len(firsts) >= SEVERAL and not is_answered else []


def _doubts(text: str, segments: Sequence[Segment]) -> Iterator[tuple[int, str]]:
    points = [i for i, segment in enumerate(segments) if segment.kind is SegmentKind.POINT]
    said = {i: text[segments[i].start : segments[i].end].strip() for i in points}
    yield from ((i, TABLE) for i in points if _shows_table(said[i]))
    asking = [i for i in points if _asks_reader(said[i])]
    yield from ((i, QUESTION) for i in asking if len(asking) >= SEVERAL)
    if any(segment.kind is SegmentKind.QUESTION for segment in segments):
        yield from ((i, FIELD) for i in points if _is_ours(segments[i]) and _names_field(said[i]))
    yield from ((i, BROKEN) for pair in pairwise(points) if _are_parts(segments, said, *pair) for i in pair)


def _shows_table(point: str) -> bool:
    """Return whether each of several lines has several dividers."""
    lines = [line for line in point.splitlines() if line.strip()]
    return len(lines) >= SEVERAL and any(
        all(len(divider.findall(line)) >= SEVERAL for line in lines) for divider in _DIVIDERS
    )


def _is_ours(segment: Segment) -> bool:
    """Return whether a point has no number of its author's."""
    return (segment.label or "¶").startswith("¶")


def _names_field(point: str) -> bool:
    is_short = len(words(point)) <= LONGEST_FIELD
    return is_short and (_FIELD.fullmatch(point) is not None or DETAIL_ROW.fullmatch(point) is not None)


def _asks_reader(point: str) -> bool:
    question, _, behind = point.partition("?")
    is_short = len(words(question)) <= LONGEST_QUESTION and len(words(behind)) <= LONGEST_ASIDE and "?" in point
    return is_short and "?" not in behind and ADDRESSES.search(question) is not None


def _are_parts(segments: Sequence[Segment], said: Mapping[int, str], i: int, following: int) -> bool:
    """Return whether two points of a page are one sentence: the first has no end, and the next one goes on."""
    are_ours = all(segments[k].page and _is_ours(segments[k]) for k in (i, following))
    has_end = said[i].rstrip("\"'”’)*_").endswith((".", "?", "!", ":", ";", ","))
    goes_on = said[following][:1].islower() and said[i][:1].isupper()
    return are_ours and goes_on and not has_end and len(words(said[i])) >= LEAST_WORDS
