"""The file store: nothing that was acknowledged is lost, nothing else counts, and damage is told."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.errors import LedgerError, OutputError
from analysis.model import Coding, Evidence, PointKey, Source
from analysis.store import FileStore, check_codings, check_sources
from tests.builders import NOON, make_coding, make_source

ONE, TWO, THREE = (make_coding(PointKey("a.txt", n, n + 1), ["funding"]) for n in range(3))


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path)


def keep(store: FileStore, path: str, content: bytes) -> bool:
    return store.keep(make_source(path, content), content, NOON)


def again(tmp_path: Path) -> FileStore:
    """The store as another run opens it."""
    return FileStore(tmp_path)


# Sources --------------------------------------------------------------------------------------------------------------


def test_an_empty_store_holds_nothing_and_makes_no_file(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "new")
    assert (store.sources(), store.codings(), store.content("0" * 64)) == ({}, (), None)
    assert store.append([]) == 0
    assert not (tmp_path / "new").exists()


def test_a_source_is_kept_with_its_bytes(store: FileStore, tmp_path: Path) -> None:
    content = b"\xff\x00 as it came\r\n"
    assert keep(store, "sub/a b.txt", content)
    source = again(tmp_path).sources()["sub/a b.txt"]
    assert source == make_source("sub/a b.txt", content)
    assert again(tmp_path).content(source.sha256) == content


def test_keeping_the_same_twice_records_it_once(store: FileStore, tmp_path: Path) -> None:
    assert [keep(store, "a.txt", b"x"), keep(store, "a.txt", b"x"), keep(again(tmp_path), "a.txt", b"x")] == [
        True,
        False,
        False,
    ]
    assert (tmp_path / "sources.jsonl").read_bytes().count(b"\n") == 1


def test_changed_bytes_are_a_new_version_and_the_old_ones_stay(store: FileStore, tmp_path: Path) -> None:
    keep(store, "a.txt", b"first")
    assert keep(store, "a.txt", b"second")
    assert again(tmp_path).sources()["a.txt"].sha256 == hashlib.sha256(b"second").hexdigest()
    assert store.content(hashlib.sha256(b"first").hexdigest()) == b"first"
    assert keep(store, "a.txt", b"first"), "going back is a change, too"


def test_the_same_bytes_under_another_path_are_another_source(store: FileStore) -> None:
    assert keep(store, "a.txt", b"letter")
    assert keep(store, "b.txt", b"letter")
    assert sorted(store.sources()) == ["a.txt", "b.txt"]


# Codings --------------------------------------------------------------------------------------------------------------


def test_codings_come_back_in_the_order_in_which_they_were_appended(store: FileStore, tmp_path: Path) -> None:
    assert store.append([ONE, TWO]) == 2
    assert again(tmp_path).append([ONE]) == 1
    assert again(tmp_path).codings() == (ONE, TWO, ONE)


def test_a_torn_last_line_does_not_count_and_the_next_append_cuts_it_off(store: FileStore, tmp_path: Path) -> None:
    store.append([ONE, TWO])
    path = tmp_path / "codings.jsonl"
    path.write_bytes(path.read_bytes()[:-7])
    assert store.codings() == (ONE,)
    store.append([THREE])
    assert store.codings() == (ONE, THREE)


def test_a_file_of_one_torn_line_is_as_good_as_none(store: FileStore, tmp_path: Path) -> None:
    (tmp_path / "codings.jsonl").write_bytes(b'{"point": ["a.t')
    assert store.codings() == ()
    store.append([ONE])
    assert store.codings() == (ONE,)


@pytest.mark.parametrize("damage", [b'{"point": [', b"{}", b"[]", b"null", b"", b"\xff\xfe", b"[" * 100_000])
@pytest.mark.parametrize("line", [1, 2])
def test_a_damaged_line_is_told_with_its_number(store: FileStore, tmp_path: Path, damage: bytes, line: int) -> None:
    store.append([ONE, TWO, THREE])
    path = tmp_path / "codings.jsonl"
    lines = path.read_bytes().split(b"\n")
    lines[line - 1] = damage
    path.write_bytes(b"\n".join(lines))
    with pytest.raises(LedgerError, match=rf"codings\.jsonl: line {line} is damaged; restore this file from a backup"):
        store.codings()


def test_a_damaged_line_of_sources_is_told(store: FileStore, tmp_path: Path) -> None:
    keep(store, "a.txt", b"x")
    (tmp_path / "sources.jsonl").write_bytes(b'{"path": "a.txt"}\n')
    with pytest.raises(LedgerError, match=r"sources\.jsonl: line 1 is damaged"):
        again(tmp_path).sources()


# A full disk ----------------------------------------------------------------------------------------------------------


def half_written(left: int) -> Callable[[int, bytes], int]:
    """An os.write onto a disk with that many bytes left."""
    real = os.write

    def write(file: int, content: bytes) -> int:
        nonlocal left
        if left <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        done = real(file, content[:left])
        left -= done
        return done

    return write


@pytest.mark.parametrize("left", [0, 1, 300, 500, 800])
def test_codings_are_appended_all_or_none(store: FileStore, monkeypatch: pytest.MonkeyPatch, left: int) -> None:
    store.append([ONE])
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", half_written(left))
        with pytest.raises(OutputError, match="no space left on device; nothing was recorded"):
            store.append([TWO, THREE, TWO, THREE])
    assert store.codings() == (ONE,)
    assert store.append([TWO]) == 1
    assert store.codings() == (ONE, TWO)


def test_ctrl_c_in_the_middle_leaves_no_half(store: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(file: int) -> None:
        raise KeyboardInterrupt

    store.append([ONE])
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", interrupted)
        with pytest.raises(KeyboardInterrupt):
            store.append([TWO])
    assert store.codings() == (ONE,)


def test_bytes_that_cannot_be_kept_are_not_recorded(
    store: FileStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(file: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OutputError, match="no space left on device"):
            keep(store, "a.txt", b"x")
    assert store.sources() == again(tmp_path).sources() == {}
    assert list((tmp_path / "sources").iterdir()) == []


# Checks ---------------------------------------------------------------------------------------------------------------


def told(store: FileStore, *present: Source) -> str:
    with pytest.raises(LedgerError) as caught:
        check_sources(store, present)
    return str(caught.value)


def test_what_is_as_it_came_is_said(store: FileStore) -> None:
    keep(store, "a.txt", b"x")
    unread = Source("link.txt", "", "", 0)
    assert check_sources(store, [make_source("a.txt", b"x"), unread]) == "1 source as they came"
    assert check_sources(store, [make_source("a.txt", b"x"), make_source("b.txt")]).endswith("; 1 not taken in yet")


def test_what_is_not_as_it_came_is_told(store: FileStore, tmp_path: Path) -> None:
    keep(store, "a.txt", b"x")
    assert told(store, make_source("a.txt", b"y")).startswith("a.txt has changed since it was taken in")
    assert told(store).startswith("a.txt was taken in and is no longer in responses/")
    (kept,) = (tmp_path / "sources").iterdir()
    kept.write_bytes(b"y")
    assert told(store, make_source("a.txt", b"x")).startswith("a.txt: the bytes kept of it are missing or damaged")
    kept.unlink()
    assert told(store, make_source("a.txt", b"x")).startswith("a.txt: the bytes kept of it are missing or damaged")


def quoting(start: int, end: int) -> Coding:
    return make_coding(PointKey("a.txt", 10, 20), ["funding"], evidence=[Evidence("funding", start, end, 1.0)])


def test_evidence_inside_its_point_is_said(store: FileStore) -> None:
    store.append([quoting(10, 20), ONE])
    assert check_codings(store, {PointKey("a.txt", 10, 20), ONE.point}) == "2 codings with evidence inside their points"
    assert check_codings(store, {ONE.point}).endswith("; 1 are of points that have changed since")


@pytest.mark.parametrize("span", [(9, 12), (18, 21), (15, 15), (16, 15)])
def test_evidence_outside_its_point_is_told(store: FileStore, span: tuple[int, int]) -> None:
    store.append([quoting(*span)])
    with pytest.raises(LedgerError, match=r"a coding of a\.txt by machine quotes text outside its point"):
        check_codings(store, set())
