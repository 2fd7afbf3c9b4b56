"""The folder stamp: a cheap sign of whether anything in ``responses/`` has changed, without reading any document."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from analysis.workspace import Workspace
from analysis.workspace.folder import IGNORED_STARTS

Stamp = tuple[object, ...]

FRESH = 1.0
"""Seconds for which the files are not looked through again, where nothing says that one has changed."""


class FolderStamp:
    """A stamp of a workspace's files; safe to use from several threads.

    What this program changes itself is seen at once: it tells by ``done`` when, or describes it in consultation.toml or
    respondents.csv. So is a file that comes or goes at the top of ``responses/``. What another program changes
    elsewhere is seen a second later.
    """

    def __init__(self, workspace: Workspace, clock: Callable[[], float] = time.monotonic) -> None:
        """Name the workspace; nothing is looked at yet. ``clock`` counts seconds."""
        self._workspace, self._clock = workspace, clock
        self._lock = threading.Lock()
        self._near: Stamp = ()
        self._files: Stamp = ()
        self._looked = 0.0

    def stamp(self, work_done: object) -> Stamp:
        """Return a stamp that stays the same while all files do; ``work_done`` differs once the program has worked."""
        with self._lock:
            workspace = self._workspace
            file_stamps = (_shown(workspace.consultation), _shown(workspace.respondents))
            nearby_stamps = (*file_stamps, _shown(workspace.responses), work_done)
            if nearby_stamps != self._near or self._clock() - self._looked >= FRESH:
                # The time of before: a file that changes while the others are looked through is seen next time.
                self._near, self._looked = nearby_stamps, self._clock()
                self._files = tuple(sorted(_files(str(workspace.responses))))
            return (*file_stamps, self._files)


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
