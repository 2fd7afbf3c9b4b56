"""`everypoint serve`: where it listens, what it says, and how it ends."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analysis import cli
from analysis.errors import OutputError
from analysis.web.server import LOOPBACK, PORT, open_socket
from tests.builders import LETTER, ROOT, make_workspace
from tests.needs import needs_posix
from tests.patience import PATIENCE

SERVE = (sys.executable, "-m", "analysis.cli", "serve", "--no-browser")


@pytest.fixture
def taken() -> Iterator[int]:
    """A port at which another program listens."""
    with socket.socket() as other:
        other.bind((LOOPBACK, 0))
        other.listen()
        yield other.getsockname()[1]


def test_it_listens_on_this_machine_alone() -> None:
    with open_socket(0) as bound:
        assert bound.getsockname()[0] == "127.0.0.1"


def test_a_port_that_is_taken_is_told_if_it_was_named(taken: int, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=f"port {taken} of this machine is in use"):
        open_socket(taken)
    arguments = ["serve", "--no-browser", "--port", str(taken), "--workspace", str(make_workspace(tmp_path / "w"))]
    done = CliRunner().invoke(cli.app, arguments)
    assert done.exit_code == 1
    assert "name another with --port" in done.stderr


def test_where_no_port_is_named_the_next_free_one_is_taken() -> None:
    with open_socket(None) as first, open_socket(None) as second:
        assert PORT <= first.getsockname()[1] < second.getsockname()[1]


def test_a_folder_that_is_no_workspace_is_told(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli.app, ["serve", "--no-browser", "--workspace", str(tmp_path)])
    assert done.exit_code == 2
    assert "everypoint init" in done.stderr


@needs_posix
def test_the_command_says_where_it_is_and_that_there_is_no_log_in_and_ends_when_asked(tmp_path: Path) -> None:
    root = make_workspace(tmp_path / "work", {"letter.txt": LETTER})
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [*SERVE, "--workspace", str(root)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, text=True
    ) as running:
        assert running.stdout is not None
        told = [running.stdout.readline() for _ in range(3)]
        address = re.findall(r"http://127\.0\.0\.1:\d+/", told[0])[0]
        assert "no log-in" in told[1]
        with urllib.request.urlopen(address + "name", timeout=PATIENCE) as answer:
            assert b"What is your name?" in answer.read()
            assert "server" not in {name.lower() for name in answer.headers}
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(urllib.request.Request(address, headers={"Host": "evil.example"}), timeout=PATIENCE)
        assert refused.value.code == 400
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=PATIENCE)
    assert "Traceback" not in said


def test_other_commands_do_not_load_the_web_app() -> None:
    code = "import sys, analysis.cli; print([m for m in ('fastapi', 'uvicorn', 'starlette') if m in sys.modules])"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.strip() == "[]"
