"""The tables of what people note, and of which points were given to whom to code."""

from sqlalchemy import Connection

from analysis.store.migrations.guards import make_table

NOTE = """
CREATE TABLE note (
  seq BIGINT NOT NULL,
  document TEXT NOT NULL,
  start BIGINT NOT NULL,
  "end" BIGINT NOT NULL,
  text VARCHAR(64) NOT NULL,
  replaces BIGINT NOT NULL,
  words TEXT NOT NULL,
  who TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY (seq) REFERENCES record (seq)
)
"""

ASSIGNMENT = """
CREATE TABLE assignment (
  seq BIGINT NOT NULL,
  batch TEXT NOT NULL,
  document TEXT NOT NULL,
  points TEXT NOT NULL,
  coder TEXT NOT NULL,
  who TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY (seq) REFERENCES record (seq)
)
"""

COMMENTS = """
COMMENT ON TABLE note IS 'what people noted on points, and on responses as a whole; for the team alone';
COMMENT ON COLUMN note.seq IS 'the record''s number in the chain';
COMMENT ON COLUMN note.document IS 'the response''s name';
COMMENT ON COLUMN note.start IS
 'the point''s first character; with an end of 0 the note is on the whole response';
COMMENT ON COLUMN note."end" IS 'one beyond its last';
COMMENT ON COLUMN note.text IS 'SHA-256 of the words that it stands beside, by which they are found again';
COMMENT ON COLUMN note.replaces IS 'the number of the note that it takes the place of; 0 for none';
COMMENT ON COLUMN note.words IS 'what is noted; empty where the former note is taken away';
COMMENT ON COLUMN note.who IS 'the name of whoever wrote it';
COMMENT ON TABLE assignment IS
 'which points were given to whom to code: a row for each batch, person and document; the last about a point counts';
COMMENT ON COLUMN assignment.seq IS 'the record''s number in the chain';
COMMENT ON COLUMN assignment.batch IS 'what the batch is called';
COMMENT ON COLUMN assignment.document IS 'where the points stand';
COMMENT ON COLUMN assignment.points IS
 'JSON: [start, end, SHA-256 of the words, its turn, codings by people then] for every point';
COMMENT ON COLUMN assignment.coder IS 'the name of whoever is to code them';
COMMENT ON COLUMN assignment.who IS 'the name of whoever assigned them'
"""


def upgrade(connection: Connection) -> None:
    """Make the tables, and guard them."""
    make_table(connection, "note", NOTE, "document")
    make_table(connection, "assignment", ASSIGNMENT, "document", COMMENTS)
