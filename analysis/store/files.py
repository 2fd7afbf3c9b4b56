"""The simplest store: one JSON line for each record, in files that are only appended to, beside the bytes received."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from analysis.errors import OutputError, WorkspaceError
from analysis.model import Coding, Source
from analysis.store.codec import decode_coding, decode_source, encode


class FileStore:
    """Keeps records in ``sources.jsonl`` and ``codings.jsonl``, and bytes under their SHA-256 in ``sources/``."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; it is made when the first record is kept."""
        self._folder = folder
        self._sources = folder / "sources.jsonl"
        self._codings = folder / "codings.jsonl"
        self._newest: dict[str, Source] | None = None

    def keep(self, source: Source, content: bytes, time: str) -> bool:
        """Keep a source's bytes; False where this path with these bytes is kept already."""
        if self.sources().get(source.path) == source:
            return False
        # The bytes first: a record without its bytes would be a false statement.
        self._write_bytes(self._folder / "sources" / source.sha256, content)
        self._append(self._sources, [{**encode(source), "time": time}])
        self.sources()[source.path] = source
        return True

    def sources(self) -> dict[str, Source]:
        """The newest version of every source, by its path."""
        if self._newest is None:
            self._newest = {source.path: source for source in map(decode_source, self._lines(self._sources))}
        return self._newest

    def content(self, sha256: str) -> bytes | None:
        """The bytes kept under a hash, or None."""
        path = self._folder / "sources" / sha256
        return path.read_bytes() if path.is_file() else None

    def append(self, codings: Iterable[Coding]) -> int:
        """Append codings, all or none, and say how many."""
        records = [encode(coding) for coding in codings]
        if records:
            self._append(self._codings, records)
        return len(records)

    def codings(self) -> tuple[Coding, ...]:
        """All codings in the order in which they were appended."""
        return tuple(decode_coding(line) for line in self._lines(self._codings))

    def _lines(self, path: Path) -> Iterator[dict[str, Any]]:
        if not path.is_file():
            return
        for number, line in enumerate(path.read_bytes().split(b"\n")[:-1], 1):
            # What follows the last line end was never acknowledged: the writer died in it, and it does not count.
            try:
                yield json.loads(line)
            except ValueError as error:
                raise WorkspaceError(f"{path}: line {number} is damaged; restore the file from a backup") from error

    def _append(self, path: Path, records: list[dict[str, Any]]) -> None:
        lines = "".join(json.dumps(record, ensure_ascii=False, sort_keys=True) + "\n" for record in records)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with path.open("ab") as file:
                file.truncate(_acknowledged(path))
                file.write(lines.encode())
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise OutputError(f"{path} cannot be written: {error.strerror}; nothing was recorded") from error

    def _write_bytes(self, path: Path, content: bytes) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_suffix(".part")
            part.write_bytes(content)
            part.replace(path)
        except OSError as error:
            raise OutputError(f"{path} cannot be written: {error.strerror}; nothing was recorded") from error


def _acknowledged(path: Path) -> int:
    """The length of a file up to its last line end."""
    return path.read_bytes().rfind(b"\n") + 1
