"""What people put into an audit sheet, in whatever a spreadsheet makes of the file."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from analysis.errors import UnreadableError
from analysis.exporting import FilledIn, address, as_csv, as_workbook, codebook_as_csv, filled_in, rows_of
from analysis.exporting.audit_sheet import TEACHES
from analysis.model import CodingMode, Outcome
from tests.builders import CODEBOOK
from tests.exporting.sheets import (
    CANNOT_TELL,
    FUNDING,
    MEMO,
    NONE,
    POINTS,
    SAFETY,
    WORDS,
    as_bytes,
    fill,
    sheet,
    table,
)

BOOKS = {CODEBOOK.version: CODEBOOK}


def read(content: bytes, name: str = "sheet.csv") -> FilledIn:
    return filled_in(rows_of(content, name), BOOKS, name)


def filled(*cells: dict[str, str]) -> FilledIn:
    return read(as_bytes(fill(table(as_csv(sheet())), *cells)))


def reasons(*cells: dict[str, str]) -> dict[int, str]:
    return {row.row: row.reason for row in filled(*cells).refused}


def test_a_sheet_comes_back_as_it_was_filled_in() -> None:
    found = filled({FUNDING: "x", SAFETY: " YES ", MEMO: "-about time"}, {CANNOT_TELL: "1"}, {NONE: "✓"})
    assert (found.mode, found.auditor, found.codebook) == (CodingMode.BLIND, "Ann Lee", CODEBOOK.version)
    assert [(row.row, row.themes, row.outcome, row.memo) for row in found.rows] == [
        (3, {"funding", "safety"}, Outcome.CODED, "-about time"),
        (4, set(), Outcome.CANNOT_TELL, ""),
        (5, set(), Outcome.CODED, ""),
    ]
    expected = [address(point.key, words) for point, words in zip(POINTS, WORDS, strict=True)]
    assert [row.point for row in found.rows] == expected
    assert (found.refused, found.blank) == ((), 0)


def test_a_blank_row_is_no_judgement() -> None:
    found = filled({}, {SAFETY: "x"})
    assert ([row.row for row in found.rows], found.blank, found.refused) == ([4], 2, ())


def test_a_no_below_every_theme_is_a_judgement() -> None:
    assert [row.themes for row in filled({FUNDING: "no", SAFETY: "0"}).rows] == [frozenset()]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({FUNDING: "maybe"}, "“maybe” below funding is not a mark; write x, or leave the cell empty"),
        ({NONE: "?"}, "“?” below none of the themes is not a mark"),
        ({FUNDING: "x", NONE: "x"}, "x below funding and below “none of the themes”; only one of them can be meant"),
        ({FUNDING: "x", CANNOT_TELL: "x"}, "x below funding and below “cannot tell”; only one of them"),
        ({NONE: "x", CANNOT_TELL: "x"}, "x below “none of the themes” and below “cannot tell”"),
        ({MEMO: "hm"}, "no judgement; put x below a theme, “none of the themes” or “cannot tell”"),
        ({FUNDING: "no"}, "no judgement; put x below a theme"),
        ({FUNDING: "x", "point": ""}, "it names no point; copy its first cell"),
    ],
)
def test_a_row_that_does_not_fit_is_refused_with_its_number_and_the_rest_stays(
    cells: dict[str, str], reason: str
) -> None:
    found = filled({SAFETY: "x"}, cells)
    assert [row.row for row in found.rows] == [3]
    ((row, told),) = [(row.row, row.reason) for row in found.refused]
    assert row == 4
    assert reason in told


def test_a_mark_in_a_column_of_no_theme_is_refused_with_the_theme_that_may_be_meant() -> None:
    rows = fill(table(as_csv(sheet())), {SAFETY: "x"}, {SAFETY: "x"})
    rows[1].append("fundings")
    rows[2].append("x")
    rows[3].append("")
    found = read(as_bytes(rows))
    assert [row.row for row in found.rows] == [4]
    assert found.refused[0].reason == (
        "it has something in the column “fundings”, which is not a theme of the codebook; did you mean funding?"
    )


@pytest.mark.parametrize(("delimiter", "encoding"), [(";", "cp1252"), ("\t", "utf-16"), (",", "utf-8"), ("|", "utf-8")])
def test_it_is_read_as_spreadsheets_save_it(delimiter: str, encoding: str) -> None:
    rows = fill(table(as_csv(sheet())), {FUNDING: "x"}, {}, {SAFETY: "X", MEMO: "“hm” – £5; no, or"})
    width = max(map(len, rows))
    content = as_bytes([row + [""] * (width - len(row)) for row in rows], delimiter, encoding)
    assert b"\r\n" in content or encoding == "utf-16"
    found = read(content)
    assert [(row.row, set(row.themes), row.memo) for row in found.rows] == [
        (3, {"funding"}, ""),
        (5, {"safety"}, "“hm” – £5; no, or"),
    ]


def test_columns_may_stand_in_any_order_and_those_that_only_tell_may_be_missing() -> None:
    rows = fill(table(as_csv(sheet())), {SAFETY: "x"})
    kept = ["safety", "FUNDING: renamed by somebody".replace("FUNDING", "funding"), "Point"]
    at = [rows[1].index(name) for name in (SAFETY, FUNDING, "point")]
    found = read(as_bytes([rows[0], kept, *([row[n] for n in at] for row in rows[2:])]))
    assert [(row.row, set(row.themes)) for row in found.rows] == [(3, {"safety"})]


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda rows: rows[1:], "it is not an audit sheet: no row of it begins with “Everypoint audit sheet”"),
        (lambda rows: [rows[0][:1], *rows[1:]], "its first row does not say “mode: blind” or “mode: second”"),
        (lambda rows: [[c.replace(CODEBOOK.version, "0") for c in rows[0]], *rows[1:]], "a codebook that this work"),
        (lambda rows: [rows[0], *rows[2:]], "no row names the columns"),
        (lambda rows: [rows[0], [c.replace(FUNDING, "") for c in rows[1]], *rows[2:]], "missing: funding: Funding"),
        (lambda rows: [rows[0], [c.replace(SAFETY, FUNDING) for c in rows[1]], *rows[2:]], "two columns are called"),
    ],
)
def test_a_sheet_that_cannot_be_used_is_refused_as_a_whole(damage: object, told: str) -> None:
    rows = fill(table(as_csv(sheet())), {FUNDING: "x"})
    with pytest.raises(UnreadableError, match=r"^sheet\.csv: ") as caught:
        read(as_bytes(damage(rows)))  # type: ignore[operator]
    assert told in str(caught.value)


def test_a_quotation_mark_that_is_never_closed_swallows_no_rows() -> None:
    with pytest.raises(UnreadableError, match="row 4: a quotation mark is not closed"):
        read(as_csv(sheet()).replace(b"\r\n'=cmd", b"\r\n\"'=cmd"))


# What is written ------------------------------------------------------------------------------------------------------


def test_the_first_row_says_that_it_holds_personal_data() -> None:
    for content, name in ((as_csv(sheet()), "a.csv"), (as_workbook(sheet()), "a.xlsx")):
        assert "Personal data" in rows_of(content, name)[0][1][1]
    assert as_csv(sheet()).startswith(b'\xef\xbb\xbfEverypoint audit sheet,"Personal data')


def test_no_cell_of_other_peoples_words_is_a_formula() -> None:
    for row in table(as_csv(sheet())):
        assert not [cell for cell in row if cell.startswith(tuple("=+-@\t"))]
    page = load_workbook(io.BytesIO(as_workbook(sheet())))["Audit"]
    assert {cell.data_type for row in page.iter_rows() for cell in row if cell.value is not None} == {"s"}


def test_the_machine_is_in_an_assisted_sheet_and_nowhere_in_a_blind_one() -> None:
    blind, assisted = table(as_csv(sheet())), table(as_csv(sheet(CodingMode.ASSISTED)))
    assert "machine" not in str(blind).replace(TEACHES, "")
    assert "0.81" not in str(blind)
    assert [row[assisted[1].index("machine suggests")] for row in assisted[2:]] == ["funding (0.81)"] * 3


def test_a_workbook_is_frozen_wrapped_protected_and_offers_its_marks() -> None:
    workbook = load_workbook(io.BytesIO(as_workbook(sheet())))
    page = workbook["Audit"]
    header = [cell.value for cell in page[2]]
    words, funding = header.index("words") + 1, header.index(FUNDING) + 1
    assert page.freeze_panes == "G3"
    assert page.protection.sheet
    assert page.cell(3, 1).protection.locked
    assert not page.cell(3, funding).protection.locked
    assert page.cell(3, words).alignment.wrap_text
    (offered,) = page.data_validations.dataValidation
    assert (offered.formula1, str(offered.sqref)) == ('"x"', "G3:J5")
    codebook = [[cell.value for cell in row] for row in workbook["Codebook"]]
    assert codebook[1][:3] == ["funding", "Funding", "Money: budgets, cuts and costs."]


def test_a_workbook_comes_back_as_it_was_filled_in(tmp_path: Path) -> None:
    workbook = load_workbook(io.BytesIO(as_workbook(sheet())))
    page = workbook["Audit"]
    header = [cell.value for cell in page[2]]
    page.cell(3, header.index(FUNDING) + 1).value = 1
    page.cell(4, header.index(SAFETY) + 1).value = True
    page.cell(5, header.index(FUNDING) + 1).value = "perhaps"
    workbook.save(tmp_path / "sheet.xlsx")
    found = read((tmp_path / "sheet.xlsx").read_bytes(), "sheet.xlsx")
    assert [(row.row, set(row.themes)) for row in found.rows] == [(3, {"funding"}), (4, {"safety"})]
    assert found.rows[1].point == address(POINTS[1].key, WORDS[1])
    assert [row.row for row in found.refused] == [5]


def test_a_damaged_workbook_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="damaged"):
        rows_of(as_workbook(sheet())[:-500], "sheet.xlsx")


def test_a_point_longer_than_a_cell_leaves_the_next_row_whole() -> None:
    from dataclasses import replace

    long = replace(sheet(), rows=(replace(sheet().rows[0], words="a" * 40_000 + "\x00\x0b"), *sheet().rows[1:]))
    assert max(len(cell) for row in table(as_csv(long)) for cell in row) < 32_767
    assert rows_of(as_workbook(long), "a.xlsx")[3][1][0] == f"'{address(POINTS[1].key, WORDS[1])}"


def test_the_codebook_beside_a_csv_has_what_a_person_judges_by() -> None:
    rows = table(codebook_as_csv(CODEBOOK))
    assert rows[0] == ["theme", "name", "definition", "include", "exclude", "examples"]
    assert [row[0] for row in rows[1:]] == ["funding", "safety"]
