"""Durable files: written whole and on the disk before anything speaks of them, many in the time of one."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

AT_ONCE = 8
"""Files whose bytes are waited for at once: a journal commits all that wait in one go. 200 small files take 0.03 to
0.1 s, and one by one 0.9 s."""


def write_durably(files: Mapping[Path, bytes]) -> None:
    """Write files and wait until their bytes are on the disk; raises OSError, with its path, where one cannot be."""
    if len(files) == 1:
        _write(*next(iter(files.items())))
    elif files:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(_write, files.keys(), files.values()))


def _write(path: Path, content: bytes) -> None:
    try:
        with path.open("wb") as opened_file:
            opened_file.write(content)
            opened_file.flush()
            os.fsync(opened_file.fileno())
    except OSError as error:
        error.filename = str(path)
        raise


def sync_names(paths: Collection[Path]) -> None:
    """Wait until the names of files are on the disk, each folder once; Windows does so by itself."""
    if os.name == "nt":
        return
    for folder in {path.parent for path in paths}:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
