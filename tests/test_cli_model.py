"""The command line with a model: what would be sent is told, and nothing is sent before somebody agrees."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from analysis import cli
from tests.app.coding.model_workspace import machine_codings, model_workspace
from tests.stub_model import stub_model


def everypoint(root: Path, *arguments: str, typed: str = "") -> Result:
    runner = CliRunner(env={"LOGNAME": "ann"})
    return runner.invoke(cli.app, [*arguments, "--workspace", str(root)], input=typed)


def test_what_would_be_sent_is_told_and_not_sent(tmp_path: Path) -> None:
    with stub_model() as stub:
        root = model_workspace(tmp_path, stub.endpoint, price_in=0.15, price_out=0.6).workspace.root
        told = everypoint(root, "code", "--plan").output
        assert f"Model stub at {stub.endpoint}, on this computer: nothing leaves it." in told
        assert "4 points asked about, 0 answered already; 4 requests would be sent" in told
        assert "a rule of thumb" in told
        assert "at £0.15 and £0.6 a million" in told
        counts = json.loads(everypoint(root, "code", "--plan", "--json").stdout)
        assert (counts["requests"], counts["confirmed"], counts["tokens"]["learned_from"]) == (4, True, 0)
        assert stub.conversation == []


@pytest.mark.parametrize(("typed", "sent"), [("n\n", 0), ("y\n", 4)])
def test_nothing_is_sent_before_somebody_agrees(typed: str, sent: int, tmp_path: Path) -> None:
    with stub_model() as stub:
        app = model_workspace(tmp_path, stub.endpoint)
        done = everypoint(app.workspace.root, "code", typed=typed)
        assert len(stub.conversation) == len(machine_codings(app)) == sent
        assert done.exit_code == (0 if sent else 1)
        assert everypoint(app.workspace.root, "report").exit_code == (0 if sent else 1)


def test_a_program_is_told_what_was_sent(tmp_path: Path) -> None:
    with stub_model() as stub:
        root = model_workspace(tmp_path, stub.endpoint).workspace.root
        told = json.loads(everypoint(root, "code", "--yes", "--json").stdout)
        assert (told["coded"], told["model"]["answered"], told["model"]["model"]) == (4, 4, "stub")
        everypoint(root, "report")
        pages = [path.read_text("utf-8") for path in (root / "reports").rglob("*.html")]
        assert any("The language model <strong>stub</strong>" in page for page in pages)


def test_without_a_model_there_is_nothing_to_plan(tmp_path: Path) -> None:
    root = model_workspace(tmp_path, "http://127.0.0.1:9/v1", mode="local").workspace.root
    refused = everypoint(root, "code", "--plan")
    assert (refused.exit_code, "its mode is local" in refused.output) == (1, True)
    assert everypoint(root, "report").exit_code == 0
