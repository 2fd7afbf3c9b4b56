"""Zips that somebody gave us: only what is asked for is unpacked, into memory, and no more of it than may be."""

from __future__ import annotations

import io
import zipfile
import zlib

from analysis.errors import UnreadableError

MOST_BYTES = 500_000_000
"""Bytes that all members which are read may unpack to."""

MOST_TIMES, SMALL = 200, 1_000_000
"""A member unpacks to at most so many times its size, beside a small allowance."""

MOST_MEMBERS = 100_000

DAMAGED = "the file is damaged, or no such file at all; export it again from the program that made it"
BOMB = "it unpacks to far more than such files do, as files made to do harm do; ask whoever sent it"

_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError, KeyError)
"""Errors that the library raises over a damaged zip, or one that somebody made up."""


class SafeZip:
    """A zip in memory; nothing in it decides where anything is written, as nothing is."""

    def __init__(self, content: bytes, name: str) -> None:
        """Open a zip; raises UnreadableError where it is none, or holds too many members."""
        self._name, self._left = name, MOST_BYTES
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except _FAULTS as error:
            raise UnreadableError(name, DAMAGED) from error
        if len(self._archive.infolist()) > MOST_MEMBERS:
            raise UnreadableError(name, BOMB)

    @property
    def members(self) -> list[str]:
        """Return the names of the members."""
        return self._archive.namelist()

    def read(self, member: str) -> bytes | None:
        """Return a member's bytes, or None where there is none of that name; raises UnreadableError."""
        if member not in self._archive.NameToInfo:
            return None
        info = self._archive.getinfo(member)
        most = min(self._left, max(SMALL, MOST_TIMES * info.compress_size))
        try:
            with self._archive.open(info) as stream:
                content = stream.read(most + 1)
        except _FAULTS as error:
            raise UnreadableError(self._name, DAMAGED) from error
        if len(content) > most:
            raise UnreadableError(self._name, BOMB)
        self._left -= len(content)
        return content
