"""Totals and notes below the answers."""

from __future__ import annotations

import pytest

from analysis.model import Document, Skipped
from analysis.reading import ReadSettings, read
from analysis.reading.table.footer_rows import is_total
from analysis.reading.table.sheet import SheetRow
from analysis.reading.table.table_reader import BELOW_ANSWERS
from tests.reading.table.exports import text_table, workbook
from tests.reading.table.reading import roles

ROWS = [
    ["Response ID", "Rating", "What should change?"],
    *[[f"R{n}", str(n % 5), f"Move stop {n} to the cross."] for n in range(1, 7)],
]
BELOW = {
    "totals": [["Total", "12", ""], ["Average", "2.5", ""]],
    "a note": [["", "", ""], ["Exported on 1 March 2024", "", ""]],
    "counts": [["", "", ""], ["Total", "6 responses", ""], ["North", "2", ""], ["South", "4", ""]],
    "counts of each column": [["Total", "6", "6 comments"]],
    "a count in its name": [["Total responses: 6", "Low: 2", ""], ["Source: library", "", ""]],
    "a share": [["% agree", "50%", ""]],
    "tallies": [["", "", ""], ["", "Low: 2 (33%)", ""], ["", "Average = 2.5", ""]],
    "several in one cell": [["Total", "Yes 2, No 1", ""], ["", "67% yes", ""]],
    "both": [["Total responses", "6", ""], ["", "", ""], ["End of report", "", ""]],
}


@pytest.mark.parametrize("kind", BELOW)
def test_rows_below_the_answers_are_no_responses(kind: str) -> None:
    rows = [*ROWS, *BELOW[kind]]
    for content, name in ((text_table(rows), "a.csv"), (workbook({"S": rows}), "a.xlsx")):
        found = list(read(content, name, ReadSettings()))
        assert len([one for one in found if isinstance(one, Document)]) == 6
        told = [one for one in found if isinstance(one, Skipped)]
        assert {one.reason for one in told} == {BELOW_ANSWERS}
        assert len(told) == sum(map(any, BELOW[kind]))
        assert roles(content, name)["Response ID"] == "id"


def test_a_short_response_at_the_end_is_a_response() -> None:
    for last in (["R7", "", "No."], ["R7", "1", ""], ["", "", "We want it to be left as it is now."]):
        found = list(read(text_table([*ROWS, last]), "a.csv", ReadSettings()))
        assert len(found) == 7
        assert all(isinstance(one, Document) for one in found)


def test_rows_that_only_choose_are_responses() -> None:
    rows = [["Do you agree?", "Why?"], *[["Yes", f"Stop {n} has a shelter."] for n in range(3)], *[["No", ""]] * 5]
    found = list(read(text_table(rows), "a.csv", ReadSettings()))
    assert len(found) == 8
    assert all(isinstance(one, Document) for one in found)


def test_what_is_longer_than_the_name_of_a_total_is_none() -> None:
    assert is_total(SheetRow(8, ["Total: 6,210", "2"]))
    assert not is_total(SheetRow(8, [f"Total: {'1,' * 8_000}1", "2"]))
    assert not is_total(SheetRow(8, [f"{'1,' * 8_000}x", "2"]))
