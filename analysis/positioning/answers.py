"""Answers: everything that one response says to one question, or to the proposal as a whole, as one unit to judge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from analysis.model import (
    SAYS_NO_MORE,
    Consultation,
    Point,
    PointKey,
    Position,
    Question,
    Response,
    Segment,
    Segmentation,
    SegmentKind,
)
from analysis.positioning.closed_position import closed_position, is_yes_or_no
from analysis.positioning.explanations import explained_questions
from analysis.text import fingerprint

ANSWERS = "answers"
"""Who divides responses into answers, where a coding names who divided its document."""

PROPOSAL = "proposal"
"""What the answer is called that no question asked for."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one response says to one ``question``, or without any to the proposal: what was chosen, and the points.

    It is addressed like a point, from the first of these to the end of the last. ``explanation`` are points elsewhere
    that say why, under a question that asks for nothing else.
    """

    document: str
    question: Question | None
    segments: tuple[Segment, ...]
    explanation: tuple[Segment, ...] = ()

    @property
    def key(self) -> PointKey:
        """Return where it stands."""
        return PointKey(self.document, self.segments[0].start, self.segments[-1].end)

    @property
    def point(self) -> Point:
        """Return it as a point, named after its question."""
        name = self.question.key if self.question else None
        return Point(*self.key, name or PROPOSAL, question=name, page=self.segments[0].page)

    @property
    def chosen(self) -> tuple[Segment, ...]:
        """Return the answers that were chosen from those given."""
        return tuple(segment for segment in self.segments if segment.kind is SegmentKind.ANSWER)

    @property
    def points(self) -> tuple[Segment, ...]:
        """Return the points that were written."""
        return tuple(segment for segment in self.segments if segment.kind is SegmentKind.POINT)


def answers_of(response: Response, consultation: Consultation) -> Iterator[Answer]:
    """Yield the answers of a response on which one can be for or against, in the order in which they begin.

    What only explains another answer is none (``explained_questions``): its words may say as well what was chosen
    there, and never a position by themselves, as that would tell who chose nothing. A question that the consultation
    does not name has a position where yes or no can answer it. What was chosen and says nothing of a position is no
    answer without words.
    """
    by_question: dict[str | None, list[Segment]] = {}
    words: dict[str | None, str] = {}
    asked = {question.key: question for question in consultation.questions}
    for segment in response.segmentation.segments:
        if segment.kind is SegmentKind.POINT or _is_choice(segment, response, asked.get(segment.question or "")):
            by_question.setdefault(segment.question, []).append(segment)
        elif segment.kind is SegmentKind.QUESTION:
            words.setdefault(segment.question, response.document.text[segment.start : segment.end])
    explained = explained_questions(consultation, response)
    reasons: dict[str, list[Segment]] = {}
    for explaining, target in explained.items():
        if target:
            points = [segment for segment in by_question.get(explaining, ()) if segment.kind is SegmentKind.POINT]
            reasons.setdefault(target, []).extend(points)
    for key, segments in by_question.items():
        question = asked.get(key, Question(key, words.get(key, ""))) if key else None
        answer = Answer(response.document.name, question, tuple(segments), tuple(reasons.get(key or "", ())))
        is_own = key not in explained and _has_position(question, key in asked, consultation)
        if is_own and _says_anything(answer, response):
            yield answer


def _is_choice(segment: Segment, response: Response, question: Question | None) -> bool:
    """Return whether a segment is an answer that was chosen, or that says in somebody's own words what can be: who
    writes "n/a" or "No comment" chose nothing."""
    if segment.kind is not SegmentKind.ANSWER or segment.reason != SAYS_NO_MORE:
        return segment.kind is SegmentKind.ANSWER
    words = response.document.text[segment.start : segment.end]
    return closed_position([words], question) not in (None, Position.UNCLEAR)


def _has_position(question: Question | None, is_asked: bool, consultation: Consultation) -> bool:
    if question is None:
        return consultation.has_position
    return question.has_position is not False if is_asked else is_yes_or_no(question)


def _says_anything(answer: Answer, response: Response) -> bool:
    return bool(answer.points) or closed_position(chosen_texts(answer, response), answer.question) is not None


def chosen_texts(answer: Answer, response: Response) -> list[str]:
    """Return the words of the answers that were chosen."""
    return [response.document.text[segment.start : segment.end] for segment in answer.chosen]


def answer_sha256(question: str | None, words: str) -> str:
    """Return the digest by which an answer is found again: the same words to another question are another answer, and
    a point of the same words is none."""
    return fingerprint(f"{question or PROPOSAL}\n{words}")


def as_points(response: Response, consultation: Consultation) -> Response:
    """Return a response of which each answer is a point, and nothing else is anything."""
    segments = (
        Segment(SegmentKind.POINT, point.start, point.end, point.label, question=point.question, page=point.page)
        for point in (answer.point for answer in answers_of(response, consultation))
    )
    return replace(response, segmentation=Segmentation(response.document.name, ANSWERS, tuple(segments)))
