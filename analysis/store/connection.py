"""The database: opened, brought up to date, written to by one at a time, and its errors in words for people."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool
from sqlalchemy.schema import CreateTable

from analysis.errors import StoreError, reason_of
from analysis.store.lock import held
from analysis.store.migrations import bring_up_to_date
from analysis.store.schema import METADATA

FILE = "everypoint.sqlite3"
"""The name of the database in the workspace's own folder."""

PATIENCE = 60
"""Seconds that a writer waits for the others; each of them takes milliseconds."""

LOCK = 4_851_203_377_551_221
"""The number of the advisory lock under which a PostgreSQL server's chain is appended to; any number would do."""

INTAKE_LOCK = LOCK + 1

DRIVER = "postgresql+psycopg"
"""The beginning of a server's address."""

NO_ADDRESS = f"EVERYPOINT_DATABASE is not the address of a database; expected {DRIVER}://user:password@host/name"


STILL_THERE = "The records are erased, but what they said stays in the file until every program that uses it has ended."


END = "everypoint end of the chain"
"""Under what name a connection that writes alone remembers where the chain ends."""


class Database:
    """One SQLite file or one PostgreSQL server."""

    def __init__(self, url: str, folder: Path) -> None:
        """Name the database; ``folder`` is where a file of our own lies. Nothing is opened yet."""
        self.is_file = not url
        self.path = folder / FILE
        self._url = url
        self._engine: Engine | None = None

    @property
    def exists(self) -> bool:
        """Return whether there is anything to read: an untouched workspace has no file yet."""
        return not self.is_file or self.path.is_file()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection that sees one state of the store throughout; an empty one where there is no file yet."""
        with self._explained(), (self._ready() if self.exists else _empty()).connect() as connection:
            one_state = "BEGIN" if self.is_file else "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
            connection.execute(text(one_state))
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a transaction that appends, while every other writer waits; all of it is kept, or nothing."""
        with self._explained(), self._ready().connect() as connection:
            if self.is_file:
                connection.execute(text("BEGIN IMMEDIATE"))
            else:
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            try:
                yield connection
                connection.commit()
            finally:
                # What this transaction knew of the chain's end holds for no other.
                connection.info.pop(END, None)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold a server's lock against other intakes, whatever else is read and written meanwhile."""
        with self._explained(), self._ready().connect() as connection:
            connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": INTAKE_LOCK})
            connection.commit()
            try:
                yield
            finally:
                connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": INTAKE_LOCK})
                connection.commit()

    def tidy(self) -> None:
        """Leave nothing of deleted rows in the database's files."""
        with self._explained(STILL_THERE), self._ready().connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM"))
            # The first number says whether somebody who is reading was in the way.
            if self.is_file and connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).scalar():
                raise StoreError(f"{self.path} is in use. {STILL_THERE}")

    def close(self) -> None:
        """Let go of all connections."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    def _ready(self) -> Engine:
        """Return the engine, of a database that has the tables of this version."""
        if self._engine is None and self.is_sealed:
            self._engine = create_engine(self._at(mode="ro", immutable="1", uri="true"))
        if self._engine is None:
            opened_engine = self._opened()
            # A new file is made by one process alone, while others that need it wait.
            with held(self.path.with_suffix(".lock")) if self.is_file else nullcontext():
                bring_up_to_date(opened_engine)
            self._engine = opened_engine
        return self._engine

    @property
    def is_sealed(self) -> bool:
        """Return whether the file lies where nothing can be written, as evidence may; it can be read all the same."""
        return self.is_file and self.path.is_file() and not os.access(self.path.parent, os.W_OK)

    def _at(self, **query: str) -> URL:
        absolute_path = self.path.absolute()
        return URL.create("sqlite", database=absolute_path.as_uri() if query else str(absolute_path), query=query)

    def _opened(self) -> Engine:
        if not self.is_file:
            return create_engine(_address(self._url), pool_pre_ping=True)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{self.path} cannot be written: {reason_of(error)}") from error
        engine = create_engine(self._at(), connect_args={"timeout": PATIENCE})
        event.listen(engine, "connect", _set_up_sqlite)
        return engine

    @contextmanager
    def _explained(self, done: str = "Nothing was recorded.") -> Iterator[None]:
        """Raise what the database says against it as a StoreError, in words for people."""
        try:
            yield
        except (SQLAlchemyError, ImportError) as error:
            raise StoreError(self._message(error, done)) from error

    def _message(self, error: Exception, done: str) -> str:
        location_text = str(self.path) if self.is_file else "the database named in EVERYPOINT_DATABASE"
        if isinstance(error, ImportError):
            return "PostgreSQL needs one more package: pip install 'everypoint[postgresql]'"
        first_line = str(error.orig if isinstance(error, DBAPIError) else error).strip().split("\n")[0]
        return f"{location_text} cannot be used: {first_line}. {done}"


def _address(url: str) -> URL:
    """Return the address of a PostgreSQL server; raises StoreError for anything else."""
    try:
        address = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise StoreError(NO_ADDRESS) from error
    if address.drivername != DRIVER:
        raise StoreError(NO_ADDRESS)
    return address


def _set_up_sqlite(connection: Any, _: Any) -> None:
    """Make transactions begin where we say so, commits reach the disk, and deletions overwrite what was there."""
    connection.isolation_level = None
    pragmas = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON")
    # A database may be somebody else's: what its schema says calls nothing that could do harm.
    for pragma in (*pragmas, "trusted_schema = OFF", "cell_size_check = ON"):
        connection.execute(f"PRAGMA {pragma}")


@cache
def _empty() -> Engine:
    """Return a database in memory, for each connection a new one, that has the tables and nothing in them."""
    engine = create_engine("sqlite://", poolclass=NullPool)
    with closing(sqlite3.connect(":memory:")) as blank:
        blank.executescript(";".join(str(CreateTable(table)) for table in METADATA.sorted_tables))
        content = blank.serialize()  # to give a copy of it takes a fiftieth of making the tables
    event.listen(engine, "connect", lambda connection, _: connection.deserialize(content))
    return engine
