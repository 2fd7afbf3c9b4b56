"""Settling: whose coding of a point counts."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.auditing import resolve, translator
from analysis.model import Codebook, Coder, CoderKind, Coding, Evidence, Outcome, PointKey, ResolvedCoding, Theme
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
    choice = resolve(codings, MACHINE.id).get(POINT)
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
        pytest.param([cannot_tell(MACHINE)], ("machine", set(), False), id="the machine says that it cannot tell"),
        pytest.param([cannot_tell(MACHINE), A], ("human", {"a"}, False), id="a person decides what the machine cannot"),
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
    settled = resolve([M, A, B, says(MACHINE, "n", point=other), says(ANNA, "n", point=other)], MACHINE.id)
    assert settled[POINT].disputed
    assert not settled[other].disputed
    assert resolve([], MACHINE.id) == {}


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
    choice = resolve(codings, MACHINE.id).get(POINT)
    decided = [c for c in codings if c.outcome is Outcome.CODED]
    assert choice is None or choice.coding in decided
    people = {c.themes for c in decided if c.coder.kind is CoderKind.HUMAN}
    if choice and choice.disputed:
        assert choice.coding.coder == MACHINE
        assert len(people) > 1
    elif choice and choice.coding.coder == MACHINE:
        assert not people


# Under a codebook that has changed since ------------------------------------------------------------------------------

AS_IT_WAS, P, Q = Theme("a", "A", "One."), Theme("p", "P", "Two.", was=("a",)), Theme("q", "Q", "Three.", was=("a",))
OLD, REDEFINED = Codebook((AS_IT_WAS,)), Codebook((replace(AS_IT_WAS, definition="Another."),))
ADDED, SPLIT, OTHER = (
    Codebook((AS_IT_WAS, Theme("n", "N", "New."))),
    Codebook((P, Q)),
    Codebook((Theme("o", "O", "Other."),)),
)


def under(book: Codebook, coding: Coding) -> Coding:
    return replace(coding, codebook=book.version)


def now(current: Codebook, *codings: Coding, machine: tuple[str, ...] | None = ()) -> ResolvedCoding | None:
    """What counts in the current codebook, in which the machine found these themes."""
    own = [] if machine is None else [under(current, says(MACHINE, *machine))]
    return resolve([*own, *codings], MACHINE.id, translator({OLD.version: OLD}, current)).get(POINT)


def flags(choice: ResolvedCoding | None) -> tuple[str, str, str, str, bool] | None:
    """Who counts, the themes, what is stale, what no person answered, and whether it is disputed."""
    if choice is None:
        return None
    sets = (choice.coding.themes, choice.stale, choice.unanswered)
    themes, stale, unanswered = ("".join(sorted(own)) for own in sets)
    return choice.coding.coder.kind.value, themes, stale, unanswered, choice.disputed


YES, NO = under(OLD, says(ANNA, "a")), under(OLD, says(ANNA))
BEN_YES, BEN_NO = under(OLD, says(BEN, "a")), under(OLD, says(BEN))
CHIEF_YES = under(OLD, says(CHIEF, "a"))


@pytest.mark.parametrize(
    ("current", "codings", "machine", "expected"),
    [
        pytest.param(REDEFINED, [YES], [], ("human", "a", "a", "", False), id="an old yes counts, flagged"),
        pytest.param(REDEFINED, [NO], ["a"], ("human", "", "a", "", False), id="an old no counts, flagged"),
        pytest.param(
            REDEFINED,
            [YES, under(REDEFINED, says(BEN))],
            [],
            ("human", "", "", "", False),
            id="who looked again counts",
        ),
        pytest.param(
            REDEFINED, [YES, under(REDEFINED, says(ANNA))], [], ("human", "", "", "", False), id="the same looked again"
        ),
        pytest.param(
            REDEFINED, [YES, BEN_NO], ["a"], ("machine", "a", "a", "", True), id="an old dispute is still one"
        ),
        pytest.param(REDEFINED, [YES, BEN_NO], None, None, id="an old dispute, and no machine"),
        pytest.param(
            REDEFINED, [CHIEF_YES, BEN_NO], [], ("adjudicator", "a", "a", "", False), id="an old adjudication counts"
        ),
        pytest.param(
            REDEFINED,
            [CHIEF_YES, under(REDEFINED, says(BEN))],
            [],
            ("adjudicator", "", "", "", False),
            id="a fresh answer goes before an old adjudication",
        ),
        pytest.param(
            REDEFINED,
            [CHIEF_YES, under(REDEFINED, says(BEN)), under(REDEFINED, says(ANNA, "a"))],
            ["a"],
            ("adjudicator", "a", "", "a", True),
            id="a fresh dispute after an old adjudication: the machine, flagged",
        ),
        pytest.param(ADDED, [YES], ["n"], ("human", "an", "", "n", False), id="the machine answers for an added theme"),
        pytest.param(ADDED, [YES], [], ("human", "a", "", "n", False), id="and may deny it"),
        pytest.param(ADDED, [YES], None, ("human", "a", "", "n", False), id="and without it nobody does"),
        pytest.param(
            ADDED,
            [YES, under(ADDED, says(BEN, "a", "n"))],
            [],
            ("human", "an", "", "", False),
            id="silence is no dissent",
        ),
        pytest.param(
            ADDED, [under(ADDED, says(BEN, "a", "n")), YES], [], ("human", "an", "", "", False), id="whoever came last"
        ),
        pytest.param(ADDED, [YES, BEN_NO], ["n"], ("machine", "n", "", "", True), id="a dispute beside an added theme"),
        pytest.param(SPLIT, [YES], ["p"], ("machine", "p", "pq", "", False), id="which part: the machine, flagged"),
        pytest.param(SPLIT, [YES], [], ("machine", "", "pq", "", False), id="no part, but flagged"),
        pytest.param(SPLIT, [NO], ["p"], ("human", "", "", "", False), id="not the whole, so no part"),
        pytest.param(SPLIT, [YES, BEN_NO], ["p"], ("machine", "p", "pq", "", True), id="a dispute about the whole"),
        pytest.param(
            SPLIT,
            [YES, under(SPLIT, says(BEN, "q"))],
            ["p"],
            ("human", "q", "", "", False),
            id="a fresh answer: which part",
        ),
        pytest.param(
            SPLIT, [NO, under(SPLIT, says(BEN, "q"))], [], ("human", "q", "", "", False), id="a fresh yes to a part"
        ),
        pytest.param(
            SPLIT, [CHIEF_YES, BEN_NO], ["p"], ("human", "p", "pq", "pq", False), id="adjudicated, then split"
        ),
        pytest.param(OTHER, [YES], ["o"], ("machine", "o", "", "", False), id="nothing to say of today"),
        pytest.param(OTHER, [YES], None, None, id="nothing to say, and no machine"),
    ],
)
def test_what_counts_after_the_codebook_changed(
    current: Codebook,
    codings: list[Coding],
    machine: list[str] | None,
    expected: tuple[str, str, str, str, bool] | None,
) -> None:
    choice = now(current, *codings, machine=None if machine is None else tuple(machine))
    assert flags(choice) == expected


def test_the_machine_says_which_part_of_a_split_theme_beside_what_a_herssaid_of_others() -> None:
    b = Theme("b", "B", "Four.")
    before, after = Codebook((AS_IT_WAS, b)), Codebook((P, Q, b))
    machine, hers = under(after, says(MACHINE, "q")), under(before, says(ANNA, "a", "b"))
    choice = resolve([machine, hers], MACHINE.id, translator({before.version: before}, after))[POINT]
    assert flags(choice) == ("human", "bq", "pq", "pq", False)


def test_the_machine_s_evidence_comes_with_its_answer() -> None:
    spoken, unspoken = Evidence("n", 1, 2, 1.0), Evidence("a", 3, 4, 1.0)
    machine = replace(under(ADDED, says(MACHINE, "a", "n")), evidence=(spoken, unspoken))
    choice = resolve([machine, YES], MACHINE.id, translator({OLD.version: OLD}, ADDED))[POINT]
    assert choice.coding.evidence == (spoken,)
    assert choice.coding.coder == ANNA


versions = st.sampled_from([OLD, REDEFINED, ADDED, SPLIT, OTHER])
people = st.dictionaries(
    st.sampled_from([ANNA, BEN, CHIEF]), st.tuples(versions, st.frozensets(st.sampled_from("anpqo"))), max_size=3
)


@given(people, versions, st.frozensets(st.sampled_from("anpqo")))
def test_what_needs_another_look_is_flagged_whoever_counts(
    votes: dict[Coder, tuple[Codebook, frozenset[str]]], current: Codebook, found: frozenset[str]
) -> None:
    """No yes to an earlier meaning counts without its flag, nor a no that today's machine contradicts; and no theme
    counts that today's codebook lacks."""
    books = {book.version: book for book in (OLD, REDEFINED, ADDED, SPLIT, OTHER)}
    reading = translator(books, current)
    codings = [under(book, says(coder, *(own & set(book.keys)))) for coder, (book, own) in votes.items()]
    machine = under(current, says(MACHINE, *(found & set(current.keys))))
    choice = resolve([machine, *codings], MACHINE.id, reading)[POINT]
    assert choice.coding.themes | choice.stale | choice.unanswered <= set(current.keys)
    standings = [reading(coding) for coding in codings]
    for theme in current.keys:
        answering = [s for s in standings if theme not in s.silent]
        needs_look = theme in machine.themes or any(s.answer(theme) is not False for s in answering)
        if answering and all(theme in s.about for s in answering):
            assert (theme in choice.stale) is needs_look
        if theme in choice.stale:
            assert any(theme in s.about for s in answering)


