"""The table of what people pinned or barred as quotations."""

from sqlalchemy import Connection

from analysis.store.migrations.guards import make_table

TABLE = """
CREATE TABLE quotation (
  seq BIGINT NOT NULL,
  document TEXT NOT NULL,
  start BIGINT NOT NULL,
  "end" BIGINT NOT NULL,
  text VARCHAR(64) NOT NULL,
  theme TEXT NOT NULL,
  decision TEXT NOT NULL,
  who TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY (seq) REFERENCES record (seq)
)
"""

COMMENTS = """
COMMENT ON TABLE quotation IS 'what people decided about points as quotations; the last counts';
COMMENT ON COLUMN quotation.seq IS 'the record''s number in the chain';
COMMENT ON COLUMN quotation.document IS 'where the point stands';
COMMENT ON COLUMN quotation.start IS 'the point''s first character';
COMMENT ON COLUMN quotation."end" IS 'one beyond its last';
COMMENT ON COLUMN quotation.text IS 'SHA-256 of the point''s words, by which it is found again';
COMMENT ON COLUMN quotation.theme IS 'the key of the theme under which it is quoted or not';
COMMENT ON COLUMN quotation.decision IS 'pinned, barred, or free again';
COMMENT ON COLUMN quotation.who IS 'the name of whoever decided'
"""


def upgrade(connection: Connection) -> None:
    """Make the table, and guard it."""
    make_table(connection, "quotation", TABLE, "document", COMMENTS)
