"""Archives (zip, tar, tar.gz, gz): their members one by one, never more than one of them unpacked at a time."""

from __future__ import annotations

import gzip
import re
import stat
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import PurePosixPath
from typing import IO, Protocol, cast

from analysis.model import Document, EmbeddedFile, Skipped
from analysis.reading.consult_layout import is_consult, is_in_layout
from analysis.reading.read_settings import ReadSettings
from analysis.reading.table import consult_folder

MOST_MEMBERS = 10_000
"""Files and folders in one archive; the largest consultations draw more responses, but not in one archive."""

MOST_EXPANDED = 1_000_000_000
"""Bytes that all members of one archive may unpack to."""

MOST_RATIO = 200
"""Unpacked bytes for each packed one. Tables and logs reach 50; what is made to do harm, 1,000."""

SMALL = 1_000_000
"""Bytes that may be unpacked at any ratio: a short file of white space does no harm."""

MOST_HEADERS = 10_000_000
"""Bytes between two members of a tar, where its format lets names and comments be of any length."""

CHUNK = 65_536
"""Bytes that are unpacked at a time."""

_UNPACK = "unpack it and add the files"

LOCKED = "the file is locked with a password; unpack it with the password and add the file itself"
LINK = "this is a link to another file, not a file; add the file that it leads to"
SPECIAL = "this is not a file with content but a device or the like; nothing is lost without it"
METHOD = "the file is packed in a way that is not supported; unpack it with the program that packed it and add it"
DAMAGED_MEMBER = "the file is damaged inside the archive; ask for the file itself"
DAMAGED = f"the archive is damaged, and what could not be unpacked is missing; ask for it again, or {_UNPACK}"
EMPTY = "the archive holds no files; ask the sender for the files themselves"
NO_ARCHIVE = f"the file is not an archive that can be unpacked; {_UNPACK}"
BOMB = (
    f"the file unpacks to more than {MOST_RATIO} times its size, as files made to do harm do; "
    "if you trust its sender, unpack it and add what is in it"
)
TOO_LARGE = "the file is larger than {} MB when it is unpacked; ask its sender for it in parts"
TOO_MANY = f"the archive holds more than {MOST_MEMBERS:,} files, of which no more were read; {_UNPACK} in parts"
TOO_MUCH = (
    f"the archive unpacks to more than {MOST_EXPANDED // 1_000_000:,} MB, of which no more was read; {_UNPACK} in parts"
)

_BY_THE_WAY = re.compile(
    r"(?:^|/)(?:__MACOSX/|(?:\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*|~\$[^/]*)$)", re.IGNORECASE
)
"""What operating systems and Word leave beside the files that people meant to send."""

_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_DRIVE = re.compile(r"[A-Za-z]:")
_UTF8_NAME, _ENCRYPTED = 0x800, 0x1
"""Bits of a zip member's flags (APPNOTE.TXT 4.4.4)."""


class _Refused(Exception):
    """The refusal to unpack one member; the message is the reason."""


class _Exhausted(Exception):
    """The end of unpacking at a limit of the whole archive; the message is the reason."""


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def read(content: bytes, name: str, settings: ReadSettings) -> Iterator[Document | EmbeddedFile | Skipped]:
    """Read an archive's members one by one, or as a table of responses where they are an export of Consult."""
    members = with_distinct_names(_read_members(content, name, settings))
    result_count = 0
    for result in _read_consult_folder(members, name, settings) if _is_consult(content) else members:
        yield result
        result_count += 1
    if not result_count:
        yield Skipped(name, EMPTY)


def _is_consult(content: bytes) -> bool:
    if not content.startswith(b"PK") or content.count(b"PK\x01\x02") > 2 * MOST_MEMBERS:
        return False
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return is_consult(safe_path(_zip_name(info)) for info in archive.infolist())
    except Exception:  # the library raises whatever a damaged archive leads it into
        return False


def _read_consult_folder(
    members: Iterable[EmbeddedFile | Skipped], name: str, settings: ReadSettings
) -> Iterator[Document | EmbeddedFile | Skipped]:
    """Yield the files of Consult's layout as responses, and whatever else lies beside them as it is."""
    answer_files: dict[str, bytes] = {}
    bytes_left = settings.max_table_bytes
    for member in members:
        if isinstance(member, Skipped) or not is_in_layout(member.name):
            yield member
        elif len(member.content) > bytes_left:
            most_megabytes = settings.max_table_bytes // 1_000_000
            yield Skipped(member.name, f"the answers take more than {most_megabytes} MB; {_UNPACK} in parts")
        else:
            answer_files[member.name] = member.content
            bytes_left -= len(member.content)
    yield from consult_folder.read(answer_files, name, settings)


