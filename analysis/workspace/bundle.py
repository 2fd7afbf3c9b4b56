"""Folders that are one source: i-dot-ai's Consult keeps what its respondents wrote in a folder of several files."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from analysis.reading.consult_layout import is_consult, is_in_layout
from analysis.workspace.bounded_files import LARGEST, read_file

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip archive can hold: the same files give the same bytes whenever they are packed."""

INPUTS = "inputs"
"""Consult's name for the folder."""


def bundled(named: Mapping[str, Path]) -> dict[str, Path]:
    """Return files by their names, with the files of each folder that is one source replaced by that folder."""
    folders = {bundle_root for name in named if is_in_layout(name) for bundle_root in _roots(name)}
    files_by_name = dict(named)
    for bundle_root in sorted(folders):
        bundle_names = [name for name in named if name.startswith(f"{bundle_root}/")]
        if is_consult(bundle_names):
            path = named[bundle_names[0]]
            for _ in PurePosixPath(bundle_names[0]).relative_to(bundle_root).parts:
                path = path.parent
            files_by_name = {
                name: member_path for name, member_path in files_by_name.items() if name not in bundle_names
            }
            files_by_name[bundle_root] = path
    return files_by_name


def _roots(name: str) -> list[str]:
    """Return the folders called "inputs" that a file lies in."""
    parts = PurePosixPath(name).parts
    return ["/".join(parts[: i + 1]) for i, part in enumerate(parts[:-1]) if part == INPUTS]


def is_bundle(folder: Path) -> bool:
    """Return whether a folder is one source."""
    if folder.name != INPUTS or not folder.is_dir():
        return False
    return is_consult(f"{INPUTS}/{path.relative_to(folder).as_posix()}" for path in folder.rglob("*"))


def content_of(path: Path, within: Path | None = None) -> bytes:
    """Return the bytes of a source: a file's own, or a folder's that is one source as an archive that is always the
    same.

    Raises OSError for what is no file, or larger than any that is read, or a link to something not ``within`` a folder.
    """
    return packed(path) if is_bundle(path) else read_file(path, within=within)


def packed(folder: Path) -> bytes:
    """Return a folder as an uncompressed zip archive, its files in the order of their names."""
    zip_stream, bytes_left = io.BytesIO(), LARGEST
    with zipfile.ZipFile(zip_stream, "w") as archive:
        for member_path in sorted(folder.rglob("*"), key=os.fspath):
            if member_path.is_file() and not member_path.is_symlink():
                member_name = f"{folder.name}/{member_path.relative_to(folder).as_posix()}"
                content = read_file(member_path, bytes_left, folder)
                bytes_left -= len(content)
                archive.writestr(zipfile.ZipInfo(member_name, EPOCH), content)
    return zip_stream.getvalue()
