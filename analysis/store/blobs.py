"""Bytes as they came, under their SHA-256: in files of the workspace, or in the database of a server."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from sqlalchemy import delete, insert, select

from analysis.errors import OutputError, StoreError, reason_of
from analysis.store.connection import Database
from analysis.store.schema import BLOB


class FileBlobs:
    """Keeps each in a file of its own."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; it is made when the first bytes are kept."""
        self._folder = folder

    def keep(self, sha256: str, content: bytes) -> None:
        """Write a file whole beside its place, then move it there: after a crash it is there or it is not."""
        path = self._folder / sha256
        part = path.with_suffix(f".{os.getpid()}.part")
        try:
            if path.is_file() and path.stat().st_size == len(content):
                return
            path.parent.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise OutputError(
                f"{path} cannot be written: {reason_of(error)}; nothing was recorded; make room or allow it"
            ) from error

    def content(self, sha256: str) -> bytes | None:
        """Return the bytes kept under a hash, or None."""
        path = self._folder / sha256
        try:
            return path.read_bytes() if path.is_file() else None
        except OSError as error:
            raise StoreError(f"{path} cannot be read: {reason_of(error)}; see to its permissions") from error

    def remove(self, sha256: str) -> None:
        """Forget the bytes kept under a hash."""
        (self._folder / sha256).unlink(missing_ok=True)

    def keep_only(self, needed: Collection[str]) -> None:
        """Remove bytes that no record speaks of: whoever kept them was killed before it was recorded."""
        for blob_path in self._folder.glob("*"):
            if blob_path.name not in needed and blob_path.is_file():
                blob_path.unlink(missing_ok=True)

    def clear_remains(self) -> None:
        """Remove what writers that were killed left half written; nobody may be writing."""
        for part_path in self._folder.glob("*.part"):
            part_path.unlink(missing_ok=True)


class DatabaseBlobs:
    """Keeps them in the database."""

    def __init__(self, database: Database) -> None:
        """Name the database."""
        self._database = database

    def keep(self, sha256: str, content: bytes) -> None:
        """Keep bytes, in a transaction of their own."""
        with self._database.writing() as connection:
            if connection.execute(select(BLOB.c.sha256).where(BLOB.c.sha256 == sha256)).first() is None:
                connection.execute(insert(BLOB), {"sha256": sha256, "content": content})

    def content(self, sha256: str) -> bytes | None:
        """Return the bytes kept under a hash, or None."""
        with self._database.reading() as connection:
            found = connection.execute(select(BLOB.c.content).where(BLOB.c.sha256 == sha256)).scalar()
        return bytes(found) if found is not None else None

    def remove(self, sha256: str) -> None:
        """Forget the bytes kept under a hash."""
        with self._database.writing() as connection:
            connection.execute(delete(BLOB).where(BLOB.c.sha256 == sha256))
