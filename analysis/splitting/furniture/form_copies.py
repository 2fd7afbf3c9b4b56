"""Copies of the consultation's own form: what the blank form prints is the form's in every response that is a copy.

A response is a copy where most lines of the form stand in it, in their order. The form's own division tells what each
of its lines is: a prompt, a heading, a question, a respondent's detail or an answer to choose. What is typed in
between is the respondent's, whatever it says.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import Enum, auto
from itertools import takewhile

from analysis.model import DETAILS, Document, Response, Segment, SegmentedDocument, SegmentKind
from analysis.splitting.split_state import LIKELY
from analysis.text import trim, words

PRINTED = "the consultation's own form prints it"
TYPED = f"{DETAILS}, by the consultation's own form"

_CELL, _LINE = re.compile(r"[^\t]+"), re.compile(r"[^\n]+")
_NUMBERED = re.compile(r"^(?:question |q)\d+(?: |$)")
_MARKS = re.compile(r"[^\w\s.,:;()'\"“”‘’–—-]")
"""Signs that somebody may put to a line to say something by it: a tick, a question mark."""
SENTENCE_ENDS = (".", "?", "!", ":", "…")
LONGEST_DETAIL = 8
"""Words that somebody types at a detail; what is longer is looked at as anything else."""


class _Role(Enum):
    """What a line of the form is for: a prompt is a whole sentence, a name of something none."""

    PROMPT = auto()
    NAME = auto()
    HEADING = auto()
    QUESTION = auto()
    DETAIL = auto()
    OPTION = auto()


@dataclass(frozen=True, slots=True)
class _Line:
    """A line or cell of a document, with its words as they are compared, and the signs that are no words."""

    start: int
    end: int
    words: str
    marks: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Form:
    """The lines of a blank form, what each is for, and the question that it stands under."""

    lines: tuple[_Line, ...]
    roles: tuple[_Role, ...]
    questions: tuple[str | None, ...]

    @classmethod
    def of(cls, paper: SegmentedDocument) -> _Form:
        lines = tuple(_lines(paper.document))
        segments = [_segment_of(line, paper.segmentation.segments) for line in lines]
        text = paper.document.text
        roles: list[_Role] = []
        for line, segment in zip(lines, segments, strict=True):
            roles.append(_role(segment, text[line.start : line.end], roles[-1] if roles else None))
        return cls(lines, tuple(roles), tuple(segment.question for segment in segments))

    def places(self, response: Response) -> dict[_Line, int]:
        """Return the lines of a response that are lines of the form, with their places there; none in what is no copy
        of it."""
        own = [line.words for line in self.lines]
        distinct = set(own)
        lines = list(_lines(response.document, distinct))
        if 2 * len(distinct.intersection(line.words for line in lines)) <= len(distinct):
            return {}
        matcher = SequenceMatcher(None, own, [line.words for line in lines], autojunk=False)
        placed = {lines[b + i]: a + i for a, b, size in matcher.get_matching_blocks() for i in range(size)}
        return placed if 2 * len(placed) > len(own) else {}

    def asked(self, place: int) -> set[str | None]:
        """Return the questions that what stands under a heading or question of the form answers."""
        ends = (_Role.HEADING, _Role.QUESTION, _Role.DETAIL)
        end = next((i for i in range(place + 1, len(self.roles)) if self.roles[i] in ends), len(self.roles))
        return set(self.questions[place:end])

    def is_printed(self, placed: set[int], place: int, marks: frozenset[str]) -> bool:
        """Return whether a line that stands in a response is the form's, with no sign of the respondent's: what is no
        sentence could be an answer, which stands alone, and the form's own stands between its neighbours."""
        if marks != self.lines[place].marks:
            return False
        if self.roles[place] is _Role.NAME:
            return {place - 1, place + 1} <= placed
        if self.roles[place] is _Role.PROMPT:
            # One of two sentences that is left standing was chosen: "delete as appropriate".
            beside = {i for i in (place - 1, place + 1) if self.roles[i : i + 1] == (_Role.PROMPT,)}
            return beside <= placed
        return self.roles[place] is not _Role.OPTION


def without_printed(responses: Sequence[Response], papers: Sequence[SegmentedDocument]) -> list[Response]:
    """Return the responses, what the consultation's own forms print in them set aside as the forms'."""
    forms = [form for form in map(_Form.of, papers) if form.lines]
    return [_without(response, forms) for response in responses]


def _lines(document: Document, whole: Collection[str] = ()) -> Iterator[_Line]:
    """Yield the lines of each cell of a document; a cell whose words are all of ``whole`` lines is one, however it is
    wrapped."""
    text = document.text
    for block in document.blocks:
        for cell in _CELL.finditer(text, block.start, block.end):
            line = _line(text, *cell.span())
            if line.words in whole:
                yield line
                continue
            lines = (_line(text, *found.span()) for found in _LINE.finditer(text, *cell.span()))
            yield from (line for line in lines if line.words)


def _line(text: str, start: int, end: int) -> _Line:
    span, said = trim(text, start, end), text[start:end]
    compared = _NUMBERED.sub("", " ".join(words(said)))
    return _Line(span.start, span.end, compared, frozenset(_MARKS.findall(said)))


def _segment_of(line: _Line, segments: Sequence[Segment]) -> Segment:
    """Return the segment of most of a line: a box or a number may stand before its words."""
    return max(segments, key=lambda one: min(one.end, line.end) - max(one.start, line.start))


