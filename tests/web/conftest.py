"""Small workspaces with a person at them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.app import publish
from analysis.app.context import AppContext
from analysis.workspace import Workspace
from tests.builders import LETTER, NOTES, PAGE, Clock, make_workspace
from tests.web.visitor import Visitor, take_time

FILES = {"letter.txt": LETTER, "notes.md": NOTES, "web/page.html": PAGE}


@pytest.fixture(autouse=True)
def _in_no_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    take_time(monkeypatch)


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[Visitor]:
    """Somebody at a workspace into which three documents were put, and nothing taken in yet."""
    made = Visitor(make_workspace(tmp_path / "work", FILES))
    yield made
    made.settle()


@pytest.fixture(scope="session")
def _reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_workspace(tmp_path_factory.mktemp("reported"), FILES)
    # An hour before anybody comes: how often the clock is read while files are recorded depends on the machine.
    publish.report(AppContext(Workspace(root), clock=Clock(hour=11)))
    return root


@pytest.fixture
def reader(_reported: Path, tmp_path: Path) -> Iterator[Visitor]:
    """Somebody at the same workspace after its first report."""
    made = Visitor(shutil.copytree(_reported, tmp_path / "work"))
    yield made
    made.settle()


@pytest.fixture
def beginner(tmp_path: Path) -> Iterator[Visitor]:
    """Somebody at a workspace without any response."""
    made = Visitor(make_workspace(tmp_path / "work"))
    yield made
    made.settle()
