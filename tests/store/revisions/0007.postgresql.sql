CREATE TABLE coding_table (
  seq BIGINT NOT NULL,
  coder TEXT NOT NULL,
  codebook VARCHAR(16) NOT NULL,
  points BIGINT NOT NULL,
  sha256 VARCHAR(64) NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY (seq) REFERENCES record (seq)
);

CREATE INDEX coding_table_coder ON coding_table (coder);

CREATE TABLE told (
  sha256 VARCHAR(64) NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (sha256)
);

COMMENT ON TABLE coding_table IS 'a machine''s codings of many points; these stand in a table of which this holds the digest';

COMMENT ON COLUMN coding_table.seq IS 'the record''s number in the chain';

COMMENT ON COLUMN coding_table.coder IS 'who judged: coder.id';

COMMENT ON COLUMN coding_table.codebook IS 'codebook.version';

COMMENT ON COLUMN coding_table.points IS 'how many codings the table has';

COMMENT ON COLUMN coding_table.sha256 IS 'of the table''s bytes, which are kept under this name';

COMMENT ON TABLE told IS 'a cache and no record: what a report that nothing has changed tells again; any erasure empties it';

COMMENT ON COLUMN told.sha256 IS 'of what was told';

COMMENT ON COLUMN told.content IS 'JSON: what the last report told of single files';

CREATE TRIGGER coding_table_update BEFORE UPDATE ON coding_table FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER coding_table_delete BEFORE DELETE ON coding_table FOR EACH ROW EXECUTE FUNCTION refuse_unless_erased();

CREATE TRIGGER coding_table_truncate BEFORE TRUNCATE ON coding_table FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

UPDATE alembic_version SET version_num='0007' WHERE alembic_version.version_num = '0006';
