"""The triggers that keep records from being changed or deleted, for migrations to put on new tables.

What they do is part of every store that was ever made: they are added to, never changed.
"""

from __future__ import annotations

from alembic import op


def make_refusals() -> None:
    """Make what a server's triggers call; once for each store."""
    if op.get_bind().dialect.name == "sqlite":
        return
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'records are never changed or deleted'; END $$"
    )
    op.execute(
        "CREATE FUNCTION refuse_unless_erased() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF EXISTS (SELECT 1 FROM erased WHERE seq = OLD.seq) THEN RETURN OLD; END IF; "
        "RAISE EXCEPTION 'records are never deleted'; END $$"
    )


def guard(table: str, is_erasable: bool = False) -> None:
    """Refuse changes of a table's rows, and their deletion unless an erasure names them and the table allows it."""
    if op.get_bind().dialect.name == "sqlite":
        _guard_sqlite(table, is_erasable)
    else:
        _guard_postgresql(table, is_erasable)


def _guard_sqlite(table: str, is_erasable: bool) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'records are never changed'); END"
    )
    op.execute(
        f"CREATE TRIGGER {table}_insert BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE seq = NEW.seq) "
        "BEGIN SELECT RAISE(ABORT, 'records are never changed'); END"
    )
    named = "WHEN NOT EXISTS (SELECT 1 FROM erased WHERE seq = OLD.seq) " if is_erasable else ""
    op.execute(
        f"CREATE TRIGGER {table}_delete BEFORE DELETE ON {table} {named}"
        "BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END"
    )


def _guard_postgresql(table: str, is_erasable: bool) -> None:
    deleting = "refuse_unless_erased" if is_erasable else "refuse_change"
    op.execute(f"CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()")
    op.execute(f"CREATE TRIGGER {table}_delete BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {deleting}()")
    op.execute(
        f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
