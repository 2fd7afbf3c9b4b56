"""Excel workbooks: opened by other libraries, joined by pandas in two lines, and no larger than a sheet may be."""

from __future__ import annotations

import io
from datetime import date, datetime

import pandas as pd
import pytest
from openpyxl import load_workbook

from analysis.errors import OutputError
from analysis.exporting import xlsx_export
from analysis.exporting.export_table import TableNotes, day, number, table_of, text
from analysis.exporting.exporters import EXPORTERS
from analysis.exporting.xlsx_export import as_xlsx, must_fit
from analysis.model import Codebook, Theme
from tests.builders import make_coding
from tests.exporting.contents import content_of, responses_of

NOTES = TableNotes("", "", "")
SHEETS = ["About", "Responses", "Answers", "Points", "Codings", "Themes", "Figures"]


def test_points_and_codings_load_and_join_in_two_lines() -> None:
    responses = responses_of("Cuts to the budget hurt us all.", "Inspection keeps children safe.", "We welcome this.")
    codings = [
        make_coding(next(responses[0].points).key, ["funding"]),
        make_coding(next(responses[1].points).key, ["funding", "safety"]),
    ]
    file = io.BytesIO(EXPORTERS["xlsx"].write(content_of(responses, codings)))
    points = pd.read_excel(file, "Points", engine="calamine")
    codings_sheet = pd.read_excel(file, "Codings", engine="calamine")
    joined = points.merge(codings_sheet, on="Point", validate="one_to_one")
    assert list(joined["Funding"]) == [1, 1, 0]
    assert list(joined["Safety"]) == [0, 1, 0]
    assert list(joined["Text"]) == [response.document.text for response in responses]
    figures = pd.read_excel(file, "Figures", engine="calamine")
    counted = figures[(figures["Table"] == "Theme") & (figures["Measure"] == "respondents")].set_index("About")["Value"]
    assert dict(counted) == dict(joined[["Funding", "Safety"]].sum())


def test_each_sheet_has_one_header_that_stays_in_sight_and_widths() -> None:
    content = EXPORTERS["xlsx"].write(content_of(responses_of("Cuts to the budget hurt us all.")))
    workbook = load_workbook(io.BytesIO(content))
    assert workbook.sheetnames == SHEETS
    for sheet in workbook:
        assert sheet.freeze_panes == "B2", sheet.title
        header = [cell.value for cell in sheet[1]]
        assert all(header), sheet.title
        assert len(set(header)) == len(header), sheet.title
        assert sheet.auto_filter.ref.startswith("A1:"), sheet.title
    assert workbook["Points"].column_dimensions["G"].width == pytest.approx(80, abs=1)
    told = {row[0] for row in workbook["About"].iter_rows(min_row=2, values_only=True)}
    assert told == {"This file", *SHEETS[1:]}, "About explains every sheet"


def test_numbers_and_dates_are_numbers_and_dates() -> None:
    fields = [text("A", "", lambda row: row[0]), number("B", "", lambda row: row[1]), day("C", "", lambda row: row[2])]
    table = table_of("Table", NOTES, fields, [("007", 1.5, date(2014, 4, 17)), ("x", None, None)])
    rows = list(load_workbook(io.BytesIO(as_xlsx([table], "t")))["Table"].values)
    assert rows[1] == ("007", 1.5, datetime(2014, 4, 17))
    assert rows[2] == ("x", None, None)


def test_a_theme_that_is_called_like_a_column_gets_a_column_of_its_own() -> None:
    themes = Codebook((Theme("point", "Point", "A point."), Theme("doubt", "In doubt", "Doubt.")))
    file = io.BytesIO(EXPORTERS["xlsx"].write(content_of(responses_of("Cuts hurt."), codebook=themes)))
    assert list(pd.read_excel(file, "Codings", engine="calamine"))[-2:] == ["Point (point)", "In doubt (doubt)"]


def test_what_no_sheet_can_hold_is_refused_with_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_export, "MOST_ROWS", 3)
    table = table_of("Points", NOTES, [number("A", "", lambda row: row)], [1, 2])
    must_fit([table])
    with pytest.raises(OutputError, match="Points: 3 rows are more than a spreadsheet holds; export csv or json"):
        must_fit([table_of("Points", NOTES, [number("A", "", lambda row: row)], [1, 2, 3])])
