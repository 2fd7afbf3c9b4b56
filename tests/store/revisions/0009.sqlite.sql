CREATE TABLE number (
  seq BIGINT NOT NULL,
  document TEXT NOT NULL,
  number BIGINT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY (seq) REFERENCES record (seq)
);

CREATE INDEX number_document ON number (document);

CREATE TRIGGER number_update BEFORE UPDATE ON number BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER number_insert BEFORE INSERT ON number WHEN EXISTS (SELECT 1 FROM number WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER number_delete BEFORE DELETE ON number WHEN NOT EXISTS (SELECT 1 FROM erased WHERE seq = OLD.seq) BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

UPDATE alembic_version SET version_num='0009' WHERE alembic_version.version_num = '0008';
