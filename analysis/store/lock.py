"""One writer at a time: a lock that the operating system lets go of when its holder ends, however it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.errors import OutputError


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock of a file that is made for it; waits while another process has it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file_descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}; nothing was recorded") from error
    try:
        _take(file_descriptor)
        yield
    finally:
        os.close(file_descriptor)


def _take(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)
