"""Seen answers: what a reader sees of who gave which answer to a closed question, beside names and texts.

What else is told of the answers is told of the others. Of those who are protected, because they refused publication or
because their type sets them apart, it is told in counts of enough people (ADR 78). Where the others are few themselves,
the question's figures leave them out: totals less what is seen would tell what each of them chose (ADR 112).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from analysis.model import Response, Segment, SegmentKind
from analysis.tally.counted_points import NOT_STATED, respondent_type
from analysis.tally.privacy.disclosure import is_listed, is_named
from analysis.tally.privacy.respondent_names import is_of_anybody
from analysis.tally.privacy.told_figures import Figure, ToldFigures
from analysis.tally.privacy.told_positions import TakenPosition


class Readable(NamedTuple):
    """Who responded, whose text a reader can see, beside whose text also the answers, and whom a count of few could
    lead to."""

    everybody: frozenset[str]
    listed: frozenset[str]
    named: frozenset[str]
    protected: frozenset[str]

    @classmethod
    def of(cls, responses: Collection[Response], least: int) -> Readable:
        """Return who is readable of these responses.

        Protected are who refused publication, and of those who are not named who is of a type of fewer than ``least``.
        """
        listed = [response for response in responses if is_listed(response)]
        unnamed = [response for response in listed if not is_named(response)]
        sizes = Counter(map(respondent_type, unnamed))
        apart = {
            name for name, size in sizes.items() if size < least and name != NOT_STATED and not is_of_anybody(name)
        }
        everybody, readable = _documents(responses), _documents(listed)
        of_few = _documents(response for response in unnamed if respondent_type(response) in apart)
        return cls(everybody, readable, readable - _documents(unnamed), (everybody - readable) | of_few)


def _documents(responses: Iterable[Response]) -> frozenset[str]:
    return frozenset(response.document.name for response in responses)


@dataclass(frozen=True, slots=True)
class SeenAnswers:
    """Of ``everybody`` whose answer to a question figures may count, the ``known`` of whom a reader may know what they
    answered, and what ``figures`` a reader can make of the others, of whom some are ``protected``; ``few`` chose an
    answer that is in no figure."""

    everybody: frozenset[str]
    known: frozenset[str]
    figures: tuple[Figure, ...]
    few: frozenset[str]
    protected: frozenset[str]

    def nothing_told(self, least: int) -> ToldFigures:
        """Return what is told of the question where no figure of it is."""
        return ToldFigures(self.everybody - self.known, least, seen=self.figures, protected=self.protected)


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
    Where few others chose an answer, nothing hides these but to leave them out; where more did, but all of them the
    same, that is done for who is protected. So it is for all who refused publication, if they chose the same.
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
    groups = [*map(frozenset[str], given.values()), *_takers(chosen)]
    refusing = (readable.everybody - listed).intersection(choosing)
    alike = refusing if len(refusing) >= least > 1 and _are_alike(refusing, groups) else frozenset[str]()
    others = readable.everybody - known - alike
    unseen = others.intersection(choosing)
    position_of = {one.document: one.position for one in chosen}
    seen = {one.document: one.position for one in chosen if one.is_worded and one.document in listed}
    chosen_by = {one: _Chosen(answers.get(one, ()), position_of.get(one), seen.get(one)) for one in unseen}
    hiding = _without_certain(chosen_by, least)
    is_hidden = len(hiding) >= least and not (least > 1 and _are_alike(hiding, groups))
    untold = frozenset[str]() if is_hidden else hiding & readable.protected if len(hiding) >= least else hiding
    few = alike | (unseen - hiding) | untold
    others -= few
    people = others if is_hidden else frozenset[str]()
    return SeenAnswers(
        readable.everybody - few,
        readable.everybody - few - people,
        tuple(one for one in figures if one.among and one.having & people),
        few,
        readable.protected & people,
    )


class _Chosen(NamedTuple):
    """An answer that somebody chose, the position that it takes, and that position where their words say it, too."""

    answer: tuple[str, ...]
    position: str | None
    seen: str | None

    def may_be(self, other: _Chosen) -> bool:
        """Return whether a reader could take either answer for the other person's."""
        is_other = (self.answer, self.position) != (other.answer, other.position)
        return is_other and self.seen in (None, other.position) and other.seen in (None, self.position)


def _without_certain(chosen_by: Mapping[str, _Chosen], least: int) -> frozenset[str]:
    """Return people without fewer than ``least`` of whom the same is seen and whose answer nobody else's could be in
    exchange: the counts of all answers would tell it of them."""
    people = frozenset(chosen_by)
    while True:
        kinds = Counter(chosen_by[one] for one in people)
        certain = {
            kind for kind, size in kinds.items() if size < least and not any(other.may_be(kind) for other in kinds)
        }
        if not certain:
            return people
        people = frozenset(one for one in people if chosen_by[one] not in certain)


def _are_alike(people: frozenset[str], groups: Iterable[frozenset[str]]) -> bool:
    """Return whether all of these gave one answer, or took one position: what all of them chose, each did."""
    return any(people <= group for group in groups)


def _takers(chosen: Iterable[TakenPosition]) -> Iterator[frozenset[str]]:
    """Yield who takes each position by an answer that was chosen."""
    by_position: dict[str, set[str]] = {}
    for one in chosen:
        by_position.setdefault(one.position, set()).add(one.document)
    yield from map(frozenset[str], by_position.values())


def _answers_of(given: Mapping[str, Collection[str]]) -> dict[str, tuple[str, ...]]:
    answers: dict[str, tuple[str, ...]] = {}
    for answer, documents in sorted(given.items()):
        for document in documents:
            answers[document] = (*answers.get(document, ()), answer)
    return answers


def choosing_by_question(responses: Iterable[Response]) -> dict[str, set[str]]:
    """Return who chose any answer to each question, among those given."""
    return _by_question(responses, lambda segment: segment.is_choice)


def bare_by_question(responses: Iterable[Response]) -> dict[str, set[str]]:
    """Return who answers each question in words of their own that say no more than yes, no or nothing."""
    return _by_question(responses, lambda segment: segment.is_bare)


def _by_question(responses: Iterable[Response], is_meant: Callable[[Segment], bool]) -> dict[str, set[str]]:
    documents: dict[str, set[str]] = {}
    for response in responses:
        for segment in response.segmentation.segments:
            if segment.question and is_meant(segment):
                documents.setdefault(segment.question, set()).add(response.document.name)
    return documents


def closed_keys_of(response: Response) -> set[str]:
    """Return the closed questions that a response answers."""
    segments = response.segmentation.segments
    return {segment.question for segment in segments if segment.kind is SegmentKind.ANSWER and segment.question}
