"""Tables of comments on a paper: one response, a point a row."""

from __future__ import annotations

import pytest

from analysis.model import BlockKind, ColumnRole, Respondent, TableMapping
from analysis.reading import ReadSettings
from analysis.reading.table.comment_table import EACH_ROW
from analysis.splitting import split
from tests.reading.table.exports import Rows, text_table, workbook
from tests.reading.table.reading import documents, table

DENSITY = "The density is too high for a village with one bus an hour."
PATH = "We support the cycle path but it should be lit."
COUNCIL: Rows = [
    ["Ref", "Page", "Comment", "Suggested change"],
    ["H3", "12", DENSITY, "Halve it."],
    ["T1", "18", PATH, ""],
    ["", "30", "Delete the second sentence because it repeats policy E2.", "Delete it."],
]
ISO: Rows = [
    ["MB/NC", "Line number", "Clause/ Subclause", "Paragraph/ Figure/ Table", "Type of comment", "Comments",
     "Proposed change", "Observations of the secretariat"],
    ["GB-001", "12", "4.1", "Para 2", "ge", DENSITY, "Halve it.", ""],
    ["GB-001", "40", "5", "", "te", PATH, "", ""],
]  # fmt: skip
NIST: Rows = [
    ["Comment #", "Organization Name", "Submitted By (Name/Email)", "Page #", "Section", "Comment (include rationale)",
     "Suggested change"],
    ["1", "Traders", "", "12", "4.1", DENSITY, "Halve it."],
    ["2", "Walkers", "", "18", "5", PATH, "Light it."],
    ["3", "Traders", "", "30", "6", "Delete it because it repeats policy E2.", ""],
]  # fmt: skip


@pytest.mark.parametrize(("rows", "name"), [(COUNCIL, "a.csv"), (COUNCIL, "a.xlsx"), (ISO, "a.xlsx")])
def test_a_table_of_comments_is_one_response(rows: Rows, name: str) -> None:
    content = text_table(rows) if name.endswith(".csv") else workbook({"S": rows})
    (found,) = documents(content, name)
    assert found.name == name
    shown = [found.text[block.start : block.end] for block in found.blocks]
    assert {block.kind for block in found.blocks} == {BlockKind.TABLE_ROW}
    assert len(shown) == len(rows)
    assert DENSITY in shown[1]
    assert PATH in shown[2]
    assert table(content, name).warnings[0] == EACH_ROW


def test_each_row_of_such_a_table_is_a_point_whose_number_has_a_full_stop() -> None:
    rows: Rows = [["No.", *ISO[0][1:]], ["1", *ISO[1][1:]], ["2", *ISO[2][1:]]]
    (found,) = documents(workbook({"S": rows}), "a.xlsx")
    points = [(s.label, found.text[s.start : s.end]) for s in split(found) if s.kind.value == "point"]
    assert points == [("4.1", f"{DENSITY}\tHalve it."), ("5", PATH)]


def test_what_labels_a_row_stands_before_its_comment() -> None:
    (found,) = documents(text_table(COUNCIL))
    assert found.text.splitlines()[1] == f"H3\t12\t{DENSITY}\tHalve it."


def test_comments_of_several_are_a_response_each() -> None:
    found = documents(text_table(NIST))
    assert [(one.name, one.respondent) for one in found] == [
        ("survey.csv#row 2", Respondent("Traders")),
        ("survey.csv#row 3", Respondent("Walkers")),
    ]
    assert "Delete it" in found[0].text
    assert "Traders" not in found[0].text


def test_once_confirmed_it_is_read_the_same_and_with_ids_a_row_is_a_response() -> None:
    roles = [(ColumnRole.OPEN, ("Comment", "Suggested change")), (ColumnRole.LEAVE_OUT, ("Page",))]
    said = TableMapping("survey.csv", columns=(*roles, (ColumnRole.LEAVE_OUT, ("Ref",))))
    assert len(documents(text_table(COUNCIL), settings=ReadSettings(tables=(said,)))) == 1
    said = TableMapping("survey.csv", columns=(*roles, (ColumnRole.ID, ("Ref",))))
    assert len(documents(text_table(COUNCIL), settings=ReadSettings(tables=(said,)))) == 3


SURVEYS: list[Rows] = [
    [["Response ID", "Section", "Comment", "Suggestions"], ["1", "North", DENSITY, ""], ["2", "South", PATH, ""]],
    [["Ref", "Page", "Comment", "May we publish your response?"], ["1", "2", DENSITY, "Yes"], ["2", "3", PATH, "No"]],
    [["ID", "Comment", "Suggestions"], ["1", DENSITY, "Halve it."], ["2", PATH, ""]],
]


@pytest.mark.parametrize("rows", SURVEYS)
def test_a_survey_with_such_columns_is_a_response_a_row(rows: Rows) -> None:
    assert len(documents(text_table(rows))) == 2


def test_members_number_their_comments_and_heads_come_again() -> None:
    rows: Rows = [ISO[0], ["GB 001", *ISO[1][1:]], ISO[0], ["GB 002", *ISO[2][1:]], ["DE 1", *ISO[2][1:]]]
    found = documents(workbook({"S": rows}), "a.xlsx")
    assert [one.respondent.name for one in found if one.respondent] == ["GB", "DE"]
    assert [one.text.count("Proposed change") for one in found] == [1, 1]


def test_places_in_a_second_row_of_names() -> None:
    heads = [["Reference", "", "Comment", "Suggested change"], ["Section", "Page", "", ""]]
    (found,) = documents(workbook({"S": [*heads, *COUNCIL[1:]]}), "a.xlsx")
    assert found.text.splitlines()[0] == "Reference / Section\tReference / Page\tComment\tSuggested change"
    labels = [s.label for s in split(found) if s.kind.value == "point"]
    assert labels[:2] == ["H3", "T1"]
