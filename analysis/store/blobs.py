"""Bytes as they came, under their SHA-256: in files of the workspace, or in the database of a server."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from pathlib import Path

from sqlalchemy import delete, insert, select

from analysis.durable_files import sync_names, write_durably
from analysis.errors import OutputError, StoreError, reason_of
from analysis.store.connection import Database
from analysis.store.schema import BLOB


class FileBlobs:
    """Keeps each in a file of its own."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; it is made when the first bytes are kept."""
        self._folder = folder

    def keep(self, contents: Mapping[str, bytes]) -> None:
        """Write files whole beside their places, then move them there: after a crash each is there or it is not."""
        new_paths: dict[Path, Path] = {}
        path = self._folder
        try:
            for sha256, content in contents.items():
                path = self._folder / sha256
                if not (path.is_file() and path.stat().st_size == len(content)):
                    new_paths[path.with_suffix(f".{os.getpid()}.part")] = path
            self._folder.mkdir(parents=True, exist_ok=True)
            write_durably({part: contents[path.name] for part, path in new_paths.items()})
            for part, path in new_paths.items():
                part.replace(path)
            if new_paths:
                sync_names(new_paths)
        except OSError as error:
            for part in new_paths:
                part.unlink(missing_ok=True)
            unwritten = next((new_paths[part] for part in new_paths if str(part) == error.filename), path)
            raise OutputError(
                f"{unwritten} cannot be written: {reason_of(error)}; nothing was recorded; make room or allow it"
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

    def keep(self, contents: Mapping[str, bytes]) -> None:
        """Keep bytes, in a transaction of their own."""
        with self._database.writing() as connection:
            there = connection.execute(select(BLOB.c.sha256).where(BLOB.c.sha256.in_(contents))).scalars()
            new = contents.keys() - set(there)
            rows = [{"sha256": sha256, "content": content} for sha256, content in contents.items() if sha256 in new]
            if rows:
                connection.execute(insert(BLOB), rows)

    def content(self, sha256: str) -> bytes | None:
        """Return the bytes kept under a hash, or None."""
        with self._database.reading() as connection:
            found = connection.execute(select(BLOB.c.content).where(BLOB.c.sha256 == sha256)).scalar()
        return bytes(found) if found is not None else None

    def remove(self, sha256: str) -> None:
        """Forget the bytes kept under a hash."""
        with self._database.writing() as connection:
            connection.execute(delete(BLOB).where(BLOB.c.sha256 == sha256))
