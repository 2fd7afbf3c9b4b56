"""Answers: everything that one response says to one question, or to the proposal as a whole, as one unit to judge."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.model import Consultation, Point, PointKey, Question, Response, Segment, Segmentation, SegmentKind
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

    What only explains another answer is part of that (``explained_questions``). A question that the consultation does
    not name has a position where yes or no can answer it. What was chosen and says nothing of a position is no answer
    without words.
    """
    by_question: dict[str | None, list[Segment]] = {}
    words: dict[str | None, str] = {}
    asked = {question.key: question for question in consultation.questions}
    for segment in response.segmentation.segments:
        if segment.kind in (SegmentKind.ANSWER, SegmentKind.POINT):
            by_question.setdefault(segment.question, []).append(segment)
        elif segment.kind is SegmentKind.QUESTION:
            words.setdefault(segment.question, response.document.text[segment.start : segment.end])
    answers = []
    for key, (segments, explanation) in _with_explanations(by_question, explained_questions(consultation, response)):
        question = asked.get(key, Question(key, words.get(key, ""))) if key else None
        if _has_position(question, key in asked, consultation):
            answers.append(_answer(response, question, segments, explanation))
    yield from sorted((answer for answer in answers if answer), key=lambda answer: answer.key)


def _with_explanations(
    by_question: Mapping[str | None, list[Segment]], explained: Mapping[str, str | None]
) -> ItemsView[str | None, tuple[list[Segment], list[Segment]]]:
    """Return the answer to each question that has a position of its own, with the points that explain it."""
    answered = {key: (segments, list[Segment]()) for key, segments in by_question.items() if key not in explained}
    for key, segments in by_question.items():
        target = explained.get(key) if key else None
        if target and target not in explained:
            answered.setdefault(target, ([], []))[1].extend(s for s in segments if s.kind is SegmentKind.POINT)
    return answered.items()


def _answer(
    response: Response, question: Question | None, segments: Sequence[Segment], explanation: Sequence[Segment]
) -> Answer | None:
    """Return the answer to one question; the words that explain it are in it where nothing was chosen that says as
    much, and where no other answer stands between. None where it says nothing."""
    answer = Answer(response.document.name, question, tuple(segments), tuple(explanation))
    if segments and closed_position(chosen_texts(answer, response), question) is not None:
        return answer
    together = sorted((*segments, *explanation), key=lambda segment: segment.start)
    if together and _stand_alone(together, response):
        answer = replace(answer, segments=tuple(together), explanation=())
    return answer if answer.points else None


def _stand_alone(segments: Sequence[Segment], response: Response) -> bool:
    """Return whether nothing else that a response says stands between these segments."""
    between = (s for s in response.segmentation.segments if segments[0].start <= s.start <= segments[-1].start)
    said = [s for s in between if s.kind in (SegmentKind.ANSWER, SegmentKind.POINT)]
    return all(segment in segments for segment in said)


def _has_position(question: Question | None, is_asked: bool, consultation: Consultation) -> bool:
    if question is None:
        return consultation.has_position
    return question.has_position is not False if is_asked else is_yes_or_no(question)


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
