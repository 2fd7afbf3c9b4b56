"""Durable files: all are written and waited for, and what fails is named."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.durable_files import sync_names, write_durably


@pytest.mark.parametrize("number", [0, 1, 20])
def test_every_file_and_its_folder_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    synced, real = list[int](), os.fsync

    def fsync(descriptor: int) -> None:
        synced.append(descriptor)
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    files = {tmp_path / f"{n}.txt": str(n).encode() for n in range(number)}
    write_durably(files)
    sync_names(files)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == files
    assert len(synced) == number + (number > 0 and os.name != "nt")


def _among_others(folder: Path) -> dict[Path, bytes]:
    return {folder / "a": b"a", folder / "missing" / "b": b"b", folder / "c": b"c"}


def _alone(folder: Path) -> dict[Path, bytes]:
    return {folder / "missing" / "b": b"b"}


@pytest.mark.parametrize("files", [_among_others, _alone])
def test_a_file_that_cannot_be_written_is_named(tmp_path: Path, files: Callable[[Path], dict[Path, bytes]]) -> None:
    with pytest.raises(FileNotFoundError) as raised:
        write_durably(files(tmp_path))
    assert raised.value.filename == str(tmp_path / "missing" / "b")
