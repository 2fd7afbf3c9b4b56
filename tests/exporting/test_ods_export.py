"""OpenDocument spreadsheets: the same cells as the workbook's, and opened by LibreOffice."""

from __future__ import annotations

import io
import subprocess
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from analysis.exporting.export_table import TableNotes, day, number, table_of, text
from analysis.exporting.exporters import EXPORTERS
from analysis.exporting.ods_export import as_ods
from tests.builders import make_coding
from tests.exporting.contents import content_of, responses_of, words_in
from tests.tools import soffice

SPACED = "two  spaces,\n\n  and an indented line "


def test_spaces_tabs_and_lines_come_back() -> None:
    fields = [text("A", "", lambda row: row[0]), number("B", "", lambda row: row[1]), day("C", "", lambda row: row[2])]
    table = table_of("Table", TableNotes("", "", ""), fields, [(SPACED, 1.5, date(2014, 4, 17)), ("x", None, None)])
    rows = CalamineWorkbook.from_filelike(io.BytesIO(as_ods([table], "t"))).get_sheet_by_name("Table").to_python()
    assert rows[0] == ["A", "B", "C"]
    assert rows[1] == [SPACED, 1.5, date(2014, 4, 17)]


def test_a_tab_is_an_element_that_no_program_folds() -> None:
    table = table_of("Table", TableNotes("", "", ""), [text("A", "", lambda row: row)], ["before\tafter"])
    assert "before<text:tab/>after" in words_in(as_ods([table], "t"))


def test_header_and_first_column_stay_in_sight() -> None:
    written = words_in(EXPORTERS["ods"].write(content_of(responses_of("Cuts to the budget hurt us all."))))
    assert written.count('config:name="VerticalSplitPosition"') == 7
    assert written.startswith("mimetype\n")


@pytest.mark.parametrize("format_name", ["xlsx", "ods"])
def test_libreoffice_opens_it_and_finds_every_point(format_name: str, tmp_path: Path) -> None:
    responses = responses_of("Cuts to the budget hurt us all.", "Inspection keeps children safe.")
    codings = [make_coding(next(one.points).key, ["funding"]) for one in responses]
    file = tmp_path / f"export.{format_name}"
    file.write_bytes(EXPORTERS[format_name].write(content_of(responses, codings)))
    target = "ods" if format_name == "xlsx" else "xlsx"
    convert(file, target)
    workbook = CalamineWorkbook.from_filelike(io.BytesIO((tmp_path / f"out/export.{target}").read_bytes()))
    points = workbook.get_sheet_by_name("Points").to_python()
    assert [row[6] for row in points] == ["Text", *(response.document.text for response in responses)]
    codings_sheet = workbook.get_sheet_by_name("Codings").to_python()
    assert [row[4:] for row in codings_sheet] == [["Funding", "Safety"], [1, 0], [1, 0]]


LACKING: list[str] = []
"""What LibreOffice was found not to have: it is started once to see that."""


def convert(file: Path, target: str) -> None:
    """Let LibreOffice open a file and write it as another."""
    if LACKING:
        pytest.skip(LACKING[0])
    home = f"-env:UserInstallation={(file.parent / 'home').as_uri()}"
    command = [soffice(), home, "--headless", "--convert-to", target, "--outdir", str(file.parent / "out"), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if "could not be loaded" in done.stdout + done.stderr:
        LACKING.append("LibreOffice Calc is not installed (Debian: apt install libreoffice-calc)")
        pytest.skip(LACKING[0])
    assert done.returncode == 0, done.stderr


def test_the_workbook_and_the_spreadsheet_hold_the_same() -> None:
    content = content_of(responses_of("Cuts to the budget hurt us all."))
    ods = CalamineWorkbook.from_filelike(io.BytesIO(EXPORTERS["ods"].write(content)))
    xlsx = load_workbook(io.BytesIO(EXPORTERS["xlsx"].write(content)))
    assert ods.sheet_names == xlsx.sheetnames
    for name in ods.sheet_names:
        rows = [[cell if cell != "" else None for cell in row] for row in ods.get_sheet_by_name(name).to_python()]
        assert rows == [list(row) for row in xlsx[name].values], name
