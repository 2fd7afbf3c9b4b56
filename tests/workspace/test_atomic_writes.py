"""Writing together: all files or none, whatever fails, and nothing left behind."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.errors import OutputError
from analysis.workspace import write_together

OLD = {"report.html": b"the old report", "report.manifest.json": b"the old manifest"}


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A reports folder with an earlier report in it."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, content in OLD.items():
        (folder / name).write_bytes(content)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def write_new(folder: Path) -> None:
    write_together({folder / name: content.replace(b"old", b"new") for name, content in OLD.items()})


def failing(call: int, real: Callable[..., object], error: type[BaseException] = OSError) -> Callable[..., object]:
    """The real thing until that call of it, which fails as a full disk does, or is interrupted."""
    count = 0

    def run(*given: object, **named: object) -> object:
        nonlocal count
        count += 1
        if count == call:
            raise error(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(*given, **named)

    return run


def test_all_files_are_written_and_nothing_else(reports: Path) -> None:
    write_new(reports)
    assert contents(reports) == {"report.html": b"the new report", "report.manifest.json": b"the new manifest"}


def test_folders_are_made_where_they_are_missing(tmp_path: Path) -> None:
    write_together({tmp_path / "a/b/c.txt": b"x"})
    assert contents(tmp_path / "a/b") == {"c.txt": b"x"}


# Two new files and copies of two old ones are written (and synced), then two are moved.
@pytest.mark.parametrize("call", [1, 2, 3, 4])
def test_a_full_disk_leaves_the_old_report_whole(reports: Path, monkeypatch: pytest.MonkeyPatch, call: int) -> None:
    monkeypatch.setattr(os, "fsync", failing(call, os.fsync))
    with pytest.raises(OutputError, match=r"cannot be written: no space left on device\. The earlier file is unch"):
        write_new(reports)
    assert contents(reports) == OLD


@pytest.mark.parametrize("call", [1, 2])
@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_a_move_that_fails_takes_back_the_ones_before_it(
    reports: Path, monkeypatch: pytest.MonkeyPatch, call: int, error: type[BaseException]
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", failing(call, Path.replace, error))
        with pytest.raises(OutputError if error is OSError else error):
            write_new(reports)
    assert contents(reports) == OLD


def test_a_first_report_that_fails_leaves_no_half_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", failing(2, Path.replace))
        with pytest.raises(OutputError):
            write_new(tmp_path)
    assert contents(tmp_path) == {}


def test_a_folder_in_a_files_place_is_told_before_anything_is_touched(reports: Path) -> None:
    (reports / "report.manifest.json").unlink()
    (reports / "report.manifest.json").mkdir()
    with pytest.raises(OutputError, match=r"report\.manifest\.json cannot be written: there is a folder of that name"):
        write_new(reports)
    assert (reports / "report.html").read_bytes() == OLD["report.html"]
    assert len(list(reports.iterdir())) == 2


def test_a_file_in_the_folders_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match=r"reports is a file, not a folder\. Move it away and try again"):
        write_new(tmp_path / "reports")
    assert (tmp_path / "reports").read_text(encoding="utf-8") == "mine"


def test_a_locked_folder_leaves_the_old_report_whole(reports: Path, no_root: None) -> None:
    reports.chmod(0o500)
    try:
        with pytest.raises(OutputError, match="permission denied"):
            write_new(reports)
        assert contents(reports) == OLD
    finally:
        reports.chmod(0o700)


def test_the_longest_name_that_a_folder_takes_can_be_written(tmp_path: Path) -> None:
    name = "é" * 120 + ".txt"  # 244 bytes: no room for a longer name beside it
    write_together({tmp_path / name: b"x"})
    assert contents(tmp_path) == {name: b"x"}
