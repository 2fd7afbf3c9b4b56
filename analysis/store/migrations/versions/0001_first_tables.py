"""The tables of a new store, as the schema has them today, and the triggers that keep records from being changed."""

from sqlalchemy import Connection, text

from analysis.store.migrations.guards import guard, make_refusals
from analysis.store.schema import ERASABLE, ERASED, METADATA, RECORD, RECORDS, SALT

VERSION_TABLE = """
CREATE TABLE alembic_version (
  version_num VARCHAR(32) NOT NULL,
  CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
)
"""


def upgrade(connection: Connection) -> None:
    """Make the tables, then guard them."""
    connection.execute(text(VERSION_TABLE))
    METADATA.create_all(connection, checkfirst=False)
    make_refusals(connection)
    for table in (RECORD, SALT, ERASED, *RECORDS.values()):
        guard(connection, table.name, is_erasable=table is SALT or table in ERASABLE)
