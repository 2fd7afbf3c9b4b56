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

CREATE TRIGGER withdrawal_update BEFORE UPDATE ON withdrawal BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER withdrawal_insert BEFORE INSERT ON withdrawal WHEN EXISTS (SELECT 1 FROM withdrawal WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER withdrawal_delete BEFORE DELETE ON withdrawal WHEN NOT EXISTS (SELECT 1 FROM erased WHERE seq = OLD.seq) BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

UPDATE alembic_version SET version_num='0008' WHERE alembic_version.version_num = '0007';
