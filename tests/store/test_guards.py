"""What refuses changes is held against what it was made to be, word for word: a name alone says nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, text

from analysis.errors import StoreError
from analysis.store import Store
from analysis.store.migrations.guards import guards_in, guards_of
from analysis.store.schema import ERASABLE, ERASED, RECORD, RECORDS, SALT
from analysis.store.verify import check_guards
from tests.store.history import write_history

TABLES = (RECORD, SALT, ERASED, *RECORDS.values())


@pytest.fixture
def database(store: Store, raw: Callable[[], Connection]) -> Connection:
    """The database of a store with a history."""
    write_history(store)
    store.verify()
    return raw()


def names(dialect: str) -> list[tuple[str, str]]:
    """Every trigger that there should be, with its table's name."""
    made = ((t.name, guards_of(t.name, is_erasable(t.name), dialect)) for t in TABLES)
    return [(name, table) for table, guards in made for name in guards]


def is_erasable(table: str) -> bool:
    return table in {SALT.name, *(erasable.name for erasable in ERASABLE)}


def harmless(connection: Connection, name: str, table: str) -> None:
    """Put a trigger of the same name that does nothing in the place of one."""
    event = name.rpartition("_")[2].upper()
    if connection.dialect.name == "sqlite":
        connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text(f"CREATE TRIGGER {name} BEFORE {event} ON {table} BEGIN SELECT 1; END"))
        return
    each = "STATEMENT" if event == "TRUNCATE" else "ROW"
    connection.execute(text(f"DROP TRIGGER {name} ON {table}"))
    connection.execute(
        text("CREATE OR REPLACE FUNCTION idle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$")
    )
    connection.execute(text(f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH {each} EXECUTE FUNCTION idle()"))


def test_all_that_guards_a_new_store_is_what_it_was_made_to_be(database: Connection) -> None:
    assert set(guards_in(database)) == {name for name, _ in names(database.dialect.name)}


def test_a_guard_that_keeps_its_name_and_does_nothing_is_found(store: Store, database: Connection) -> None:
    for name, table in names(database.dialect.name):
        harmless(database, name, table)
        with pytest.raises(StoreError, match=f"what keeps the table {table} from being changed was altered; restore"):
            check_guards(database)
        where = "" if database.dialect.name == "sqlite" else f" ON {table}"
        database.execute(text(f"DROP TRIGGER {name}{where}"))
        database.execute(text(guards_of(table, is_erasable(table), database.dialect.name)[name]))
    check_guards(database)


def test_the_whole_check_looks_at_them(store: Store, database: Connection) -> None:
    harmless(database, "coding_delete", "coding")
    database.commit()
    with pytest.raises(StoreError, match="what keeps the table coding from being changed was altered"):
        store.verify()


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    "change",
    [
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
        "CREATE OR REPLACE FUNCTION refuse_unless_erased() RETURNS trigger LANGUAGE plpgsql "
        "AS $$ BEGIN RETURN OLD; END $$",
        "ALTER TABLE coding DISABLE TRIGGER coding_update",
        "ALTER TABLE coding ENABLE REPLICA TRIGGER coding_update",
    ],
)
def test_what_a_server_s_guards_call_is_looked_at_too(store: Store, database: Connection, change: str) -> None:
    database.execute(text(change))
    database.commit()
    with pytest.raises(StoreError, match="from being changed was altered"):
        store.verify()


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "change",
    [
        "CREATE TRIGGER helpful AFTER INSERT ON coding BEGIN DELETE FROM blob; END",
        "CREATE VIEW everything AS SELECT * FROM record",
    ],
)
def test_what_somebody_added_to_a_file_s_schema_is_found(store: Store, database: Connection, change: str) -> None:
    database.execute(text(change))
    database.commit()
    with pytest.raises(StoreError, match="the database holds what Everypoint never put there"):
        store.verify()
