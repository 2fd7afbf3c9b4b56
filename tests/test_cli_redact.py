"""The commands `redact …`: what they list, and what they record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from analysis.app.context import AppContext
from analysis.app.snapshot.taking import take
from analysis.cli import redact_commands
from analysis.workspace import Workspace
from tests.app.redaction.test_decisions import FILES
from tests.builders import Clock, make_workspace


@pytest.fixture
def root(tmp_path: Path) -> Path:
    where = make_workspace(tmp_path / "work", FILES)
    take(AppContext(Workspace(where), clock=Clock()))
    return where


def redact(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(redact_commands.app, [*arguments, "--workspace", str(root)])


def listed(root: Path, *arguments: str) -> list[dict[str, str]]:
    result = redact(root, "list", "--json", *arguments)
    assert result.exit_code == 0, result.output
    return list(json.loads(result.stdout)["passages"])


def test_passages_are_listed_by_kind_and_state(root: Path) -> None:
    lines = redact(root, "list").stdout.splitlines()
    assert len(lines) == 4
    assert lines[0].endswith("name, withheld: Margaret Ellison")
    assert lines[-1] == "3 passages."
    assert [row["words"] for row in listed(root, "--kind", "phone")] == ["07700 900123"]
    assert listed(root, "--state", "confirmed") == []
    wrong = redact(root, "list", "--kind", "shoe-size")
    assert wrong.exit_code == 2
    assert "there is no kind shoe-size" in wrong.output


def test_places_are_confirmed_rejected_and_undone(root: Path) -> None:
    first, second, _ = (row["place"] for row in listed(root))
    assert redact(root, "confirm", first, "--by", "Sam Brook").stdout.startswith("1 passage confirmed.")
    assert redact(root, "reject", second, "--by", "Sam Brook").stdout.startswith("1 passage rejected.")
    assert [row["who"] for row in listed(root, "--state", "all")] == ["Sam Brook", "Sam Brook", ""]
    assert redact(root, "undo", "--all", "--by", "Sam Brook").stdout.startswith("2 passages reopened.")
    assert len(listed(root)) == 3


def test_all_of_a_kind_are_confirmed_and_other_words_withheld(root: Path) -> None:
    assert redact(root, "confirm", "--all", "--kind", "name", "--by", "Sam").stdout.startswith("1 passage confirmed.")
    assert redact(root, "words", "one.txt", "the baker", "--by", "Sam").stdout.startswith("1 passage confirmed.")
    assert {row["words"] for row in listed(root, "--state", "confirmed")} == {"Margaret Ellison", "the baker"}


def test_what_cannot_be_done_is_said(root: Path) -> None:
    assert redact(root, "confirm", "--by", "Sam").exit_code == 2
    assert redact(root, "confirm", "x", "--all", "--by", "Sam").exit_code == 2
    wrong = redact(root, "confirm", "x", "--by", "Sam")
    assert wrong.exit_code == 1
    assert "there is no such passage in a response" in wrong.stderr
    nobody = redact(root, "words", "R1", "the baker", "--by", "Sam")
    assert nobody.exit_code == 1
    assert "R1: no response is called that; `everypoint report --json` lists all by their names" in nobody.stderr


def test_a_sheet_goes_out_and_comes_back(root: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "passages.csv"
    result = redact(root, "export", str(sheet))
    assert result.stdout.startswith("3 passages: ")
    assert "It holds personal data" in result.stdout
    text = sheet.read_text(encoding="utf-8-sig")
    sheet.write_text("\n".join(line + "print" if n else line for n, line in enumerate(text.splitlines())))
    assert redact(root, "import", str(sheet), "--by", "Sam").stdout.startswith("3 decisions recorded.")
    assert {row["state"] for row in listed(root, "--state", "all")} == {"rejected"}
