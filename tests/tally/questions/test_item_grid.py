"""A question that is asked of several items is one table, which tells what its questions tell and nothing else."""

from __future__ import annotations

from analysis.tally.questions.item_grid import item_grids
from analysis.tally.received.account import ClosedAnswer, ClosedQuestion


def item(name: str, *counts: int, answers: str = "123", pooled: int = 0, of: int = 30) -> ClosedQuestion:
    given = tuple(ClosedAnswer(answer, count) for answer, count in zip(answers, counts, strict=False) if count)
    respondents = None if pooled else sum(counts)
    return ClosedQuestion(f"Q5: {name}", f"Q5. Rank these: {name}", given, pooled, None, respondents, of)


def test_items_are_rows_and_places_are_columns() -> None:
    (grid,) = item_grids(enumerate([item("Price", 6, 9, 5), item("Time", 12, 0, 8), item("Staff", 10, 10, 10)], 3))
    assert (grid.key, grid.text, grid.number, grid.is_ranking) == ("Q5", "Rank these", 3, True)
    assert grid.answers == ("1", "2", "3")
    assert [(row.number, row.item, row.counts, row.unanswered) for row in grid.rows] == [
        (3, "Price", (6, 9, 5), 10),
        (4, "Time", (12, 0, 8), 10),
        (5, "Staff", (10, 10, 10), 0),
    ]
    assert [row.item for row in grid.leading] == ["Time", "Staff", "Price"]
    for row in grid.rows:
        assert sum(count or 0 for count in row.counts) + (row.unanswered or 0) == row.of


def test_a_grid_of_statements_has_its_scale_in_order() -> None:
    rows = [item(name, 9, 4, answers=("Disagree", "Agree")) for name in ("fair", "clear")]  # type: ignore[arg-type]
    (grid,) = item_grids(enumerate(rows, 1))
    assert (grid.answers, grid.is_ranking) == (("Agree", "Disagree"), False)


def test_what_an_item_does_not_tell_the_grid_does_not_tell_either() -> None:
    (grid,) = item_grids(enumerate([item("Price", 6, 9, pooled=1), item("Time", 12, 10, 8)], 1))
    assert grid.rows[0].counts == (6, 9, None)
    assert grid.rows[0].unanswered is None
    assert grid.suppressed == 1


def test_one_item_and_questions_of_their_own_are_no_grid() -> None:
    alone = ClosedQuestion("Q1", "Should it open: yes or no?", (ClosedAnswer("Yes", 9),))
    other = ClosedQuestion("Q6: Price", "Is the price fair?", (ClosedAnswer("Yes", 9),))
    assert item_grids(enumerate([alone, item("Price", 6, 9, 5), other], 1)) == ()
