CREATE TABLE deed (
  seq BIGINT NOT NULL,
  kind TEXT NOT NULL,
  who TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY(seq) REFERENCES record (seq)
);

CREATE INDEX deed_document ON deed (document);

CREATE TRIGGER deed_update BEFORE UPDATE ON deed BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER deed_insert BEFORE INSERT ON deed WHEN EXISTS (SELECT 1 FROM deed WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER deed_delete BEFORE DELETE ON deed WHEN NOT EXISTS (SELECT 1 FROM erased WHERE seq = OLD.seq) BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

UPDATE alembic_version SET version_num='0002' WHERE alembic_version.version_num = '0001';
