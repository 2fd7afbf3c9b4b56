"""Answers: everything that one response says to one question, or to the proposal as a whole, as one unit to judge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from analysis.model import (
    CHOSEN,
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
from analysis.positioning.closed_position import asks_for_a_side, closed_position
from analysis.positioning.explanations import asks_for_further_remarks, asks_for_reasons, explained_questions
from analysis.text import fingerprint

ANSWERS = "answers"
"""Who divides responses into answers, where a coding names who divided its document."""

PROPOSAL = "proposal"
"""What the answer is called that no question asked for."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one response says to one ``question``, or without any to the proposal: what was chosen, and the points.

    It is addressed like a point, from the first of these to the end of the last. ``explanation`` are points elsewhere
    that say why, under a question that asks for nothing else. A bare "No" where reasons are asked for is in neither.
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
        return tuple(segment for segment in self.segments if segment.is_choice)

    @property
    def bare(self) -> tuple[Segment, ...]:
        """Return the answers in the respondent's own words that say no more than yes, no or nothing."""
        return tuple(segment for segment in self.segments if segment.is_bare)

    @property
    def points(self) -> tuple[Segment, ...]:
        """Return the points that were written."""
        return tuple(segment for segment in self.segments if segment.kind is SegmentKind.POINT)


def answers_of(response: Response, consultation: Consultation) -> Iterator[Answer]:
    """Yield the answers of a response on which one can be for or against, in the order in which they begin.

    What only explains another answer is none (``explained_questions``): its words may say as well what was chosen
    there, and never a position by themselves, as that would tell who chose nothing. A question that the consultation
    does not name has a position where it asks for a side. What was chosen and says nothing of a position is no
    answer without words; what was chosen under no question is nobody's position.
    """
    by_question: dict[str | None, list[Segment]] = {}
    words: dict[str | None, str] = {}
    asked = {question.key: question for question in consultation.questions}
    asked_last = ""
    for segment in response.segmentation.segments:
        if segment.kind is SegmentKind.QUESTION:
            asked_last = response.document.text[segment.start : segment.end]
            words.setdefault(segment.question, asked_last)
        elif segment.is_choice and not segment.question:
            continue  # a box of a form that is no question of this consultation
        elif segment.kind is SegmentKind.POINT or segment.is_choice or (segment.is_bare and not _asks_why(asked_last)):
            by_question.setdefault(segment.question, []).append(segment)
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


def _asks_why(question: str) -> bool:
    """Return whether a "no" to a question says that there is nothing to add, and not that somebody is against."""
    return asks_for_reasons(question) or asks_for_further_remarks(question)


def _has_position(question: Question | None, is_asked: bool, consultation: Consultation) -> bool:
    if question is None:
        return consultation.has_position
    return question.has_position is not False if is_asked else asks_for_a_side(question)


def _says_anything(answer: Answer, response: Response) -> bool:
    """Return whether an answer has a position or argues for one; who writes "n/a" in a box for words does neither."""
    is_chosen = chosen_position(answer, response) is not None
    is_said = bare_position(answer, response) not in (None, Position.UNCLEAR)
    return bool(answer.points) or is_chosen or is_said


def chosen_position(answer: Answer, response: Response) -> Position | None:
    """Return the position that was chosen; None where nothing was, or what was says nothing of one."""
    text = response.document.text
    said = [
        one.section[-1] if one.reason == CHOSEN and one.section else text[one.start : one.end] for one in answer.chosen
    ]
    return closed_position(said, answer.question)


def bare_position(answer: Answer, response: Response) -> Position | None:
    """Return the position of words that say no more than yes or no; None where they say nothing of one."""
    texts = [response.document.text[one.start : one.end] for one in answer.bare]
    return closed_position(texts, answer.question, is_chosen=False)


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
