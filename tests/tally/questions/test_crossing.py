"""Crossings: counts and shares of each column's base, and no small cell that follows from anything that is shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analysis.tally.questions.crossing import Crossing, CrossingKind, Raised, cross
from analysis.tally.shares import share

EVERYBODY = [f"r{n}" for n in range(40)]
YES, NO = EVERYBODY[:20], EVERYBODY[20:36]


def crossed(
    themes: dict[str, list[str]], least: int = 5, named: list[str] | None = None, **groups: list[str]
) -> Crossing:
    raised = [Raised(key, key.title(), frozenset(given)) for key, given in themes.items()]
    answers = groups or {"Yes": YES, "No": NO}
    made = cross(CrossingKind.QUESTION, "Q1", "Do you agree?", answers, raised, EVERYBODY, named or [], least)
    assert made is not None
    return made


def told(made: Crossing) -> list[list[int | None]]:
    return [[cell.respondents for cell in row.cells] for row in made.rows]


def test_each_column_has_its_base_and_who_did_not_answer_has_one() -> None:
    made = crossed({"funding": EVERYBODY}, least=1)
    assert [(column.name, column.base) for column in made.columns] == [("Yes", 20), ("No", 16), ("not answered", 4)]
    assert told(made) == [[20, 16, 4]]
    assert (made.base, made.rows[0].total.respondents) == (40, 40)


def test_a_share_is_of_its_columns_base() -> None:
    made = crossed({"funding": YES[:10] + NO[:8]}, least=1)
    assert [cell.share for cell in made.rows[0].cells] == [0.5, 0.5, None], (
        "of the four who did not answer there is no share"
    )
    assert made.rows[0].total.share == 18 / 40


def test_a_small_cell_is_hidden_and_with_it_one_by_which_it_would_follow() -> None:
    made = crossed({"funding": YES[:3] + NO[:9], "localism": YES[:9] + NO[:9]})
    assert [row.key for row in made.rows] == ["localism"], "nothing can be told of the other"
    assert (made.left_out, told(made)) == (1, [[9, 9]])


def test_a_table_of_which_most_would_be_suppressed_is_none() -> None:
    raised = [Raised("a", "A", frozenset(YES[:3] + NO[:9]))]
    answers = {"Yes": YES, "No": NO}
    assert cross(CrossingKind.QUESTION, "Q1", "Do you agree?", answers, raised, EVERYBODY, [], 5) is None


def test_columns_of_which_most_would_be_suppressed_stand_together_first() -> None:
    groups = {"Yes": EVERYBODY[:22], "No": EVERYBODY[22:28], "Maybe": EVERYBODY[28:34], "Never": EVERYBODY[34:]}
    raising = EVERYBODY[:15] + EVERYBODY[22:25] + EVERYBODY[28:31] + EVERYBODY[34:37]
    made = crossed({"funding": raising}, **groups)
    assert [(one.name, one.base) for one in made.columns] == [("Yes", 22), ("other answers", 18)]


def test_what_named_respondents_answered_protects_nobody_else() -> None:
    # Nine of ten are named beside their answers: the tenth would follow.
    hidden = crossed({"funding": YES[:10] + NO[:10], "localism": EVERYBODY}, named=YES[:9])
    assert "funding" not in [row.key for row in hidden.rows]
    shown = crossed({"funding": YES[:3] + NO[:10]}, named=YES[:3])
    assert told(shown)[0][:2] == [3, 10]


def test_answers_of_too_few_stand_together_and_never_alone() -> None:
    groups = {"Yes": EVERYBODY[:20], "No": EVERYBODY[20:34], "Maybe": EVERYBODY[34:37], "Never": EVERYBODY[37:]}
    made = crossed({"funding": EVERYBODY}, **groups)
    assert [(column.name, column.base, column.pooled) for column in made.columns][-1] == ("other answers", 6, 2)
    groups = {"Yes": EVERYBODY[:20], "No": EVERYBODY[20:34], "Maybe": EVERYBODY[34:37]}
    made = crossed({"funding": EVERYBODY}, **groups)
    assert [(column.name, column.base, column.pooled) for column in made.columns][-1] == ("other answers or none", 6, 0)


def test_where_all_but_one_column_are_of_too_few_nothing_is_told() -> None:
    raised = [Raised("a", "A", frozenset(EVERYBODY))]
    assert cross(CrossingKind.TYPE, "", "", {"x": EVERYBODY}, raised, EVERYBODY, [], 5) is None
    assert cross(CrossingKind.TYPE, "", "", {"x": ["r0"], "y": ["r1"]}, raised, ["r0", "r1"], [], 5) is None


documents = st.sets(st.sampled_from(EVERYBODY), max_size=40)


@given(
    st.lists(documents, min_size=1, max_size=4),
    st.lists(st.integers(0, 4), min_size=40, max_size=40),
    documents,
    st.integers(1, 8),
)
def test_nothing_told_is_of_few_unnamed_people(
    raising: list[set[str]], given: list[int], named: set[str], least: int
) -> None:
    groups = {f"answer {n}": [r for r, answer in zip(EVERYBODY, given, strict=True) if answer == n] for n in range(4)}
    themes = [Raised(f"t{n}", f"T{n}", frozenset(found)) for n, found in enumerate(raising)]
    made = cross(CrossingKind.QUESTION, "Q1", "", groups, themes, EVERYBODY, named, least)
    if made is None:
        return
    assert sum(column.base for column in made.columns) == made.base == len(EVERYBODY)
    by_key = {theme.key: theme for theme in themes}
    for row in made.rows:
        theme = by_key[row.key]
        shown = [cell.respondents for cell in row.cells if cell.respondents is not None]
        hidden = [cell for cell in row.cells if cell.respondents is None]
        assert row.total.respondents == len(theme.respondents)
        assert sum(shown) <= len(theme.respondents)
        assert len(hidden) != 1, "a single hidden cell would follow from the total"
        assert hidden or sum(shown) == len(theme.respondents)
        for cell, column in zip(row.cells, made.columns, strict=True):
            assert cell.respondents is None or cell.share == share(cell.respondents, column.base)
    assert 2 * made.suppressed <= len(made.rows) * len(made.columns)
    if least == 1:
        assert made.suppressed == made.left_out == 0


def test_of_few_who_are_withheld_and_answered_nothing_not_even_a_nought_follows() -> None:
    listed_without = EVERYBODY[30:38]  # nothing stands beside their texts; two more are withheld
    groups = {"Yes": EVERYBODY[:14], "No": EVERYBODY[14:24], "Maybe": EVERYBODY[24:30]}
    made = crossed({"funding": EVERYBODY[:38]}, named=listed_without, **groups)
    assert [(one.name, one.base) for one in made.columns] == [("Yes", 14), ("No", 10), ("other answers or none", 16)]
    assert told(made) == [[14, 10, 14]]
