"""Writing what was made: all files of a result or none, and what stood there before stays whole."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from analysis.durable_files import sync_names, write_durably
from analysis.errors import OutputError, reason_of


def write_together(files: Mapping[Path, bytes]) -> None:
    """Write files so that whatever fails leaves the earlier ones as they were, or raise OutputError.

    Every file, and a copy of each that it replaces, is written whole beside its place first. Only then are they moved
    there, one step each; if a step fails, the ones before it are taken back.
    """
    target = next(iter(files))
    new_files = {place: _beside(place, f"{n}.new") for n, place in enumerate(files)}
    kept_files: dict[Path, Path] = {}
    contents: dict[Path, bytes] = {}
    written_files: list[Path] = []
    try:
        for n, (target, content) in enumerate(files.items()):
            target.parent.mkdir(parents=True, exist_ok=True)
            contents[new_files[target]] = content
            if target.exists():
                kept_files[target] = _beside(target, f"{n}.old")
                contents[kept_files[target]] = target.read_bytes()
        write_durably(contents)
        for target in files:
            written_files.append(target)
            new_files[target].replace(target)
        sync_names(files)
    except BaseException as error:
        for place in reversed(written_files):
            _take_back(place, new_files[place], kept_files.get(place))
        if isinstance(error, OSError):
            unwritten = (place for place, new in new_files.items() if str(new) == error.filename)
            raise OutputError(_told(next(unwritten, target), error)) from error
        raise
    finally:
        for leftover in (*new_files.values(), *kept_files.values()):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)


def _beside(place: Path, what: str) -> Path:
    """Return a hidden name in the same folder, which no other run uses and which is short where the name is long."""
    return place.with_name(f".{place.name[:40]}.{os.getpid()}.{what}")


def _take_back(place: Path, part: Path, kept: Path | None) -> None:
    if part.exists():  # it was never moved
        return
    with suppress(OSError):
        if kept is not None:
            kept.replace(place)
        else:
            place.unlink()


def _told(target: Path, error: OSError) -> str:
    folder = target.parent
    if folder.exists() and not folder.is_dir():
        return f"{target} cannot be written: {folder} is a file, not a folder. Move it away and try again."
    if target.is_dir():
        return f"{target} cannot be written: there is a folder of that name. Move it away and try again."
    return (
        f"{target} cannot be written: {reason_of(error)}. The earlier file is unchanged. Check the folder {folder} "
        f"(is it full, locked, or open in another program?) and try again."
    )
