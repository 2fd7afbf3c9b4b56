"""The table of what responses are called."""

from sqlalchemy import Connection

from analysis.store.migrations.guards import make_table

TABLE = """
CREATE TABLE number (
  seq BIGINT NOT NULL,
  document TEXT NOT NULL,
  number BIGINT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY (seq) REFERENCES record (seq)
)
"""

COMMENTS = """
COMMENT ON TABLE number IS
 'what responses are called, for good: a row for each that a report has counted';
COMMENT ON COLUMN number.seq IS 'the record''s number in the chain';
COMMENT ON COLUMN number.document IS
 'the response''s name; empty where it was erased, so that nobody else has its number';
COMMENT ON COLUMN number.number IS '7 for R7; below 0 for one that no report has listed, -2 for W2'
"""


def upgrade(connection: Connection) -> None:
    """Make the table, and guard it."""
    make_table(connection, "number", TABLE, "document", COMMENTS)
