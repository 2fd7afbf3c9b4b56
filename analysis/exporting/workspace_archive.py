"""A whole workspace in one file: a zip archive whose list of contents has the length and SHA-256 of every part.

::

    README.txt          what this is
    tables/*.jsonl      the store's tables, one row a line
    sources/<sha256>    every version of every source, as it came
    codings/<sha256>    the tables of machines' codings, in NumPy's .npz format
    responses/ reports/ templates/
    everypoint.json     what it was written by and from, and the list of contents

The same content gives the same bytes. What is read from an archive is believed only where it agrees with the list.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from analysis.errors import OutputError, UnreadableError, reason_of
from analysis.exporting.fixed_zip import member

FORMAT = 1
"""Counts up whenever an older version could not read what is written."""

CONTENTS = "everypoint.json"
README = "README.txt"
FOLDERS = ("tables", "sources", "codings", "responses", "reports", "templates")

ABOUT = """This archive is a whole Everypoint workspace: every response as it was received, who sent it, and every
judgement. It holds personal data: keep it as safe as the responses themselves.

    everypoint import FILE --workspace NEW-FOLDER

makes a workspace of it again and verifies it. The tables are text: one JSON object a line.
"""

MOST_TIMES, SMALL = 200, 50_000_000
"""An archive unpacks to at most so many times its size, beside a small allowance."""

MOST_CONTENTS = 100_000_000
"""Bytes of the list of contents: 600,000 files."""

CHUNK = 1_000_000

_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError),
    *(ValueError, KeyError, TypeError, AttributeError, RuntimeError, NotImplementedError),
)
"""Errors that libraries raise over a damaged archive, or one that somebody made up."""

Part = tuple[str, Iterable[bytes]]
"""A name in the archive, and the bytes in pieces."""


# Writing --------------------------------------------------------------------------------------------------------------


def write_archive(file: Path, parts: Callable[[], Iterable[Part]], facts: Callable[[], Mapping[str, Any]]) -> None:
    """Write an archive, whole or not at all; raises OutputError. ``facts`` are asked for after all parts are written.

    ``parts`` may be called twice: what packs so tightly that it would look like a bomb is then not packed.
    """
    if file.exists():
        raise OutputError(f"{file} exists already; name another file, or move it away")
    beside = file.with_name(f".{file.name[:40]}.{os.getpid()}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        unpacked = _write(beside, parts(), facts, zipfile.ZIP_DEFLATED)
        if _is_bomb(unpacked, beside.stat().st_size):
            _write(beside, parts(), facts, zipfile.ZIP_STORED)
        beside.replace(file)
    except OSError as error:
        raise OutputError(f"{file} cannot be written: {reason_of(error)}; make room, or name another place") from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _write(file: Path, parts: Iterable[Part], facts: Callable[[], Mapping[str, Any]], packing: int) -> int:
    """Write all parts and the list of them, and say how many bytes they are unpacked."""
    contents: dict[str, dict[str, Any]] = {}
    # Nobody but its owner: it holds what respondents wrote.
    handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "w+b") as stream:
        with zipfile.ZipFile(stream, "w", packing) as archive:
            for name, pieces in chain([(README, [ABOUT.encode()])], parts):
                contents[name] = _add(archive, name, pieces, packing)
            told = {"format": FORMAT, **facts(), "contents": contents}
            _add(archive, CONTENTS, [json.dumps(told, ensure_ascii=False, indent=1).encode()], packing)
        stream.flush()
        os.fsync(stream.fileno())
    return sum(part["bytes"] for part in contents.values())


def _add(archive: zipfile.ZipFile, name: str, pieces: Iterable[bytes], packing: int) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    with archive.open(member(name, packing), "w", force_zip64=True) as stream:
        for piece in pieces:
            stream.write(piece)
            digest.update(piece)
            size += len(piece)
    return {"bytes": size, "sha256": digest.hexdigest()}


def _is_bomb(unpacked: int, packed: int) -> bool:
    return unpacked > MOST_TIMES * packed + SMALL


# Reading --------------------------------------------------------------------------------------------------------------


class Archive:
    """An archive whose every part has been found to be as its list of contents says."""

    def __init__(self, archive: zipfile.ZipFile, told: Mapping[str, Any]) -> None:
        """Keep the open file and what it says of itself."""
        self._archive = archive
        self.facts = told
        self.sizes: dict[str, int] = {name: part["bytes"] for name, part in told["contents"].items()}
        self.digests: dict[str, str] = {name: part["sha256"] for name, part in told["contents"].items()}

    def under(self, folder: str) -> list[str]:
        """Return the names of all parts in one of the folders."""
        return [name for name in self.sizes if name.startswith(f"{folder}/")]

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield a part's bytes, in pieces."""
        with self._archive.open(name) as stream:
            while piece := stream.read(CHUNK):
                yield piece

    def lines(self, name: str) -> Iterator[bytes]:
        """Yield a part's lines."""
        with self._archive.open(name) as stream:
            yield from stream


