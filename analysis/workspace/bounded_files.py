"""Files that somebody gave us: what may be opened, and how much of it is read."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

from analysis.reading import ReadSettings

LARGEST = ReadSettings().max_table_bytes
"""Bytes of the largest file that any reader takes."""

_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
"""Opening a pipe must not wait until somebody writes into it."""

NO_FILE = "it is neither a file nor a folder; put a file in its place"
ELSEWHERE = "it is a link to something outside the folder that it lies in; put the file itself there"


class UnfitFileError(OSError):
    """A path that is no readable file; ``strerror`` says why, and what to do."""

    def __init__(self, path: Path, reason: str) -> None:
        """Keep both as the system's own errors have them."""
        super().__init__(errno.EINVAL, reason, str(path))


def open_file(path: Path, within: Path | None = None) -> BinaryIO:
    """Open a regular file, wherever a link leads, or only ``within`` a folder; raises OSError for anything else."""
    if within is not None and not path.resolve().is_relative_to(within.resolve()):
        raise UnfitFileError(path, ELSEWHERE)
    # A folder, a device or a pipe may do something when it is opened: it is looked at first, and again once it is open.
    _must_be_regular(path, path.stat().st_mode)
    file_descriptor = os.open(path, _FLAGS)
    try:
        _must_be_regular(path, os.fstat(file_descriptor).st_mode)
        return os.fdopen(file_descriptor, "rb")
    except BaseException:
        os.close(file_descriptor)
        raise


def _must_be_regular(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(mode):
        raise UnfitFileError(path, NO_FILE)


def read_file(path: Path, most: int = LARGEST, within: Path | None = None) -> bytes:
    """Return the bytes of a regular file; raises OSError, before anything is read, where it is none or has more than
    ``most``.

    A file that grows meanwhile is refused, too.
    """
    with open_file(path, within) as file_stream:
        file_size = os.fstat(file_stream.fileno()).st_size
        if file_size > most:
            raise UnfitFileError(path, f"the file is larger than {most // 1_000_000:,} MB; send it in parts")
        content = file_stream.read(file_size + 1)
    if len(content) > file_size:
        raise UnfitFileError(path, "somebody is writing to it; try again when it is whole")
    return content
