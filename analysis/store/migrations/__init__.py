"""The tables' history: each change of them is a file in ``versions``, run in order on every database that lacks it.

A new store gets the tables as ``schema`` has them, by the first file; the others change stores made before them. They
say what they do in SQL, so that what they make stays the same when ``schema`` goes on.
"""

from __future__ import annotations

from importlib import import_module

from sqlalchemy import Connection, Engine, inspect, text

from analysis.errors import StoreError

CHANGES = (
    "0001_first_tables",
    "0002_deeds",
    "0003_cuts",
    "0004_quotations",
    "0005_redactions",
    "0006_notes_and_assignments",
    "0007_coding_tables",
    "0008_withdrawals",
    "0009_numbers",
    "0010_segmentation_kind",
)
"""The files, oldest first."""

REVISIONS = tuple(change.partition("_")[0] for change in CHANGES)

NEWEST = REVISIONS[-1]

MIGRATION_LOCK = 4_851_203_377_551_223
"""The number of the advisory lock under which a PostgreSQL server is changed."""


def bring_up_to_date(engine: Engine) -> None:
    """Run the changes that this database has not seen; raises StoreError where a newer version has written it."""
    with engine.connect() as connection:
        if _revision(connection) == NEWEST:
            return
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.execute(text("BEGIN IMMEDIATE"))
        else:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
        _migrate(connection, _revision(connection))  # another process may have been faster
        connection.commit()


def _revision(connection: Connection) -> str | None:
    """Return the last change that a database has seen; None where it has no tables yet."""
    # The name of the table is that of the library which wrote it first.
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if revision is not None and revision not in REVISIONS:
        raise StoreError("the store was written by a newer version of Everypoint; install that one")
    return revision


def _migrate(connection: Connection, revision: str | None) -> None:
    """Make the newest tables, or change those of this revision into them."""
    for change in CHANGES[REVISIONS.index(revision) + 1 :] if revision else CHANGES[:1]:
        import_module(f"{__name__}.versions.{change}").upgrade(connection)
    if revision is None:
        connection.execute(text("INSERT INTO alembic_version (version_num) VALUES (:newest)"), {"newest": NEWEST})
    else:
        connection.execute(text("UPDATE alembic_version SET version_num = :newest"), {"newest": NEWEST})
