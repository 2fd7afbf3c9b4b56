"""A workspace of three documents, and what tests of whole use cases ask of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from analysis.app.context import AppContext
from analysis.workspace import Workspace
from tests.builders import (
    LETTER,
    NOTES,
    PAGE,
    ROOT,
    Clock,
    published,
)
from tests.patience import PATIENCE

FILES = {"letter.txt": LETTER, "notes.md": NOTES, "web/page.html": PAGE}


PASSING = ("lock", "-shm", "-wal")
"""Files of the store's that hold nothing when nobody writes."""


MADE_FROM = ("report", "audits", "codebook", "splitter", "coder", "templates")
"""What a manifest says that is the same wherever the report is made."""


PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


def open_workspace(root: Path) -> AppContext:
    return AppContext(Workspace(root), clock=Clock())


def page(everypoint: AppContext) -> str:
    return published(everypoint.workspace.root)


def manifest(everypoint: AppContext) -> dict[str, object]:
    return json.loads(everypoint.workspace.manifest.read_bytes())


def tree(root: Path) -> dict[str, bytes]:
    """Every file under a folder, with its bytes."""
    files = (path for path in root.rglob("*") if path.is_file() and not path.name.endswith(PASSING))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def edit(everypoint: AppContext, name: str, content: str) -> None:
    (everypoint.workspace.responses / name).write_text(content, encoding="utf-8")


def run(root: Path, *arguments: str, environment: dict[str, str] | None = None, before: tuple[str, ...] = ()) -> str:
    """The command line in a process of its own, which must end well."""
    command = [*before, sys.executable, "-m", "analysis.cli", *arguments]
    env = {**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})}
    done = subprocess.run(command, cwd=root, env=env, capture_output=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()
