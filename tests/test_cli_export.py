"""`export`, `codebook import` and `reproduce` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner, Result

from analysis.app import publish
from analysis.app.context import AppContext
from analysis.cli import codebook_commands, export_command, trail_commands
from analysis.cli.common import PlainlyRefusing
from analysis.exporting.exporters import EVERY
from analysis.workspace import Workspace, load_consultation
from tests.builders import LETTER, NOTES, make_workspace

EVERYPOINT = Typer(cls=PlainlyRefusing)
EVERYPOINT.command()(export_command.export)
EVERYPOINT.command()(trail_commands.reproduce)
EVERYPOINT.add_typer(codebook_commands.app)


def everypoint(*arguments: str | Path, answer: str | None = None) -> Result:
    environment = {"EVERYPOINT_DATABASE": "", "LOGNAME": "ann"}
    return CliRunner().invoke(EVERYPOINT, [str(one) for one in arguments], env=environment, input=answer)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "work", {"letter.txt": LETTER})


def test_every_format_is_on_the_command_line() -> None:
    assert {choice.value for choice in export_command.ExportChoice} == {*EVERY, "workspace"}


def test_an_export_says_where_it_is_and_for_whom(work: Path, tmp_path: Path) -> None:
    out = everypoint("export", "xlsx", "--workspace", work)
    assert (out.exit_code, out.stderr) == (0, "")
    assert out.stdout == (
        f"Export: {work / 'reports/exports/responses.xlsx'}\nIt holds nothing that the report does not print.\n"
    )
    own = everypoint("export", "qdpx", tmp_path / "own.qdpx", "--internal", "--workspace", work)
    assert "It holds personal data: keep it as safe as the responses themselves." in own.stdout
    told = json.loads(everypoint("export", "codebook", tmp_path / "c.csv", "--json", "--workspace", work).stdout)
    assert told == {"path": str(tmp_path / "c.csv"), "bytes": (tmp_path / "c.csv").stat().st_size, "public": True}


def test_what_cannot_be_written_is_told(work: Path) -> None:
    unknown = everypoint("export", "pdf", "--workspace", work)
    assert (unknown.exit_code, "Invalid value for 'FORMAT': 'pdf' is not one of 'xlsx'" in unknown.stderr) == (2, True)
    refused = everypoint("export", "csv", "--internal", "--workspace", work)
    assert (refused.exit_code, "name a file outside reports/" in refused.stderr) == (1, True)
    lost = everypoint("export", "csv", work / "nowhere" / "figures.csv.zip", "--workspace", work)
    assert (lost.exit_code, "there is no folder" in lost.stderr, (work / "nowhere").exists()) == (1, True, False)
    nameless = everypoint("export", "workspace", "--workspace", work)
    assert (nameless.exit_code, "name the archive to write" in nameless.stderr) == (2, True)


@pytest.fixture
def themes(tmp_path: Path) -> Path:
    (tmp_path / "themes.csv").write_text("Theme,Definition\nRoof repairs,Mending the roof.\n")
    return tmp_path / "themes.csv"


def keys(work: Path) -> tuple[str, ...]:
    return load_consultation(work / "responses/consultation.toml").codebook.keys


def test_an_import_shows_what_it_changes_and_asks(work: Path, themes: Path) -> None:
    declined = everypoint("codebook", "import", themes, "--workspace", work, answer="n\n")
    assert declined.exit_code == 1
    assert "added      roof-repairs" in declined.stdout
    assert "2 themes of the codebook are not in the file and will stay as now: Funding, Access." in declined.stdout
    assert keys(work) == ("funding", "access")
    assert list((work / ".everypoint/proposals").iterdir()) == [], "what was declined does not wait"
    agreed = everypoint("codebook", "import", themes, "--workspace", work, answer="y\n")
    assert agreed.exit_code == 0
    assert agreed.stdout.endswith("The codebook was changed. The earlier version is kept.\n")
    assert keys(work) == ("funding", "access", "roof-repairs")
    again = everypoint("codebook", "import", themes, "--workspace", work)
    assert again.stdout == "The codebook already has everything in the file. Nothing was changed.\n"


def test_a_program_sees_what_would_change_and_says_yes(work: Path, themes: Path) -> None:
    would = json.loads(everypoint("codebook", "import", themes, "--json", "--workspace", work).stdout)
    assert would["changed"] is False
    assert [one["after"] for one in would["would"]["changes"]] == [["roof-repairs"]]
    assert keys(work) == ("funding", "access")
    done = json.loads(everypoint("codebook", "import", themes, "--json", "--yes", "--workspace", work).stdout)
    assert done["changed"] is True
    assert keys(work) == ("funding", "access", "roof-repairs")


def test_codings_come_with_their_codebook(work: Path, tmp_path: Path) -> None:
    everypoint("export", "qdpx", tmp_path / "p.qdpx", "--internal", "--workspace", work)
    done = everypoint("codebook", "import", tmp_path / "p.qdpx", "--codings", "--workspace", work)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines()[1:] == ["0 codings recorded.", "Not recorded: 3 codings by a machine."]
    told = json.loads(
        everypoint("codebook", "import", tmp_path / "p.qdpx", "--codings", "--json", "--workspace", work).stdout
    )
    assert told["codings"]["recorded"] == 0


def test_a_report_is_reproduced_or_what_differs_is_told(work: Path) -> None:
    publish.report(AppContext(Workspace(work)))
    manifest = work / "reports/report.manifest.json"
    same = everypoint("reproduce", manifest, "--workspace", work)
    assert (same.exit_code, same.stdout) == (0, "Identical, byte for byte.\n")
    (work / "responses/notes.md").write_text(NOTES)
    other = everypoint("reproduce", manifest, "--workspace", work)
    assert other.exit_code == 1
    assert (
        "Not identical.\ndiffers     what was received: stated 1 file, 1 response listed; here 2 files" in other.stdout
    )
    assert json.loads(everypoint("reproduce", manifest, "--json", "--workspace", work).stdout)["identical"] is False
