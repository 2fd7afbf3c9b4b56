"""Workbooks: what people see is read, what is hidden is told, what is damaged or locked is a reason."""

from __future__ import annotations

import datetime
import io
import zipfile

import openpyxl
import xlwt

from analysis.model import Document, Skipped
from analysis.reading import ReadSettings, read
from tests.reading.table.exports import ods, saved, workbook
from tests.reading.table.reading import documents, points, roles, skipped, table

ROWS = [["Response ID", "Comments"], ["a1", "Fund it properly"], ["a2", "Close it"]]


def test_values_are_shown_as_people_see_them() -> None:
    rows = [
        ["Response ID", "Years", "Share", "Visited", "Member", "Comments"],
        [118052219061, 52.0, 2.50, datetime.date(2026, 1, 5), True, "Open it."],
    ]
    (found,) = documents(workbook({"S": rows}), "a.xlsx")
    assert found.name == "a.xlsx#118052219061"
    assert [line for line in found.text.split("\n") if line][1::2] == ["52", "2.5", "2026-01-05", "TRUE", "Open it."]


def test_several_sheets_of_responses_are_told_apart() -> None:
    content = workbook({"Online": ROWS, "Paper": ROWS})
    assert [one.name for one in documents(content, "a.xlsx")] == [
        f"a.xlsx#{sheet}#{number}" for sheet in ("Online", "Paper") for number in ("a1", "a2")
    ]


def test_sheets_that_hold_no_responses_or_are_hidden_are_told() -> None:
    content = workbook(
        {"Data": ROWS, "Codes": [["Code", "Label"], ["1", "Yes"]], "Old": ROWS, "Blank": []}, hidden=["Old"]
    )
    told = {one.name: one.reason for one in skipped(content, "a.xlsx")}
    assert "looks like no responses" in told["a.xlsx#Codes"]
    assert "hidden" in told["a.xlsx#Old"]
    assert "empty" in told["a.xlsx#Blank"]
    assert [one.name for one in read(content, "a.xlsx") if isinstance(one, Document)] == [
        "a.xlsx#a1",
        "a.xlsx#a2",
    ]


def test_hidden_rows_and_columns_are_told() -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(workbook({"S": [[*ROWS[0], "Notes"], [*ROWS[1], "Ring her"], [*ROWS[2], ""]]}))
    )
    book["S"].row_dimensions[3].hidden = True
    book["S"].column_dimensions["C"].hidden = True
    content = saved(book)
    assert roles(content, "a.xlsx")["Notes"] == "leave_out"
    first, told = read(content, "a.xlsx")
    assert isinstance(first, Document)
    assert first.omitted[-1].text == "Ring her"
    assert isinstance(told, Skipped)
    assert told.reason.startswith("1 row is hidden in the spreadsheet (3)")


def test_names_in_merged_cells_span_their_columns() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["Response ID", "Which apply?", None, "Comments"],
        [None, "Cost", "Care", None],
        ["a1", "Cost", None, "Fund it"],
        ["a2", None, "Care", "Close it"],
    ):
        sheet.append(row)
    sheet.merge_cells("B1:C1")
    first, _ = documents(saved(book), "a.xlsx")
    assert first.text == "Which apply?\nCost\n\nComments\nFund it"


def test_a_table_that_does_not_begin_in_the_corner() -> None:
    book = openpyxl.Workbook()
    for r, row in enumerate(ROWS):
        for c, value in enumerate(row):
            book.active.cell(r + 4, c + 3, value)
    book.active.cell(7, 4, "Open it")
    found = documents(saved(book), "a.xlsx")
    assert [one.name for one in found] == ["a.xlsx#row 5", "a.xlsx#row 6", "a.xlsx#row 7"]
    assert points(found[2]) == ["Open it"]


def test_old_and_open_formats() -> None:
    old = xlwt.Workbook()
    sheet = old.add_sheet("S")
    for r, row in enumerate(ROWS):
        for c, value in enumerate(row):
            sheet.write(r, c, value)
    buffer = io.BytesIO()
    old.save(buffer)
    assert [points(one) for one in documents(buffer.getvalue(), "a.xls")] == [["Fund it properly"], ["Close it"]]
    assert [points(one) for one in documents(_ods(), "a.ods")] == [["Fund it properly"]]
    assert "hidden" in skipped(_ods('table:visibility="collapse"'), "a.ods")[0].reason


def _ods(rest: str = "", cell: str = "") -> bytes:
    """Two rows as an OpenDocument spreadsheet; attributes of every row but the first, and of every cell."""
    rows = (
        "".join(
            f'<table:table-cell office:value-type="string" {cell}><text:p>{value}</text:p></table:table-cell>'
            for value in row
        )
        for row in ROWS[:2]
    )
    table = "".join(f"<table:table-row {rest if n else ''}>{row}</table:table-row>" for n, row in enumerate(rows))
    return ods(table)


def test_damaged_workbooks_are_reasons() -> None:
    content = workbook({"S": ROWS})
    for cut in range(30, len(content), 97):
        for broken in (content[:cut], content[:cut] + b"\0" * 20 + content[cut + 20 :]):
            for one in read(broken, "a.xlsx"):
                assert isinstance(one, Document) or one.reason


def test_a_workbook_that_unpacks_to_too_much_is_a_reason() -> None:
    buffer = io.BytesIO(workbook({"S": ROWS}))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b"\0" * 30_000_000)
    (found,) = skipped(buffer.getvalue(), "a.xlsx")
    assert "unpacks to more" in found.reason
    (found,) = skipped(workbook({"S": ROWS}), "a.xlsx", ReadSettings(max_workbook_bytes=100))
    assert "save it as CSV" in found.reason


def test_a_cell_in_the_last_corner_takes_no_room() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Response ID", "Comments"])
    book.active.cell(1_048_576, 16_384, "far away")
    (found,) = skipped(saved(book), "a.xlsx")
    assert "unpacks to more" in found.reason


def test_a_repeated_cell_takes_no_room() -> None:
    content = _ods('table:number-rows-repeated="1000000"', 'table:number-columns-repeated="16000"')
    (found,) = skipped(content, "a.ods")
    assert "unpacks to more" in found.reason


def test_a_locked_workbook_is_a_reason() -> None:
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
    (found,) = read(content, "a.xlsx")
    assert isinstance(found, Skipped)
    assert "password" in found.reason


def test_sheets_with_the_same_respondents_are_one_table() -> None:
    first = [["Response ID", "Q1 Should the bells ring?"], ["B1", "No"], ["B2", "Yes"], ["B3", "No"]]
    second = [["Response ID", "Q2 Please explain"], ["B1", "I work shifts."], ["B3", "They wake the baby at eleven."]]
    content = workbook({"Q1": first, "Q2": second})
    assert [one.name for one in documents(content, "q.xlsx")] == ["q.xlsx#B1", "q.xlsx#B2", "q.xlsx#B3"]
    assert roles(content, "q.xlsx") == {first[0][0]: "id", first[0][1]: "closed", second[0][1]: "open"}
    assert table(content, "q.xlsx").warnings[0].startswith("the sheets Q1, Q2 hold the same Response ID")


def test_rows_that_are_only_counted_are_not_joined() -> None:
    sheets = {
        town: [["No.", f"Why {town}?"], *[[n, f"{town} has no bus on day {n}."] for n in (1, 2, 3)]] for town in "AB"
    }
    assert len(documents(workbook(sheets), "t.xlsx")) == 6
