"""Auditing in a spreadsheet: what leaves, what comes back, and what is refused."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook

from analysis.app.admin import verify_workspace
from analysis.app.audit.sheet_io import (
    ImportedAudit,
    SheetRequest,
    export_audits,
    import_audits,
    withdraw_audits,
)
from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.context import AppContext
from analysis.app.ingest import ingest
from analysis.errors import OutputError, UnreadableError
from analysis.exporting.audit_sheet import CANNOT_TELL, MEMO, NONE, TEACHES
from analysis.model import Coder, CoderKind, Coding, CodingMode, Outcome
from analysis.text import fingerprint
from analysis.workspace import Workspace, load_consultation
from tests.builders import CONSULTATION, LETTER, NOTES, PAGE, Clock, make_workspace

FUNDING, ACCESS = "funding: Funding", "access: Access"
ALL = SheetRequest()


@pytest.fixture
def app(tmp_path: Path) -> AppContext:
    """A workspace with three documents of seven points."""
    files = {"letter.txt": LETTER, "notes.md": NOTES, "web/page.html": PAGE}
    return AppContext(Workspace(make_workspace(tmp_path / "work", files)), clock=Clock())


@pytest.fixture
def file(app: AppContext, tmp_path: Path) -> Path:
    """A blind sheet of all points for Ann Lee."""
    export_audits(app, tmp_path / "sheet.csv", "Ann Lee", ALL)
    return tmp_path / "sheet.csv"


def table(file: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.read_text("utf-8-sig"), newline="")))


def write(file: Path, rows: list[list[str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)


def fill(file: Path, filled: Mapping[int, Mapping[str, str]]) -> Path:
    """Write cells into a sheet, by the row's number and the column's name."""
    rows = table(file)
    for number, cells in filled.items():
        for name, text in cells.items():
            rows[number - 1][rows[1].index(name)] = text
    write(file, rows)
    return file


def people(app: AppContext) -> list[Coding]:
    return [coding for coding in app.store.codings() if coding.coder.kind is CoderKind.HUMAN]


def refused(done: ImportedAudit) -> dict[int, str]:
    return {row.row: row.reason for row in done.refused}


# Out ------------------------------------------------------------------------------------------------------------------


def test_a_blind_sheet_has_every_point_and_nothing_of_the_machine(app: AppContext, file: Path) -> None:
    take_in_and_code(app)
    rows = table(file)
    assert len(rows) == 2 + 7
    assert rows[1] == [
        "point",
        "citation",
        "label",
        "section",
        "question",
        "words",
        FUNDING,
        ACCESS,
        NONE,
        CANNOT_TELL,
        MEMO,
    ]
    assert rows[2][5].startswith("Sunday opening will cost money")
    assert "machine" not in file.read_text("utf-8-sig").replace(TEACHES, "")
    assert "Money: budgets, cuts and costs." in file.with_suffix(".codebook.csv").read_text("utf-8-sig")


def test_an_assisted_sheet_says_what_the_machine_thinks(app: AppContext, tmp_path: Path) -> None:
    export_audits(app, tmp_path / "a.csv", "Ann", ALL, CodingMode.ASSISTED)
    rows = table(tmp_path / "a.csv")
    said = [row[rows[1].index("machine suggests")] for row in rows[2:]]
    assert said[0].startswith("funding (")
    assert all(said)


def test_the_first_points_of_a_choice_may_be_asked_for(app: AppContext, file: Path, tmp_path: Path) -> None:
    made = export_audits(app, tmp_path / "b.csv", "Ann", SheetRequest(first=3))
    assert made.points == 3
    assert [row[0] for row in table(tmp_path / "b.csv")[2:]] == [row[0] for row in table(file)[2:5]]
    assert export_audits(app, tmp_path / "c.csv", "Ann", SheetRequest(first=100)).points == 7


def test_unaudited_points_are_those_that_nobody_has_judged(app: AppContext, file: Path, tmp_path: Path) -> None:
    import_audits(app, fill(file, {3: {FUNDING: "x"}, 4: {CANNOT_TELL: "x"}}))
    made = export_audits(app, tmp_path / "rest.csv", "Ben", SheetRequest(unaudited=True))
    assert made.points == 5
    assert [row[0] for row in table(tmp_path / "rest.csv")[2:]] == [row[0] for row in table(file)[4:]]


def test_a_point_that_moved_stays_audited_and_can_still_be_imported(
    app: AppContext, file: Path, tmp_path: Path
) -> None:
    import_audits(app, fill(file, {3: {FUNDING: "x"}}))
    (app.workspace.responses / "letter.txt").write_text(f"\n{LETTER}".replace("borough", "whole"), "utf-8")
    assert export_audits(app, tmp_path / "rest.csv", "Ben", SheetRequest(unaudited=True)).points == 6
    done = import_audits(app, fill(file, {4: {ACCESS: "x"}}))
    assert (done.recorded, done.repeated, done.refused) == (1, 1, ())


def test_a_sheet_that_may_be_filled_in_is_never_written_over(app: AppContext, file: Path) -> None:
    before = file.read_bytes()
    with pytest.raises(OutputError, match="exists already and may be filled in"):
        export_audits(app, file, "Ann", ALL)
    assert file.read_bytes() == before


def test_a_sheet_is_not_put_where_it_would_be_read_as_a_response(app: AppContext) -> None:
    responses = app.workspace.responses
    with pytest.raises(OutputError, match="would be read as a response there"):
        export_audits(app, responses / "sheet.csv", "Ann", ALL)
    made = export_audits(app, responses / "audits" / "sheet.xlsx", "Ann", ALL)
    assert made.path.is_file()
    assert len(ingest.take_in(app).sources) == 3


def test_a_sheet_of_another_kind_is_refused(app: AppContext, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"written as \.csv or \.xlsx"):
        export_audits(app, tmp_path / "sheet.ods", "Ann", ALL)


# In -------------------------------------------------------------------------------------------------------------------


def test_each_row_becomes_a_coding_of_its_auditors(app: AppContext, file: Path) -> None:
    done = import_audits(app, fill(file, {3: {FUNDING: "x", MEMO: "clear"}, 4: {CANNOT_TELL: "x"}, 5: {NONE: "x"}}))
    assert (done.auditor, done.recorded, done.repeated, done.blank, done.refused) == ("Ann Lee", 3, 0, 4, ())
    response, codings = ingest.find(app, "letter.txt"), people(app)
    assert [c.point for c in codings] == [point.key for point in response.points]
    assert [(set(c.themes), c.outcome, c.memo) for c in codings] == [
        ({"funding"}, Outcome.CODED, "clear"),
        (set(), Outcome.CANNOT_TELL, ""),
        (set(), Outcome.CODED, ""),
    ]
    for coding in codings:
        assert coding.coder == Coder.person("Ann Lee")
        assert coding.mode is CodingMode.BLIND
        assert coding.text_sha256 == fingerprint(response.text_of(coding.point))
        assert coding.segmentation == response.segmentation.coder
        assert coding.codebook in app.store.codebooks()
    assert verify_workspace.check(app)


def test_the_same_file_twice_adds_nothing(app: AppContext, file: Path) -> None:
    fill(file, {3: {FUNDING: "x"}, 4: {NONE: "x"}})
    import_audits(app, file)
    chain = app.store.chain()
    again = import_audits(app, file)
    assert (again.recorded, again.repeated, again.refused) == (0, 2, ())
    assert app.store.chain() == chain


def test_an_old_file_does_not_bring_back_what_was_changed_since(app: AppContext, file: Path) -> None:
    old = file.with_name("old.csv")
    old.write_bytes(fill(file, {3: {FUNDING: "x"}}).read_bytes())
    import_audits(app, file)
    assert import_audits(app, fill(file, {3: {ACCESS: "x"}})).recorded == 1
    again = import_audits(app, old)
    assert again.recorded == 0
    assert "Ann Lee gave this answer before and a different one since, on 2026-03-01" in refused(again)[3]
    assert import_audits(app, fill(old, {3: {MEMO: "meant"}})).recorded == 1


def test_another_auditor_is_another_coder_and_case_makes_none(app: AppContext, file: Path) -> None:
    fill(file, {3: {FUNDING: "x"}})
    import_audits(app, file)
    assert import_audits(app, file, "Ben").recorded == 1
    assert import_audits(app, file, " ann  LEE").recorded == 0
    assert [c.coder.id for c in people(app)] == ["ann lee", "ben"]


def test_rows_that_do_not_fit_are_refused_and_the_rest_goes_in(app: AppContext, file: Path) -> None:
    fill(file, {n: {FUNDING: "x"} for n in range(3, 10)})
    rows = table(file)
    rows[3][0] = rows[3][0].replace("letter.txt", "litter.txt")
    rows[4][0] = rows[4][0][:-12] + "0" * 12
    rows[5][rows[1].index(FUNDING)] = "maybe"
    rows.append(list(rows[6]))
    write(file, rows)
    done = import_audits(app, file)
    assert done.recorded == 3
    told = refused(done)
    assert list(told) == [4, 5, 6, 7, 10]
    assert told[4] == "there is no response called litter.txt; was the sheet made in another workspace?"
    assert told[5].startswith("the words of this point of letter.txt have changed since")
    assert told[6].startswith("“maybe” below funding is not a mark")
    assert (told[7], told[10]) == (
        "its point has a mark in row 10 as well; keep one of them",
        "its point has a mark in row 7 as well; keep one of them",
    )


def test_a_sheet_without_citations_from_an_earlier_version_still_finds_its_points(app: AppContext, file: Path) -> None:
    fill(file, {3: {FUNDING: "x"}})
    rows = table(file)
    assert (rows[2][1], rows[2][2]) == ("R1.1", "(1)")
    write(file, [rows[0], *([cells[0], *cells[2:]] for cells in rows[1:])])
    assert import_audits(app, file).recorded == 1


def test_points_that_changed_after_the_export_are_refused(app: AppContext, file: Path) -> None:
    fill(file, {3: {FUNDING: "x"}, 6: {FUNDING: "x"}})
    (app.workspace.responses / "letter.txt").write_text(LETTER.replace("five years", "nine years"), encoding="utf-8")
    done = import_audits(app, file)
    assert (done.recorded, list(refused(done))) == (1, [3])


def test_a_sheet_of_an_earlier_codebook_counts_by_that_codebook(app: AppContext, file: Path) -> None:
    before = load_consultation(app.workspace.consultation).codebook.version
    text = CONSULTATION.replace("Whether people can reach", "Whether all people can reach")
    app.workspace.consultation.write_text(text, encoding="utf-8")
    assert import_audits(app, fill(file, {3: {FUNDING: "x"}})).recorded == 1
    assert people(app)[0].codebook == before != load_consultation(app.workspace.consultation).codebook.version


def test_a_workbook_goes_out_and_comes_back(app: AppContext, tmp_path: Path) -> None:
    file = tmp_path / "sheet.xlsx"
    made = export_audits(app, file, "Ann", ALL, CodingMode.ASSISTED)
    assert (made.codebook, made.points) == (None, 7)
    workbook = load_workbook(file)
    header = [cell.value for cell in workbook["Audit"][2]]
    workbook["Audit"].cell(3, header.index(FUNDING) + 1).value = "x"
    workbook.save(file)
    assert import_audits(app, file).recorded == 1
    assert (people(app)[0].mode, set(people(app)[0].themes)) == (CodingMode.ASSISTED, {"funding"})


def test_a_file_that_is_not_there_is_told(app: AppContext, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="there is no such file; check the path"):
        import_audits(app, tmp_path / "sheet.csv")


def test_a_folder_of_sheets_loses_the_rows_of_an_erased_response(app: AppContext) -> None:
    audits = app.workspace.responses / "audits"
    export_audits(app, audits / "ann.csv", "Ann", ALL)
    export_audits(app, audits / "later" / "ben.xlsx", "Ben", ALL)
    (audits / "~$ann.xlsx").write_bytes(b"\x07" * 165)
    assert withdraw_audits(app, ["letter.txt"]) == 6
    assert "Sunday opening" not in (audits / "ann.csv").read_text("utf-8-sig")
    assert len(table(audits / "ann.csv")) == 2 + 4
    assert withdraw_audits(app, ["letter.txt"]) == 0
    (audits / "cut.xlsx").write_bytes((audits / "later" / "ben.xlsx").read_bytes()[:-99])
    with pytest.raises(UnreadableError, match=r"cut\.xlsx: the spreadsheet is damaged"):
        withdraw_audits(app, ["letter.txt"])
