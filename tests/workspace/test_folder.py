"""The folder: what in it is a document, what is not, and how a new one is made."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from analysis.errors import WorkspaceError
from analysis.workspace import Workspace, create, documents_in, load_consultation, not_a_document, not_portable
from tests.builders import make_workspace
from tests.needs import needs_linux, needs_posix


def names(root: Path) -> list[str]:
    return [name for name, _ in Workspace(root).files()]


def test_documents_are_found_in_folders_and_in_the_order_of_their_paths(tmp_path: Path) -> None:
    make_workspace(tmp_path, {"b.txt": "x", "A.txt": "x", "a/z.txt": "x", "a/b/c.txt": "x", "a.txt": "x"})
    assert names(tmp_path) == ["A.txt", "a.txt", "a/b/c.txt", "a/z.txt", "b.txt"]


def test_what_describes_the_consultation_is_no_document_but_only_at_the_top(tmp_path: Path) -> None:
    make_workspace(
        tmp_path, {"audits/a.csv": "x", "sub/respondents.csv": "x", "sub/audits/x.txt": "x"}, respondents="file\n"
    )
    assert names(tmp_path) == ["sub/audits/x.txt", "sub/respondents.csv"]


def test_what_programs_leave_behind_is_no_document(tmp_path: Path) -> None:
    left = [".DS_Store", "~$letter.docx", "Thumbs.db", "sub/desktop.ini", ".git/config", ".hidden/a.txt"]
    make_workspace(tmp_path, {**dict.fromkeys(left, "x"), "letter~.txt": "x"})
    assert names(tmp_path) == ["letter~.txt"]


def test_names_keep_their_spaces_and_letters(tmp_path: Path) -> None:
    odd = [
        "Response of the café (final) #2.txt",
        "日本語.txt",
        "naïve & <b>.txt",
        "línea\nnueva.txt",
        "'quoted' \"x\".txt",
    ]
    if os.name == "nt":
        odd = odd[:2]
    make_workspace(tmp_path, dict.fromkeys(odd, "x"))
    assert names(tmp_path) == sorted(odd)


@needs_linux
def test_a_name_that_is_no_unicode_is_escaped_and_its_file_found(tmp_path: Path) -> None:
    make_workspace(tmp_path)
    path = Path(os.fsdecode(os.fsencode(tmp_path / "responses") + b"/caf\xe9.txt"))
    path.write_text("x", encoding="utf-8")
    ((name, found),) = Workspace(tmp_path).files()
    assert name == "caf\\xe9.txt"
    assert name.encode()
    assert found.read_text(encoding="utf-8") == "x"


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("outside.txt", "it is a link to something outside responses/; put the file itself here"),
        (".", "it is a link to something outside responses/; put the file itself here"),
        ("responses/sub", "it is a link to another folder of responses/; what is in that is read there"),
        ("nowhere", "it is a link that leads nowhere; put the file itself here"),
        ("responses/link", "it is a link that leads nowhere; put the file itself here"),  # to itself
        ("responses/sub/a.txt", None),
    ],
)
def test_links_are_found_and_told_apart(tmp_path: Path, target: str, reason: str | None) -> None:
    make_workspace(tmp_path, {"sub/a.txt": "x"})
    (tmp_path / "outside.txt").write_text("x", encoding="utf-8")
    (tmp_path / "responses/link").symlink_to(tmp_path / target)
    workspace = Workspace(tmp_path)
    found = dict(workspace.files())
    assert list(found) == ["link", "sub/a.txt"]
    assert workspace.unfit(found["link"]) == reason
    assert workspace.unfit(found["sub/a.txt"]) is None


@needs_posix
def test_a_pipe_is_found_and_never_waited_for(tmp_path: Path) -> None:
    make_workspace(tmp_path)
    os.mkfifo(tmp_path / "responses/pipe.txt")
    ((name, path),) = Workspace(tmp_path).files()
    assert name == "pipe.txt"
    assert Workspace(tmp_path).unfit(path) == "it is neither a file nor a folder; put a file in its place"


def test_a_folder_that_may_not_be_opened_is_found_as_such(tmp_path: Path, no_root: None) -> None:
    make_workspace(tmp_path, {"closed/a.txt": "x"})
    (tmp_path / "responses/closed").chmod(0)
    try:
        ((name, path),) = Workspace(tmp_path).files()
        assert name == "closed"
        assert Workspace(tmp_path).unfit(path) == "it is a folder that may not be opened; allow it to be read"
    finally:
        (tmp_path / "responses/closed").chmod(0o755)


def test_why_a_name_is_not_taken() -> None:
    assert not_a_document("letter.txt") is None
    assert not_a_document("sub/audits") is None
    assert "keeps for itself" in (not_a_document("audits/x.txt") or "")
    assert "leave behind" in (not_a_document("sub/.letter.txt") or "")


@pytest.mark.parametrize(
    "name", ["CON.txt", "aux", "sub/nul.pdf", "Prn .a.b", "COM1", "lpt³.txt", "CONOUT$", "con/a.txt"]
)
def test_a_name_that_windows_keeps_for_a_device_is_not_portable(name: str) -> None:
    assert "for a device" in (not_portable(name) or "")


@pytest.mark.parametrize(
    "name", ["a:b.txt", "a.txt.", "sub /a.txt", "why?.docx", 'say "yes".txt', "a\nb.txt", "<a>.txt"]
)
def test_a_name_that_windows_cannot_keep_is_not_portable(name: str) -> None:
    assert "Windows can keep no file" in (not_portable(name) or "")


@pytest.mark.parametrize(
    "name", ["contact.txt", "com10.txt", "auxiliary", "a b.txt", "Zoë’s letter (2).docx", ".hidden"]
)
def test_all_other_names_are_portable(name: str) -> None:
    assert not_portable(name) is None


def test_a_folder_to_add_gives_its_documents_without_what_programs_left(tmp_path: Path) -> None:
    for name in ("in/b.txt", "in/deep/a.txt", "in/.DS_Store", "in/deep/~$a.docx"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert [name for _, name in documents_in(tmp_path / "in")] == ["b.txt", "deep/a.txt"]
    assert [name for _, name in documents_in(tmp_path / "in/.DS_Store")] == [".DS_Store"]
    assert [name for _, name in documents_in(tmp_path / "missing.txt")] == ["missing.txt"]


# Making one -----------------------------------------------------------------------------------------------------------


def test_a_new_workspace_can_be_used_at_once(tmp_path: Path) -> None:
    workspace = create(tmp_path / "new/one")
    workspace.must_exist()
    assert load_consultation(workspace.consultation).codebook.themes == ()
    assert workspace.reports.is_dir()
    assert names(workspace.root) == []


def test_a_second_time_changes_nothing(tmp_path: Path) -> None:
    workspace = create(tmp_path)
    workspace.consultation.write_text("mine", encoding="utf-8")
    with pytest.raises(WorkspaceError, match=r"is a workspace already; nothing was changed"):
        create(tmp_path)
    assert workspace.consultation.read_text(encoding="utf-8") == "mine"


def test_documents_that_lie_there_already_stay(tmp_path: Path) -> None:
    (tmp_path / "responses").mkdir()
    (tmp_path / "responses/respondents.csv").write_text("file\n", encoding="utf-8")
    (tmp_path / "responses/a.txt").touch()
    create(tmp_path)
    assert (tmp_path / "responses/respondents.csv").read_text(encoding="utf-8") == "file\n"
    assert names(tmp_path) == ["a.txt"]


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    with pytest.raises(WorkspaceError, match=r"taken cannot be made a workspace: .*\. Choose another folder"):
        create(tmp_path / "taken")


def test_a_place_that_may_not_be_written_is_told(tmp_path: Path, no_root: None) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(WorkspaceError, match="cannot be made a workspace: permission denied"):
            create(tmp_path / "new")
    finally:
        tmp_path.chmod(0o700)


def test_a_folder_that_is_no_workspace_is_told_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"Make one with `everypoint init .*`, or name another with --workspace"):
        Workspace(tmp_path).must_exist()
