"""The witness: a workspace goes on with the chain that it has seen, and with no other."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from analysis.errors import StoreError
from analysis.model import PointKey
from analysis.store import Store
from analysis.store.connection import FILE
from analysis.store.head_file import FILE as WITNESS
from tests.builders import make_coding, person
from tests.postgres import Server

CODING = make_coding(PointKey("a.txt", 0, 1), ["funding"], by=person("anna"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "state")
    made.append([CODING])
    made.close()
    return made


def refused(store: Store, told: str) -> None:
    for ask in (lambda: store.append([CODING]), store.verify):
        with pytest.raises(StoreError, match=told):
            ask()


def test_an_older_copy_of_the_store_is_refused(store: Store, tmp_path: Path) -> None:
    shutil.copy(tmp_path / "state" / FILE, tmp_path / "older")
    store.append([CODING])
    store.close()
    for path in (tmp_path / "state").glob(f"{FILE}*"):
        path.unlink()
    shutil.copy(tmp_path / "older", tmp_path / "state" / FILE)
    refused(Store(tmp_path / "state"), "missing|not the one that this workspace has seen")


def test_a_store_that_is_gone_is_not_made_anew(store: Store, tmp_path: Path) -> None:
    for path in (tmp_path / "state").glob(f"{FILE}*"):
        path.unlink()
    refused(Store(tmp_path / "state"), "is missing, which held 2 records; restore it from a backup")
    assert not (tmp_path / "state" / FILE).exists()


def test_a_chain_that_was_written_anew_is_refused(store: Store, tmp_path: Path) -> None:
    other = Store(tmp_path / "other")
    other.append([CODING, CODING])
    other.close()
    for path in (tmp_path / "state").glob(f"{FILE}*"):
        path.unlink()
    shutil.copy(tmp_path / "other" / FILE, tmp_path / "state" / FILE)
    refused(Store(tmp_path / "state"), "not the one that")


@pytest.mark.parametrize("content", ["{}", "nonsense", "[1]"])
def test_a_damaged_witness_is_told(store: Store, tmp_path: Path, content: str) -> None:
    (tmp_path / "state" / WITNESS).write_text(content, encoding="utf-8")
    refused(store, "head.json is damaged")


def test_a_witness_that_was_never_finished_costs_nothing(store: Store, tmp_path: Path) -> None:
    (tmp_path / "state" / WITNESS).write_text("", encoding="utf-8")
    assert store.append([CODING]) == 1
    assert store.verify()


def test_triggers_that_are_gone_are_told(store: Store, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "state" / FILE) as database:
        database.execute("DROP TRIGGER coding_update")
    database.close()
    with pytest.raises(StoreError, match="what keeps the table coding from being changed was taken away"):
        store.verify()


def test_replacing_a_record_is_refused(store: Store, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "state" / FILE) as database, pytest.raises(sqlite3.IntegrityError):
        database.execute("INSERT OR REPLACE INTO record SELECT seq, kind, 'later', content, head FROM record")
    database.close()
    assert store.verify()


def test_a_server_that_holds_another_workspace_is_refused(server: Server, tmp_path: Path) -> None:
    with server.database() as url:
        one, two = Store(tmp_path / "one", url), Store(tmp_path / "two", url)
        one.append([CODING])
        with pytest.raises(StoreError, match="holds the records of another workspace"):
            two.append([CODING])
        (tmp_path / "two").mkdir(exist_ok=True)
        shutil.copy(tmp_path / "one" / WITNESS, tmp_path / "two" / WITNESS)
        assert two.append([CODING]) == 1
        one.close()
        two.close()
