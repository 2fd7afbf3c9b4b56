"""Stores made by every earlier version become, table for table, what a new store is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, nullcontext
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine, inspect, text

from analysis.model import ActivityEvent, ActivityKind
from analysis.store import Store
from analysis.store.connection import FILE
from analysis.store.migrations import REVISIONS
from analysis.store.migrations.guards import guards_in
from tests.builders import NOON
from tests.store.history import write_history

STATEMENTS = Path(__file__).parent / "revisions"
"""What each revision said to each database, as it first did: never to be changed."""

NEW: dict[str, list[object]] = {}
"""What is there in a new store, by the kind of database."""


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a store without any table, on each database; nothing for the file in the workspace."""
    if request.param == "sqlite":
        yield ""
        return
    with request.getfixturevalue("server").database(empty=True) as address:
        yield address


def engine_of(url: str, folder: Path) -> Engine:
    folder.mkdir(exist_ok=True)
    return create_engine(url or f"sqlite:///{folder / FILE}")


def make_as_of(revision: str, url: str, folder: Path) -> None:
    """Make the tables of a version, as it made them."""
    engine = engine_of(url, folder)
    with engine.begin() as connection:
        for earlier in REVISIONS[: REVISIONS.index(revision) + 1]:
            script = (STATEMENTS / f"{earlier}.{engine.dialect.name}.sql").read_text(encoding="utf-8")
            for statement in script.rstrip().removesuffix(";").split(";\n\n"):
                connection.exec_driver_sql(statement)
    engine.dispose()


def what_is_there(url: str, folder: Path) -> list[object]:
    """All that a database says of its tables, columns, keys, indexes, comments and triggers."""
    engine = engine_of(url, folder)
    with engine.connect() as connection:
        said = [*_tables(connection), sorted(guards_in(connection).items()), _revision(connection)]
    engine.dispose()
    return said


def _tables(connection: Connection) -> Iterator[object]:
    database = inspect(connection)
    for table in sorted(database.get_table_names()):
        columns = [{**column, "type": repr(column["type"])} for column in database.get_columns(table)]
        keys = (database.get_pk_constraint(table), database.get_foreign_keys(table))
        comment = database.get_table_comment(table) if connection.dialect.supports_comments else None
        yield table, columns, keys, sorted(database.get_indexes(table), key=lambda index: str(index["name"])), comment


def _revision(connection: Connection) -> object:
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()


@pytest.mark.parametrize("revision", REVISIONS[:-1])
def test_a_store_of_every_version_becomes_what_a_new_one_is(
    revision: str, empty: str, new: list[object], tmp_path: Path
) -> None:
    make_as_of(revision, empty, tmp_path / "old")
    with closing(Store(tmp_path / "old", empty)) as store:
        write_history(store)
        assert store.verify()
    assert what_is_there(empty, tmp_path / "old") == new


@pytest.fixture
def new(empty: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[object]:
    """What is there in a new store on the same database."""
    kind = "postgresql" if empty else "sqlite"
    if kind not in NEW:
        folder = tmp_path_factory.mktemp("new")
        with request.getfixturevalue("server").database(empty=True) if empty else nullcontext("") as address:
            with closing(Store(folder, address)) as store:
                write_history(store)
            NEW[kind] = what_is_there(address, folder)
    return NEW[kind]


def test_what_was_recorded_before_is_kept(empty: str, tmp_path: Path) -> None:
    make_as_of("0001", empty, tmp_path / "old")
    deed = ActivityEvent(ActivityKind.REPORTED, "Ann", NOON)
    with closing(Store(tmp_path / "old", empty)) as store:
        store.note(deed)
    with closing(Store(tmp_path / "old", empty)) as store:
        assert store.deeds(1) == (deed,)
        assert store.verify().startswith("1 record,")
