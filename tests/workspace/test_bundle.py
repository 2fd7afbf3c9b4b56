"""Folders that are one source: told from others, packed always alike, and nothing beside them is taken along."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from analysis.workspace import Workspace, content_of, is_bundle
from analysis.workspace.folder import documents_in
from tests.builders import make_workspace

CONSULT = {
    "inputs/question_part_1/question.json": '{"question_text": "Should it open?"}',
    "inputs/question_part_1/responses.jsonl": '{"themefinder_id": 1, "text": "Yes."}\n',
    "inputs/respondents.jsonl": '{"themefinder_id": 1, "demographic_data": {}}\n',
}


def lay(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_folder_of_consults_is_one_source_and_its_neighbours_are_themselves(tmp_path: Path) -> None:
    space = Workspace(make_workspace(tmp_path))
    lay(space.responses, {**{f"2024/{name}": text for name, text in CONSULT.items()}, "2024/a.txt": "x", "b.txt": "y"})
    files = dict(space.files())
    assert list(files) == ["2024/a.txt", "2024/inputs", "b.txt"]
    assert space.unfit(files["2024/inputs"]) is None
    assert is_bundle(files["2024/inputs"])


def test_a_folder_that_is_only_called_so_is_none(tmp_path: Path) -> None:
    space = Workspace(make_workspace(tmp_path))
    lay(space.responses, {"inputs/a.txt": "x", "inputs/question_part_1/notes.txt": "y"})
    assert [name for name, _ in space.files()] == ["inputs/a.txt", "inputs/question_part_1/notes.txt"]
    assert not is_bundle(space.responses / "inputs")


def test_the_same_files_are_packed_into_the_same_bytes(tmp_path: Path) -> None:
    first, second = lay(tmp_path / "a", CONSULT), lay(tmp_path / "b", dict(reversed(CONSULT.items())))
    content = content_of(first / "inputs")
    assert content == content_of(second / "inputs")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {name: archive.read(name).decode() for name in archive.namelist()} == CONSULT


def test_such_a_folder_is_added_as_an_archive(tmp_path: Path) -> None:
    lay(tmp_path, CONSULT)
    assert list(documents_in(tmp_path / "inputs")) == [(tmp_path / "inputs", "inputs.zip")]
