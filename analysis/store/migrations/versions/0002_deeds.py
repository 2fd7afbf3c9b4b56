"""The table of people's activity beside judging."""

from sqlalchemy import Connection

from analysis.store.migrations.guards import make_table

TABLE = """
CREATE TABLE deed (
  seq BIGINT NOT NULL,
  kind TEXT NOT NULL,
  who TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY (seq) REFERENCES record (seq)
)
"""

COMMENTS = """
COMMENT ON TABLE deed IS 'what people did beside judging';
COMMENT ON COLUMN deed.seq IS 'the record''s number in the chain';
COMMENT ON COLUMN deed.kind IS 'uploaded, described, mapped, changed codebook, changed settings or reported';
COMMENT ON COLUMN deed.who IS 'the name of whoever did it';
COMMENT ON COLUMN deed.document IS 'the source or response that it was about; empty where it was about all'
"""


def upgrade(connection: Connection) -> None:
    """Make the table, and guard it."""
    make_table(connection, "deed", TABLE, "document", COMMENTS)
