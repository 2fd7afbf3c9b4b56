"""Told positions: of all that is printed of a question nothing follows of few people, on small random workspaces."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import combinations
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from analysis.model import Consultation, Letters, Publish, Question, Response, Segment, SegmentKind
from analysis.tally.count import report
from analysis.tally.passages.letters import campaigns_of
from analysis.tally.privacy.told_figures import Figure, ToldFigures
from analysis.tally.privacy.told_positions import TakenPosition, told_positions
from analysis.tally.received.account import ClosedQuestion
from analysis.tally.received.reconciliation import ledger
from analysis.tally.report import Report
from tests.builders import CODEBOOK, make_response, make_source, same_letter, sentences, with_segments
from tests.share import examples

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
        """Whether the position is listed, with the words that tell it."""
        return self.publish is not Publish.NO and (self.is_worded if self.position else self.has_words)

    @property
    def cell(self) -> tuple[tuple[bool, bool, bool], tuple[str, ...]]:
        """What a reader sees of somebody, and what may not be told of them."""
        return self.known, self.answers

    @property
    def known(self) -> tuple[bool, bool, bool]:
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


Counts = Callable[[Person], bool]


def is_seen(p: Person) -> bool:
    """Whether a reader sees what somebody answered: it is beside their name, its position beside words that say it too,
    or nothing is beside their text."""
    is_beside = p.publish is Publish.YES or not p.answers or (p.is_shown and p.position is not None)
    return p.publish is not Publish.NO and is_beside


def printed(made: Report, people: list[Person]) -> list[Counts]:
    """Whom each printed figure counts, but for those of whom it is seen; each figure is checked."""
    (closed,) = made.closed_answers or (ClosedQuestion("Q1", "", ()),)
    told = {one.answer for one in closed.answers}
    group = next(group for group in made.answered if group.name == "Q1")
    in_words = sum(p.has_words for p in people)
    found: list[tuple[int | None, Counts, int]] = [
        *((one.respondents, partial(gave, one.answer), 0) for one in closed.answers),
        (
            closed.pooled_respondents,
            lambda p: bool(set(p.answers) - told or (closed.is_silence_pooled and not p.answers)),
            0,
        ),
        (closed.respondents, lambda p: bool(p.answers), 0),
        (closed.unanswered if made.closed_answers else None, lambda p: not p.answers, 0),
        (group.chose, lambda p: bool(p.answers), 0),
        (group.responses, lambda p: bool(p.answers and not p.has_words), in_words),
    ]
    for tally in made.positions:
        others = [p for p in people if not is_counted(p) and (p.is_shown or (not p.position and p.has_words))]
        outside = [p for p in others if not p.is_of_campaign]
        found += [
            (tally.chosen, lambda p: bool(p.position), 0),
            (tally.respondents, is_counted, len(others)),
            (tally.without_of, lambda p: is_counted(p) and not p.is_of_campaign, len(outside)),
        ]
        for count in tally.counts:
            beside = [sum((p.position or "unclear") == count.key for p in group) for group in (others, outside)]
            found += [
                (count.respondents, partial(takes, count.key), beside[0]),
                (count.without, partial(takes_outside, count.key), beside[1]),
            ]
            assert count.share is None or tally.respondents is not None, "it would tell the total"
    for figure, counts, beside in found:
        assert figure is None or figure == sum(map(counts, people)) + beside
    return [counts for figure, counts, _ in found if figure is not None]


def gave(answer: str, p: Person) -> bool:
    return answer in p.answers


def is_counted(p: Person) -> bool:
    """Whether a position is chosen and stands beside no text."""
    return p.position is not None and not p.is_shown


def takes(position: str, p: Person) -> bool:
    return is_counted(p) and p.position == position


def takes_outside(position: str, p: Person) -> bool:
    return takes(position, p) and not p.is_of_campaign


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


@settings(max_examples=examples(60))
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
    # What those write who refused is another test's: tests/exporting/test_withheld_words.py.
    persons = [p._replace(has_words=False, is_worded=False) if p.publish is Publish.NO else p for p in persons]
    refused = sum(p.publish is Publish.NO for p in persons)
    # So few are in no figure (test_report has that).
    persons = as_counted([p for p in persons if p.publish is not Publish.NO or refused >= least])
    made = reported(persons, least)
    if any(one.few for one in made.closed_answers) or not (made.closed_answers or refused == 0):
        return  # nothing hides what some chose, so that figures leave them out (test_figures_across_tables has that)
    masked = [p for p in persons if p.publish is Publish.ANONYMOUS and p.position and not p.is_shown]
    if not made.closed_answers and 0 < len(masked) < least:
        return  # they are in no count of positions (test_positions has that)
    figures = printed(made, persons)
    unnamed = [p for p in persons if not is_seen(p)]
    if len(unnamed) < least:
        return  # nothing hides so few, of whom none refused (ADR 78)
    kinds_of = sorted({p.known for p in unnamed})
    # A reader takes it that anybody could have given any answer, also who is listed by their words (ADR 47).
    possible = {(known, answers) for known in kinds_of for answers in ANSWERS}
    cells = sorted(possible)
    holding = [[p for p in unnamed if p.cell == cell] for cell in cells]
    types = [Person("", Publish.ANONYMOUS, answers, known[0], known[2], known[1]) for known, answers in cells]
    rows = [[float(counts(p)) for p in types] for counts in figures]
    rows += [[float(known == one) for known, _ in cells] for one in kinds_of]
    is_silence_told = sum(bool(p.answers) for p in unnamed) >= least  # it is no answer (ADR 78)
    small = [n for n, held in enumerate(holding) if 0 < len(held) < least and (cells[n][1] or not is_silence_told)]
    for size in range(1, least):
        for chosen in combinations(small, size):
            members = [p for n in chosen for p in holding[n]]
            is_public = {p.known for p in members}.isdisjoint(p.known for p in unnamed if p not in members)
            is_open = is_public or all(p.is_shown for p in members) or leads_to_nobody(members, unnamed)
            if len(members) < least and not is_open:
                assert not is_recovered(rows, chosen, [bool(held) for held in holding]), members


def leads_to_nobody(members: list[Person], unnamed: list[Person]) -> bool:
    """Whether these are all who gave some answers, and none of them refused publication: nothing tells who they are."""
    answers = {p.answers for p in members}
    return all((p in members) == (p.answers in answers) for p in unnamed) and Publish.NO not in {
        p.publish for p in members
    }


def is_recovered(rows: list[list[float]], chosen: tuple[int, ...], is_held: list[bool]) -> bool:
    """Whether a sum or difference of the rows counts just those of the chosen cells, with none that holds nobody
    taken off."""
    columns = np.array(rows).T
    held = np.array(is_held)
    aim = np.array([float(n in chosen) for n in range(len(held))])
    limits = {"A_eq": columns[held], "b_eq": aim[held], "bounds": (None, None)}
    if not held.all():
        limits |= {"A_ub": -columns[~held], "b_ub": np.zeros(int((~held).sum()))}
    return bool(linprog(np.zeros(columns.shape[1]), **limits).status == 0)


@pytest.mark.parametrize(("refused", "told"), [([], {"support", "oppose", "mixed", "unclear"}), ([0], {"oppose"})])
def test_a_position_of_few_that_leads_to_nobody_hides_no_other(refused: list[int], told: set[str]) -> None:
    names = [f"{n}.txt" for n in range(20)]
    answers = Figure(frozenset(names[:10])), Figure(frozenset(names[10:]))
    protected = frozenset(names[n] for n in refused)
    before = ToldFigures(frozenset(names), 5, protected=protected).adding(*answers)
    assert before
    chosen_by = {"support": names[1:10], "oppose": names[10:], "mixed": names[:1], "unclear": []}
    made = told_positions(chosen_by, {"support", "oppose", "mixed"}, before, ())
    assert (set(made.positions), made.has_total) == (told, True)


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


def test_how_many_answer_is_told_where_the_positions_are_of_as_many() -> None:
    persons = [
        Person(f"{answer}-{n}.txt", Publish.ANONYMOUS, (answer,), n > 0 or answer == "No", False, False)
        for answer in ("Yes", "No")
        for n in range(9)
    ]
    made = reported(persons, 5)
    assert (made.positions[0].respondents, made.answered[0].in_words) == (18, 17)
    assert made.answered[0].responses == 18, "one ticked and wrote nothing: the total of the positions tells it"


def test_what_chose_an_answer_without_a_position_is_not_told_by_the_two_tables() -> None:
    kinds = [("Yes", 9), ("No", 9), ("Weekly", 2)]
    persons = [
        Person(f"{answer}-{n}.txt", Publish.ANONYMOUS, (answer,), False, False, False)
        for answer, size in kinds
        for n in range(size)
    ]
    persons = [p._replace(publish=Publish.NO) if p.answers == ("Weekly",) or p.name[-5] < "2" else p for p in persons]
    made = reported(persons, 5)
    (closed,), (tally,) = made.closed_answers, made.positions
    told = [count.respondents for count in tally.counts]
    assert (len(closed.answers), closed.pooled, closed.pooled_respondents) == (1, 2, 11)
    assert sorted(count for count in told if count) == [9], "the other would leave two of the eleven"
    assert tally.respondents is None


def test_who_is_seen_to_answer_without_words_is_in_the_total_however_few() -> None:
    persons = [
        Person(f"{kind}-{n}.txt", publish, answers, not answers, False, False)
        for kind, publish, answers, size in (
            ("wrote", Publish.ANONYMOUS, (), 9),
            ("withheld", Publish.NO, (), 6),
            ("none", Publish.ANONYMOUS, ("Yes",), 2),
        )
        for n in range(size)
    ]
    group = reported(persons, 5).answered[0]
    assert (group.responses, group.in_words, group.chose) == (17, 15, 2), "15 and 2 would tell it"
