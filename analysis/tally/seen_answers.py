"""Seen answers: what a reader sees of who gave which answer to a closed question, beside names and texts.

What else is told of the answers is told of the others, in counts of enough of them. Where these are few themselves, the
question's figures leave their answers out: totals less what is seen would tell them (ADR 70).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from analysis.model import Response, SegmentKind
from analysis.tally.disclosure import is_listed, is_named
from analysis.tally.told_figures import Figure, ToldFigures
from analysis.tally.told_positions import TakenPosition


class Readable(NamedTuple):
    """Who responded, whose text a reader can see, and beside whose text also the answers."""

    everybody: frozenset[str]
    listed: frozenset[str]
    named: frozenset[str]

    @classmethod
    def of(cls, responses: Collection[Response]) -> Readable:
        """Return who is readable of these responses."""
        return cls(
            frozenset(response.document.name for response in responses),
            frozenset(response.document.name for response in responses if is_listed(response)),
            frozenset(response.document.name for response in responses if is_named(response)),
        )


@dataclass(frozen=True, slots=True)
class SeenAnswers:
    """Of ``everybody`` whose answer to a question figures may count, the ``known`` of whom a reader sees what they
    answered, and what ``figures`` a reader can make of the others; ``few`` chose an answer that is in no figure."""

    everybody: frozenset[str]
    known: frozenset[str]
    figures: tuple[Figure, ...]
    few: frozenset[str]

    def nothing_told(self, least: int) -> ToldFigures:
        """Return what is told of the question where no figure of it is."""
        return ToldFigures(self.everybody - self.known, least, seen=self.figures)


def seen_answers(
    readable: Readable,
    choosing: Collection[str],
    given: Mapping[str, Collection[str]],
    positions: Iterable[TakenPosition],
    least: int,
) -> SeenAnswers:
    """Return what a reader sees of a question's answers: who is ``choosing`` one, ``given`` by whom is each, and the
    ``positions`` on the question.

    Who is named is known, and of the others who are listed those who chose nothing, as nothing stands beside their
    text. Whose words say the position of their answer has it beside them: that is the answer, if no other has the same.
    """
    listed = readable.listed
    known = readable.named | (listed - frozenset(choosing))
    chosen, answers = [one for one in positions if one.is_chosen], _answers_of(given)
    figures = [Figure(frozenset(choosing), listed)]
    for position in sorted({one.position for one in chosen}):
        taking = frozenset(one.document for one in chosen if one.position == position)
        worded = listed.intersection(one.document for one in chosen if one.position == position and one.is_worded)
        if len({answers.get(document) for document in taking}) < 2:
            known |= worded
        elif worded:
            figures.append(Figure(taking, worded))
    others = readable.everybody - known
    few = others if len(others) < least else frozenset[str]()
    people = others - few
    return SeenAnswers(
        readable.everybody - few,
        known,
        tuple(Figure(one.having & people, one.among) for one in figures if one.among and one.having & people),
        few,
    )


def _answers_of(given: Mapping[str, Collection[str]]) -> dict[str, tuple[str, ...]]:
    """Return what each document answers."""
    answers: dict[str, tuple[str, ...]] = {}
    for answer, documents in sorted(given.items()):
        for document in documents:
            answers[document] = (*answers.get(document, ()), answer)
    return answers


def choosing_by_question(responses: Iterable[Response]) -> dict[str, set[str]]:
    """Return who chose any answer to each question."""
    choosing: dict[str, set[str]] = {}
    for response in responses:
        for question in closed_keys_of(response):
            choosing.setdefault(question, set()).add(response.document.name)
    return choosing


def closed_keys_of(response: Response) -> set[str]:
    """Return the closed questions that a response answers."""
    segments = response.segmentation.segments
    return {segment.question for segment in segments if segment.kind is SegmentKind.ANSWER and segment.question}
