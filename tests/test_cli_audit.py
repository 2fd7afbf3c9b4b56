"""`audit`, `export workspace` and `import` on the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner, Result

from analysis.cli import audit_commands, backup_commands, export_command
from analysis.exporting.audit_sheet import MEASURES, TEACHES
from tests.builders import LETTER, NOTES, make_workspace

EVERYPOINT = Typer()
EVERYPOINT.add_typer(audit_commands.app)
EVERYPOINT.command()(export_command.export)
EVERYPOINT.command("import")(backup_commands.import_workspace)


AT_HOME = {"EVERYPOINT_DATABASE": "", "LOGNAME": "ann"}


def everypoint(*arguments: str | Path) -> Result:
    return CliRunner().invoke(EVERYPOINT, [str(argument) for argument in arguments], env=AT_HOME)


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
    assert back.stdout == ("1 judgement of Ann Lee recorded, 0 already in, 4 rows without a mark, 0 refused.\n")


def test_a_refused_row_is_told_by_its_number_and_ends_with_1(work: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    everypoint("audit", "export", sheet, "--auditor", "Ann", "--workspace", work)
    mark(sheet, 3, "funding: Funding", "x")
    mark(sheet, 5, "access: Access", "perhaps")
    back = everypoint("audit", "import", sheet, "--workspace", work)
    assert back.exit_code == 1
    assert back.stderr == (
        "refused     row 5: “perhaps” below access is not a mark; write x, or leave the cell empty\n"
    )
    told = json.loads(everypoint("audit", "import", sheet, "--workspace", work, "--json").stdout)
    assert (told["recorded"], told["repeated"], told["blank"]) == (0, 1, 3)
    assert [row["row"] for row in told["refused"]] == [5]


def test_a_few_points_for_a_program(work: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.xlsx"
    out = everypoint(
        *("audit", "export", sheet, "--auditor", "Ann", "--workspace", work),
        *("--first", "2", "--assisted", "--json"),
    )
    facts = {"path": str(sheet), "codebook": None, "points": 2, "mode": "assisted", "left_out": 0, "seen": 0}
    assert json.loads(out.stdout) == {**facts, "use": TEACHES}


def test_what_a_sheet_is_good_for_is_said_before_the_work_starts(work: Path, tmp_path: Path) -> None:
    for mode in ("--blind", "--assisted"):
        sheet = tmp_path / f"{mode}.csv"
        out = audit_of(work, "export", sheet, "--auditor", "Ann", mode)
        assert f"What is filled in {TEACHES}." in out.stdout
        assert f"use: {TEACHES}" in sheet.read_text("utf-8-sig")
    audit_of(work, "draw", "--size", "3")
    out = audit_of(work, "export", tmp_path / "drawn.csv", "--auditor", "Ben", "--drawn")
    assert f"What is filled in {MEASURES}." in out.stdout
    out = audit_of(work, "export", tmp_path / "rest.csv", "--auditor", "Ben")
    assert "2 points for Ben, blind" in out.stdout
    assert "Left out: 3 points of an open audit; `--drawn` exports them, blind." in out.stdout


def test_only_one_choice_of_points_can_be_meant(work: Path, tmp_path: Path) -> None:
    out = everypoint(
        "audit", "export", tmp_path / "a.csv", "--auditor", "Ann", "--all", "--unaudited", "--workspace", work
    )
    assert out.exit_code == 2
    assert "choose one of --drawn, --second, --all" in " ".join(out.stderr.split())


def test_a_file_that_is_no_sheet_is_told(work: Path) -> None:
    back = everypoint("audit", "import", work / "responses/letter.txt", "--workspace", work)
    assert back.exit_code == 1
    assert "it is not an audit sheet" in back.stderr


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
    assert "it is as it was exported, but `check` found: notes.md: it was included" in back.stderr
    assert (tmp_path / "new/responses/letter.txt").is_file()


OF_AUDITS = ("plan", "draw", "status", "export", "import", "report")
COMMANDS = [*(("audit", name) for name in OF_AUDITS), ("export",), ("import",)]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_shows_an_example(command: tuple[str, ...]) -> None:
    shown = everypoint(*command, "--help")
    assert shown.exit_code == 0
    assert f"Example: everypoint {' '.join(command)} " in shown.stdout


# A blind audit --------------------------------------------------------------------------------------------------------


def audit_of(work: Path, *arguments: str | Path) -> Result:
    return everypoint("audit", *arguments, "--workspace", work)


@pytest.fixture
def coded(work: Path, tmp_path: Path) -> Path:
    """The workspace with an audit of all its points, every one given to funding by Ann, and three by Ben."""
    audit_of(work, "draw", "--size", "5", "--auditor", "Ann")
    for who, choice in (("Ann", ["--drawn"]), ("Ben", ["--second", "--first", "3"])):
        sheet = tmp_path / f"{who}.csv"
        out = audit_of(work, "export", sheet, "--auditor", who, *choice)
        assert out.exit_code == 0, out.output
        for row in range(3, len(sheet.read_text("utf-8-sig").splitlines()) + 1):
            mark(sheet, row, "funding: Funding", "x")
        assert audit_of(work, "import", sheet).exit_code == 0
    return work


def test_a_plan_says_how_many_points_and_hours(work: Path) -> None:
    out = audit_of(work, "plan", "--margin", "10%")
    assert (out.exit_code, out.stderr) == (0, "")
    assert out.stdout.startswith("To know the share of every theme among 5 points to within 10 in 100")
    assert "Next: everypoint audit draw --size" in out.stdout
    told = json.loads(audit_of(work, "plan", "--margin", "0.1", "--json").stdout)
    assert (told["points"], told["margin"]) == (5, 0.1)


@pytest.mark.parametrize("margin", ["five", "0", "150%", ""])
def test_a_margin_must_be_a_share(work: Path, margin: str) -> None:
    out = audit_of(work, "plan", "--margin", margin)
    assert out.exit_code == 2
    assert "--margin must be a share such as 5% or 0.05" in " ".join(out.stderr.split())


def test_a_draw_says_what_was_drawn_and_what_comes_next(work: Path) -> None:
    out = audit_of(work, "draw", "--size", "3", "--seed", "4")
    assert (out.exit_code, out.stderr) == (0, "")
    assert out.stdout.startswith("Audit “audit”: 3 points of 5 drawn, seed 4.\n")
    assert "Do not look at the report or at the machine's suggestions" in out.stdout
    more = json.loads(audit_of(work, "draw", "--size", "5", "--extend", "--json").stdout)
    assert (more["drawn"], more["new"], more["seed"]) == (5, 2, 4)
    assert more["strata"] == [{"stratum": "all", "points": 5, "drawn": 5, "probability": 1.0}]
    again = audit_of(work, "draw", "--size", "5", "--extend")
    assert again.exit_code == 1
    assert "5 points were drawn before" in again.stderr


@pytest.mark.parametrize("error", [KeyError, OSError, ImportError], ids=lambda error: error.__name__)
def test_a_draw_by_a_user_without_a_name_asks_for_one(
    work: Path, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def nobody() -> str:
        raise error("uid not found: 12345")

    monkeypatch.setattr("analysis.cli.common.getuser", nobody)
    out = audit_of(work, "draw", "--size", "3")
    assert out.exit_code != 0
    assert "give yours with --auditor" in out.stderr
    assert "fault" not in out.stderr
    assert audit_of(work, "draw", "--size", "3", "--auditor", "Ann").exit_code == 0
    many = audit_of(work, "draw", "--size", "5000", "--auditor", "Ann", "--extend").stdout
    assert "Of the 5,000 that were asked for, only 5 points could be drawn" in many


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--extend", "--seed", "2"], "leave them out"),
        (["--design", "simple", "--by", "type"], "a simple sample has no strata"),
    ],
)
def test_a_draw_that_contradicts_itself_is_refused(work: Path, options: list[str], told: str) -> None:
    out = audit_of(work, "draw", "--size", "3", *options)
    assert out.exit_code == 2
    assert told in " ".join(out.stderr.split())


def test_strata_make_a_stratified_draw(work: Path) -> None:
    told = json.loads(audit_of(work, "draw", "--size", "4", "--by", "type", "--json").stdout)
    assert (told["design"], told["by"]) == ("stratified", ["type"])
    other = json.loads(audit_of(work, "draw", "--size", "4", "--design", "stratified", "--name", "b", "--json").stdout)
    assert other["by"] == ["theme", "confidence"]


def test_the_status_of_an_audit_is_told(coded: Path) -> None:
    out = audit_of(coded, "status")
    assert (out.exit_code, out.stderr) == (0, "")
    assert "5 coded blind (Ann 5), 0 left to code." in out.stdout
    assert "3 points coded by a second person." in out.stdout
    assert "they gave the same answer in 100% of cases" in out.stdout
    assert "All points are coded. `everypoint audit report` has the figures." in out.stdout
    told = json.loads(audit_of(coded, "status", "--json").stdout)
    assert (told["coded"], told["left"], told["second"], told["is_scored"]) == (5, 0, 3, False)
    assert told["agreement"]["raw agreement"]["figure"] == 1


def test_an_audit_that_is_not_there_is_told(work: Path) -> None:
    out = audit_of(work, "status")
    assert out.exit_code == 1
    assert "no audit has been drawn yet" in out.stderr


def test_points_of_an_audit_are_not_exported_with_suggestions(work: Path, tmp_path: Path) -> None:
    out = audit_of(work, "export", tmp_path / "a.csv", "--auditor", "Ann", "--drawn", "--assisted")
    assert out.exit_code == 2
    assert "are coded blind; leave --assisted out" in " ".join(out.stderr.split())


def test_what_assisted_review_leaves_out_and_who_is_not_blind_is_told(work: Path, tmp_path: Path) -> None:
    audit_of(work, "export", tmp_path / "a.csv", "--auditor", "Ann", "--assisted")
    audit_of(work, "draw", "--size", "2")
    out = audit_of(work, "export", tmp_path / "b.csv", "--auditor", "Ben", "--assisted")
    assert "Left out: 2 points of an open audit; `--drawn` exports them, blind." in out.stdout
    out = audit_of(work, "export", tmp_path / "c.csv", "--auditor", "Ann", "--drawn")
    assert (
        "Not in it: 2 points for which Ann has seen what the machine suggested; somebody else must code them."
        in out.stdout
    )
    audit_of(work, "export", tmp_path / "d.csv", "--auditor", "Eve", "--drawn")
    mark(tmp_path / "d.csv", 3, "funding: Funding", "x")
    out = audit_of(work, "import", tmp_path / "d.csv", "--auditor", "Ann")
    assert "Not blind: 1 of them, because Ann had seen what the machine suggested for these points." in out.stdout
