"""Disclosure: of whom what is told, and no count of few people follows from the counts that are printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.model import Publish, SegmentKind
from analysis.tally.privacy.disclosure import in_figures, numbered, numbered_for_good, pooled
from tests.builders import make_response

A, B, C, D = (
    make_response(name, ["A point."], publish=publish)
    for name, publish in (
        ("a", Publish.YES),
        ("b", Publish.NO),
        ("c", Publish.ANONYMOUS),
        ("d", Publish.NO),
    )
)


def test_numbers_have_no_gap_and_stay_when_who_is_not_listed_goes_last() -> None:
    assert numbered([A, B, C, D]) == {"a": 1, "c": 2}
    ordered = numbered_for_good([A, B, C, D], ())
    assert [(one.document.name, one.label) for one in ordered] == [("a", "R1"), ("c", "R2"), ("b", "W1"), ("d", "W2")]
    assert numbered(ordered) == numbered([A, B, C, D])


@pytest.mark.parametrize(
    ("same", "ticks", "counted"),
    [
        (False, [], (5, 5)),
        (True, [], (0, 0)),
        (True, [(SegmentKind.ANSWER, "Yes")], (5, 0)),
    ],
)
def test_withheld_letters_that_are_alike_are_in_no_base_unless_something_else_of_them_counts(
    same: bool, ticks: list[tuple[SegmentKind, str]], counted: tuple[int, int]
) -> None:
    letters = [make_response(f"{n}", ["A point.", *ticks], publish=Publish.NO) for n in range(5)]
    themes = {
        next(iter(one.points)).key: frozenset({"cost" if same or n else "noise"}) for n, one in enumerate(letters)
    }
    kept = in_figures([A, *letters], 5, lambda point: themes[point])
    assert (len(kept) - 1, sum(1 for one in kept for _ in one.points) - 1) == counted


class Office:
    """A workspace as far as numbers go: responses with their consent, who is out, and what reports have said."""

    def __init__(self) -> None:
        self.responses: dict[str, Publish] = {}
        self.out: set[str] = set()
        self.given: list[tuple[str, int]] = []
        self.listed: dict[int, str] = {}
        """Who was listed in a report under each number: what a reader of all reports knows."""

    def act(self, action: str, name: str) -> None:
        if action == "add":
            self.responses.setdefault(name, Publish.YES)
        elif action in ("withhold", "allow") and name in self.responses:
            self.responses[name] = Publish.NO if action == "withhold" else Publish.YES
        elif action == "out":
            self.out.add(name)
        elif action == "back":
            self.out.discard(name)
        elif action == "erase" and self.responses.pop(name, None):
            self.given = [("" if document == name else document, number) for document, number in self.given]
            self.listed = {number: "" if known == name else known for number, known in self.listed.items()}
            self.out.discard(name)

    def report(self) -> None:
        present = [
            make_response(name, ["A point."], publish=publish)
            for name, publish in self.responses.items()
            if name not in self.out
        ]
        ordered = numbered_for_good(present, self.given)
        labels, public = [one.label for one in ordered], numbered(ordered)
        assert len(set(labels)) == len(labels)
        for name, number in public.items():
            assert self.listed.setdefault(number, name) == name, "a number is nobody else's, ever"
        for name, number in public.items():
            assert [other for other, known in self.listed.items() if known == name] == [number], "it never moves"
        gaps = set(range(1, max(public.values(), default=0))) - set(public.values())
        assert gaps <= self.listed.keys(), "a gap tells of nobody whom no report has listed"
        self.given += [
            (one.document.name, one.number) for one in ordered if (one.document.name, one.number) not in self.given
        ]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["add", "add", "withhold", "allow", "out", "back", "erase", "report"]),
            st.sampled_from("abcdef"),
        ),
        max_size=40,
    )
)
def test_a_number_that_a_report_has_printed_is_that_response_s_for_good(done: list[tuple[str, str]]) -> None:
    office = Office()
    for action, name in done:
        office.act(action, name)
        if action == "report":
            office.report()
    office.report()


@pytest.mark.parametrize(
    ("given_by", "silent", "named", "answers", "rest"),
    [
        ({"Yes": 9, "No": 6}, 0, 0, {"Yes": 9, "No": 6}, (0, False, None, 15)),
        ({"Yes": 9, "No": 6}, 5, 0, {"Yes": 9, "No": 6}, (0, False, None, 15)),
        ({"Yes": 9, "No": 6, "Maybe": 2}, 0, 0, {"Yes": 9}, (2, False, 8, 17)),
        ({"Yes": 9, "No": 3, "Maybe": 2}, 0, 0, {"Yes": 9}, (2, False, 5, 14)),
        ({"Yes": 9, "No": 6}, 3, 0, {"Yes": 9}, (1, True, 9, None)),
        ({"Yes": 9, "No": 3}, 2, 0, {"Yes": 9}, (1, True, 5, None)),
        ({"Yes": 4}, 0, 0, {}, (1, False, None, None)),
        ({"Yes": 2, "No": 2}, 0, 0, {}, (2, False, None, None)),
        ({"Yes": 3, "No": 3}, 0, 0, {}, (2, False, 6, 6)),
        ({"Yes": 2}, 0, 2, {"Yes": 2}, (0, False, None, 2)),
        ({}, 0, 0, {}, (0, False, None, 0)),
        ({"Yes": 3, "No": 2}, 1, 5, {"Yes": 3, "No": 2}, (0, True, None, None)),
    ],
)
def test_answers_of_too_few_are_pooled_with_the_next_rarest(
    given_by: dict[str, int],
    silent: int,
    named: int,
    answers: dict[str, int],
    rest: tuple[int, bool, int | None, int | None],
) -> None:
    found = {answer: [f"{answer}{n}" for n in range(count)] for answer, count in given_by.items()}
    who = [name for names in found.values() for name in names]
    made = pooled(found, [*who, *(f"silent{n}" for n in range(silent))], who[:named], 5)
    assert dict(made.answers) == answers
    assert (made.pooled, made.is_silence_pooled, made.pooled_respondents, made.respondents) == rest


def test_of_answers_that_may_be_given_together_one_is_told_as_long_as_none_follows() -> None:
    bus = {f"r{n}" for n in range(20)}
    tram = {f"r{n}" for n in range(10, 32)}
    made = pooled({"Bus": bus, "Tram": tram}, bus | tram | {"r40", "r41"}, (), 5)
    assert dict(made.answers) == {"Bus": 20, "Tram": 22}, "how many gave both is not told, so none follows"
    assert (made.is_silence_pooled, made.respondents) == (True, None)
    assert made.pooled_respondents is None


people = st.integers(0, 30).map(str)
answers = st.dictionaries(st.sampled_from("abcdef"), st.sets(people, min_size=1, max_size=12), max_size=6)


@given(answers, st.sets(people), st.sets(people), st.integers(1, 8))
def test_whatever_is_told_is_of_nobody_unnamed_or_of_enough(
    given_by: dict[str, set[str]], others: set[str], named: set[str], least: int
) -> None:
    gave = set[str]().union(*given_by.values())
    made = pooled(given_by, gave | others, named, least)
    told = dict(made.answers)
    assert len(told) + made.pooled == len(given_by)
    known = [given_by[answer] for answer in told]
    if made.pooled_respondents is not None:
        rest = set[str]().union(*(who for answer, who in given_by.items() if answer not in told))
        known.append(rest | (others - gave if made.is_silence_pooled else set()))
        assert made.pooled_respondents == len(known[-1])
    if made.respondents is not None:
        assert made.respondents == len(gave)
        known += [gave, others - gave]
    assert all(len(who - named) == 0 or len(who - named) >= least for who in known)
    if least == 1:
        assert made.pooled == 0
        assert made.respondents is not None
