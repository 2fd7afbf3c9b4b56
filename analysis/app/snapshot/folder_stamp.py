"""The folder stamp: a cheap sign of whether anything in ``responses/`` has changed, without reading any document."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from analysis.workspace import Workspace
from analysis.workspace.folder import IGNORED_STARTS

PROMPTS = "templates/prompts"
"""Where a workspace keeps prompts of its own."""

Stamp = tuple[object, ...]


def nearby_stamp(workspace: Workspace) -> Stamp:
    """Return a stamp of what the program itself changes: the two files that describe, and the folder's own listing."""
    return _shown(workspace.consultation), _shown(workspace.respondents), _shown(workspace.responses)


def files_stamp(workspace: Workspace) -> Stamp:
    """Return a stamp of every file in ``responses/`` that may be a document, and of the workspace's own prompts."""
    return tuple(sorted([*_files(str(workspace.responses)), *_files(str(workspace.root / PROMPTS))]))


def _files(folder: str) -> Iterator[tuple[str, int, int, int]]:
    """Yield every file below a folder as its listing shows it, but for what no name of a document begins like."""
    try:
        folder_entries = [
            folder_entry for folder_entry in os.scandir(folder) if not folder_entry.name.startswith(IGNORED_STARTS)
        ]
    except OSError:
        yield folder, -1, -1, -1
        return
    for folder_entry in folder_entries:
        if folder_entry.is_dir(follow_symlinks=False):
            yield from _files(folder_entry.path)
        else:
            yield _shown(folder_entry)


def _shown(file_path: Path | os.DirEntry[str]) -> tuple[str, int, int, int]:
    with suppress(OSError):
        file_status = file_path.stat()
        return os.fspath(file_path), file_status.st_size, file_status.st_mtime_ns, file_status.st_ino
    return os.fspath(file_path), -1, -1, -1
