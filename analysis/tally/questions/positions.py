"""Positions: of each question and of the proposal how many are for and against, and so of each theme.

Where a position was chosen among answers given, it is told of people who are not named as closed answers are: in counts
alone, of which none tells of few, also beside those answers, and beside no text (ADR 19, 36 and 47). All else is told
as themes are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.model import (
    AdjustedCount,
    Consultation,
    PartCounts,
    Point,
    Position,
    Response,
    ThemeCounts,
    position_frame,
)
from analysis.model.results import LEAST_BASE
from analysis.tally.counted_points import CountedPoint
from analysis.tally.passages.refs import Ref
from analysis.tally.privacy.disclosure import is_listed, is_named
from analysis.tally.privacy.seen_answers import Readable, seen_answers
from analysis.tally.privacy.told_figures import ToldFigures
from analysis.tally.privacy.told_positions import TakenPosition, ToldPositions, told_positions
from analysis.tally.questions.position_views import NEARLY_ALL, PositionCount, PositionTally, StandCount, ThemePosition
from analysis.tally.shares import share

PROPOSAL = "The proposal as a whole"
ANY_PROPOSAL = "Any of the proposals, under no question"
"""What is called so where several questions have positions: an e-mail may speak of one proposal alone."""

NAMES = {**position_frame().names, Position.UNCLEAR.value: "Unclear or neither"}
"""What positions are called in reports: who ticks "neither agree nor disagree" is not unclear."""


@dataclass(frozen=True, slots=True)
class Stands:
    """All positions that are taken, each by response and question, and of whom they may be told.

    ``names`` are the positions in their order. ``open`` holds those that may stand beside their text, ``told`` for each
    question what is told of the others in counts. ``explained`` says of which answer a question asks the reasons alone.
    """

    names: Mapping[str, str]
    by_answer: Mapping[tuple[str, str | None], TakenPosition]
    open: frozenset[tuple[str, str | None]]
    told: Mapping[str | None, ToldPositions]
    explained: Mapping[str, str | None]
    by_question: Mapping[str | None, Sequence[TakenPosition]]

    @classmethod
    def of(
        cls,
        names: Mapping[str, str],
        taken: Iterable[TakenPosition],
        responses: Sequence[Response],
        least: int,
        closed: Mapping[str, ToldFigures] | None = None,
        letters: frozenset[str] = frozenset(),
        explained: Mapping[str, str | None] | None = None,
    ) -> Stands:
        """Return the positions of these responses; ``least``: who is not named is told of among so many.

        ``closed`` is what is told of the closed answers to each question, ``letters`` the responses of campaigns, and
        ``explained`` holds the questions that ask for nothing but the reasons of another answer.
        """
        by_answer = {(one.document, one.question): one for one in taken}
        readable = Readable.of(responses, least)
        shown = frozenset(
            key
            for key, one in by_answer.items()
            if one.document in readable.listed and (one.document in readable.named or one.is_worded)
        )
        by_question: dict[str | None, list[TakenPosition]] = {}
        for one in by_answer.values():
            by_question.setdefault(one.question, []).append(one)
        told = {}
        for question, those in by_question.items():
            choosing = {one.document for one in those if one.is_chosen}
            seen = seen_answers(readable, choosing, {}, those, least)
            told[question] = told_positions(
                {name: {one.document for one in those if one.is_chosen and one.position == name} for name in names},
                {one.position for one in those},
                (closed or {}).get(question or "") or seen.nothing_told(least),
                letters,
            )
        return cls(names, by_answer, shown, told, explained or {}, by_question)

    def question_of(self, question: str | None) -> str | None:
        """Return the question on which the points of an answer take a position: that which they explain, or itself."""
        return self.explained.get(question) or question if question else None

    def beside(self, points: Sequence[CountedPoint]) -> list[CountedPoint]:
        """Return the points of one response, with its position on a question, where that may stand beside them and is
        plain, at those whose words decided it."""
        positions: dict[Point, str] = {}
        for (document, question), own in _answers(points, self).items():
            taken = self.by_answer[document, question] if (document, question) in self.open else None
            if taken and taken.position != Position.UNCLEAR:
                told = f"{question or 'The proposal'}: {taken.position}"
                positions |= {counted.point: told for counted in _deciding(taken, own)}
        return [
            replace(counted, position=positions[counted.point]) if counted.point in positions else counted
            for counted in points
        ]

    def of_question(self, question: str | None) -> Sequence[TakenPosition]:
        """Return the positions on one question."""
        return self.by_question.get(question, ())

    def is_total_told(self, question: str | None, answering: Collection[str]) -> bool:
        """Return whether it is told how many take a position on a question, and these are all who are ``answering``."""
        taken = {one.document for one in self.of_question(question)}
        return bool(taken) and self.told[question].has_total and taken == frozenset(answering)

    def is_unclear(self, question: str | None) -> bool:
        """Return whether hardly any words tell a position, of so many that this tells of nobody, and few chose one; or
        none at all do where that is told."""
        taken, told = self.of_question(question), self.told[question]
        is_told = bool(taken) and told.has_total and told.positions == self.names.keys()
        if is_told and all(one.position == Position.UNCLEAR and not one.is_chosen for one in taken):
            return True
        worded = [one for one in taken if not one.is_chosen]
        unclear = sum(one.position == Position.UNCLEAR for one in worded)
        return len(worded) >= LEAST_BASE and 2 * len(worded) > len(taken) and unclear >= NEARLY_ALL * len(worded)


def taking_sides(positions: Iterable[TakenPosition]) -> list[TakenPosition]:
    """Return the positions on questions that anybody answers in words or where an answer takes a side: on a scale of
    satisfaction "neither" and "don't know" alone are no position on anything."""
    everything = list(positions)
    sided = {one.question for one in everything if not one.is_chosen or one.position != Position.UNCLEAR}
    return [one for one in everything if one.question in sided]


def of_many(
    positions: Iterable[TakenPosition], responses: Iterable[Response], closed: Collection[str], least: int
) -> list[TakenPosition]:
    """Return the positions, without those that would tell where few people stand: of who is not listed, if fewer than
    ``least`` take one on the question, or all the same; and of who is not named and chose an answer that their words do
    not say, if fewer than ``least`` did, as totals less what is listed tell it (ADR 106). Of what anybody chose at a
    ``closed`` question its own figures decide."""
    everything, everybody = list(positions), list(responses)
    withheld = {one.document.name for one in everybody if not is_listed(one)}
    masked = {one.document.name for one in everybody if is_listed(one) and not is_named(one)}
    free = [one for one in everything if not (one.is_chosen and one.question in closed)]
    bound = _of_few([one for one in free if one.document in withheld], least, of_all_alike=True)
    bound |= _of_few([one for one in free if one.document in masked and one.is_chosen and not one.is_worded], least)
    return [one for one in everything if (one.document, one.question) not in bound]


def _of_few(bound: Iterable[TakenPosition], least: int, of_all_alike: bool = False) -> set[tuple[str, str | None]]:
    """Return the answers of which fewer than ``least`` are to one question, or ``of_all_alike`` also those to one
    where all take the same position."""
    taken: dict[str | None, list[TakenPosition]] = {}
    for one in bound:
        taken.setdefault(one.question, []).append(one)
    return {
        (one.document, question)
        for question, those in taken.items()
        if len(those) < least or (of_all_alike and len({one.position for one in those}) == 1 < least)
        for one in those
    }


def position_tallies(
    stands: Stands,
    consultation: Consultation,
    points: Sequence[CountedPoint],
    letters: frozenset[str],
    corrected: Sequence[ThemeCounts] = (),
) -> tuple[PositionTally, ...]:
    """Return the positions on each question that anybody answered, in the order asked, those on the proposal first.

    ``letters`` are the responses of campaigns, and ``corrected`` what a blind audit makes of the counts.
    """
    answered = {question for _, question in stands.by_answer}
    whole = ANY_PROPOSAL if len(answered - {None}) > 1 else PROPOSAL
    texts: dict[str | None, str] = {None: whole, **{q.key: q.text for q in consultation.questions}}
    order = [*(q for q in texts if q in answered), *sorted(str(q) for q in answered - texts.keys())]
    answers = _answers(points, stands)
    by_key = {counts.key: counts for counts in corrected}
    return tuple(_tally(stands, question, texts.get(question, ""), answers, letters, by_key) for question in order)


Answers = Mapping[tuple[str, str | None], Sequence[CountedPoint]]
"""The points of each answer that may be pointed to."""


def _answers(points: Iterable[CountedPoint], stands: Stands) -> Answers:
    answers: dict[tuple[str, str | None], list[CountedPoint]] = {}
    for counted in points:
        if counted.ref:
            key = counted.point.document, stands.question_of(counted.point.question)
            answers.setdefault(key, []).append(counted)
    return answers


def _deciding(one: TakenPosition, points: Sequence[CountedPoint]) -> Sequence[CountedPoint]:
    """Return the points whose words decided a position, or the first of its answer where none did."""
    return [c for c in points if any(c.point.start <= place < c.point.end for place in one.places)] or points[:1]


def _refs(one: TakenPosition, points: Sequence[CountedPoint]) -> tuple[Ref, ...]:
    return tuple(replace(c.ref, doubtful=one.is_doubtful) for c in _deciding(one, points) if c.ref)


def corrected_key(question: str | None, position: str) -> str:
    """Return by which key the corrected count of a position on a question is known; keys of themes have no colon."""
    return f"{question or ''}:{position}"


def _tally(
    stands: Stands,
    question: str | None,
    text: str,
    answers: Answers,
    letters: frozenset[str],
    corrected: Mapping[str, ThemeCounts],
) -> PositionTally:
    taken, told = stands.of_question(question), stands.told[question]

    def count(position: str, name: str) -> PositionCount:
        those = [one for one in taken if one.position == position]
        is_told = position in told.positions
        # A share, and an estimate for all, would tell the total.
        counts = corrected.get(corrected_key(question, position)) if is_told and told.has_total else None
        return PositionCount(
            position,
            name,
            len(those) if is_told else None,
            share(len(those), len(taken)) if is_told and told.has_total else None,
            tuple(
                ref
                for one in those
                if (one.document, question) in stands.open and is_told
                for ref in _refs(one, answers.get((one.document, question), ()))
            ),
            sum(one.document not in letters for one in those) if letters and position in told.without else None,
            _respondents(counts),
            _respondents(counts.rest) if counts and told.has_total_without and position in told.without else None,
        )

    return PositionTally(
        key=question or "",
        text=text,
        respondents=len(taken) if told.has_total else None,
        chosen=sum(one.is_chosen for one in taken) if told.has_chosen else None,
        by_people=sum(one.by_people for one in taken),
        doubtful=sum(one.is_doubtful for one in taken),
        counts=tuple(count(position, name) for position, name in stands.names.items()),
        without_of=sum(one.document not in letters for one in taken) if letters and told.has_total_without else None,
        is_unclear=stands.is_unclear(question),
    )


def _respondents(counts: ThemeCounts | PartCounts | None) -> AdjustedCount | None:
    """Return the corrected count of respondents: of each there is one answer to a question."""
    return counts.points if counts else None


def theme_positions(stands: Stands, carrying: Sequence[CountedPoint]) -> tuple[ThemePosition, ...]:
    """Return where the respondents stand who raise a theme, by the question under which they do.

    ``carrying`` are the theme's points that may be pointed to. What people chose who are not named is not told here:
    the crossing of themes by closed answers tells it, of enough of them. Nor is it told of a question on which hardly
    anybody takes a side.
    """
    unclear = [question for question in stands.by_question if stands.is_unclear(question)]
    by_question: dict[str | None, dict[str, list[CountedPoint]]] = {}
    for counted in carrying:
        question, document = stands.question_of(counted.point.question), counted.point.document
        if (document, question) in stands.by_answer and question not in unclear:
            by_question.setdefault(question, {}).setdefault(document, []).append(counted)
    order = [None, *(question for question in stands.by_question if question is not None)]
    return tuple(
        _theme_position(stands, question, by_question[question]) for question in order if question in by_question
    )


def _theme_position(
    stands: Stands, question: str | None, points: Mapping[str, Sequence[CountedPoint]]
) -> ThemePosition:
    taken = [stands.by_answer[document, question] for document in points]
    open_documents = {one.document for one in taken if (one.document, question) in stands.open}
    told = [one for one in taken if one.document in open_documents]

    def count(position: str, name: str) -> StandCount:
        those = [one for one in told if one.position == position]
        refs = tuple(counted.ref for one in those for counted in points[one.document] if counted.ref)
        return StandCount(position, name, len(those), refs)

    return ThemePosition(
        question or "",
        len(taken),
        tuple(count(position, name) for position, name in stands.names.items()),
        len(taken) - len(told),
    )
