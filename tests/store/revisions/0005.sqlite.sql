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

CREATE TRIGGER redaction_update BEFORE UPDATE ON redaction BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER redaction_insert BEFORE INSERT ON redaction WHEN EXISTS (SELECT 1 FROM redaction WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER redaction_delete BEFORE DELETE ON redaction WHEN NOT EXISTS (SELECT 1 FROM erased WHERE seq = OLD.seq) BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

UPDATE alembic_version SET version_num='0005' WHERE alembic_version.version_num = '0004';
