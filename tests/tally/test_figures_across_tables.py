"""Figures across tables: no suppressed cell of a report follows from all that its tables and its texts tell."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from analysis.model import (
    TAKEN_OUT,
    Codebook,
    Consultation,
    Publish,
    Question,
    ResolvedCoding,
    Response,
    Segment,
    SegmentKind,
    Skipped,
    Theme,
)
from analysis.tally.count import report
from analysis.tally.passages.letters import campaigns_of
from analysis.tally.privacy.told_positions import TakenPosition
from analysis.tally.questions.closed_columns import NOT_ANSWERED as NO_ANSWER
from analysis.tally.questions.closed_columns import WITHOUT_CAMPAIGNS
from analysis.tally.questions.crossing import NOT_ANSWERED, OTHERS, OTHERS_OR_NONE
from analysis.tally.received.reconciliation import ledger
from analysis.tally.report import Report
from analysis.tally.theme_tallies import NO_QUESTION
from tests.builders import make_coding, make_response, make_source, same_letter, sentences, with_segments
from tests.share import examples

THEMES = ("a", "b", "c")
CODEBOOK = Codebook(tuple(Theme(key, key.upper(), f"About {key}.") for key in THEMES))
TYPES = ("council", "resident", "charity", "school")
ANSWERS = ("", "Yes", "No", "Never", "Not sure")
POSITIONS = {"Yes": "support", "No": "oppose", "Never": "oppose", "Not sure": "unclear", "": ""}


class Person(NamedTuple):
    """Somebody with what a reader sees of them, if they are listed, and the answer that a reader must not see."""

    name: str
    answer: str
    type: str
    themes: tuple[str, ...]
    is_at_question: bool
    publish: Publish
    is_worded: bool = False
    is_of_campaign: bool = False

    @property
    def is_shown(self) -> bool:
        """Whether the position of the answer stands beside the text, whose words say it too."""
        return bool(self.answer) and self.publish is not Publish.NO and (self.is_worded or self.publish is Publish.YES)

    @property
    def possible(self) -> tuple[str, ...]:
        """The answers that they may have given, as far as a reader sees: that beside their name, or one of the position
        that is shown; nothing where none stands beside their text."""
        if self.publish is Publish.YES or (self.publish is not Publish.NO and not self.answer):
            return (self.answer,)
        if self.is_shown:
            return tuple(answer for answer in ANSWERS[1:] if POSITIONS[answer] == POSITIONS[self.answer])
        return ANSWERS if self.publish is Publish.NO else ANSWERS[1:]

    @property
    def answers_seen(self) -> tuple[str, ...]:
        """The answers that they may have chosen, as a reader knows that they chose one, or may have."""
        return tuple(filter(None, self.possible))

    def is_known(self, given: frozenset[str]) -> bool:
        """Whether a reader sees what they answered, of the answers that anybody has given."""
        return (self.is_shown or not self.answer) and len(given.intersection(self.possible)) == 1

    @property
    def written(self) -> str:
        """The position that their words say, where they chose no answer and are listed: a reader sees it."""
        return "" if self.answer or self.publish is Publish.NO else ("oppose" if self.type == "council" else "mixed")

    @property
    def question(self) -> str | None:
        """The question that they answer in words, or none in particular."""
        return "Q1" if self.is_at_question else None


def response_of(person: Person) -> Response:
    parts: list[tuple[SegmentKind, str] | str] = [(SegmentKind.ANSWER, person.answer)] if person.answer else []
    question = "Q1" if person.is_at_question else None
    made = make_response(
        person.name, [*parts, "The lane is narrow."], publish=person.publish, question=question, type=person.type
    )

    def asked(segments: list[Segment]) -> None:
        segments[:] = [replace(s, question="Q1") if s.kind is SegmentKind.ANSWER else s for s in segments]

    return with_segments(made, asked)


def reported(people: list[Person], least: int, taken_out: Sequence[Person] = ()) -> Report:
    responses = [response_of(person) for person in people]
    codings = {
        point.key: ResolvedCoding(make_coding(point.key, person.themes))
        for person, response in zip(people, responses, strict=True)
        for point in response.points
    }
    consultation = Consultation(
        "Lane",
        CODEBOOK,
        questions=(Question("Q1", "Agree?", answers=ANSWERS[1:]),),
        suppress_below=least,
        campaign_responses=2,
        respondent_types=("council", "resident"),
    )
    taken = [TakenPosition(p.name, "Q1", POSITIONS[p.answer], True, p.is_worded) for p in people if p.answer]
    taken += [TakenPosition(p.name, p.question, p.written) for p in people if p.written]
    skipped = [Skipped(p.name, TAKEN_OUT, "Sent twice.", is_response=True) for p in taken_out]
    names = [*(one.document.name for one in responses), *(one.name for one in skipped)]
    received = ledger(map(make_source, names), responses, skipped)
    sent = [one for person, one in zip(people, responses, strict=True) if person.is_of_campaign]
    letters = campaigns_of([same_letter(*sent)] if len(sent) > 1 else [], responses, consultation)
    return report(consultation, responses, codings, letters, received, sentences, positions=taken)


Cell = frozenset[tuple[str, str]]
"""People, each with an answer that they may have given."""


def cell(people: list[Person], *answers: str) -> Cell:
    return frozenset((person.name, answer) for person in people for answer in answers)


def protected(people: list[Person], least: int) -> list[Person]:
    """Whom a count of few could lead to: who refused publication, and those who are not named, if of their type few
    are, and it is no word for anybody."""
    unnamed = Counter(p.type for p in people if p.publish is Publish.ANONYMOUS and p.type != "resident")
    apart = [kind for kind, size in unnamed.items() if size < least]
    return [p for p in people if p.publish is Publish.NO or (p.publish is Publish.ANONYMOUS and p.type in apart)]


def unseen(people: list[Person]) -> list[Person]:
    """Who gave an answer that a reader does not see."""
    given = frozenset(p.answer for p in people)
    return [p for p in people if not p.is_known(given)]


def are_alike(people: list[Person]) -> bool:
    """Whether all of these took one position by what they chose."""
    return len({POSITIONS[p.answer] for p in people}) == 1


def alike(people: list[Person], least: int) -> list[Person]:
    """Who refused publication and chose an answer, where they are many and all took one position."""
    refusing = [p for p in people if p.publish is Publish.NO and p.answer]
    return refusing if len(refusing) >= least > 1 and are_alike(refusing) else []


def hiding(people: list[Person], least: int) -> list[Person]:
    """Who chose an answer that a reader does not see, of so many and so different ones that they hide each other."""
    hidden = uncertain(people, least)
    return hidden if len(hidden) >= least and not (least > 1 and are_alike(hidden)) else []


def uncertain(people: list[Person], least: int) -> list[Person]:
    """Who chose an answer that a reader does not see, without those whose answer follows."""
    hidden = choosing(people, least)
    while certain := certain_of(hidden, least):
        hidden = [p for p in hidden if p not in certain]
    return hidden


def certain_of(people: list[Person], least: int) -> list[Person]:
    """Who of these gave an answer that follows from the counts of all their answers: few of whom the same is seen, and
    with whom nobody could have exchanged it."""
    kinds = Counter((p.answers_seen, p.answer) for p in people)
    return [
        p
        for p in people
        if kinds[p.answers_seen, p.answer] < least
        and not any(o != p.answer and o in p.answers_seen and p.answer in seen for seen, o in kinds)
    ]


def choosing(people: list[Person], least: int) -> list[Person]:
    same = alike(people, least)
    return [p for p in unseen(people) if p.answer and p not in same]


def few(people: list[Person], least: int) -> list[Person]:
    """Who is in no figure of the question: those who refused and chose alike, those whose answer follows, and those
    whom nothing hides, if they are few or protected."""
    hidden, apart = hiding(people, least), protected(people, least)
    rest = uncertain(people, least)
    untold = [] if hidden else [p for p in rest if len(rest) < least or p in apart]
    return [*alike(people, least), *(p for p in choosing(people, least) if p not in rest or p in untold)]


def wordless(people: list[Person], least: int) -> list[Person]:
    """Who refused publication and whose words are in no figure."""
    refusing = [p for p in people if p.publish is Publish.NO]
    sizes = Counter(p.is_at_question for p in refusing)
    many = [p for p in refusing if sizes[p.is_at_question] >= least]
    is_same = least > 1 and many and set.intersection(*(set(p.themes) for p in many))
    return refusing if is_same else [p for p in refusing if p not in many]


def in_any_figure(people: list[Person], least: int) -> list[Person]:
    """All, but for who refused publication where they are few, or no word and no answer of theirs is in a figure."""
    refusing, silent = [p for p in people if p.publish is Publish.NO], wordless(people, least)
    is_in = len(refusing) >= least and any(p.answer or p not in silent for p in refusing)
    return [p for p in people if is_in or p not in refusing]


def tables(made: Report, everybody: list[Person]) -> Iterator[tuple[Cell, int | None]]:
    """Every cell of every table that counts answers, with what is told of it."""
    unheard = {p.name for p in wordless(everybody, made.suppress_below)}
    everybody = [p._replace(themes=()) if p.name in unheard else p for p in everybody]
    left_out = few(everybody, made.suppress_below)
    people = [p for p in everybody if p not in left_out]
    listed = [p for p in people if p.publish is not Publish.NO]
    for closed in made.closed_answers:
        told = {one.answer: one.respondents for one in closed.answers}
        untold = [answer for answer in ANSWERS[1:] if answer not in told]
        rest = [*untold, *([""] if closed.is_silence_pooled else [])]
        yield from ((cell(people, answer), told.get(answer)) for answer in ANSWERS[1:])
        yield cell(people, *rest), closed.pooled_respondents if rest else None
        yield cell(people, *ANSWERS[1:]), closed.respondents
        yield cell(people, ""), closed.unanswered
        for table in made.closed_by_column:
            for n, column in enumerate(table.columns):
                of_type = of_column(column.name, people)
                apart = TYPES if column.types > 1 else ()
                silent = [[p for p in of_type if p.type == kind and not p.is_shown] for kind in apart]
                yield from ((cell(some, answer), None) for some in silent for answer in ANSWERS[1:])
                for row in table.rows:
                    answers = [{NO_ANSWER: ""}.get(row.answer, row.answer)] if row.answer else rest
                    yield cell(of_type, *answers), row.cells[n]
    for crossing in made.crossings:
        names = [column.name for column in crossing.columns]
        others = [a for a in ANSWERS if (a or NOT_ANSWERED) not in names]
        for row in crossing.rows:
            raising = [p for p in people if row.key in p.themes]
            for name, found in zip(names, row.cells, strict=True):
                answers = others if name in (OTHERS, OTHERS_OR_NONE) else [{NOT_ANSWERED: ""}.get(name, name)]
                yield cell(raising, *answers), found.respondents
    for theme in made.themes:
        for stands in theme.positions:
            raising = [p for p in listed if theme.theme.key in p.themes and (p.question or "") == stands.key]
            beside = [p for p in raising if p.written or (p.is_shown and p.question)]
            assert stands.told == len(beside)
            for count in stands.counts:
                assert count.respondents == sum((p.written or POSITIONS[p.answer]) == count.key for p in beside)
    yield from positions(made, people)
    for group in made.answered:
        in_words = [p for p in everybody if (p.question or NO_QUESTION) == group.name and p.name not in unheard]
        others = [p for p in everybody if p not in in_words and group.name == "Q1"]
        yield cell(in_words, *ANSWERS) | cell(others, *ANSWERS[1:]), group.responses
        yield cell(everybody if group.name == "Q1" else [], *ANSWERS[1:]), group.chose


def of_column(name: str, people: list[Person]) -> list[Person]:
    """Who is in a column of answers by type, or of types together."""
    of_types = re.split(", | and ", name)
    listed = [p for p in people if p.publish is not Publish.NO]
    return without(people) if name == WITHOUT_CAMPAIGNS else [p for p in listed if p.type in of_types]


def without(people: list[Person]) -> list[Person]:
    return [p for p in people if not p.is_of_campaign]


def positions(made: Report, people: list[Person]) -> Iterator[tuple[Cell, int | None]]:
    """The positions, with their totals and those whose words say them, each of whom is listed."""
    for tally in made.positions:
        chose = people if tally.key else []
        worded = [p for p in people if p.written and (p.question or "") == tally.key]
        yield cell(chose, *ANSWERS[1:]) | cell(worded, ""), tally.respondents
        if made.letters:
            yield cell(without(chose), *ANSWERS[1:]) | cell(without(worded), ""), tally.without_of
        for count in tally.counts:
            answers = [a for a, position in POSITIONS.items() if a and position == count.key]
            yield cell(chose, *answers) | cell([p for p in worded if p.written == count.key], ""), count.respondents
            if made.letters:
                outside = cell([p for p in without(worded) if p.written == count.key], "")
                yield cell(without(chose), *answers) | outside, count.without
            assert tally.key or count.respondents is not None, "what only words say is seen beside them"


def followed(found: list[tuple[Cell, int | None]], people: list[Person], least: int) -> list[Cell]:
    """The cells, told or not, of few of whom a reader should not see what they answered, and that follow.

    A count of all who gave an answer leads to nobody, if none in it is protected. Who refused publication is a cell,
    too.
    """
    same = alike(people, least)
    others = [p for p in unseen(people) if p not in same]
    hidden = others if hiding(people, least) else [p for p in few(people, least) if p not in same]
    if len({p.answer for p in people} - {""}) < 2 or len({p.answer for p in hidden}) < 2:
        return []  # all who chose anything chose the same, and that is told
    places = {place: n for n, place in enumerate(product((p.name for p in hidden), ANSWERS))}
    known = {(p.name, p.answer) for p in people if p not in hidden}
    apart = {p.name for p in protected(people, least)}
    answering = sum(bool(p.answer) for p in hidden)
    refusing = [p for p in people if p.publish is Publish.NO and p not in same]
    targets = [*(one for one, _ in found), *(cell(refusing, answer) for answer in ANSWERS[1:])]
    given = {(p.name, p.answer) for p in people}

    def row(one: Cell) -> np.ndarray:
        made_row = np.zeros(len(places))
        made_row[[places[place] for place in one if place in places]] = 1.0
        return made_row

    sums = [row(cell([p], *ANSWERS)) for p in hidden]
    totals = [1.0] * len(hidden)
    for one, count in found:
        if count is not None:
            assert count == len(one & given), (count, sorted(one)[:4], len(one & given))
            sums.append(row(one))
            totals.append(float(count - len(one & known)))
    possible = {p.name: p.possible for p in hidden}
    bounds = [(0, int(answer in possible[name])) for name, answer in places]
    limits = {"A_eq": np.array(sums), "b_eq": np.array(totals), "bounds": bounds}

    def is_open(members: Cell) -> bool:
        """Whether it may be told of few that they gave an answer: nobody else of the hidden did, and none is apart."""
        answers = {answer for _, answer in members}
        is_silence = answers == {""} and answering >= least
        is_all = all((p.name, p.answer) in members for p in hidden if p.answer in answers)
        return is_all and (is_silence or apart.isdisjoint(name for name, _ in members))

    chose = [p for p in refusing if p.answer and p in hidden]
    certain = [cell(chose, a) for a in ANSWERS[1:] if len(chose) >= least and len({p.answer for p in chose}) == 1]
    return certain + [
        one
        for one in targets
        if len({answer for name, answer in one if (name, answer) not in known}) == 1
        and 0 < len((one & given) - known) < least
        and not is_open((one & given) - known)
        and -linprog(-row(one), **limits).fun - linprog(row(one), **limits).fun < 0.5
    ]


Kind = tuple[str, str, tuple[str, ...], bool, Publish, bool, bool, int]

PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(ANSWERS),
        st.sampled_from(TYPES),
        st.lists(st.sampled_from(THEMES), max_size=3, unique=True).map(tuple),
        st.booleans(),
        st.sampled_from([*Publish, Publish.ANONYMOUS, Publish.ANONYMOUS]),
        st.booleans(),
        st.sampled_from([False, False, False, True]),
        st.integers(1, 9),
    ),
    min_size=2,
    max_size=9,
)


def with_parents(people: list[Person]) -> list[Person]:
    """These people, where who raises a theme raises those before it, of which it is a part."""
    return [p._replace(themes=THEMES[: 1 + THEMES.index(max(p.themes))] if p.themes else ()) for p in people]


def drawn(kinds: list[Kind]) -> list[Person]:
    """So many people of each kind; a campaign is of two who are listed or more."""
    people = [Person(f"{k}-{n}.txt", *kind) for k, (*kind, size) in enumerate(kinds) for n in range(size)]
    sent = [p.name for p in people if p.is_of_campaign and p.publish is not Publish.NO]
    return [p._replace(is_of_campaign=p.name in sent and len(sent) > 1) for p in people]


TIMES = int(os.environ.get("EVERYPOINT_ATTACKS", "1"))
"""How many times as many surveys are attacked as in every run."""


@settings(max_examples=examples(30 * TIMES), deadline=None)
@given(PEOPLE, st.integers(2, 5), st.booleans())
def test_no_suppressed_cell_follows_from_all_that_is_told(kinds: list[Kind], least: int, nested: bool) -> None:
    people = with_parents(drawn(kinds)) if nested else drawn(kinds)
    counted = in_any_figure(people, least)
    assert not followed(list(tables(reported(people, least), counted)), counted, least)


def test_who_answers_nothing_is_seen_and_does_not_hide_the_few_who_are_not_sure() -> None:
    kinds = [("Yes", 6, ("a",)), ("No", 23, ("a",)), ("Not sure", 3, ("a",)), ("", 5, ("a",)), ("", 7, ())]
    kinds += [("Yes", 6, ()), ("Not sure", 5, ())]
    people = [
        Person(f"{k}-{n}.txt", answer, "resident", themes, bool(answer), Publish.ANONYMOUS)
        for k, (answer, size, themes) in enumerate(kinds)
        for n in range(size)
    ]
    made = reported(people, 5)
    told = {
        column.name: cell.respondents
        for column, cell in zip(made.crossings[0].columns, made.crossings[0].rows[0].cells, strict=True)
    }
    assert told == {"Yes": None, "No": 23, "Not sure": None, NOT_ANSWERED: 5}


def test_a_cell_of_few_who_are_all_named_is_shown() -> None:
    kinds = [("Not sure", "council", 1, Publish.YES), ("", "council", 12, Publish.ANONYMOUS)]
    kinds += [("Yes", "resident", 6, Publish.ANONYMOUS), ("No", "resident", 6, Publish.ANONYMOUS)]
    people = [
        Person(f"{answer}-{n}.txt", answer, of_type, (), True, publish)
        for answer, of_type, size, publish in kinds
        for n in range(size)
    ]
    (table,) = reported(people, 5).closed_by_column
    (council,) = [n for n, column in enumerate(table.columns) if column.name == "council"]
    told = {row.answer: row.cells[council] for row in table.rows}
    assert (told["Not sure"], told[NO_ANSWER]) == (1, 12)


def test_the_only_answer_that_nobody_else_could_have_given_is_in_no_figure() -> None:
    answers = [*["No"] * 4, "Never", "Not sure"]
    people = [
        Person(f"{n}.txt", answer, "resident", ("a",), True, Publish.ANONYMOUS, answer != "Not sure")
        for n, answer in enumerate(answers)
    ]
    (closed,) = reported(people, 5).closed_answers
    assert ({one.answer: one.respondents for one in closed.answers}, closed.few) == ({"No": 4, "Never": 1}, 1)


@pytest.mark.parametrize(("few", "told"), [(2, [6, 5]), (5, [6, 5, 5])])
def test_few_whose_answer_would_follow_are_in_no_figure_and_counted_beside_it(few: int, told: list[int]) -> None:
    kinds = [("Yes", 6, Publish.YES), ("No", 5, Publish.YES), ("Not sure", few, Publish.ANONYMOUS)]
    people = [
        Person(f"{answer}-{n}.txt", answer, "resident", ("a",), True, publish)
        for answer, size, publish in kinds
        for n in range(size)
    ]
    made = reported(people, 5)
    (closed,) = made.closed_answers
    assert [one.respondents for one in closed.answers] == told
    assert (closed.of, closed.few, closed.is_suppressed) == (sum(told), 11 + few - sum(told), False)
    assert next(group.chose for group in made.answered if group.name == "Q1") == 11 + few
