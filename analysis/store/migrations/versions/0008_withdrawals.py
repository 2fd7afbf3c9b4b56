"""The table of what people take out and put back."""

from sqlalchemy import Connection

from analysis.store.migrations.guards import make_table

TABLE = """
CREATE TABLE withdrawal (
  seq BIGINT NOT NULL,
  document TEXT NOT NULL,
  decision TEXT NOT NULL,
  who TEXT NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY (seq) REFERENCES record (seq)
)
"""

COMMENTS = """
COMMENT ON TABLE withdrawal IS
 'responses and files that people took out, or put back; the last about a name counts';
COMMENT ON COLUMN withdrawal.seq IS 'the record''s number in the chain';
COMMENT ON COLUMN withdrawal.document IS 'the name of the response, or of the file with all that is in it';
COMMENT ON COLUMN withdrawal.decision IS 'out: it does not count; back: it counts again';
COMMENT ON COLUMN withdrawal.who IS 'the name of whoever decided';
COMMENT ON COLUMN withdrawal.why IS 'the reason they gave; empty where it was put back'
"""


def upgrade(connection: Connection) -> None:
    """Make the table, and guard it."""
    make_table(connection, "withdrawal", TABLE, "document", COMMENTS)
