"""`audit export`, `audit import`, `export workspace` and `import` on the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner, Result

from analysis.cli import audit, moving
from tests.builders import LETTER, NOTES, make_workspace

EVERYPOINT = Typer()
EVERYPOINT.add_typer(audit.app)
EVERYPOINT.add_typer(moving.export_app)
EVERYPOINT.command("import")(moving.import_workspace)


def everypoint(*arguments: str | Path) -> Result:
    return CliRunner().invoke(EVERYPOINT, [str(argument) for argument in arguments], env={"EVERYPOINT_DATABASE": ""})


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A workspace with two documents of five points."""
    return make_workspace(tmp_path / "work", {"letter.txt": LETTER, "notes.md": NOTES})


def mark(file: Path, row: int, column: str, text: str) -> None:
    rows = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"), newline="")))
    rows[row - 1][rows[1].index(column)] = text
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)


def test_a_sheet_goes_out_is_filled_in_and_comes_back(work: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    out = everypoint("audit", "export", sheet, "--auditor", "Ann Lee", "--workspace", work)
    assert out.exit_code == 0, out.output
    assert f"5 points for Ann Lee, blind: {sheet}" in out.stdout
    assert "personal data" in out.stdout
    mark(sheet, 3, "funding: Funding", "x")
    back = everypoint("audit", "import", sheet, "--workspace", work)
    assert (back.exit_code, back.stderr) == (0, "")
    assert back.stdout == ("1 judgement of Ann Lee recorded, 0 in already, 4 rows without a mark, 0 refused.\n")


def test_a_refused_row_is_told_by_its_number_and_ends_with_1(work: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    everypoint("audit", "export", sheet, "--auditor", "Ann", "--workspace", work)
    mark(sheet, 3, "funding: Funding", "x")
    mark(sheet, 5, "access: Access", "perhaps")
    back = everypoint("audit", "import", sheet, "--workspace", work)
    assert back.exit_code == 1
    assert back.stderr == ("refused     row 5: “perhaps” below access is no mark; write x, or leave the cell empty\n")
    told = json.loads(everypoint("audit", "import", sheet, "--workspace", work, "--json").stdout)
    assert (told["recorded"], told["repeated"], told["blank"]) == (0, 1, 3)
    assert [row["row"] for row in told["refused"]] == [5]


def test_a_sample_for_a_program(work: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.xlsx"
    out = everypoint(
        *("audit", "export", sheet, "--auditor", "Ann", "--workspace", work),
        *("--sample", "2", "--seed", "9", "--assisted", "--json"),
    )
    assert json.loads(out.stdout) == {"path": str(sheet), "codebook": None, "points": 2, "mode": "assisted"}


def test_only_one_choice_of_points_can_be_meant(work: Path, tmp_path: Path) -> None:
    out = everypoint(
        "audit", "export", tmp_path / "a.csv", "--auditor", "Ann", "--all", "--sample", "2", "--workspace", work
    )
    assert out.exit_code == 2
    assert "choose one of --all, --unaudited and --sample" in out.stderr


def test_a_file_that_is_no_sheet_is_told(work: Path) -> None:
    back = everypoint("audit", "import", work / "responses/letter.txt", "--workspace", work)
    assert back.exit_code == 1
    assert "it is no audit sheet" in back.stderr


def test_a_workspace_leaves_and_comes_back(work: Path, tmp_path: Path) -> None:
    everypoint("audit", "export", tmp_path / "sheet.csv", "--auditor", "Ann", "--workspace", work)
    out = everypoint("export", "workspace", tmp_path / "a.zip", "--workspace", work)
    assert (out.exit_code, out.stderr) == (0, "")
    assert "2 sources and 3 files" in out.stdout
    back = everypoint("import", tmp_path / "a.zip", "--workspace", tmp_path / "new")
    assert (back.exit_code, back.stderr) == (0, "")
    assert back.stdout.startswith("ok  2 sources, 2 responses, 5 points: every character is accounted for\n")
    again = everypoint("import", tmp_path / "a.zip", "--workspace", tmp_path / "new", "--json")
    assert again.exit_code == 2
    assert "is not empty; nothing was changed" in json.loads(again.stdout)["error"]


def test_what_was_wrong_before_the_move_is_told_and_ends_with_1(work: Path, tmp_path: Path) -> None:
    everypoint("audit", "export", tmp_path / "sheet.csv", "--auditor", "Ann", "--workspace", work)
    (work / "responses/notes.md").unlink()
    everypoint("export", "workspace", tmp_path / "a.zip", "--workspace", work)
    back = everypoint("import", tmp_path / "a.zip", "--workspace", tmp_path / "new")
    assert back.exit_code == 1
    assert "it is as it was exported, but check says: notes.md: it was taken in" in back.stderr
    assert (tmp_path / "new/responses/letter.txt").is_file()


@pytest.mark.parametrize("command", [("audit", "export"), ("audit", "import"), ("export", "workspace"), ("import",)])
def test_every_command_shows_an_example(command: tuple[str, ...]) -> None:
    shown = everypoint(*command, "--help")
    assert shown.exit_code == 0
    assert f"Example: everypoint {' '.join(command)} " in shown.stdout
