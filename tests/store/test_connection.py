"""A database that cannot be used is told in words for people, and nothing is recorded by half."""

from __future__ import annotations

import socket
import sqlite3
from pathlib import Path

import pytest

from analysis.errors import EverypointError, StoreError
from analysis.model import PointKey
from analysis.store import Store, connection
from tests.builders import make_coding

ONE, TWO = (make_coding(PointKey("a.txt", n, n + 1)) for n in range(2))


def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def told(store: Store) -> str:
    with pytest.raises(EverypointError) as caught:
        store.append([ONE])
    return str(caught.value)


def test_a_server_that_does_not_answer_is_told(tmp_path: Path) -> None:
    store = Store(tmp_path, f"postgresql+psycopg://anna:secret@127.0.0.1:{unused_port()}/everypoint")
    said = told(store)
    assert said.startswith("the database named in EVERYPOINT_DATABASE cannot be used: connection failed")
    assert said.endswith("Nothing was recorded.")
    assert "secret" not in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    "address",
    [
        "everypoint",
        "postgres://anna@127.0.0.1/everypoint",
        "postgresql://anna@127.0.0.1/everypoint",
        "mysql://anna@127.0.0.1/everypoint",
        "oracle://anna@127.0.0.1/everypoint",
        "sqlite:///somewhere.sqlite3",
        "postgresql+psycopg://anna@127.0.0.1:port/everypoint",
    ],
)
def test_an_address_of_another_kind_is_told(tmp_path: Path, address: str) -> None:
    said = told(Store(tmp_path, address))
    assert said == (
        "EVERYPOINT_DATABASE is not the address of a database; expected postgresql+psycopg://user:password@host/name"
    )


def test_a_wrong_password_is_told_and_not_shown(server: object, tmp_path: Path) -> None:
    address = server.url("template").replace("@", "wrong@")  # type: ignore[attr-defined]
    said = told(Store(tmp_path, address))
    assert "password authentication failed" in said
    assert "wrong" not in said


def test_a_folder_that_may_not_be_written_is_told(no_root: None, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    said = told(Store(tmp_path / "state"))
    tmp_path.chmod(0o700)
    assert "cannot be written: permission denied" in said.lower()


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file", encoding="ascii")
    assert "cannot be written" in told(Store(tmp_path / "state"))


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / connection.FILE).write_bytes(b"this is no database" * 100)
    said = told(Store(tmp_path))
    assert said.startswith(f"{tmp_path / connection.FILE} cannot be used: file is not a database")


def test_a_file_that_another_program_keeps_locked_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "PATIENCE", 0.1)
    store = Store(tmp_path)
    store.append([ONE])
    other = sqlite3.connect(tmp_path / connection.FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    said = told(store)
    assert said.startswith(f"{tmp_path / connection.FILE} cannot be used: database is locked")
    assert said.endswith("Nothing was recorded.")
    assert tuple(store.every_coding()) == (ONE,), "what is there can be read meanwhile"
    other.execute("ROLLBACK")
    assert store.append([TWO]) == 1
    assert tuple(store.every_coding()) == (ONE, TWO)
    store.close()


def test_a_store_that_went_missing_is_told(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.append([ONE])
    store.close()
    for path in tmp_path.glob(f"{connection.FILE}*"):
        path.unlink()
    with pytest.raises(StoreError, match="is missing, which held 2 records; restore it from a backup"):
        Store(tmp_path).verify()


def test_a_damaged_page_is_told(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.append([make_coding(PointKey("a.txt", n, n + 1), ["funding"]) for n in range(2_000)])
    store.close()
    path = tmp_path / connection.FILE
    content = bytearray(path.read_bytes())
    for start in range(40 * 4096, len(content), 4096):
        content[start : start + 64] = b"\xff" * 64
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"restore the store from a backup|cannot be used: "):
        Store(tmp_path).verify()


def test_nothing_is_left_beside_the_store(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with store.alone():
        store.append([ONE])
    store.close()
    names = {path.name for path in tmp_path.iterdir()}
    assert names <= {connection.FILE, "everypoint.lock", "lock", "head.json", "sources"}
