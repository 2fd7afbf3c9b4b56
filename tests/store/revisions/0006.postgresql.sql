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
);

CREATE INDEX note_document ON note (document);

CREATE TABLE assignment (
  seq BIGINT NOT NULL,
  batch TEXT NOT NULL,
  document TEXT NOT NULL,
  points TEXT NOT NULL,
  coder TEXT NOT NULL,
  who TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY (seq) REFERENCES record (seq)
);

CREATE INDEX assignment_document ON assignment (document);

COMMENT ON TABLE note IS 'what people noted on points, and on responses as a whole; for the team alone';

COMMENT ON COLUMN note.seq IS 'the record''s number in the chain';

COMMENT ON COLUMN note.document IS 'the response''s name';

COMMENT ON COLUMN note.start IS 'the point''s first character; with an end of 0 the note is on the whole response';

COMMENT ON COLUMN note."end" IS 'one beyond its last';

COMMENT ON COLUMN note.text IS 'SHA-256 of the words that it stands beside, by which they are found again';

COMMENT ON COLUMN note.replaces IS 'the number of the note that it takes the place of; 0 for none';

COMMENT ON COLUMN note.words IS 'what is noted; empty where the former note is taken away';

COMMENT ON COLUMN note.who IS 'the name of whoever wrote it';

COMMENT ON TABLE assignment IS 'which points were given to whom to code: a row for each batch, person and document; the last about a point counts';

COMMENT ON COLUMN assignment.seq IS 'the record''s number in the chain';

COMMENT ON COLUMN assignment.batch IS 'what the batch is called';

COMMENT ON COLUMN assignment.document IS 'where the points stand';

COMMENT ON COLUMN assignment.points IS 'JSON: [start, end, SHA-256 of the words, its turn, codings by people then] for every point';

COMMENT ON COLUMN assignment.coder IS 'the name of whoever is to code them';

COMMENT ON COLUMN assignment.who IS 'the name of whoever assigned them';

CREATE TRIGGER note_update BEFORE UPDATE ON note FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER note_delete BEFORE DELETE ON note FOR EACH ROW EXECUTE FUNCTION refuse_unless_erased();

CREATE TRIGGER note_truncate BEFORE TRUNCATE ON note FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER assignment_update BEFORE UPDATE ON assignment FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER assignment_delete BEFORE DELETE ON assignment FOR EACH ROW EXECUTE FUNCTION refuse_unless_erased();

CREATE TRIGGER assignment_truncate BEFORE TRUNCATE ON assignment FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

UPDATE alembic_version SET version_num='0006' WHERE alembic_version.version_num = '0005';
