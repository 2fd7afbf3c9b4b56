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


class FolderNow:
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

    def stamp(self, done: object) -> Stamp:
        """Something that stays the same while all files do; ``done`` is another when this program has done anything."""
        with self._lock:
            space = self._workspace
            told = (_shown(space.consultation), _shown(space.respondents))
            near = (*told, _shown(space.responses), done)
            if near != self._near or self._clock() - self._looked >= FRESH:
                # The time of before: a file that changes while the others are looked through is seen next time.
                self._near, self._looked = near, self._clock()
                self._files = tuple(sorted(_files(str(space.responses))))
            return (*told, self._files)


def _files(folder: str) -> Iterator[tuple[str, int, int, int]]:
    """Yield every file below a folder as its listing shows it, but for what no name of a document begins like."""
    try:
        entries = [entry for entry in os.scandir(folder) if not entry.name.startswith(IGNORED_STARTS)]
    except OSError:
        yield folder, -1, -1, -1
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path)
        else:
            yield _shown(entry)


def _shown(file: Path | os.DirEntry[str]) -> tuple[str, int, int, int]:
    with suppress(OSError):
        stat = file.stat()
        return os.fspath(file), stat.st_size, stat.st_mtime_ns, stat.st_ino
    return os.fspath(file), -1, -1, -1