def _role(segment: Segment, line: str, before: _Role | None) -> _Role:
    if segment.tells_choice:
        return _Role.DETAIL if before is _Role.DETAIL else _Role.OPTION
    if segment.kind is SegmentKind.FURNITURE and (segment.reason or "").startswith(DETAILS):
        return _Role.DETAIL
    if segment.kind in (SegmentKind.HEADING, SegmentKind.QUESTION):
        return _Role.HEADING if segment.kind is SegmentKind.HEADING else _Role.QUESTION
    return _Role.PROMPT if line.rstrip().endswith(SENTENCE_ENDS) else _Role.NAME


def _without(response: Response, forms: Sequence[_Form]) -> Response:
    placed, form = max(
        ((form.places(response), form) for form in forms), key=lambda one: len(one[0]), default=({}, None)
    )
    if form is None or not placed:
        return response
    segments = _Copy(response, form, placed).segments()
    if segments == response.segmentation.segments:
        return response
    return replace(response, segmentation=replace(response.segmentation, segments=segments))


class _Copy:
    """A response that is a copy of a form, and where in the form its segments stand."""

    def __init__(self, response: Response, form: _Form, placed: dict[_Line, int]) -> None:
        self._response, self._form, self._placed = response, form, placed
        self._lines = list(_lines(response.document, {line.words for line in form.lines}))
        self._found = set(placed.values())
        self._role: _Role | None = None
        self._asked: set[str | None] = set()
        self._above: set[str | None] = set()
        self._last: str | None = None

    def segments(self) -> tuple[Segment, ...]:
        """Return the segments: what is printed is furniture, what is typed at a detail is one, and below a heading or
        question of the form nothing answers a question above it."""
        made: list[Segment] = []
        item: str | None = None
        for segment in self._response.segmentation.segments:
            if segment.kind is SegmentKind.GAP:
                made.append(segment)
            elif segment.kind is SegmentKind.ANSWER and segment.question and segment.question == item:
                _join(made, segment)
            else:
                made.extend(self._as_here(segment))
                is_item = segment.kind is SegmentKind.QUESTION and made[-1].kind is SegmentKind.POINT
                item = segment.question if is_item else None
            self._last = segment.question or self._last
        return tuple(made)

    def _inside(self, segment: Segment) -> list[_Line]:
        """Return the lines of a segment, or the one that it is a part of."""
        whole = [line for line in self._lines if segment.start <= line.start and line.end <= segment.end]
        return whole or [line for line in self._lines if line.start < segment.end and segment.start < line.end]

    def _pass(self, place: int) -> None:
        """Go on to a line of the form; at a heading or question begins what stands under it."""
        role = self._form.roles[place]
        if role is _Role.OPTION:
            return
        self._role = role
        if role in (_Role.HEADING, _Role.QUESTION):
            self._above.add(self._last)
            self._asked = self._form.asked(place)

    def _as_here(self, segment: Segment) -> Iterator[Segment]:
        """Yield a segment as it is at its place in the form: what is printed above the respondent's words stands apart,
        and an item of a question, to which a respondent puts a number, is none itself."""
        inside = self._inside(segment)
        placed = list(takewhile(lambda line: line in self._placed, inside))
        names = [line for line in placed if self._form.roles[self._placed[line]] is _Role.NAME]
        for line in inside:
            if line in self._placed:
                self._pass(self._placed[line])
        if segment.kind is SegmentKind.QUESTION and not placed:
            self._above.discard(segment.question)
        if segment.kind is SegmentKind.QUESTION and names and names[0] is inside[0]:
            yield replace(segment, kind=SegmentKind.POINT, question=self._form.questions[self._placed[names[0]]])
            return
        if (
            0 < len(placed) < len(inside)
            and segment.kind is SegmentKind.POINT
            and not names
            and self._is_printed(placed)
        ):
            start = inside[len(placed)].start
            yield _furniture(replace(segment, end=placed[-1].end), PRINTED)
            yield Segment(SegmentKind.GAP, placed[-1].end, start)
            segment, placed = replace(segment, start=start), []
        yield self._as_placed(segment, inside, placed if len(placed) == len(inside) else [])

    def _as_placed(self, segment: Segment, inside: Sequence[_Line], placed: Sequence[_Line]) -> Segment:
        """Return a segment of which each line is one of the form's, or none need be."""
        roles = {self._form.roles[self._placed[line]] for line in placed}
        is_point, is_question = segment.kind is SegmentKind.POINT, segment.kind is SegmentKind.QUESTION
        if is_point and placed and self._is_printed(placed):
            return _furniture(segment, PRINTED)
        is_said = is_point or is_question or segment.kind is SegmentKind.ANSWER
        if self._role is _Role.DETAIL and is_said and (roles or not is_point or self._is_short(inside)):
            return _furniture(segment, TYPED)
        if is_point and roles == {_Role.OPTION}:
            segment = replace(segment, kind=SegmentKind.ANSWER, label=None)
        return replace(segment, question=None) if segment.question in self._above - self._asked else segment

    def _is_printed(self, placed: Sequence[_Line]) -> bool:
        return all(self._form.is_printed(self._found, self._placed[line], line.marks) for line in placed)

    def _is_short(self, inside: Sequence[_Line]) -> bool:
        """Return whether what is typed could be a detail: a line that is no sentence."""
        said = self._response.document.text[inside[0].start : inside[-1].end] if inside else ""
        return len(inside) == 1 and not said.endswith(SENTENCE_ENDS) and len(words(said)) <= LONGEST_DETAIL


def _join(made: list[Segment], answer: Segment) -> None:
    """Put the answer to an item of a question to the item, as one point."""
    while made[-1].kind is SegmentKind.GAP:
        made.pop()
    made[-1] = replace(made[-1], end=answer.end)


def _furniture(segment: Segment, reason: str) -> Segment:
    return Segment(
        SegmentKind.FURNITURE, segment.start, segment.end, page=segment.page, confidence=LIKELY, reason=reason
    )
