"""The triggers that keep records from being changed or deleted, for migrations to put on new tables.

What they do is part of every store that was ever made: they are added to, never changed.
"""

from __future__ import annotations

import re

from sqlalchemy import Connection, text

FUNCTIONS = {
    "refuse_change": "BEGIN RAISE EXCEPTION 'records are never changed or deleted'; END",
    "refuse_unless_erased": (
        "BEGIN "
        "IF EXISTS (SELECT 1 FROM erased WHERE seq = OLD.seq) THEN RETURN OLD; END IF; "
        "RAISE EXCEPTION 'records are never deleted'; END"
    ),
}
"""What a server's triggers call."""


def make_refusals(connection: Connection) -> None:
    """Make what a server's triggers call; once for each store."""
    if connection.dialect.name == "sqlite":
        return
    for name, body in FUNCTIONS.items():
        connection.exec_driver_sql(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$")


def make_table(connection: Connection, name: str, statement: str, column: str, comments: str = "") -> None:
    """Make a table of records that can be erased, with an index of a column and its comments, and guard it."""
    connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"CREATE INDEX {name}_{column} ON {name} ({column})")
    if connection.dialect.supports_comments:
        for comment in filter(None, comments.split(";\n")):
            connection.exec_driver_sql(comment)
    guard(connection, name, is_erasable=True)


def guard(connection: Connection, table: str, is_erasable: bool = False) -> None:
    """Refuse changes of a table's rows, and their deletion unless an erasure names them and the table allows it."""
    for statement in guards_of(table, is_erasable, connection.dialect.name).values():
        connection.exec_driver_sql(statement)


def guards_of(table: str, is_erasable: bool, dialect: str) -> dict[str, str]:
    """Return what makes the triggers of a table, by their names."""
    if dialect == "sqlite":
        return _of_sqlite(table, is_erasable)
    deleting = "refuse_unless_erased" if is_erasable else "refuse_change"
    row = "FOR EACH ROW EXECUTE FUNCTION"
    return {
        f"{table}_update": f"CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} {row} refuse_change()",
        f"{table}_delete": f"CREATE TRIGGER {table}_delete BEFORE DELETE ON {table} {row} {deleting}()",
        f"{table}_truncate": f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    }


def _of_sqlite(table: str, is_erasable: bool) -> dict[str, str]:
    named = "WHEN NOT EXISTS (SELECT 1 FROM erased WHERE seq = OLD.seq) " if is_erasable else ""
    return {
        f"{table}_update": f"CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'records are never changed'); END",
        f"{table}_insert": f"CREATE TRIGGER {table}_insert BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE seq = NEW.seq) "
        "BEGIN SELECT RAISE(ABORT, 'records are never changed'); END",
        f"{table}_delete": f"CREATE TRIGGER {table}_delete BEFORE DELETE ON {table} {named}"
        "BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END",
    }


# What is there --------------------------------------------------------------------------------------------------------

OF_SQLITE = "SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')"
OF_POSTGRESQL = """
SELECT t.tgname AS name, pg_get_triggerdef(t.oid, true) AS sql, t.tgenabled::text AS enabled, p.proname, p.prosrc,
  l.lanname
FROM pg_trigger t JOIN pg_class c ON t.tgrelid = c.oid JOIN pg_proc p ON t.tgfoid = p.oid
  JOIN pg_language l ON p.prolang = l.oid
WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace
"""


def guards_in(connection: Connection) -> dict[str, str]:
    """Return a database's triggers, and a file's views, by name: as what made them, where they are whole."""
    if connection.dialect.name == "sqlite":
        return {row.name: row.sql for row in connection.execute(text(OF_SQLITE))}
    return {row.name: row.sql if _is_whole(*row[2:]) else "altered" for row in connection.execute(text(OF_POSTGRESQL))}


def _is_whole(enabled: str, function: str, body: str, language: str) -> bool:
    """Return whether a server's trigger is in force, and calls what it was made to call."""
    return enabled in "OA" and language == "plpgsql" and body.strip() == FUNCTIONS.get(function)


def is_same(one: str, other: str) -> bool:
    """Return whether two statements differ in white space and quotation marks alone."""
    return _bare(one) == _bare(other)


def _bare(statement: str) -> str:
    return re.sub(r'[\s"]+', " ", statement).strip()
