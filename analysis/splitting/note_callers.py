"""Notes: a footnote belongs to the point that calls it, and says so; it stands in that point's section."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from analysis.model import Segment, SegmentKind
from analysis.splitting.sentences import ABBREVIATIONS

LONGEST_CALL = 80
"""Characters of a last word and the calls behind it."""

LEAST_LETTERS = 2
"""A single letter before a dot and a number is part of a number, "A.1"."""

NOTE = "note"
"""The reason of a note before it is known whose it is."""

_CALL = re.compile(r"\[\^[^\]\s]{1,40}\]")
"""How Markdown calls a note, and names it where it stands."""


_NUMBER = re.compile(r"(?<=[^\W\d_]|[.,;:!?)\"”’\]])\[?(\d{1,3})(?![\w%]|[.,]\d)")
"""A number directly behind a word or a mark, as the call of a note stands in a text without raised letters."""

_OWN_NUMBER = re.compile(r"\W{0,3}(\d{1,3})(?![\w%]|[.,]\d)")
_CALL_AT_END = re.compile(
    r"(?P<word>[^\W\d_]*)[.!?…,;:][\"'”’)\]*_]*(?P<call>(?:\s?\[\^?[^\]\s]{1,40}\]|\s?\(\d{1,3}\)|\d{1,3}|[¹²³⁰⁴-⁹*†‡§]+)+)$"
)
"""A call, or several, behind the mark that ends a sentence, as every reader hands it on: "said.1", "said.[^1]"."""


def without_call(line: str) -> str:
    """A line without the calls of notes behind its last sentence; "p.1" and "3.1" call none.

    >>> without_call("as the auditors have said.12"), without_call("see section 3.1"), without_call("see no.1")
    ('as the auditors have said.', 'see section 3.1', 'see no.1')
    """
    # The search is for the line's end only: a long text is not searched from its beginning.
    tail = line[-LONGEST_CALL:]
    match = _CALL_AT_END.search(tail)
    if match is None or len(match["word"]) < LEAST_LETTERS or match["word"].lower() in ABBREVIATIONS:
        return line
    return line[: len(line) - len(match["call"])]


def with_callers(text: str, segments: Iterable[Segment]) -> Iterator[Segment]:
    """The segments; each note with the label and the section of the point that calls it.

    A note with a name belongs to the point in which the name stands, any other to the point that it follows, for
    readers lay a note after the paragraph that calls it; but below the last point to the one that calls its number,
    where one place alone does: web pages have their notes at the end.
    """
    whole = list(segments)
    points = [segment for segment in whole if segment.kind is SegmentKind.POINT]
    noted = any(_is_note(segment) for segment in whole)
    calls, numbers = (_calls(text), _numbers(text)) if noted else ({}, {})
    before: Segment | None = None
    for segment in whole:
        if _is_note(segment):
            yield _with_caller(segment, _caller(text, segment, points, calls, numbers, before))
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


def _numbers(text: str) -> dict[str, list[int]]:
    """Where numbers stand that may call notes, by number."""
    found: dict[str, list[int]] = {}
    for match in _NUMBER.finditer(text):
        found.setdefault(match[1], []).append(match.start(1))
    return found


def _caller(
    text: str,
    note: Segment,
    points: Sequence[Segment],
    calls: dict[str, int],
    numbers: dict[str, list[int]],
    before: Segment | None,
) -> Segment | None:
    name = _CALL.match(text, note.start)
    if name is not None:
        return _point_at(points, calls.get(name.group()))
    number = _OWN_NUMBER.match(text, note.start, note.end)
    places = numbers.get(number[1], []) if number else []
    at_end = bool(points) and points[-1].start < note.start
    if before is None or not at_end or len(places) != 1 or places[0] >= before.start:
        return before
    return _point_at(points, places[0]) or before


def _point_at(points: Sequence[Segment], at: int | None) -> Segment | None:
    """The point in which an offset lies."""
    last = bisect_right(points, at, key=lambda point: point.start) if at is not None else 0
    return points[last - 1] if at is not None and last and at < points[last - 1].end else None


def _with_caller(note: Segment, caller: Segment | None) -> Segment:
    if caller is None:
        return note
    reason = f"{NOTE} to {caller.label}" if caller.kind is SegmentKind.POINT else NOTE
    return replace(note, reason=reason, section=caller.section, question=caller.question)
