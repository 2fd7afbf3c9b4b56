"""Closed answers by type and without campaigns: they add up, and no small cell follows from what is told."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.tally.privacy.disclosure import pooled
from analysis.tally.questions.closed_columns import NOT_ANSWERED, WITHOUT_CAMPAIGNS, ClosedByColumn, closed_by_column
from tests.share import examples

LEAST = 3
ANSWERS = ("Yes", "No", "")
TYPES = ("council", "individual")


def table(
    people: dict[str, tuple[str, str]], named: frozenset[str] = frozenset(), letters: frozenset[str] = frozenset()
) -> ClosedByColumn | None:
    """People by name with their type and answer."""
    given = {
        answer: frozenset(name for name, (_, said) in people.items() if said == answer)
        for answer in ANSWERS
        if answer and any(said == answer for _, said in people.values())
    }
    columns = {kind: frozenset(name for name, (its, _) in people.items() if its == kind) for kind in TYPES}
    if letters:
        columns[WITHOUT_CAMPAIGNS] = frozenset(people) - letters
    counts = pooled(given, list(people), named, LEAST)
    return closed_by_column("Q1", given, counts, counts.told, columns)[0]


def cells(found: ClosedByColumn) -> dict[tuple[str, str], int | None]:
    return {(column.name, row.answer): row.cells[n] for row in found.rows for n, column in enumerate(found.columns)}


PEOPLE = st.lists(st.tuples(st.sampled_from(TYPES), st.sampled_from(ANSWERS)), min_size=6, max_size=16).map(
    lambda drawn: {f"p{n}": one for n, one in enumerate(drawn)}
)


@given(people=PEOPLE, named=st.integers(0, 4))
@settings(max_examples=examples(50))
def test_what_is_told_is_what_was_given(people: dict[str, tuple[str, str]], named: int) -> None:
    found = table(people, frozenset(list(people)[:named]))
    for (kind, answer), count in cells(found).items() if found else ():
        if count is not None and answer:
            said = "" if answer == NOT_ANSWERED else answer
            assert count == sum(one == (kind, said) for one in people.values())
            assert count == 0 or count >= LEAST


@given(people=PEOPLE)
@settings(max_examples=examples(40))
def test_no_small_cell_follows_from_what_is_told(people: dict[str, tuple[str, str]]) -> None:
    found = table(people)
    if found is None or any(row.answer == "" for row in found.rows):
        return
    told = cells(found)
    answers = [row.answer for row in found.rows]
    true = {
        (kind, answer): sum(one == (kind, "" if answer == NOT_ANSWERED else answer) for one in people.values())
        for kind, answer in product(TYPES, answers)
    }
    totals = [sum(true[kind, answer] for kind in TYPES) for answer in answers]
    possible = list(_tables(true, told, answers, totals))
    for key, count in true.items():
        size = sum(true[key[0], answer] for answer in answers)
        if 0 < count < LEAST:
            assert told.get(key) is None
            assert max(one[key] for one in possible) >= min(LEAST, size)


def _tables(
    true: dict[tuple[str, str], int], told: dict[tuple[str, str], int | None], answers: list[str], totals: list[int]
) -> Iterator[dict[tuple[str, str], int]]:
    """Yield every table with the types' bases, the rows' totals and the cells that are told."""
    base = sum(true[TYPES[0], answer] for answer in answers)
    for column in product(*(range(min(base, total) + 1) for total in totals)):
        one = {(TYPES[0], answer): n for answer, n in zip(answers, column, strict=True)}
        one |= {(TYPES[1], a): total - n for a, n, total in zip(answers, column, totals, strict=True)}
        if sum(column) == base and all(told.get(key) in (None, count) for key, count in one.items()):
            yield one


def test_a_campaign_is_taken_out_in_a_column_of_its_own() -> None:
    people = {f"p{n}": ("individual", "No" if n < 12 else "Yes") for n in range(24)}
    found = table(people, letters=frozenset(f"p{n}" for n in range(8)))
    assert found is not None
    assert cells(found)[WITHOUT_CAMPAIGNS, "No"] == 4
    assert cells(found)[WITHOUT_CAMPAIGNS, "Yes"] == 12
    few = table(people, letters=frozenset(f"p{n}" for n in range(10)))
    assert few is not None
    assert cells(few).get((WITHOUT_CAMPAIGNS, "No")) is None


def test_a_column_keeps_the_rows_that_tell_of_most_people_where_its_largest_would_tell_of_few() -> None:
    counts = {("individual", "A"): 20, ("individual", "B"): 18, ("individual", "C"): 16, ("individual", "D"): 6}
    counts |= {("council", "A"): 1, ("council", "B"): 5, ("council", "C"): 5, ("council", "D"): 3}
    people = {f"{kind} {said} {n}": (kind, said) for (kind, said), times in counts.items() for n in range(times)}
    given = {answer: frozenset(name for name in people if people[name][1] == answer) for answer in "ABCD"}
    columns = {kind: frozenset(name for name in people if people[name][0] == kind) for kind in TYPES}
    told = pooled(given, list(people), frozenset(), LEAST)
    found = closed_by_column("Q1", given, told, told.told, columns)[0]
    assert found is not None
    of_most = {answer: count for (kind, answer), count in cells(found).items() if kind == "individual"}
    assert of_most == {"A": None, "B": 18, "C": 16, "D": None}


def test_what_follows_from_what_is_told_is_not_suppressed() -> None:
    """Nobody is of the campaign, so that the column without campaigns says what the question's own table does."""
    people = {f"{said} {n}": ("individual", said) for said, times in (("Yes", 2), ("No", 9)) for n in range(times)}
    given = {answer: frozenset(name for name in people if people[name][1] == answer) for answer in ("Yes", "No")}
    told = pooled(given, list(people), frozenset(), LEAST, protected=frozenset())
    found = closed_by_column("Q1", given, told, told.told, {WITHOUT_CAMPAIGNS: frozenset(people)})[0]
    assert found is not None
    assert [row.cells for row in found.rows] == [(2,), (9,)]
