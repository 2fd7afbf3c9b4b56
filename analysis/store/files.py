"""The simplest store: one JSON line for each record, in files that are only appended to, beside the bytes received."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from analysis.errors import LedgerError, OutputError
from analysis.model import Coding, Redivision, Source
from analysis.store.codec import decode_coding, decode_redivision, decode_source, encode
from analysis.store.lock import held

T = TypeVar("T")


class FileStore:
    """Keeps one file for each kind of record, and bytes under their SHA-256 in ``sources/``."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; it is made when the first record is kept."""
        self._folder = folder
        self._sources = folder / "sources.jsonl"
        self._codings = folder / "codings.jsonl"
        self._redivisions = folder / "redivisions.jsonl"
        self._newest: dict[str, Source] | None = None

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Be the only writer for a while; what others wrote before is seen."""
        with held(self._folder / "lock"):
            self._newest = None
            yield

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
            self._newest = {source.path: source for source in self._records(self._sources, decode_source)}
        return self._newest

    def content(self, sha256: str) -> bytes | None:
        """The bytes kept under a hash, or None."""
        path = self._folder / "sources" / sha256
        return _read(path) if path.is_file() else None

    def append(self, codings: Iterable[Coding]) -> int:
        """Append codings, all or none, and say how many."""
        records = [encode(coding) for coding in codings]
        if records:
            self._append(self._codings, records)
        return len(records)

    def codings(self) -> tuple[Coding, ...]:
        """All codings in the order in which they were appended."""
        return tuple(self._records(self._codings, decode_coding))

    def redivide(self, redivision: Redivision) -> None:
        """Append a segmentation by hand."""
        self._append(self._redivisions, [encode(redivision)])

    def redivisions(self) -> tuple[Redivision, ...]:
        """All segmentations by hand in the order in which they were appended."""
        return tuple(self._records(self._redivisions, decode_redivision))

    def _records(self, path: Path, decode: Callable[[dict[str, Any]], T]) -> Iterator[T]:
        """The records of a file; raises LedgerError at the first that is none."""
        if not path.is_file():
            return
        for number, line in enumerate(_read(path).split(b"\n")[:-1], 1):
            # What follows the last line end was never acknowledged: the writer died in it, and it does not count.
            try:
                record = decode(json.loads(line))
            except (ValueError, TypeError, KeyError, RecursionError) as error:
                raise LedgerError(f"{path}: line {number} is damaged; restore this file from a backup") from error
            yield record

    def _append(self, path: Path, records: list[dict[str, Any]]) -> None:
        lines = "".join(json.dumps(record, ensure_ascii=False, sort_keys=True) + "\n" for record in records)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with path.open("ab") as file:
                _append_whole(file.fileno(), _acknowledged(path), lines.encode())
        except OSError as error:
            raise _unwritten(path, error) from error

    def _write_bytes(self, path: Path, content: bytes) -> None:
        part = path.with_suffix(f".{os.getpid()}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise _unwritten(path, error) from error


def _append_whole(file: int, length: int, content: bytes) -> None:
    """Write behind ``length``, or cut the file back to it: a part of what belongs together must not stay."""
    if os.fstat(file).st_size != length:
        os.ftruncate(file, length)
    try:
        while content:
            content = content[os.write(file, content) :]
        os.fsync(file)
    except BaseException:
        os.ftruncate(file, length)
        raise


def _acknowledged(path: Path) -> int:
    """The length of a file up to its last line end; what follows was torn off when its writer died."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        if size and file.seek(size - 1) >= 0 and file.read(1) != b"\n":
            file.seek(0)
            return file.read().rfind(b"\n") + 1
    return size


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise LedgerError(f"{path} cannot be read: {why}; see to its permissions") from error


def _unwritten(path: Path, error: OSError) -> OutputError:
    why = (error.strerror or str(error)).lower()
    return OutputError(
        f"{path} cannot be written: {why}; nothing was recorded. Make room or give permission, try again."
    )
