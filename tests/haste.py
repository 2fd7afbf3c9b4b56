"""What every test would pay anew and none proves anew: waiting for the disk, and making what is made alike."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer.testing
from sqlalchemy import Connection, Engine, Pool, StaticPool, create_engine, event
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from analysis.app import publish
from analysis.store import connection
from analysis.store.migrations import bring_up_to_date

COMPILED: dict[Any, Any] = {}
"""The statements that any store in a file has compiled."""


@contextmanager
def in_haste() -> Iterator[None]:
    """Spare the tests what proves nothing more the thousandth time; processes that they start are spared nothing."""
    listeners = ((Pool, "connect", _do_not_wait), (Pool, "checkout", _do_not_wait), (Engine, "engine_connect", _share))
    with pytest.MonkeyPatch.context() as patch:
        # No loss of power will interrupt them.
        patch.setattr(os, "fsync", lambda _: None)
        patch.setattr(connection, "bring_up_to_date", _copy_tables)
        # What is compiled for one engine of SQLite is so for all.
        patch.setattr(SQLiteDialect_pysqlite, "__eq__", lambda one, other: type(one) is type(other))
        patch.setattr(SQLiteDialect_pysqlite, "__hash__", lambda one: hash(type(one)))
        # The command line is the same for each command that is typed.
        patch.setattr(typer.testing, "_get_command", cache(typer.main.get_command))
        # It looks through all that a thousand tests have loaded, and gives back what the next one needs.
        patch.setattr(publish, "collect_and_give_back", lambda: None)
        for target, name, listener in listeners:
            event.listen(target, name, listener)
        yield
        for target, name, listener in listeners:
            event.remove(target, name, listener)


def _do_not_wait(connection: object, *_: object) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous = OFF")


def _share(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.execution_options(compiled_cache=COMPILED)


def _copy_tables(engine: Engine) -> None:
    """Give a new file the tables that the store made in one before; bring any other up to date."""
    if engine.dialect.name == "sqlite" and not Path(engine.url.database or "").exists():
        with engine.connect() as new, closing(sqlite3.connect(":memory:")) as blank:
            blank.deserialize(_tables())
            blank.backup(new.connection.driver_connection)
    else:
        bring_up_to_date(engine)


@cache
def _tables() -> bytes:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    bring_up_to_date(engine)
    with engine.connect() as made:
        return made.connection.driver_connection.serialize()