def _read_members(content: bytes, name: str, settings: ReadSettings) -> Iterator[EmbeddedFile | Skipped]:
    budget = _Budget(len(content), settings.max_bytes)
    try:
        yield from _members(content, name, budget)
    except _Exhausted as reason:
        yield Skipped(name, str(reason))
    except Exception:  # the libraries raise whatever a damaged archive leads them into
        yield Skipped(name, DAMAGED)


def _members(content: bytes, name: str, budget: _Budget) -> Iterator[EmbeddedFile | Skipped]:
    if content.startswith(b"PK"):
        yield from _zip_members(content, budget)
    elif content.startswith(b"\x1f\x8b"):
        yield from _gzip_members(content, name, budget)
    elif _is_tar(content[: tarfile.BLOCKSIZE]):
        yield from _tar_members(BytesIO(content), budget)
    else:
        yield Skipped(name, NO_ARCHIVE)


# --- names ---


def with_distinct_names(files: Iterable[EmbeddedFile | Skipped]) -> Iterator[EmbeddedFile | Skipped]:
    """Yield the files, numbering names that come again: "photo.jpg", "photo (2).jpg"."""
    names_taken: set[str] = set()
    counts: dict[str, int] = {}
    for file in files:
        new_name = file.name
        while new_name in names_taken:
            counts[file.name] = counts.get(file.name, 1) + 1
            path = PurePosixPath(file.name)
            new_name = str(path.with_name(f"{path.stem} ({counts[file.name]}){path.suffix}"))
        names_taken.add(new_name)
        yield replace(file, name=new_name)


def safe_path(member_name: str) -> str:
    """Return a member's path as a relative one, without roots, drives and parent folders.

    >>> safe_path("C:\\\\responses\\\\..\\\\/etc/passwd")
    'responses/etc/passwd'
    """
    member_name = member_name.encode("utf-8", "replace").decode()
    path_parts = _DRIVE.sub("", _CONTROLS.sub("", member_name).replace("\\", "/"), count=1).split("/")
    return "/".join(path_part for path_part in path_parts if path_part.strip(". ")) or "unnamed"


# --- limits ---


