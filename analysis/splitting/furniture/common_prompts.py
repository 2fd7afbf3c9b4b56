"""Prompts that most of the forms received print at the same place, where no blank form says what is printed.

One form cannot tell a prompt from an answer. Several can: a prompt stands first below its question in most of them,
and what follows it there is each respondent's own. A campaign's answer is all that most of its senders say,
and what is no sentence may be an answer.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from analysis.model import Response, Segment, SegmentKind
from analysis.splitting.furniture.form_copies import SENTENCE_ENDS
from analysis.splitting.split_state import ABOVE_QUESTIONS, LIKELY
from analysis.text import words

COMMON = "most of the forms received print it here"

FEWEST = 3
"""Forms in which a prompt stands: two people may write the same."""


class _Place(NamedTuple):
    """A paragraph where a form could print a prompt: the question that it stands first under, or above all of them."""

    question: str | None
    words: str


def without_common_prompts(responses: Sequence[Response]) -> list[Response]:
    """Return the responses, what most of the forms among them print above what is answered set aside."""
    asked: Counter[str | None] = Counter()
    behind: defaultdict[_Place, list[str]] = defaultdict(list)
    for response in responses:
        asked.update(_asked(response))
        for place, _, answer in _places(response):
            behind[place].append(answer)
    common = {place for place, answers in behind.items() if _is_common(place, answers, asked[place.question])}
    return [_without(response, common) for response in responses] if common else list(responses)


def _asked(response: Response) -> set[str | None]:
    """Return the questions that a form prints; None stands for what is above all of them."""
    asked: set[str | None] = {
        one.question for one in response.segmentation.segments if one.kind is SegmentKind.QUESTION and one.question
    }
    return {*asked, None} if len(asked) > 1 else asked


def _places(response: Response) -> Iterator[tuple[_Place, int, str]]:
    """Yield where prompts could stand in a form, with the index of the segment and what is answered below it."""
    asked, seen = _asked(response), set[str | None]()
    said = [
        (i, one)
        for i, one in enumerate(response.segmentation.segments)
        if one.kind in (SegmentKind.POINT, SegmentKind.QUESTION)
    ]
    for n, (i, segment) in enumerate(said):
        if segment.kind is SegmentKind.QUESTION:
            continue
        is_above = segment.reason == ABOVE_QUESTIONS
        if segment.question in asked and (is_above or (segment.question and segment.question not in seen)):
            below = said[n + 1][1] if n + 1 < len(said) else None
            is_answered = below is not None and below.kind is SegmentKind.POINT and below.question == segment.question
            answer = _words(response, below) if below and is_answered else ""
            if response.document.text[segment.start : segment.end].endswith(SENTENCE_ENDS):
                yield _Place(segment.question, _words(response, segment)), i, answer
        seen.add(segment.question)


def _is_common(place: _Place, answers: Sequence[str], forms: int) -> bool:
    """Return whether most forms print a paragraph, and most of those have another answer of their own below it."""
    own = sum(count == 1 for answer, count in Counter(answers).items() if answer)
    is_most = len(answers) >= FEWEST and 2 * len(answers) > forms
    return is_most and (place.question is None or 2 * own > len(answers))


def _words(response: Response, segment: Segment) -> str:
    return " ".join(words(response.document.text[segment.start : segment.end]))


def _without(response: Response, common: set[_Place]) -> Response:
    gone = {i for place, i, _ in _places(response) if place in common}
    if not gone:
        return response
    segments = tuple(_printed(one) if i in gone else one for i, one in enumerate(response.segmentation.segments))
    return replace(response, segmentation=replace(response.segmentation, segments=segments))


def _printed(segment: Segment) -> Segment:
    return Segment(SegmentKind.FURNITURE, segment.start, segment.end, None, (), None, segment.page, LIKELY, COMMON)
