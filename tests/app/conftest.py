"""Workspaces that the tests of several use cases begin with."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from analysis.app import publish
from analysis.app.context import AppContext
from tests.app.three_documents import FILES, PDF, open_workspace
from tests.builders import (
    LETTER,
    NOTES,
    make_workspace,
)


@pytest.fixture
def app(tmp_path: Path) -> AppContext:
    """A workspace with three documents that can be read."""
    return open_workspace(make_workspace(tmp_path / "work", FILES))


@pytest.fixture(scope="module")
def _reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_workspace(tmp_path_factory.mktemp("reported"), FILES)
    publish.report(open_workspace(root))
    return root


@pytest.fixture
def reported(_reported: Path, tmp_path: Path) -> AppContext:
    """The same workspace after its first report."""
    shutil.copytree(_reported, tmp_path / "work")
    return open_workspace(tmp_path / "work")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder as e-mail attachments are saved into it."""
    folder = tmp_path / "inbox"
    (folder / "late").mkdir(parents=True)
    (folder / "a.txt").write_text(LETTER, encoding="utf-8")
    (folder / "late/b.md").write_text(NOTES, encoding="utf-8")
    (folder / "scan.pdf").write_bytes(PDF)
    (folder / ".DS_Store").touch()
    return folder