@dataclass(slots=True)
class _Budget:
    """The bytes that may still be unpacked of an archive of ``packed`` bytes."""

    packed: int
    largest: int
    expanded: int = 0
    members: int = 0

    def enter(self) -> None:
        """Count a member."""
        self.members += 1
        if self.members > MOST_MEMBERS:
            raise _Exhausted(TOO_MANY)

    def unpack(self, member_stream: _Readable, packed_bytes: int) -> bytes:
        """Return all bytes of one member, which takes ``packed_bytes`` bytes in the archive."""
        chunks, unpacked_bytes = [], 0
        while chunk := member_stream.read(CHUNK):
            unpacked_bytes += len(chunk)
            self.expanded += len(chunk)
            if self.expanded > MOST_EXPANDED:
                raise _Exhausted(TOO_MUCH)
            if unpacked_bytes > SMALL and unpacked_bytes > MOST_RATIO * packed_bytes:
                raise _Refused(BOMB)
            if unpacked_bytes > self.largest:
                raise _Refused(TOO_LARGE.format(self.largest // 1_000_000))
            chunks.append(chunk)
        return b"".join(chunks)


# --- zip ---


def _zip_members(content: bytes, budget: _Budget) -> Iterator[EmbeddedFile | Skipped]:
    # The directory is read as a whole, so its length is looked at first.
    if content.count(b"PK\x01\x02") > 2 * MOST_MEMBERS:
        raise _Exhausted(TOO_MANY)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for info in archive.infolist():
            budget.enter()
            if not info.is_dir() and not _BY_THE_WAY.search(info.filename):
                yield _zip_member(archive, info, budget)


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: _Budget) -> EmbeddedFile | Skipped:
    member_path = safe_path(_zip_name(info))
    if info.flag_bits & _ENCRYPTED:
        return Skipped(member_path, LOCKED)
    if stat.S_ISLNK(info.external_attr >> 16):
        return Skipped(member_path, LINK)
    try:
        with archive.open(info) as member_stream:
            return EmbeddedFile(member_path, budget.unpack(member_stream, info.compress_size))
    except _Exhausted:
        raise
    except _Refused as reason:
        return Skipped(member_path, str(reason))
    except NotImplementedError:
        return Skipped(member_path, METHOD)
    except Exception:  # the library raises whatever a damaged member leads it into
        return Skipped(member_path, DAMAGED_MEMBER)


def _zip_name(info: zipfile.ZipInfo) -> str:
    """Decode a member's name; many programs write UTF-8 and do not say so."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


# --- tar and gzip ---


class _Meter:
    """A stream that limits what the tar reader unpacks, which would take in any amount of names and gaps."""

    def __init__(self, source: _Readable, packed: int) -> None:
        self._source, self._packed = source, packed
        self._total = self.at_once = 0

    def read(self, size: int) -> bytes:
        chunk = self._source.read(size)
        self._total += len(chunk)
        self.at_once += len(chunk)
        if self._total > SMALL and self._total > MOST_RATIO * self._packed:
            raise _Exhausted(BOMB)
        if self._total > MOST_EXPANDED or self.at_once > MOST_HEADERS:
            raise _Exhausted(TOO_MUCH)
        return chunk


@dataclass(slots=True)
class _TarMember:
    """A stream of one member's bytes; each read renews what the tar reader may take in."""

    stream: IO[bytes]
    meter: _Meter

    def read(self, size: int) -> bytes:
        self.meter.at_once = 0
        return self.stream.read(size)


def _gzip_members(content: bytes, name: str, budget: _Budget) -> Iterator[EmbeddedFile | Skipped]:
    with gzip.GzipFile(fileobj=BytesIO(content)) as gzip_stream:
        holds_tar = _is_tar(gzip_stream.read(tarfile.BLOCKSIZE))
    with gzip.GzipFile(fileobj=BytesIO(content)) as gzip_stream:
        if holds_tar:
            yield from _tar_members(gzip_stream, budget)
        else:
            yield _gzip_member(gzip_stream, name, budget)


def _gzip_member(gzip_stream: gzip.GzipFile, name: str, budget: _Budget) -> EmbeddedFile | Skipped:
    file_name = PurePosixPath(name).name
    file_name = safe_path(file_name[:-3] if file_name.lower().endswith(".gz") else f"{file_name} unpacked")
    try:
        return EmbeddedFile(file_name, budget.unpack(gzip_stream, budget.packed))
    except _Refused as reason:
        return Skipped(file_name, str(reason))


def _is_tar(block: bytes) -> bool:
    try:
        tarfile.TarInfo.frombuf(block, tarfile.ENCODING, "surrogateescape")
    except tarfile.HeaderError:
        return False
    return True


def _tar_members(source: _Readable, budget: _Budget) -> Iterator[EmbeddedFile | Skipped]:
    meter = _Meter(source, budget.packed)
    with tarfile.open(fileobj=cast(IO[bytes], meter), mode="r|") as archive:
        while info := archive.next():
            budget.enter()
            if not info.isdir() and not _BY_THE_WAY.search(info.name):
                yield _tar_member(archive, info, meter, budget)
            meter.at_once = 0
        # The library takes a damaged header for the end.
        if archive.fileobj and archive.fileobj.read(CHUNK).strip(b"\0"):
            raise tarfile.ReadError


def _tar_member(
    archive: tarfile.TarFile, info: tarfile.TarInfo, meter: _Meter, budget: _Budget
) -> EmbeddedFile | Skipped:
    member_path = safe_path(info.name)
    if info.issym() or info.islnk():
        return Skipped(member_path, LINK)
    member_stream = archive.extractfile(info) if info.isfile() else None
    if member_stream is None:
        return Skipped(member_path, SPECIAL)
    try:
        content = budget.unpack(_TarMember(member_stream, meter), max(info.size, 1))
    except _Refused as reason:
        _pass_over(_TarMember(member_stream, meter))
        return Skipped(member_path, str(reason))
    return EmbeddedFile(member_path, content)


def _pass_over(stream: _TarMember) -> None:
    """Skip to the end of a member, chunk by chunk."""
    while stream.read(CHUNK):
        pass
