"""What the documents say is true: the help blocks are the commands' own, their commands run, their code works."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from analysis import cli
from tests.commands import COMMANDS

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
GUIDE = ROOT / "docs" / "guide.md"
REFERENCE = ROOT / "docs" / "cli-reference.md"
PAGES = (README, GUIDE, REFERENCE, *(ROOT / name for name in ("ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md")))
BEGIN, END = "<!-- help: begin -->", "<!-- help: end -->"


WIDTH = 78
"""What help is wide in a terminal of 80 columns."""


def run(*arguments: str) -> Result:
    """Run a command in this process, as in a terminal of 80 columns."""
    return CliRunner(env={"LOGNAME": "ann"}).invoke(cli.app, arguments, prog_name="everypoint", terminal_width=WIDTH)


def run_apart(*arguments: str) -> str:
    """What a command prints in a process of its own, in such a terminal."""
    command = [sys.executable, "-m", "analysis.cli", *arguments]
    environment = {**os.environ, "COLUMNS": "80", "TERMINAL_WIDTH": "80", "NO_COLOR": "1", "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout


def help_blocks() -> str:
    blocks = []
    for name in COMMANDS:
        text = run(*name.split(), "--help").stdout
        body = "\n".join(line.rstrip() for line in text.strip().splitlines())
        blocks.append(f"```text\n$ everypoint {name} --help\n{body}\n```")
    return "\n\n".join(blocks)


def shell_lines(path: Path) -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def test_help_blocks_are_the_commands_own() -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    written = text.split(BEGIN)[1].split(END)[0].strip()
    if os.environ.get("UPDATE_GOLDEN"):
        block = f"{BEGIN}{text.split(BEGIN)[1].split(END)[0]}{END}"
        REFERENCE.write_text(text.replace(block, f"{BEGIN}\n{help_blocks()}\n{END}"), encoding="utf-8")
        return
    assert written == help_blocks(), "run the test with UPDATE_GOLDEN=1 to write docs/cli-reference.md anew"


def test_every_command_is_documented() -> None:
    text = run_apart("--help")
    assert text.replace("python -m analysis.cli", "everypoint") == run("--help").stdout
    listed = re.findall(r"^  ([\w-]+)  ", text.split("Commands:")[1], re.MULTILINE)
    assert sorted(listed) == sorted({name.split()[0] for name in COMMANDS})


def test_every_help_has_an_example() -> None:
    for name in COMMANDS:
        assert f"Example: everypoint {name}" in " ".join(run(*name.split(), "--help").stdout.split())


@pytest.mark.parametrize(("path", "count"), [(README, 4), (GUIDE, 21)], ids=["README", "guide"])
def test_the_commands_of_a_page_run(path: Path, count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    documents = tmp_path / "Downloads" / "responses"
    documents.mkdir(parents=True)
    (documents / "letter.txt").write_text("1. Fees are unfair to families.\n2. The cost is too high for small shops.\n")
    commands = [line for line in shell_lines(path) if line.startswith("everypoint ")]
    assert len(commands) == count
    for line in commands:
        if line.startswith("everypoint serve "):
            continue  # it serves until it is stopped: tests/browser and tests/web try it
        arguments = [part.replace("~", str(tmp_path)) for part in shlex.split(line)[1:]]
        done = run(*arguments)
        assert done.exit_code == 0, f"{line}: {done.output}"
        if arguments[0] == "init":
            with (tmp_path / arguments[1] / "responses/consultation.toml").open("a", encoding="utf-8") as file:
                file.write('\n[[theme]]\nkey = "cost"\nname = "Cost"\ndefinition = "What it costs."\n')
    assert (tmp_path / "my-consultation" / "reports" / "report.html").is_file()


def test_make_and_run_know_the_commands_of_the_readme() -> None:
    targets = (ROOT / "Makefile").read_text(encoding="utf-8")
    for line in shell_lines(README):
        if line.startswith("make "):
            assert f"\n{line.split()[1]}:" in targets
        elif line.startswith("python3 "):
            assert (ROOT / line.split()[1]).is_file()


def test_the_code_of_the_readme_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "submission.md").write_text("1. Budgets were cut.\n2. Inspection keeps children safe.\n")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(code, names)
    assert names["points"] == ["Budgets were cut.", "Inspection keeps children safe."]
    assert names["scores"].shape == (2, 2)  # type: ignore[attr-defined]
    assert names["themes"] == [{"funding"}, {"safety"}]
    assert all(names["evidence"])  # type: ignore[call-overload]
    assert [str(d.state) for d in names["decisions"]] == ["for a person"] * 2  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_the_paths_of_a_page_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (path.parent / link).exists(), link
    for name in re.findall(r"`((?:analysis|docs|templates)/[\w./]+)`", text):
        assert (ROOT / name).exists(), name


PAST = ("`tally.py`", "`workspace.py`", "`analysis/model.py`")
"""What decisions tell of the code as it was before them."""


def test_the_files_that_decisions_name_exist() -> None:
    folders = ("analysis", "benchmarks", "docs", "templates", "tests")
    paths = [
        "/run.py",
        *(f"/{path.relative_to(ROOT).as_posix()}" for folder in folders for path in (ROOT / folder).rglob("*.*")),
    ]
    for decision in sorted((ROOT / "docs" / "adr").glob("*.md")):
        for name in re.findall(r"`[\w./-]+\.(?:py|j2|css|js)`", decision.read_text(encoding="utf-8")):
            assert name in PAST or any(path.endswith(f"/{name[1:-1]}") for path in paths), f"{decision.name}: {name}"


def test_the_changelog_tells_each_kind_of_change_of_a_version_once() -> None:
    _, *versions = re.split(r"^## ", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    for version in versions:
        kinds = re.findall(r"^### (\w+)$", version, re.MULTILINE)
        assert len(kinds) == len(set(kinds)), version.splitlines()[0]


def test_the_readme_is_short() -> None:
    assert len(README.read_text(encoding="utf-8").splitlines()) <= 200


def test_the_readme_tells_the_measured_figures_beside_floor_and_peer() -> None:
    measured = (ROOT / "benchmarks" / "results" / "codebook-alone.md").read_text(encoding="utf-8")
    told = " ".join(README.read_text(encoding="utf-8").split())
    rows = re.findall(r"^\| ([^|]+) \| \d+ \| ([\d.]+) \| ([\d.]+) \| [\d.]+ \| ([\d.]+) \|", measured, re.MULTILINE)
    figures = {name: values for name, *values in rows}
    for name in ("the SESL/SEEC submission", "key points, debates 2, 4 …", "council survey, library"):
        assert all(f" {value}" in told for value in figures[name]), f"{name}: {figures[name]}"
