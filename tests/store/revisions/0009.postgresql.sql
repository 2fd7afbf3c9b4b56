CREATE TABLE number (
  seq BIGINT NOT NULL,
  document TEXT NOT NULL,
  number BIGINT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY (seq) REFERENCES record (seq)
);

CREATE INDEX number_document ON number (document);

COMMENT ON TABLE number IS 'what responses are called, for good: a row for each that a report has counted';

COMMENT ON COLUMN number.seq IS 'the record''s number in the chain';

COMMENT ON COLUMN number.document IS 'the response''s name; empty where it was erased, so that nobody else has its number';

COMMENT ON COLUMN number.number IS '7 for R7; below 0 for one that no report has listed, -2 for W2';

CREATE TRIGGER number_update BEFORE UPDATE ON number FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER number_delete BEFORE DELETE ON number FOR EACH ROW EXECUTE FUNCTION refuse_unless_erased();

CREATE TRIGGER number_truncate BEFORE TRUNCATE ON number FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

UPDATE alembic_version SET version_num='0009' WHERE alembic_version.version_num = '0008';
