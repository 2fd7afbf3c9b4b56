"""Told positions: of all that is printed of a question nothing follows of few people, on small random workspaces."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.model import Consultation, Letters, Publish, Question, Response, Segment, SegmentKind
from analysis.tally import Report, ledger, report
from analysis.tally.letters import campaigns_of
from analysis.tally.positions import TakenPosition
from tests.builders import CODEBOOK, make_response, make_source, same_letter, sentences, with_segments

POSITION_OF = {"Yes": "support", "No": "oppose"}
"""What the answers stand for; "Weekly" is no position."""

ANSWERS = [(), ("Yes",), ("No",), ("Weekly",), ("Yes", "No")]


class Person(NamedTuple):
    """What somebody does at the question: Q1."""

    name: str
    publish: Publish
    answers: tuple[str, ...]
    has_words: bool
    is_worded: bool
    is_of_campaign: bool

    @property
    def position(self) -> str | None:
        """The position that follows from the answers."""
        found = {POSITION_OF[answer] for answer in self.answers if answer in POSITION_OF}
        return "mixed" if len(found) > 1 else next(iter(found), None)

    @property
    def is_shown(self) -> bool:
        """Whether the position stands beside the words."""
        is_listed = self.publish is not Publish.NO
        return self.position is not None and is_listed and self.is_worded

    @property
    def known(self) -> tuple[bool, ...]:
        """What a reader sees of somebody who is listed, and sees nobody else to be."""
        return self.has_words, self.is_of_campaign, self.is_shown


def response_of(person: Person) -> Response:
    parts: list[tuple[SegmentKind, str] | str] = [(SegmentKind.ANSWER, answer) for answer in person.answers]
    if person.has_words:
        parts.append("The lane is narrow and dark.")
    made = make_response(person.name, parts, publish=person.publish, question="Q1")

    def asked(segments: list[Segment]) -> None:
        segments[:] = [replace(s, question="Q1") if s.kind is SegmentKind.ANSWER else s for s in segments]

    return with_segments(made, asked)


def campaigns(people: list[Person], responses: list[Response], consultation: Consultation) -> Letters:
    campaign = [r for person, r in zip(people, responses, strict=True) if person.is_of_campaign]
    return campaigns_of([same_letter(*campaign)] if len(campaign) > 1 else [], responses, consultation)


CONSULTATION = Consultation("Lane", CODEBOOK, questions=(Question("Q1", "Agree?"),), campaign_responses=2)


def as_counted(people: list[Person]) -> list[Person]:
    """These people, of the campaign if that is told."""
    letters = campaigns(people, list(map(response_of, people)), CONSULTATION).documents
    return [person._replace(is_of_campaign=person.name in letters) for person in people]


def reported(people: list[Person], least: int) -> Report:
    responses = [response_of(person) for person in people]
    taken = [
        TakenPosition(p.name, "Q1", p.position or "unclear", bool(p.position), p.is_worded or not p.position)
        for p in people
        if p.position or p.has_words
    ]
    consultation = replace(CONSULTATION, suppress_below=least)
    letters = campaigns(people, responses, consultation)
    received = ledger([make_source(one.document.name) for one in responses], responses, ())
    return report(consultation, responses, {}, letters, received, sentences, positions=taken)


def printed(made: Report, people: list[Person]) -> list[list[Person]]:
    """Whom each printed figure counts, of those who are not named and not listed under it; each figure is checked."""
    found: list[tuple[int | None, list[Person], int]] = []
    for closed in made.closed_answers:
        told = {one.answer for one in closed.answers}
        rest = [p for p in people if set(p.answers) - told or (closed.is_silence_pooled and not p.answers)]
        for one in closed.answers:
            found.append((one.respondents, [p for p in people if one.answer in p.answers], 0))
        found.append((closed.pooled_respondents, rest, 0))
        found.append((closed.respondents, [p for p in people if p.answers], 0))
        found.append((closed.unanswered, [p for p in people if not p.answers], 0))
    group = next(group for group in made.answered if group.name == "Q1")
    found.append((group.chose, [p for p in people if p.answers], 0))
    in_words = [p for p in people if p.has_words]
    found.append((group.responses, [p for p in people if p.answers and not p.has_words], len(in_words)))
    for tally in made.positions:
        chosen = [p for p in people if p.position]
        found.append((tally.chosen, chosen, 0))
        hidden = [p for p in chosen if not p.is_shown]
        others = [p for p in people if p.is_shown or (not p.position and p.has_words)]
        outside = [p for p in others if not p.is_of_campaign]
        found.append((tally.respondents, hidden, len(others)))
        found.append((tally.without_of, [p for p in hidden if not p.is_of_campaign], len(outside)))
        for count in tally.counts:
            those = [p for p in hidden if p.position == count.key]
            beside = [sum((p.position or "unclear") == count.key for p in group) for group in (others, outside)]
            found.append((count.respondents, those, beside[0]))
            found.append((count.without, [p for p in those if not p.is_of_campaign], beside[1]))
            if count.share is not None:
                found.append((tally.respondents, hidden, len(others)))
    for figure, counted, beside in found:
        assert figure is None or figure == len(counted) + beside, (figure, counted)
    return [[p for p in counted if p.publish is not Publish.YES] for figure, counted, _ in found if figure is not None]


people = st.lists(
    st.builds(
        lambda publish, answers, words, worded, campaign: (publish, answers, words, worded and words, campaign),
        st.sampled_from([*Publish, Publish.ANONYMOUS]),
        st.sampled_from(ANSWERS),
        st.booleans(),
        st.booleans(),
        st.sampled_from([False, False, False, True]),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(people, st.lists(st.integers(1, 9), min_size=6, max_size=6), st.integers(2, 5))
def test_no_cell_of_few_unnamed_people_follows_from_all_that_is_printed(
    kinds: list[tuple[Publish, tuple[str, ...], bool, bool, bool]], sizes: list[int], least: int
) -> None:
    persons = [
        Person(f"{k}-{n}.txt", *kind)
        for k, (kind, size) in enumerate(zip(kinds, sizes, strict=False))
        for n in range(size)
    ]
    # Named people carry their own words: their positions stand beside these.
    persons = [p._replace(has_words=True, is_worded=True) if p.publish is Publish.YES else p for p in persons]
    persons = as_counted(persons)
    figures = printed(reported(persons, least), persons)
    unnamed = [p for p in persons if p.publish is not Publish.YES]
    cells = sorted({tuple(p in one for one in figures) + p.known for p in unnamed})
    holding = [[p for p in unnamed if tuple(p in one for one in figures) + p.known == cell] for cell in cells]
    groups = [[float(cell[len(figures) :] == known) for cell in cells] for known in {p.known for p in unnamed}]
    rows = [[float(cell[n]) for cell in cells] for n in range(len(figures))] + groups
    if not cells:
        return
    unseen = np.eye(len(cells)) - np.linalg.pinv(np.array(rows)) @ np.array(rows)
    chosen = np.array([[float(number >> n & 1) for n in range(len(cells))] for number in range(1, 2 ** len(cells))])
    for subset in chosen[np.abs(chosen @ unseen).max(axis=1) < 1e-9]:
        members = [p for n, cell in enumerate(holding) if subset[n] for p in cell]
        is_hidden = any(not p.is_shown for p in members)
        is_public = {p.known for p in members}.isdisjoint(p.known for p in unnamed if p not in members)
        assert not is_hidden or len(members) >= least or is_public, (members, figures)


def test_every_figure_is_told_where_nobody_is_few() -> None:
    persons = [
        Person(f"{answer}-{n}.txt", Publish.ANONYMOUS, answers, False, False, False)
        for answer, answers in (("yes", ("Yes",)), ("no", ("No",)), ("none", ()))
        for n in range(6)
    ]
    made = reported(persons, 5)
    assert [one.respondents for one in made.closed_answers[0].answers] == [6, 6]
    assert [count.respondents for count in made.positions[0].counts] == [6, 6, 0, 0]
    assert (made.positions[0].respondents, made.positions[0].chosen, made.closed_answers[0].unanswered) == (12, 12, 6)
    group = made.answered[0]
    assert (group.responses, group.chose, group.in_words) == (12, 12, 0)


def test_what_chose_an_answer_without_a_position_is_not_told_by_the_two_tables() -> None:
    kinds = [("Yes", 9), ("No", 9), ("Weekly", 2)]
    persons = [
        Person(f"{answer}-{n}.txt", Publish.ANONYMOUS, (answer,), False, False, False)
        for answer, size in kinds
        for n in range(size)
    ]
    made = reported(persons, 5)
    (closed,), (tally,) = made.closed_answers, made.positions
    told = [count.respondents for count in tally.counts]
    assert (len(closed.answers), closed.pooled, closed.pooled_respondents) == (1, 2, 11)
    assert sorted(count for count in told if count) == [9], "the other would leave two of the eleven"
    assert tally.respondents is None
