"""Bytes as they came: kept whole or not at all, and missed when they are damaged."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, update

from analysis.app.admin import verify_workspace
from analysis.app.context import AppContext
from analysis.app.ingest import ingest
from analysis.errors import OutputError, StoreError
from analysis.store import Arrival, Store
from analysis.store.schema import BLOB
from analysis.workspace import Settings, Workspace
from tests.builders import LETTER, NOON, make_source, make_workspace

CONTENT = b"as it came"
ADDRESS = hashlib.sha256(CONTENT).hexdigest()


def keep(store: Store, path: str = "a.txt") -> bool:
    return store.take_in([Arrival(make_source(path, CONTENT), "1" * 64, (), CONTENT)], NOON) == (True,)


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_on_a_full_disk_nothing_is_recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OutputError, match=f"{ADDRESS} cannot be written: no space left on device; nothing was rec"):
            keep(store)
    assert store.sources() == {}
    assert list((tmp_path / "sources").iterdir()) == []
    assert keep(store)
    store.close()


def test_what_a_killed_writer_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    store = Store(tmp_path)
    keep(store)
    remains = tmp_path / "sources" / f"{'0' * 64}.123.part"
    remains.write_bytes(b"half")
    with store.alone():
        assert [path.name for path in (tmp_path / "sources").iterdir()] == [ADDRESS]
    store.close()


def test_half_written_bytes_are_written_again(tmp_path: Path) -> None:
    store = Store(tmp_path)
    keep(store)
    (tmp_path / "sources" / ADDRESS).write_bytes(CONTENT[:3])
    keep(store, "b.txt")
    assert store.content(ADDRESS) == CONTENT
    store.close()


def test_bytes_are_kept_once(store: Store, tmp_path: Path) -> None:
    assert [keep(store), keep(store, "b.txt"), keep(store)] == [True, True, False]
    assert store.content(ADDRESS) == CONTENT
    assert len(list(tmp_path.glob("state/sources/*"))) <= 1


def test_bytes_that_may_not_be_read_are_told(no_root: None, tmp_path: Path) -> None:
    store = Store(tmp_path)
    keep(store)
    (tmp_path / "sources" / ADDRESS).chmod(0)
    with pytest.raises(StoreError, match=f"{ADDRESS} cannot be read: permission denied; see to its permissions"):
        store.content(ADDRESS)
    store.close()


@pytest.fixture
def app(url: str, tmp_path: Path) -> AppContext:
    """A workspace with a letter that was taken in."""
    root = make_workspace(tmp_path / "work", {"letter.txt": LETTER})
    app = AppContext(Workspace(root), settings=Settings(database=url))
    ingest.take_in(app)
    yield app
    app.store.close()


def test_damaged_bytes_are_found(app: AppContext, url: str, raw: Callable[[], Connection]) -> None:
    verify_workspace.check(app)
    damaged = b"!" + LETTER.encode()[1:]
    if url:
        connection = raw()
        connection.execute(update(BLOB).values(content=damaged))
        connection.commit()
    else:
        (kept,) = (app.workspace.state / "sources").iterdir()
        kept.write_bytes(damaged)
    with pytest.raises(StoreError, match=r"letter\.txt: the bytes kept of it are missing or damaged; restore them"):
        verify_workspace.check(app)


def test_missing_bytes_are_found(app: AppContext, url: str, raw: Callable[[], Connection]) -> None:
    if url:
        connection = raw()
        connection.execute(BLOB.delete())
        connection.commit()
    else:
        (kept,) = (app.workspace.state / "sources").iterdir()
        kept.unlink()
    with pytest.raises(StoreError, match=r"letter\.txt: the bytes kept of it are missing or damaged; restore them"):
        verify_workspace.check(app)
