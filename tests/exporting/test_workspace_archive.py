"""A workspace in one file: the same bytes for the same content, and nothing believed that was tampered with."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import OutputError, UnreadableError
from analysis.exporting import open_archive, write_archive
from analysis.exporting.workspace_archive import CONTENTS, FORMAT

PARTS = {
    "tables/record.jsonl": b'{"seq": 1}\n{"seq": 2}\n',
    "sources/" + "0" * 64: bytes(range(256)) * 9,
    "responses/web/ünter.txt": "Grüße".encode(),
    "reports/report.html": b"",
}


def pack(file: Path, parts: Mapping[str, bytes] = PARTS, **facts: object) -> Path:
    write_archive(file, lambda: ((name, [content]) for name, content in parts.items()), lambda: {"head": "h", **facts})
    return file


def repack(file: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    """The archive after somebody changed its parts, by name, and packed it again."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file


def edited(parts: dict[str, bytes], change: Callable[[dict[str, object]], object]) -> None:
    told = json.loads(parts[CONTENTS])
    change(told)
    parts[CONTENTS] = json.dumps(told).encode()


def refused(file: Path) -> str:
    with pytest.raises(UnreadableError) as caught, open_archive(file):
        pass
    assert caught.value.name == str(file)
    return caught.value.reason


def test_what_is_packed_is_there_again_and_nothing_else(tmp_path: Path) -> None:
    with open_archive(pack(tmp_path / "a.zip")) as archive:
        assert {name: b"".join(archive.pieces(name)) for name in PARTS} == PARTS
        assert set(archive.sizes) == {*PARTS, "README.txt"}
        assert archive.under("sources") == ["sources/" + "0" * 64]
        assert list(archive.lines("tables/record.jsonl")) == [b'{"seq": 1}\n', b'{"seq": 2}\n']
        assert archive.facts["head"] == "h"


def test_the_same_content_gives_the_same_bytes_for_nobody_elses_eyes(tmp_path: Path) -> None:
    first, second = pack(tmp_path / "a.zip"), pack(tmp_path / "b.zip")
    assert first.read_bytes() == second.read_bytes()
    if os.name != "nt":
        assert first.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(first) as archive:
        assert b"personal data" in archive.read("README.txt")


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"mine")
    with pytest.raises(OutputError, match=r"a\.zip exists already; name another file"):
        pack(tmp_path / "a.zip")
    assert (tmp_path / "a.zip").read_bytes() == b"mine"


def test_what_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    def broken() -> object:
        yield "tables/a.jsonl", [b"x"]
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_archive(tmp_path / "a.zip", broken, dict)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_what_packs_like_a_bomb_is_not_packed(tmp_path: Path) -> None:
    zeros = {"responses/zeros.bin": bytes(60_000_000)}
    with open_archive(pack(tmp_path / "a.zip", zeros)) as archive:
        assert archive.sizes["responses/zeros.bin"] == 60_000_000


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda parts: parts.pop("reports/report.html"), "the archive is damaged, or is none of ours"),
        (lambda parts: parts.update({"responses/more.txt": b"x"}), "the archive is damaged, or is none of ours"),
        (lambda parts: parts.pop(CONTENTS), "the archive is damaged, or is none of ours"),
        (lambda parts: parts.update({CONTENTS: b"[]"}), "the archive is damaged, or is none of ours"),
        (lambda parts: parts.update({CONTENTS: b"["}), "the archive is damaged, or is none of ours"),
        (lambda parts: edited(parts, lambda told: told["contents"].update({"README.txt": 3})), "damaged, or is none"),
        (lambda parts: parts.update({"reports/report.html": b"y"}), "reports/report.html in it is damaged"),
        (lambda parts: parts.update({"responses/web/ünter.txt": b"Gr"}), "ünter.txt in it is damaged"),
        (lambda parts: edited(parts, lambda told: told.update({"format": FORMAT + 1})), "a newer version"),
    ],
)
def test_an_archive_that_was_tampered_with_is_refused(
    tmp_path: Path, change: Callable[[dict[str, bytes]], object], reason: str
) -> None:
    assert reason in refused(repack(pack(tmp_path / "a.zip"), change))


@pytest.mark.parametrize(
    "name",
    [
        *("../evil.txt", "responses/../../evil.txt", "/etc/evil", "C:/evil.txt", "elsewhere/a.txt"),
        *("responses\\..\\..\\evil.txt", "responses/..\\..\\evil.txt"),
        *("responses", "responses/", "responses//a.txt", "responses/./a.txt"),
    ],
)
def test_a_name_that_leads_out_of_the_workspace_is_refused(tmp_path: Path, name: str) -> None:
    assert "outside the workspace" in refused(pack(tmp_path / "a.zip", {name: b"evil"}))


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    file = repack(pack(tmp_path / "a.zip"), lambda parts: parts.update({"reports/report.html": bytes(10)}))

    def lie(parts: dict[str, bytes]) -> None:
        edited(parts, lambda told: told["contents"]["reports/report.html"].update(bytes=10**12))

    assert "it unpacks to 1,000,000,0" in refused(repack(file, lie))


def test_sizes_that_make_up_for_a_bomb_s_are_refused(tmp_path: Path) -> None:
    """A part that says it has less than nothing would weigh against the size of the others."""

    def lie(parts: dict[str, bytes]) -> None:
        parts["responses/bomb.txt"] = b"0" * 100
        size = {"bytes": -100, "sha256": "0" * 64}
        edited(parts, lambda told: told["contents"].update({"responses/bomb.txt": size}))

    assert "the archive is damaged, or is none of ours" in refused(repack(pack(tmp_path / "a.zip"), lie))


@given(st.data())
def test_a_changed_byte_is_found_or_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    file = pack(tmp_path_factory.mktemp("a") / "a.zip")
    content = bytearray(file.read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    file.write_bytes(content)
    try:
        with open_archive(file) as archive:
            assert {name: b"".join(archive.pieces(name)) for name in PARTS} == PARTS
    except UnreadableError:
        pass


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip", None])
def test_what_is_no_archive_is_told(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "a.zip").write_bytes(content)
    assert refused(tmp_path / "a.zip").startswith(
        "it cannot be opened" if content is None else "the archive is damaged"
    )
