"""The method: the sources and data of this room as one digest, so that who scores otherwise has another name.


Nobody can forget to raise it, and no library is in it: scores do not depend on which of their versions computes them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

KINDS = (".py", ".txt", ".npz")
"""What a score follows from: the code with its constants, and the embedding."""


@cache
def method_sha256() -> str:
    """Return the digest of this room."""
    return sha256_of(files("analysis.classifying"))


@cache
def languages_sha256() -> str:
    """Return the digest of the room that tells languages, and so what a machine reads at all."""
    return sha256_of(files("analysis.languages"))


def sha256_of(folder: Traversable) -> str:
    """Return the digest of a folder's files and their names; line ends may be those of any system."""
    folder_digest = hashlib.sha256()
    for file_name, source_file in sorted(_files(folder, "")):
        file_content = source_file.read_bytes()
        file_content = file_content if file_name.endswith(".npz") else file_content.replace(b"\r\n", b"\n")
        folder_digest.update(f"{file_name} {len(file_content)}\n".encode() + file_content)
    return folder_digest.hexdigest()


def _files(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for folder_entry in folder.iterdir():
        if folder_entry.is_dir():
            yield from _files(folder_entry, f"{path}{folder_entry.name}/")
        elif folder_entry.name.endswith(KINDS):
            yield f"{path}{folder_entry.name}", folder_entry
