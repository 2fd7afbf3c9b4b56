"""Files that somebody gave us: only regular ones are read, and their size is looked at first."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from analysis.app import publish
from analysis.app.admin import verify_workspace
from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.context import AppContext
from analysis.app.ingest import ingest
from analysis.workspace import Settings, UnfitFileError, Workspace, read_file
from analysis.workspace.bounded_files import LARGEST
from tests.builders import LETTER, Clock, make_workspace
from tests.test_cli import everypoint, told

NO_PIPES = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders there")
SPARSE = 3_000_000_000


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with one letter."""
    return make_workspace(tmp_path / "work", {"letter.txt": LETTER})


def sparse(path: Path) -> Path:
    """A file of three gigabytes that takes no room."""
    with path.open("wb") as file:
        file.truncate(SPARSE)
    return path


@NO_PIPES
def test_a_pipe_is_refused_and_nobody_waits(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnfitFileError, match="neither a file nor a folder"):
        read_file(tmp_path / "pipe")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there are no devices in folders there")
def test_a_device_is_refused() -> None:
    with pytest.raises(UnfitFileError, match="neither a file nor a folder"):
        read_file(Path("/dev/zero"))


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with pytest.raises(UnfitFileError, match="larger than 500 MB; send it in parts"):
        read_file(sparse(tmp_path / "large"))
    assert LARGEST == 500_000_000
    (tmp_path / "small").write_bytes(b"abc")
    assert read_file(tmp_path / "small", 3) == b"abc"
    with pytest.raises(UnfitFileError):
        read_file(tmp_path / "small", 2)


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "in" / "link").symlink_to(tmp_path / "secret")
    assert read_file(tmp_path / "in" / "link") == b"secret"
    with pytest.raises(UnfitFileError, match="a link to something outside"):
        read_file(tmp_path / "in" / "link", within=tmp_path / "in")


@NO_PIPES
def test_what_is_no_file_is_told_by_every_command_that_takes_files(root: Path, tmp_path: Path) -> None:
    pipe, large = tmp_path / "pipe.csv", sparse(tmp_path / "large.txt")
    os.mkfifo(pipe)
    for path, why in ((pipe, "neither a file nor a folder"), (large, "larger than 500 MB")):
        added = everypoint("add", path, "--workspace", root)
        assert (added.exit_code, "not read" in added.stdout, why in added.stdout) == (1, True, True)
        for command in (("points", path), ("evaluate", path), ("audit", "import", path), ("check", "--report", path)):
            assert why in told(everypoint(*command, "--workspace", root), 1), command
        assert not list((root / "responses").glob("*.csv"))
    assert "it is not a file" in told(everypoint("import", pipe, "--workspace", tmp_path / "new"), 1)


@NO_PIPES
def test_what_an_added_folder_holds_beside_files_is_told(root: Path, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (inbox / "link.txt").symlink_to(tmp_path / "secret.txt")
    (inbox / "lost.txt").symlink_to(tmp_path / "nowhere.txt")
    os.mkfifo(inbox / "pipe.txt")
    (inbox / "notes.txt").write_text("1. More buses.\n", encoding="utf-8")
    reasons = {one.name: one.reason or "" for one in ingest.add(AppContext(Workspace(root)), [inbox])}
    assert set(reasons) == {"link.txt", "lost.txt", "pipe.txt", "notes.txt"}
    assert reasons["notes.txt"] == ""
    assert reasons["link.txt"].startswith("it is a link to something outside the folder")
    assert reasons["lost.txt"]
    assert reasons["pipe.txt"].startswith("it is neither a file nor a folder")
    assert not (root / "responses" / "link.txt").exists()


@NO_PIPES
def test_what_lies_in_responses_and_is_no_file_stops_nothing(root: Path, tmp_path: Path) -> None:
    app = AppContext(Workspace(root), clock=Clock(), settings=Settings())
    (root / "responses/audits").mkdir()
    (tmp_path / "secret.csv").write_text("Jane Doe\n", encoding="utf-8")
    (root / "responses/audits/link.csv").symlink_to(tmp_path / "secret.csv")
    os.mkfifo(root / "responses/pipe.txt")
    sparse(root / "responses/large.txt")
    coded = take_in_and_code(app)
    unread = {skip.name: skip.reason for skip in coded.snapshot.corpus.skipped}
    assert unread["pipe.txt"].startswith("it is neither a file nor a folder")
    assert unread["large.txt"].startswith("the file is larger than 500 MB")
    problems = {sheet.name: sheet.problems for sheet in coded.sheets}
    assert "a link to something outside" in problems["audits/link.csv"][0]
    assert publish.report(app).responses == 1
    assert verify_workspace.check(app)


def test_the_table_of_respondents_is_no_link_to_somewhere_else(root: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("file,respondent,type,publish\n", encoding="utf-8")
    (root / "responses/respondents.csv").symlink_to(tmp_path / "mine.csv")
    assert "a link to something outside" in told(everypoint("status", "--workspace", root), 1)


def test_a_file_that_grows_meanwhile_is_not_taken_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "growing"
    path.write_bytes(b"a")
    real, done = os.fstat, threading.Event()

    def look(handle: int) -> os.stat_result:
        found = real(handle)
        if done.is_set():
            path.write_bytes(b"a" * 10)
        done.set()
        return found

    monkeypatch.setattr(os, "fstat", look)
    with pytest.raises(UnfitFileError, match="somebody is writing to it"):
        read_file(path)
