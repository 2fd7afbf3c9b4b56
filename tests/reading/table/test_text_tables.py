"""Tables as text, as they come: titles above, ragged rows, doubled names, quotation marks that are never closed."""

from __future__ import annotations

import pytest

from analysis.model import Document, Skipped
from analysis.reading import ReadSettings, media_type, read
from tests.reading.table.exports import text_table
from tests.reading.table.reading import documents, points, roles, skipped, table


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        ("Yes, no, perhaps.\nHere, there, everywhere.\nOne, two, three.\n", "letter.csv", "text/plain"),
        ("We like parks, trees, and ponds.\nWe want buses, trains, and trams.\n", "letter.txt", "text/plain"),
        ("id,answer\n1,Yes\n2,No\n", "survey.csv", "text/csv"),
        ("id,answer\n1,Yes\n2,No\n", "survey.txt", "text/plain"),
        ("Title of the survey\n\nid,answer\n1,Yes\n2,No\n3,No\n4,No\n5,No\n", "survey.csv", "text/csv"),
        (
            "Survey\nExported on 4 May\nTotal: 3\n\nid,answer,why\n1,Yes,\n2,No,Rats.\n\nNote: no drafts.\n",
            "a.csv",
            "text/csv",
        ),
        ("sep=;\nid;answer\n1;Yes, of course\n", "survey.csv", "text/csv"),
        ("Comments\nFund it\nClose it\n", "survey.csv", "text/csv"),
        ("We object to this. It is wrong.\n\nIt costs too much, and for nothing.\n", "letter.csv", "text/plain"),
        ("id, name, answer\n1, Ann, Yes\n2, Bob, No\n", "survey.csv", "text/csv"),
    ],
)
def test_a_table_is_told_by_its_grid_and_its_name(content: str, name: str, kind: str) -> None:
    assert media_type(content.encode(), name) == kind


def test_the_line_that_names_the_delimiter_is_no_row() -> None:
    (found,) = documents(b"sep=;\nMy view;Age\nFund it, please;52\n")
    assert found.name == "survey.csv#row 2"
    assert points(found) == ["Fund it, please"]


def test_titles_above_the_names_are_told() -> None:
    rows = [
        ["Library survey 2026"],
        [],
        ["Response ID", "Name", "View"],
        *[[f"a{n}", "", f"View {n}"] for n in range(8)],
    ]
    content = text_table(rows)
    assert table(content).header == 3
    assert skipped(content) == [
        Skipped("survey.csv#rows above the columns' names", "no answers, but: Library survey 2026")
    ]


def test_a_table_without_names_loses_no_row() -> None:
    content = text_table([[1, "Ann", "Fund it"], [2, "Bob", "Close it"], [3, "Cy", "Open it"]])
    found = table(content)
    assert (found.header, found.rows) == (0, 3)
    assert [column.header for column in found.columns] == ["column A", "column B", "column C"]
    assert "Fund it" in points(documents(content)[0])


def test_doubled_and_blank_names_are_told_apart() -> None:
    content = text_table([["ID", "View", "View", "", "Town"], ["1", "One", "Two", "Three", "Leeds", ""], ["2", "x"]])
    assert list(roles(content)) == ["ID", "View", "View (2)", "column D", "Town"]
    first, _ = documents(content)
    assert points(first) == ["One", "Two", "Three"]
    assert [o.text for o in first.omitted] == ["Leeds"]


def test_rows_are_numbered_as_a_spreadsheet_does_and_ids_that_come_again_name_nothing() -> None:
    rows = [["ID", "Comments"], ["7", "Fund\nit"], [], ["7", "Close it"], ["", ""], ["8", ""]]
    content = text_table(rows)
    assert [one.name for one in read(content, "survey.csv")] == [f"survey.csv#row {n}" for n in (2, 4, 6)]
    assert skipped(content) == [
        Skipped("survey.csv#row 6", "no question is answered in this row; nothing need be done")
    ]
    assert roles(content)["ID"] == "leave_out"
    assert 'holds "7" twice (rows 2 and 4)' in " ".join(table(content).warnings)


def test_a_header_that_comes_again_is_no_response() -> None:
    rows = [["Response ID", "Comments"], ["1", "Fund it"], ["Response ID", "Comments"], ["2", "Close it"]]
    (found,) = skipped(text_table(rows))
    assert "repeats the names" in found.reason


def test_a_quotation_mark_that_is_never_closed_swallows_nothing_silently() -> None:
    content = b'ID,Comments\n1,"Fund it"\n2,"Close it\n3,"Open it"\n4,Keep it\n5,"Mend\n6,it\n'
    *_, last = read(content, "survey.csv")
    assert isinstance(last, Skipped)
    assert "quotation mark in this row is never closed" in last.reason


def test_a_cell_longer_than_any_response_is_a_reason() -> None:
    content = text_table([["ID", "Comments"], ["1", "Fund it"], ["2", "x" * 3000], ["3", "Close it"]])
    first, second = read(content, "survey.csv", ReadSettings(max_characters=2000))
    assert isinstance(first, Document)
    assert isinstance(second, Skipped)
    assert second.name == "survey.csv#row 3"


def test_a_row_wider_than_any_sheet_is_a_reason() -> None:
    (first, second) = read(b"ID,Comments\n1,Fund it\n2" + b"," * 20_000 + b"\n", "survey.csv")
    assert isinstance(first, Document)
    assert isinstance(second, Skipped)
    assert "more cells" in second.reason


def test_a_table_broken_in_its_first_row_is_a_reason() -> None:
    (found,) = skipped(b"ID,Comments\n1," + b"," * 10_000, settings=ReadSettings(max_characters=2000))
    assert found.reason.startswith("row 2: a cell of this row is longer")
    (found,) = skipped(b'ID,Comments\n2,"' + b"x\n" * 10_000)
    assert "never closed" in found.reason


def test_stray_bytes_and_nul_do_no_harm() -> None:
    content = b"ID,Comments\r\n1,caf\xe9 \x93no\x94\r\n2,a\x00b " + b"x" * 2000 + b"\r\n"
    first, second = documents(content)
    assert points(first) == ["café “no”"]
    assert "a\ufffdb" in second.text


def test_a_large_table_may_be_larger_than_a_document() -> None:
    content = text_table([["ID", "Comments"], *[[n, "Fund it"] for n in range(100)]])
    assert len(documents(content, settings=ReadSettings(max_bytes=500))) == 100
    (found,) = skipped(content, settings=ReadSettings(max_table_bytes=500))
    assert "larger than" in found.reason


def test_a_table_of_names_alone_is_a_reason() -> None:
    (found,) = skipped(b"ID,Comments\n,\n")
    assert found.reason == "the table holds no answers below the names of its columns"


def test_answers_keep_their_paragraphs_and_lists() -> None:
    cell = "First.\r\n\r\nSecond one.\n- a bullet that is long enough to be one\n- another bullet, also long enough"
    (found,) = documents(text_table([["Response ID", "Comments"], ["1", cell]]))
    assert points(found)[0] == "First."
    assert [block.kind.value for block in found.blocks] == [
        "question",
        "paragraph",
        "paragraph",
        "list item",
        "list item",
    ]