# Themes that are part of others ---------------------------------------------------------------------------------------

HIERARCHY = Codebook(
    (Theme("a", "A", "A.", parent="b"), Theme("b", "B", "B.", parent="c"), Theme("c", "C", "C."), Theme("d", "D", "D."))
)
themes_given = st.frozensets(st.sampled_from(["a", "b", "c", "d"]))


@given(st.lists(st.tuples(st.sampled_from([MACHINE, ANNA, BEN, CHIEF]), themes_given), min_size=1, max_size=5))
def test_whose_coding_ever_counts_a_theme_is_raised_where_its_part_is(
    said: list[tuple[Coder, frozenset[str]]],
) -> None:
    codings = [replace(says(coder, *themes), codebook=HIERARCHY.version) for coder, themes in said]
    for choice in resolve(codings, MACHINE.id, translator({}, HIERARCHY)).values():
        assert choice.coding.themes == HIERARCHY.with_wider(choice.coding.themes)


def test_the_whole_is_seen_where_its_part_is_and_no_person_said_what_the_machine_implies() -> None:
    evidence = Evidence("a", 0, 4, 1.0)
    coding = replace(says(MACHINE, "a"), codebook=HIERARCHY.version, evidence=(evidence,))
    (choice,) = resolve([coding], MACHINE.id, translator({}, HIERARCHY)).values()
    assert choice.coding.themes == {"a", "b", "c"}
    assert {(one.theme, one.start, one.end) for one in choice.coding.evidence} == {(key, 0, 4) for key in "abc"}
