"""What a person says of a table counts before every guess, and a slip in it is told."""

from __future__ import annotations

from dataclasses import replace

from analysis.model import ColumnRole as Role
from analysis.model import Publish, Skipped, TableMapping
from analysis.reading import ReadSettings, read
from tests.reading.table.exports import text_table, workbook
from tests.reading.table.reading import documents, roles, table

ROWS = [["Key", "Who", "Kind", "Show?", "Thoughts", "Tick", "Secret"]]
ROWS += [
    ["k1", "Leeds", "Local authority", "Yes, you may", "Fund it", "Red", "x9"],
    ["k2", "Ann", "", "", "Close it", "Blue", ""],
]
CONTENT = text_table(ROWS)
SAID = TableMapping(
    "survey.csv",
    columns=(
        (Role.ID, ("key",)),
        (Role.RESPONDENT, ("Who",)),
        (Role.TYPE, ("Kind",)),
        (Role.PUBLISH, ("Show?",)),
        (Role.OPEN, ("Thoughts",)),
        (Role.CLOSED, ("Tick",)),
        (Role.DETAILS, ("Secret",)),
    ),
    questions=(("Thoughts", "Q7"),),
    types=(("local authority", "council"),),
    consent=(("yes, you MAY", Publish.YES),),
)


def settings(said: TableMapping) -> ReadSettings:
    return ReadSettings(tables=(said,), respondent_types=("council",))


def test_what_a_person_says_counts() -> None:
    first, second = documents(CONTENT, settings=settings(SAID))
    assert first.name == "survey.csv#k1"
    assert first.respondent
    assert (first.respondent.name, first.respondent.type, first.respondent.publish) == ("Leeds", "council", Publish.YES)
    assert second.respondent
    assert second.respondent.publish is Publish.ANONYMOUS
    assert first.text == "Thoughts\nFund it\n\nTick\nRed"
    assert first.blocks[0].question == "Q7"
    found = table(CONTENT, settings=settings(SAID))
    assert {column.confidence for column in found.columns} == {1.0}
    assert found.mapping == SAID


def test_columns_of_which_nothing_is_said_are_guessed() -> None:
    said = TableMapping("*.csv", columns=((Role.LEAVE_OUT, ("Thoughts",)),))
    assert roles(CONTENT, settings=settings(said))["Thoughts"] == "leave_out"
    assert roles(CONTENT, settings=settings(said))["Tick"] == "open"
    assert roles(CONTENT, "other.tsv", settings(replace(said, file="survey.csv")))["Thoughts"] == "open"


def test_a_name_that_the_table_does_not_have_is_told_with_those_near_it() -> None:
    said = TableMapping("survey.csv", columns=((Role.OPEN, ("Thougts", "Zzz")),))
    (found,) = read(CONTENT, "survey.csv", settings(said))
    assert isinstance(found, Skipped)
    assert '"Thougts" (did you mean "Thoughts"?), "Zzz"; its columns are "Key", "Who"' in found.reason


def test_the_row_of_names_may_be_said() -> None:
    content = text_table([["a", "b", "c"], ["Ref", "View", "Town"], ["1", "Fund it", "Leeds"]])
    said = TableMapping("survey.csv", header=2, columns=((Role.OPEN, ("View",)),))
    (found,) = [one for one in read(content, "survey.csv", settings(said)) if not isinstance(one, Skipped)]
    assert found.name == "survey.csv#1"
    none = table(content, settings=settings(TableMapping("survey.csv", header=0)))
    assert (none.header, none.rows) == (0, 3)


def test_a_sheet_may_be_said() -> None:
    content = workbook({"A": ROWS, "B": ROWS})
    said = TableMapping("a.xlsx", sheet="b", columns=((Role.ID, ("Key",)),))
    names = [one.name for one in documents(content, "a.xlsx", settings(said))]
    assert names == ["a.xlsx#A#row 2", "a.xlsx#A#row 3", "a.xlsx#B#k1", "a.xlsx#B#k2"]


def test_an_id_that_a_person_names_is_kept_though_it_comes_again() -> None:
    content = text_table([["Key", "View"], ["k", "Fund it"], ["k", "Close it"], ["", "Open it"]])
    said = TableMapping("survey.csv", columns=((Role.ID, ("Key",)), (Role.OPEN, ("View",))))
    names = [one.name for one in documents(content, settings=settings(said))]
    assert names == ["survey.csv#k", "survey.csv#k (row 3)", "survey.csv#row 4"]


def test_what_a_bare_yes_is_said_to_mean_turns_no_wish_round() -> None:
    asked, hidden = "May we share your response?", "Would you like your response to be confidential?"
    content = text_table([["Response ID", "View", asked, hidden], ["1", "x", "Yes", "No"], ["2", "x", "Yes", "Yes"]])
    said = TableMapping("survey.csv", consent=(("Yes", Publish.YES),))
    assert not any("not understood" in warning for warning in table(content, settings=settings(said)).warnings)
    found = [one.respondent.publish for one in documents(content, settings=settings(said)) if one.respondent]
    assert found == [Publish.YES, Publish.NO]
