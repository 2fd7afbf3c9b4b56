"""A machine's codings of many points are one record from now on; what a report told is kept. No record changes."""

from sqlalchemy import Connection

from analysis.store.migrations.guards import make_table

CODING_TABLE = """
CREATE TABLE coding_table (
  seq BIGINT NOT NULL,
  coder TEXT NOT NULL,
  codebook VARCHAR(16) NOT NULL,
  points BIGINT NOT NULL,
  sha256 VARCHAR(64) NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY (seq) REFERENCES record (seq)
)
"""

TOLD = """
CREATE TABLE told (
  sha256 VARCHAR(64) NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (sha256)
)
"""

COMMENTS = """
COMMENT ON TABLE coding_table IS
 'a machine''s codings of many points; these stand in a table of which this holds the digest';
COMMENT ON COLUMN coding_table.seq IS 'the record''s number in the chain';
COMMENT ON COLUMN coding_table.coder IS 'who judged: coder.id';
COMMENT ON COLUMN coding_table.codebook IS 'codebook.version';
COMMENT ON COLUMN coding_table.points IS 'how many codings the table has';
COMMENT ON COLUMN coding_table.sha256 IS 'of the table''s bytes, which are kept under this name';
COMMENT ON TABLE told IS
 'a cache and no record: what a report that nothing has changed tells again; any erasure empties it';
COMMENT ON COLUMN told.sha256 IS 'of what was told';
COMMENT ON COLUMN told.content IS 'JSON: what the last report told of single files'
"""


def upgrade(connection: Connection) -> None:
    """Make the tables, and guard the one of records."""
    connection.exec_driver_sql(TOLD)
    make_table(connection, "coding_table", CODING_TABLE, "coder", COMMENTS)
