"""The table of what people decide about personal data in responses."""

from sqlalchemy import Connection

from analysis.store.migrations.guards import make_table

TABLE = """
CREATE TABLE redaction (
  seq BIGINT NOT NULL,
  document TEXT NOT NULL,
  start BIGINT NOT NULL,
  "end" BIGINT NOT NULL,
  words VARCHAR(64) NOT NULL,
  kind TEXT NOT NULL,
  decision TEXT NOT NULL,
  who TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY (seq) REFERENCES record (seq)
)
"""

COMMENTS = """
COMMENT ON TABLE redaction IS
 'what people decided about personal data in responses; the last about the same words of a response counts';
COMMENT ON COLUMN redaction.seq IS 'the record''s number in the chain';
COMMENT ON COLUMN redaction.document IS 'the response''s name';
COMMENT ON COLUMN redaction.start IS 'the first character that is withheld, or printed';
COMMENT ON COLUMN redaction."end" IS 'one beyond the last';
COMMENT ON COLUMN redaction.words IS 'SHA-256 of what stands there, by which it is found again';
COMMENT ON COLUMN redaction.kind IS 'name, address, telephone number …';
COMMENT ON COLUMN redaction.decision IS
 'confirmed: withheld; rejected: printed; reopened: to be decided again';
COMMENT ON COLUMN redaction.who IS 'the name of whoever decided'
"""


def upgrade(connection: Connection) -> None:
    """Make the table, and guard it."""
    make_table(connection, "redaction", TABLE, "document", COMMENTS)
