"""The list of the workspaces that were opened: it forgives whatever may have become of it or of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from analysis.workspace import KnownWorkspaces, Workspace, is_placeholder, load_consultation, new_folder
from analysis.workspace.folder import create
from analysis.workspace.known_workspaces import LIST, MOST
from tests.builders import NOON, make_workspace


@pytest.fixture
def known(tmp_path: Path) -> KnownWorkspaces:
    return KnownWorkspaces(tmp_path / "config")


def folders(known: KnownWorkspaces) -> list[str]:
    return [Path(one.folder).name for one in known.listed()]


def test_the_last_one_opened_comes_first_and_each_stands_there_once(known: KnownWorkspaces, tmp_path: Path) -> None:
    assert known.listed() == ()
    for name in ("one", "two", "one"):
        known.note(Workspace(make_workspace(tmp_path / name)), NOON)
    assert folders(known) == ["one", "two"]
    assert known.listed()[0].title == "Library opening hours"


def test_a_folder_that_has_gone_is_still_named_and_can_be_forgotten(known: KnownWorkspaces, tmp_path: Path) -> None:
    root = make_workspace(tmp_path / "one")
    known.note(Workspace(root), NOON)
    shutil.rmtree(root)
    (gone,) = known.listed()
    assert (gone.title, gone.is_there) == ("Library opening hours", False)
    known.forget(gone.folder)
    assert known.listed() == ()


def test_the_title_is_that_of_today(known: KnownWorkspaces, tmp_path: Path) -> None:
    root = make_workspace(tmp_path / "one")
    known.note(Workspace(root), NOON)
    path = Workspace(root).consultation
    path.write_text(path.read_text(encoding="utf-8").replace("Library", "Museum"), encoding="utf-8")
    assert known.listed()[0].title == "Museum opening hours"
    path.write_text("no toml", encoding="utf-8")
    assert known.listed()[0].title == "Library opening hours", "where nobody can tell, the last that was known"


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b'{"a": 1}', b'[{"folder": 1}]', b"\xff\xfe", b"null"])
def test_a_damaged_list_is_an_empty_one_and_is_written_anew(
    known: KnownWorkspaces, tmp_path: Path, content: bytes
) -> None:
    known.home.mkdir()
    (known.home / LIST).write_bytes(content)
    assert known.listed() == ()
    known.note(Workspace(make_workspace(tmp_path / "one")), NOON)
    assert folders(known) == ["one"]


def test_a_list_that_cannot_be_written_stops_nothing(known: KnownWorkspaces, tmp_path: Path) -> None:
    known.home.write_text("a file where the folder would be", encoding="utf-8")
    known.note(Workspace(make_workspace(tmp_path / "one")), NOON)
    assert known.listed() == ()


def test_it_does_not_grow_for_ever(known: KnownWorkspaces, tmp_path: Path) -> None:
    root = make_workspace(tmp_path / "work")
    for number in range(MOST + 5):
        known.note(Workspace(root / ".." / f"{number}"), NOON)
    assert len(known.listed()) == MOST


def test_a_new_folder_is_one_that_is_not_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("analysis.workspace.known_workspaces.user_documents_path", lambda: tmp_path)
    first = new_folder("parking")
    assert first == tmp_path / "Everypoint" / "parking"
    first.mkdir(parents=True)
    assert new_folder("parking").name == "parking-2"


def test_a_new_workspace_holds_no_theme_of_its_own_until_a_theme_is_written(tmp_path: Path) -> None:
    workspace = create(tmp_path / "work")
    assert is_placeholder(load_consultation(workspace.consultation).codebook)
    with workspace.consultation.open("a", encoding="utf-8") as file:
        file.write('\n[[theme]]\nkey = "cost"\nname = "Cost"\ndefinition = "What it costs."\n')
    assert not is_placeholder(load_consultation(workspace.consultation).codebook)
