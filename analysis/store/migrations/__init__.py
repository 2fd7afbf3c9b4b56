"""The tables' history: each change of them is a file in ``versions``, run in order on every database that lacks it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, text

REVISIONS = ("0001", "0002", "0003")
"""The changes there are, oldest first; a test holds them against the files."""

NEWEST = REVISIONS[-1]

MIGRATION_LOCK = 4_851_203_377_551_223
"""The number of the advisory lock under which a PostgreSQL server is changed."""


def migrate(engine: Engine) -> None:
    """Bring a database up to date, in one transaction; what another process did meanwhile is not done again."""
    from alembic import command  # heavy, and needed once for each database
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.execute(text("BEGIN IMMEDIATE"))
        else:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()
