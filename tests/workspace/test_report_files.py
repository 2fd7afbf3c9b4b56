"""The files of a report: page by page beside their place, then all in place or none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.errors import OutputError
from analysis.workspace import Workspace, annex_digests, digest_of, staged
from analysis.workspace.report_files import annex_page, put_in_place

OLD = {"report.html": b"old", "annex/a.html": b"old a", "annex/b.html": b"old b"}
NEW = [("annex/a.html", b"new a"), ("annex/c.html", b"new c"), ("report.html", b"new")]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace(tmp_path)
    for name, content in OLD.items():
        path = made.reports / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return made


def contents(workspace: Workspace) -> dict[str, bytes]:
    paths = (path for path in sorted(workspace.reports.rglob("*")) if path.is_file())
    return {path.relative_to(workspace.reports).as_posix(): path.read_bytes() for path in paths}


def test_a_report_takes_the_place_of_the_one_before_as_a_whole(workspace: Workspace) -> None:
    with staged(workspace, NEW) as ready:
        assert ready.files == {"annex/a.html": digest_of(b"new a"), "annex/c.html": digest_of(b"new c")}
        put_in_place(workspace, ready, {workspace.manifest: b"{}"})
    assert contents(workspace) == {**dict(NEW), "report.manifest.json": b"{}"}
    assert annex_digests(workspace) == {"annex/a.html": digest_of(b"new a"), "annex/c.html": digest_of(b"new c")}


def test_a_report_of_one_file_leaves_no_annex(workspace: Workspace) -> None:
    with staged(workspace, [("report.html", b"new")]) as ready:
        put_in_place(workspace, ready, {})
    assert contents(workspace) == {"report.html": b"new"}
    assert annex_digests(workspace) == {}


def test_what_is_not_put_in_place_leaves_nothing(workspace: Workspace) -> None:
    with staged(workspace, NEW):
        pass
    assert contents(workspace) == OLD


def test_a_page_that_cannot_be_made_leaves_what_was_there(workspace: Workspace) -> None:
    def pages() -> Iterator[tuple[str, bytes]]:
        yield NEW[0]
        raise OutputError("a template is wrong")

    with pytest.raises(OutputError), staged(workspace, pages()):
        pass
    assert contents(workspace) == OLD


def test_a_manifest_that_cannot_be_written_puts_the_annex_back(workspace: Workspace) -> None:
    workspace.manifest.mkdir()
    with staged(workspace, NEW) as ready, pytest.raises(OutputError, match="there is a folder of that name"):
        put_in_place(workspace, ready, {workspace.manifest: b"{}"})
    assert contents(workspace) == OLD


def test_a_first_report_that_fails_leaves_no_annex(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    workspace.manifest.mkdir(parents=True)
    with staged(workspace, NEW) as ready, pytest.raises(OutputError):
        put_in_place(workspace, ready, {workspace.manifest: b"{}"})
    assert contents(workspace) == {}


def test_what_a_killed_run_left_is_mended_by_the_next(workspace: Workspace) -> None:
    (workspace.reports / "annex").rename(workspace.reports / ".annex.99.old")
    half = workspace.reports / ".annex.99.new"
    half.mkdir()
    (half / "a.html").write_bytes(b"half")
    with staged(workspace, NEW):
        assert annex_digests(workspace)["annex/b.html"] == digest_of(b"old b")
    assert contents(workspace) == OLD


def test_a_link_in_the_annex_is_no_page_of_it(workspace: Workspace, tmp_path: Path) -> None:
    secret = tmp_path.parent / f"{tmp_path.name}-secret.html"
    secret.write_bytes(b"secret")
    (workspace.reports / "annex" / "d.html").symlink_to(secret)
    assert annex_digests(workspace)["annex/d.html"] == ""
    with pytest.raises(OSError, match=r"d\.html"):
        annex_page(workspace, "d.html")


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "reports").write_bytes(b"")
    with pytest.raises(OutputError, match="is a file, not a folder"), staged(Workspace(tmp_path), NEW):
        pass
