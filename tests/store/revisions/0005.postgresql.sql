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
);

CREATE INDEX redaction_document ON redaction (document);

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

COMMENT ON COLUMN redaction.who IS 'the name of whoever decided';

CREATE TRIGGER redaction_update BEFORE UPDATE ON redaction FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER redaction_delete BEFORE DELETE ON redaction FOR EACH ROW EXECUTE FUNCTION refuse_unless_erased();

CREATE TRIGGER redaction_truncate BEFORE TRUNCATE ON redaction FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

UPDATE alembic_version SET version_num='0005' WHERE alembic_version.version_num = '0004';
