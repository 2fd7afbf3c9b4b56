CREATE TABLE deed (
  seq BIGINT NOT NULL,
  kind TEXT NOT NULL,
  who TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY(seq) REFERENCES record (seq)
);

COMMENT ON TABLE deed IS 'what people did beside judging';

COMMENT ON COLUMN deed.seq IS 'the record''s number in the chain';

COMMENT ON COLUMN deed.kind IS 'uploaded, described, mapped, changed codebook, changed settings or reported';

COMMENT ON COLUMN deed.who IS 'the name of whoever did it';

COMMENT ON COLUMN deed.document IS 'the source or response that it was about; empty where it was about all';

CREATE INDEX deed_document ON deed (document);

CREATE TRIGGER deed_update BEFORE UPDATE ON deed FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER deed_delete BEFORE DELETE ON deed FOR EACH ROW EXECUTE FUNCTION refuse_unless_erased();

CREATE TRIGGER deed_truncate BEFORE TRUNCATE ON deed FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

UPDATE alembic_version SET version_num='0002' WHERE alembic_version.version_num = '0001';
