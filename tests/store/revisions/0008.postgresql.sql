CREATE TABLE withdrawal (
  seq BIGINT NOT NULL,
  document TEXT NOT NULL,
  decision TEXT NOT NULL,
  who TEXT NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY (seq) REFERENCES record (seq)
);

CREATE INDEX withdrawal_document ON withdrawal (document);

COMMENT ON TABLE withdrawal IS 'responses and files that people took out, or put back; the last about a name counts';

COMMENT ON COLUMN withdrawal.seq IS 'the record''s number in the chain';

COMMENT ON COLUMN withdrawal.document IS 'the name of the response, or of the file with all that is in it';

COMMENT ON COLUMN withdrawal.decision IS 'out: it does not count; back: it counts again';

COMMENT ON COLUMN withdrawal.who IS 'the name of whoever decided';

COMMENT ON COLUMN withdrawal.why IS 'the reason they gave; empty where it was put back';

CREATE TRIGGER withdrawal_update BEFORE UPDATE ON withdrawal FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER withdrawal_delete BEFORE DELETE ON withdrawal FOR EACH ROW EXECUTE FUNCTION refuse_unless_erased();

CREATE TRIGGER withdrawal_truncate BEFORE TRUNCATE ON withdrawal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

UPDATE alembic_version SET version_num='0008' WHERE alembic_version.version_num = '0007';
