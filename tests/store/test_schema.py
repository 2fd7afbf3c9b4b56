"""The tables: commented, made by the migrations alone, and guarded against whoever would change a record."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from analysis.errors import StoreError
from analysis.model import ActivityEvent, ActivityKind, PointKey
from analysis.store import Store, migrations
from analysis.store.schema import ERASED, METADATA, RECORD, RECORDS, SALT
from tests.builders import NOON, make_coding, person
from tests.postgres import Server
from tests.store.apart import append_at_once
from tests.store.history import write_history

GUARDED = [RECORD.name, SALT.name, ERASED.name, *RECORDS]
AT_ONCE = 4
"""Processes that make the store at the same time."""


def test_the_migrations_make_the_tables_of_the_schema(store: Store, raw: Callable[[], Connection]) -> None:
    write_history(store)
    context = MigrationContext.configure(raw(), opts={"compare_type": True, "compare_server_default": True})
    assert compare_metadata(context, METADATA) == []


def test_every_table_and_every_column_is_commented() -> None:
    assert [table.name for table in METADATA.sorted_tables if not table.comment] == []
    assert [str(c) for table in METADATA.sorted_tables for c in table.columns if not c.comment] == []


def test_a_server_has_the_comments_too(server: Server, tmp_path: Path) -> None:
    with server.database() as url:
        store = Store(tmp_path, url)
        with store._database.reading() as connection:
            found = inspect(connection)
            for table in METADATA.sorted_tables:
                assert found.get_table_comment(table.name)["text"] == table.comment
                comments = {column["name"]: column["comment"] for column in found.get_columns(table.name)}
                assert comments == {column.name: column.comment for column in table.columns}
        store.close()


def test_every_migration_is_listed_once_in_order() -> None:
    files = sorted((Path(migrations.__file__).parent / "versions").glob("[0-9]*.py"))
    assert tuple(file.name.split("_")[0] for file in files) == migrations.REVISIONS


def test_a_store_of_a_newer_version_is_refused(
    store: Store, open_store: Callable[[], Store], raw: Callable[[], Connection]
) -> None:
    store.append([make_coding(PointKey("a.txt", 0, 1))])
    connection = raw()
    connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    connection.commit()
    with pytest.raises(StoreError, match="the store was written by a newer version of Everypoint; install that one"):
        open_store().codings()


def test_a_store_of_the_first_version_is_brought_up_to_date(
    store: Store, open_store: Callable[[], Store], raw: Callable[[], Connection]
) -> None:
    store.append([make_coding(PointKey("a.txt", 0, 1), by=person("anna"))])
    connection = raw()
    for table in (
        "deed",
        "quotation",
        "redaction",
        "note",
        "assignment",
        "coding_table",
        "told",
        "withdrawal",
        "number",
    ):
        connection.execute(text(f"DROP TABLE {table}"))
    connection.execute(text("DROP INDEX segmentation_kind"))
    connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    connection.commit()
    again = open_store()
    assert len(again.codings()) == len(store.codings())
    deed = ActivityEvent(ActivityKind.REPORTED, "Ann", NOON)
    again.note(deed)
    assert again.deeds(1) == (deed,)
    again.verify()


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_processes_that_make_the_store_at_once_make_one(
    database: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    if database == "sqlite":
        _make_at_once(tmp_path, "")
        return
    with request.getfixturevalue("server").database(empty=True) as url:
        _make_at_once(tmp_path, url)


def _make_at_once(folder: Path, url: str) -> None:
    names = [f"person {n}" for n in range(AT_ONCE)]
    assert append_at_once(folder, url, names, 1) == {name: [1] for name in names}
    store = Store(folder, url)
    assert sorted(coding.coder.id for coding in store.every_coding()) == names
    assert store.verify().startswith(f"{2 * AT_ONCE} records")
    store.close()


# The guards -----------------------------------------------------------------------------------------------------------


def test_no_record_is_changed_or_deleted(store: Store, raw: Callable[[], Connection]) -> None:
    write_history(store)
    before, connection = store.verify(), raw()
    for table in GUARDED:
        column = next(c.name for c in METADATA.tables[table].columns if c.name != "seq")
        statements = [f'UPDATE "{table}" SET "{column}" = "{column}"', f'DELETE FROM "{table}"']
        if connection.dialect.name == "postgresql":
            statements.append(f'TRUNCATE "{table}" CASCADE')
        for statement in statements:
            with pytest.raises(DBAPIError, match=r"records are never (changed|deleted)"):
                connection.execute(text(statement))
            connection.rollback()
    assert store.verify() == before


def test_an_erased_record_is_not_put_back_unseen(store: Store, raw: Callable[[], Connection]) -> None:
    write_history(store)
    connection = raw()
    seq = connection.execute(text("SELECT min(seq) FROM erased")).scalar_one()
    connection.execute(text("INSERT INTO salt (seq, salt) VALUES (:seq, 'x')"), {"seq": seq})
    connection.commit()
    with pytest.raises(StoreError, match=f"record {seq} .* was to be erased and is still there; erase it again"):
        store.verify()
