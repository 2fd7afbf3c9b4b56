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
    r"(?P<word>[^\W\d_]*)(?P<closed>[)\]\"”’]?)[.!?…,;:][\"'”’)\]*_]*(?P<call>(?:\s?\[\^?[^\]\s]{1,40}\]|\s?\(\d{1,3}\)|\d{1,3}|[¹²³⁰⁴-⁹*†‡§]+)+)$"
)
"""A call, or several, behind the mark that ends a sentence, as every reader hands it on: "said.1", "said.[^1]"."""

_SURE_CALL = re.compile(r"\s?(?:\[\^|[¹²³⁰⁴-⁹*†‡§])")
"""A call that is no part of a number, whatever stands before it."""


def without_note_calls(line_text: str) -> str:
    """Return a line without the calls of notes behind its last sentence; "p.1" and "3.1" call none.

    >>> [without_note_calls(line) for line in ("as the auditors have said.12", "see section 3.1", "see no.1")]
    ['as the auditors have said.', 'see section 3.1', 'see no.1']
    """
    # The search is for the line's end only: a long text is not searched from its beginning.
    line_end = line_text[-LONGEST_CALL:]
    call_match = _CALL_AT_END.search(line_end)
    if call_match is None:
        return line_text
    word = call_match["word"]
    is_word = bool(call_match["closed"]) or (len(word) >= LEAST_LETTERS and word.lower() not in ABBREVIATIONS)
    if not is_word and not _SURE_CALL.match(call_match["call"]):
        return line_text
    return line_text[: len(line_text) - len(call_match["call"])]


def with_note_callers(text: str, segments: Iterable[Segment]) -> Iterator[Segment]:
    """Yield the segments, each note with the label and the section of the point that calls it.

    A note with a name belongs to the point in which the name stands, any other to the point that it follows, for
    readers lay a note after the paragraph that calls it; but below the last point to the one that calls its number,
    where one place alone does: web pages have their notes at the end.
    """
    all_segments = list(segments)
    points = [segment for segment in all_segments if segment.kind is SegmentKind.POINT]
    has_notes = any(_is_note(segment) for segment in all_segments)
    calls, numbers = (_call_positions(text), _number_positions(text)) if has_notes else ({}, {})
    previous: Segment | None = None
    for segment in all_segments:
        if _is_note(segment):
            yield _with_caller(segment, _find_caller(text, segment, points, calls, numbers, previous))
            continue
        if segment.kind in (SegmentKind.POINT, SegmentKind.HEADING, SegmentKind.QUESTION, SegmentKind.ANSWER):
            previous = segment
        yield segment


def _is_note(segment: Segment) -> bool:
    return segment.kind is SegmentKind.FURNITURE and segment.reason == NOTE


def _call_positions(text: str) -> dict[str, int]:
    """Return the offset at which each name of a note is first called."""
    positions: dict[str, int] = {}
    for call_match in _CALL.finditer(text):
        if not text.startswith(":", call_match.end()):
            positions.setdefault(call_match.group(), call_match.start())
    return positions


def _number_positions(text: str) -> dict[str, list[int]]:
    """Return the offsets of numbers that may call notes, by number."""
    positions: dict[str, list[int]] = {}
    for number_match in _NUMBER.finditer(text):
        positions.setdefault(number_match[1], []).append(number_match.start(1))
    return positions


def _find_caller(
    text: str,
    note: Segment,
    points: Sequence[Segment],
    calls: dict[str, int],
    numbers: dict[str, list[int]],
    previous: Segment | None,
) -> Segment | None:
    note_name = _CALL.match(text, note.start)
    if note_name is not None:
        return _point_at(points, calls.get(note_name.group()))
    note_number = _OWN_NUMBER.match(text, note.start, note.end)
    positions = numbers.get(note_number[1], []) if note_number else []
    is_last = bool(points) and points[-1].start < note.start
    if previous is None or not is_last or len(positions) != 1 or positions[0] >= previous.start:
        return previous
    return _point_at(points, positions[0]) or previous


def _point_at(points: Sequence[Segment], offset: int | None) -> Segment | None:
    """Return the point in which an offset lies."""
    last = bisect_right(points, offset, key=lambda point: point.start) if offset is not None else 0
    return points[last - 1] if offset is not None and last and offset < points[last - 1].end else None


def _with_caller(note: Segment, caller: Segment | None) -> Segment:
    if caller is None:
        return note
    reason = f"{NOTE} to {caller.label}" if caller.kind is SegmentKind.POINT else NOTE
    return replace(note, reason=reason, section=caller.section, question=caller.question)
