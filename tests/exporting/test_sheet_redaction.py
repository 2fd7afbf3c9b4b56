"""A respondent's rows are taken out of a sheet, and nobody else's."""

from __future__ import annotations

from analysis.exporting import as_csv, as_workbook, rows_of, without
from tests.exporting.sheets import WORDS, sheet


def test_the_rows_of_a_document_go_and_the_others_stay() -> None:
    for content, name in ((as_csv(sheet()), "a.csv"), (as_workbook(sheet()), "a.xlsx")):
        rest, gone = without({"=cmd.txt", "elsewhere.txt"}, content, name)
        assert gone == 1
        before, after = [cells for _, cells in rows_of(content, name)], [cells for _, cells in rows_of(rest, name)]
        assert after == [*before[:3], before[4]]
        assert WORDS[1].encode() not in rest


def test_a_file_that_does_not_speak_of_a_document_keeps_its_bytes() -> None:
    content = b"file;theme\r\na.txt;funding\r\n"
    assert without({"b.txt"}, content, "a.csv") == (content, 0)


def test_a_coding_of_another_shape_goes_by_its_documents_name() -> None:
    rest, gone = without(
        {"table.csv#row 3"}, b"file;theme\r\ntable.csv#row 3;funding\r\ntable.csv#row 4;x\r\n", "a.csv"
    )
    assert gone == 1
    assert b"row 3" not in rest
    assert b"row 4" in rest
