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

CREATE TRIGGER note_update BEFORE UPDATE ON note BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER note_insert BEFORE INSERT ON note WHEN EXISTS (SELECT 1 FROM note WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER note_delete BEFORE DELETE ON note WHEN NOT EXISTS (SELECT 1 FROM erased WHERE seq = OLD.seq) BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER assignment_update BEFORE UPDATE ON assignment BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER assignment_insert BEFORE INSERT ON assignment WHEN EXISTS (SELECT 1 FROM assignment WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER assignment_delete BEFORE DELETE ON assignment WHEN NOT EXISTS (SELECT 1 FROM erased WHERE seq = OLD.seq) BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

UPDATE alembic_version SET version_num='0006' WHERE alembic_version.version_num = '0005';
