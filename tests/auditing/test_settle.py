"""Settling: whose coding of a point counts."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.auditing import settle
from analysis.model import Coder, CoderKind, Coding, Outcome, PointKey
from tests.builders import MACHINE, make_coding, person

POINT = PointKey("a.txt", 0, 10)
ANNA, BEN, CHIEF = person("anna"), person("ben"), person("chief", CoderKind.ADJUDICATOR)
OTHER_MACHINE = Coder("m2", CoderKind.MACHINE, "machine")


def says(by: Coder, *themes: str, point: PointKey = POINT) -> Coding:
    return make_coding(point, themes, by=by)


def cannot_tell(by: Coder) -> Coding:
    return make_coding(POINT, by=by, outcome=Outcome.CANNOT_TELL)


def outcome(*codings: Coding) -> tuple[str, set[str], bool] | None:
    """Who counts, what they say, and whether it is disputed."""
    choice = settle(codings, MACHINE.id).get(POINT)
    return choice and (choice.coding.coder.kind.value, set(choice.coding.themes), choice.disputed)


M = says(MACHINE, "m")
A, B = says(ANNA, "a"), says(BEN, "b")


@pytest.mark.parametrize(
    ("codings", "expected"),
    [
        pytest.param([M], ("machine", {"m"}, False), id="the machine alone"),
        pytest.param([M, A], ("human", {"a"}, False), id="one person"),
        pytest.param([M, A, says(BEN, "a")], ("human", {"a"}, False), id="people who agree"),
        pytest.param([M, A, B], ("machine", {"m"}, True), id="people who do not"),
        pytest.param([M, A, says(BEN)], ("machine", {"m"}, True), id="no theme is a judgement too"),
        pytest.param([M, says(ANNA), says(BEN)], ("human", set(), False), id="they agree on no theme"),
        pytest.param([M, A, B, says(CHIEF, "c")], ("adjudicator", {"c"}, False), id="adjudicated"),
        pytest.param([M, says(CHIEF)], ("adjudicator", set(), False), id="adjudicated as no theme"),
        pytest.param([A, B], None, id="disputed, and no machine"),
        pytest.param([says(OTHER_MACHINE, "o")], None, id="another machine"),
        pytest.param([M, says(OTHER_MACHINE, "o")], ("machine", {"m"}, False), id="only the named machine"),
        pytest.param([M, A, B, says(BEN, "a")], ("human", {"a"}, False), id="a coder who came round"),
        pytest.param([M, says(MACHINE, "later")], ("machine", {"later"}, False), id="the machine's last"),
        pytest.param([M, A, cannot_tell(BEN)], ("human", {"a"}, False), id="one cannot tell"),
        pytest.param([M, cannot_tell(ANNA)], ("machine", {"m"}, False), id="nobody can tell"),
        pytest.param([M, A, cannot_tell(ANNA)], ("machine", {"m"}, False), id="no longer can tell"),
        pytest.param([M, A, cannot_tell(CHIEF)], ("human", {"a"}, False), id="an adjudicator who cannot tell"),
        pytest.param([cannot_tell(ANNA)], None, id="undecided, and no machine"),
        pytest.param([cannot_tell(MACHINE)], None, id="not even the machine"),
    ],
)
def test_whose_coding_counts(codings: list[Coding], expected: tuple[str, set[str], bool] | None) -> None:
    assert outcome(*codings) == expected


def test_the_last_adjudication_counts_also_of_one_who_adjudicated_before() -> None:
    first, second = CHIEF, person("deputy", CoderKind.ADJUDICATOR)
    assert outcome(says(first, "x"), says(second, "y"), says(first, "z")) == ("adjudicator", {"z"}, False)


def test_an_adjudication_stands_when_its_author_codes_as_one_of_the_people() -> None:
    both = person("chief")
    assert outcome(M, says(CHIEF, "c"), says(both, "a")) == ("adjudicator", {"c"}, False)


def test_points_are_settled_each_for_itself() -> None:
    other = PointKey("b.txt", 0, 10)
    settled = settle([M, A, B, says(MACHINE, "n", point=other), says(ANNA, "n", point=other)], MACHINE.id)
    assert settled[POINT].disputed
    assert not settled[other].disputed
    assert settle([], MACHINE.id) == {}


themes = st.frozensets(st.sampled_from(["x", "y"]))
outcomes = st.sampled_from([Outcome.CODED, Outcome.CODED, Outcome.CANNOT_TELL])
# At most one adjudicator: of two, the later counts, and so order matters by design.
voters = st.dictionaries(
    st.sampled_from([MACHINE, OTHER_MACHINE, ANNA, BEN, person("cleo"), CHIEF]), st.tuples(themes, outcomes), max_size=5
)


def told(codings: list[Coding]) -> tuple[str, set[str], bool] | None:
    return outcome(*codings)


@given(voters)
def test_the_order_of_the_coders_does_not_matter(votes: dict[Coder, tuple[frozenset[str], Outcome]]) -> None:
    codings = [make_coding(POINT, own, by=coder, outcome=how) for coder, (own, how) in votes.items()]
    assert all(told(list(order)) == told(codings) for order in permutations(codings))


@given(voters, st.lists(st.tuples(themes, outcomes), max_size=3))
def test_only_the_last_coding_of_a_coder_counts(
    votes: dict[Coder, tuple[frozenset[str], Outcome]], earlier: list[tuple[frozenset[str], Outcome]]
) -> None:
    codings = [make_coding(POINT, own, by=coder, outcome=how) for coder, (own, how) in votes.items()]
    before = [make_coding(POINT, own, by=c.coder, outcome=how) for c in codings for own, how in earlier]
    assert told([*before, *codings]) == told(codings)


@given(voters)
def test_a_dispute_falls_to_the_machine_and_what_cannot_be_told_never_counts(
    votes: dict[Coder, tuple[frozenset[str], Outcome]],
) -> None:
    codings = [make_coding(POINT, own, by=coder, outcome=how) for coder, (own, how) in votes.items()]
    choice = settle(codings, MACHINE.id).get(POINT)
    decided = [c for c in codings if c.outcome is Outcome.CODED]
    assert choice is None or choice.coding in decided
    people = {c.themes for c in decided if c.coder.kind is CoderKind.HUMAN}
    if choice and choice.disputed:
        assert choice.coding.coder == MACHINE
        assert len(people) > 1
    elif choice and choice.coding.coder == MACHINE:
        assert not people