@contextmanager
def open_archive(file: Path) -> Iterator[Archive]:
    """Open an archive after all of it has been looked through; raises UnreadableError for whatever is wrong with it."""
    try:
        if file.exists() and not file.is_file():  # opening a pipe waits, and a device never ends
            raise UnreadableError(str(file), "it is not a file; name the archive itself")
        stream = file.open("rb")
    except OSError as error:
        raise UnreadableError(str(file), f"it cannot be opened: {reason_of(error)}") from error
    with stream:
        with _damage_told(file):
            archive = zipfile.ZipFile(stream)
            told = _contents(archive, file)
            _verify(archive, told["contents"], file)
        yield Archive(archive, told)


@contextmanager
def _damage_told(file: Path) -> Iterator[None]:
    try:
        yield
    except _FAULTS as fault:
        raise UnreadableError(str(file), "the archive is damaged, or is none of ours; take another copy") from fault


def _contents(archive: zipfile.ZipFile, file: Path) -> dict[str, Any]:
    """Return the list of contents, if it is one that this version can read and lists what is there."""
    told = json.loads(_read_at_most(archive, CONTENTS, MOST_CONTENTS))
    if not isinstance(told, dict) or not isinstance(told.get("contents"), dict):
        raise ValueError(CONTENTS)
    if told.get("format") != FORMAT:
        raise UnreadableError(str(file), "it was written by a newer version of Everypoint; install that one")
    names = [info.filename for info in archive.infolist()]
    if sorted(names) != sorted([*told["contents"], CONTENTS]):
        raise ValueError(CONTENTS)
    for name in told["contents"]:
        if not _is_fit(name):
            raise UnreadableError(str(file), f"it holds a file that would be put outside the workspace: {name!r}")
    sizes = [part["bytes"] for part in told["contents"].values()]
    if any(type(size) is not int or size < 0 for size in sizes):
        raise ValueError(CONTENTS)
    unpacked = sum(sizes)
    if _is_bomb(unpacked, file.stat().st_size):
        raise UnreadableError(str(file), f"it unpacks to {unpacked:,} bytes, which no export of ours does")
    return told


def _is_fit(name: str) -> bool:
    """Return whether a name stays inside its folder on every system, and is one that we would write."""
    if name == README:
        return True
    here, elsewhere = PurePosixPath(name), PureWindowsPath(name)
    inside = not {"..", "."} & {*here.parts, *elsewhere.parts} and not elsewhere.drive and not elsewhere.root
    return inside and here.parts[0] in FOLDERS and len(here.parts) > 1 and here.as_posix() == name and "\0" not in name


def _verify(archive: zipfile.ZipFile, contents: Mapping[str, Mapping[str, Any]], file: Path) -> None:
    for name, part in contents.items():
        digest, left = hashlib.sha256(), part["bytes"]
        with archive.open(name) as stream:
            while piece := stream.read(min(CHUNK, left + 1)):
                digest.update(piece)
                left -= len(piece)
                if left < 0:
                    break
        if left != 0 or digest.hexdigest() != part["sha256"]:
            raise UnreadableError(str(file), f"{name} in it is damaged; take another copy of the archive")


def _read_at_most(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    with archive.open(name) as stream:
        content = stream.read(most + 1)
    if len(content) > most:
        raise ValueError(name)
    return content


def unpack(archive: Archive, names: Iterable[str], folder: Path) -> None:
    """Write parts of an archive into a folder, under their names."""
    for name in names:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as stream:
            stream.writelines(archive.pieces(name))
