"""The files of a report: written beside their place page by page, known by their digests, then all moved there or none.

A report is ``report.html`` and, unless it is one file, the pages of its annex. The annex is a folder that is replaced
as a whole. Should the machine stop between the two moves, the report that is left names another annex than stands
beside it: `everypoint check` says so, and the next report mends it.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from analysis.durable_files import write_durably
from analysis.errors import OutputError, reason_of
from analysis.workspace.atomic_writes import write_together
from analysis.workspace.bounded_files import read_file
from analysis.workspace.folder import Workspace

ANNEX = "annex"
"""The folder of ``reports/`` that holds the pages of the annex."""

BYTES = 8_000_000
"""Bytes of pages that are waited for together, until they are on the disk."""

_HALF = ".annex."
"""How the names begin of an annex that is not in its place yet, or no longer."""


@dataclass(frozen=True, slots=True)
class StagedReport:
    """A report that is ready to be put in its place.

    ``page`` is the report itself; the pages of its annex lie in ``folder``, and ``files`` holds the SHA-256 of each by
    its path below ``reports/``: none where the report is one file.
    """

    page: bytes
    folder: Path
    files: Mapping[str, str]


@contextmanager
def staged(workspace: Workspace, pages: Iterable[tuple[str, bytes]]) -> Iterator[StagedReport]:
    """Write the pages of an annex, some at a time, beside their place, and take them away again unless moved.

    The last of ``pages`` is the report. Raises OutputError where they cannot be written.
    """
    folder = workspace.reports / f"{_HALF}{os.getpid()}.new"
    digests, waiting = dict[str, str](), dict[Path, bytes]()
    name, content = "", b""
    try:
        _clear(workspace)
        for name, content in pages:
            if name != workspace.report.name:
                digests[name] = hashlib.sha256(content).hexdigest()
                waiting[folder / Path(name).name] = content
            if sum(map(len, waiting.values())) >= BYTES:
                _write(folder, waiting)
                waiting = {}
        _write(folder, waiting)
        yield StagedReport(content, folder, digests)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write(folder: Path, pages: Mapping[Path, bytes]) -> None:
    try:
        if pages:
            folder.mkdir(parents=True, exist_ok=True)
        write_durably(pages)
    except OSError as error:
        raise OutputError(_told(folder.parent / ANNEX, error)) from error


def _told(place: Path, error: OSError) -> str:
    if place.parent.exists() and not place.parent.is_dir():
        return f"{place} cannot be written: {place.parent} is a file, not a folder. Move it away and try again."
    return (
        f"{place} cannot be written: {reason_of(error)}. The earlier file is unchanged. Check the folder "
        f"{place.parent} (is it full, locked, or open in another program?) and try again."
    )


def put_in_place(workspace: Workspace, report: StagedReport, further: Mapping[Path, bytes]) -> None:
    """Move a report to its place with ``further`` files, all or none; raises OutputError where something fails."""
    place, kept = workspace.reports / ANNEX, workspace.reports / f"{_HALF}{os.getpid()}.old"
    try:
        if place.is_symlink():
            place.unlink()
        if place.exists():
            place.replace(kept)
        if report.files:
            report.folder.replace(place)
    except OSError as error:
        _take_back(place, kept)
        raise OutputError(_told(place, error)) from error
    try:
        write_together({workspace.report: report.page, **further})
    except BaseException:
        _take_back(place, kept)
        raise
    shutil.rmtree(kept, ignore_errors=True)
    with suppress(OSError):
        workspace.printed_report.unlink(missing_ok=True)  # it was printed of the report that stood here before


def _take_back(place: Path, kept: Path) -> None:
    with suppress(OSError):
        if kept.exists():
            shutil.rmtree(place, ignore_errors=True)
            kept.replace(place)
        elif place.exists():
            shutil.rmtree(place)


def _clear(workspace: Workspace) -> None:
    """Remove what a run that was killed left half done; an annex that it had taken away goes back to its place."""
    for leftover in workspace.reports.glob(f"{_HALF}*"):
        if leftover.name.endswith(".old") and not (workspace.reports / ANNEX).exists():
            with suppress(OSError):
                leftover.replace(workspace.reports / ANNEX)
        shutil.rmtree(leftover, ignore_errors=True)


def annex_page(workspace: Workspace, name: str) -> bytes:
    """Return a page of the annex by its name; raises OSError where there is none, or a link to something else."""
    if "\0" in name:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), name)
    return read_file(workspace.reports / ANNEX / name, within=workspace.reports)


_OF_SYSTEMS = re.compile(r"\.DS_Store|Thumbs\.db|desktop\.ini|\._.*", re.IGNORECASE)
"""Names of files that operating systems put into folders which people look at."""


def annex_digests(workspace: Workspace) -> dict[str, str]:
    """Return the SHA-256 of every file of the annex that is there, by its path below ``reports/``.

    That of a file that cannot be read is empty; what the operating system puts there is left out.
    """
    return _digests(workspace.reports, (workspace.reports / ANNEX).rglob("*"))


def files_beside(folder: Path, report_name: str) -> dict[str, str]:
    """Return the SHA-256 of a report and of every file of its annex in a folder, by their paths in it."""
    return _digests(folder, [folder / report_name, *(folder / ANNEX).rglob("*")])


def _digests(folder: Path, paths: Iterable[Path]) -> dict[str, str]:
    digests: dict[str, str] = {}
    for path in sorted(paths):
        if (path.is_file() or path.is_symlink()) and not _OF_SYSTEMS.fullmatch(path.name):
            name = path.relative_to(folder).as_posix()
            digests[name] = ""
            with suppress(OSError):
                digests[name] = hashlib.sha256(read_file(path, within=folder)).hexdigest()
    return digests
