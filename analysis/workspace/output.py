"""Writing what was made: all files of a result or none, and what stood there before stays whole."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from analysis.errors import OutputError


def write_together(files: Mapping[Path, bytes]) -> None:
    """Write files so that a full disk or a locked folder leaves the earlier ones untouched, or raise OutputError.

    Every file is written whole beside its place first; only then are they moved there, which needs no more room.
    """
    parts: dict[Path, Path] = {}
    target = next(iter(files))
    try:
        for target, content in files.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            parts[target] = target.with_name(f".{target.name}.part")
            _write(parts[target], content)
        for target, part in parts.items():
            os.replace(part, target)
    except OSError as error:
        for part in parts.values():
            with suppress(OSError):
                part.unlink(missing_ok=True)
        raise OutputError(
            f"{target} cannot be written: {error.strerror or error}. What stood there before is unchanged; "
            f"free the folder {target.parent} (room, permission, a program that holds it) and try again."
        ) from error


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
