"""A file that holds several people's letters: told where it is read, and on its page."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from analysis.cli import app
from tests.builders import make_workspace
from tests.web.visitor import Visitor, text_of

BATCH = Path(__file__).parents[2] / "cases/reading/49-pdf-several-letters-in-one-file/letters.pdf"
TOLD = (
    "it may hold 3 responses, because that many letters in it begin with a greeting and end with a signature "
    "(page 1; page 2; page 3)"
)


@pytest.mark.parametrize("command", ["add", "points"])
def test_the_command_line_tells_it(tmp_path: Path, command: str) -> None:
    root = make_workspace(tmp_path)
    said = CliRunner().invoke(app, [command, str(BATCH), "--workspace", str(root)])
    assert said.exit_code == 0
    assert f"check       letters.pdf: {TOLD}" in said.output


def test_the_page_tells_it(tmp_path: Path) -> None:
    files = {
        "letters.pdf": BATCH.read_bytes(),
        "one.txt": "Dear Sir\n\nKeep the bus stop.\n\nYours faithfully\nA. Reed\n",
    }
    visitor = Visitor(make_workspace(tmp_path, files))
    assert TOLD in text_of(visitor.get("/response", document="letters.pdf"))
    assert "it may hold" not in text_of(visitor.get("/response", document="one.txt"))
