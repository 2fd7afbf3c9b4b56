"""Rows whose cells stand in the wrong columns: never read as what they do not say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.model import Document, Publish, Skipped
from analysis.reading import ReadSettings, read
from analysis.reading.table import read as read_table
from analysis.reading.table.table_reader import NO_WORDS
from tests.reading.table.exports import text_table, workbook
from tests.reading.table.reading import documents, roles, skipped, table

HEADER = ["Response ID", "Comments", "May we publish your response?", "Town"]
GOOD = [[f"r{n}", "Fund it", "No", "Leeds"] for n in range(4)]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_row_that_an_unquoted_comma_has_shifted_is_not_read(kind: str) -> None:
    rows = [HEADER, *GOOD, ["r9", "Well", "Yes", "No", "Leeds"]]
    content = text_table(rows) if kind == "csv" else workbook({"S": rows})
    (found,) = skipped(content, f"a.{kind}")
    assert found.name == f"a.{kind}#row 6"
    assert "beyond the last column" in found.reason
    assert "quotation marks" in found.reason
    assert list(roles(content, f"a.{kind}")) == HEADER
    assert sum(isinstance(one, Document) for one in read(content, f"a.{kind}")) == 4


def test_empty_cells_at_the_end_are_fine_where_all_rows_have_them() -> None:
    found = documents(text_table([HEADER, *[["r1", "Fund it", "Yes", "Leeds", "", ""]] * 3]))
    assert [one.respondent.publish for one in found if one.respondent] == [Publish.YES] * 3


def test_a_row_longer_than_others_does_not_allow_printing() -> None:
    rows = [HEADER, *[["r1", "Fund it", "Yes", "Leeds"]] * 3, ["r4", "Fund it", "yes", "No", ""]]
    *_, last = documents(text_table(rows))
    assert last.respondent
    assert last.respondent.publish is Publish.ANONYMOUS
    assert any("more cells than others" in one.reason for one in last.omitted)


def test_a_row_that_ends_before_consent_does_not_allow_printing() -> None:
    header = ["Response ID", "May we publish your response?", "Comments", "I wish to remain anonymous", "Town"]
    full, short, shorter = documents(
        text_table(
            [header, ["1", "Yes", "A view", "No", "Leeds"], ["2", "Yes", "A view", "No"], ["3", "Yes", "A view"]]
        )
    )
    found = [one.respondent.publish.value for one in (full, short, shorter) if one.respondent]
    assert found == ["yes", "yes", "anonymous"]


def test_a_name_that_a_comma_divides_is_told_and_allows_no_printing() -> None:
    content = b"Response ID,Well, thoughts,May we publish your response?,Town\n1,A view,No,Yes\n2,A view,No,Yes\n"
    assert any("no row reaches the last column" in warning for warning in table(content).warnings)
    found = [one.respondent.publish for one in documents(content) if one.respondent]
    assert found == [Publish.ANONYMOUS] * 2


def test_a_column_without_a_name_that_most_rows_fill_is_a_column() -> None:
    content = text_table([["Response ID", "Comments"], *[[f"r{n}", "Fund it", "Leeds"] for n in range(3)], ["r9", "x"]])
    assert list(roles(content)) == ["Response ID", "Comments", "column C"]
    assert skipped(content) == []


CELLS = st.sampled_from(["Yes", "No", "Fund it", "x"])


@given(st.lists(st.lists(CELLS, min_size=4, max_size=6), min_size=1, max_size=4))
def test_rows_that_reach_beyond_the_names_are_told_or_are_most(rows: list[list[str]]) -> None:
    content = text_table([HEADER, *rows])
    found = list(read_table(content, "a.csv", ReadSettings()))
    if found == [Skipped("a.csv", NO_WORDS)]:
        return
    long = [f"a.csv#row {number}" for number, row in enumerate(rows, 2) if len(row) > len(HEADER)]
    told = [one.name for one in found if isinstance(one, Skipped) and "beyond" in one.reason]
    assert told == (long if len(long) * 2 <= len(rows) else [])
