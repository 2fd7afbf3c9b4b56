CREATE TABLE quotation (
  seq BIGINT NOT NULL,
  document TEXT NOT NULL,
  start BIGINT NOT NULL,
  "end" BIGINT NOT NULL,
  text VARCHAR(64) NOT NULL,
  theme TEXT NOT NULL,
  decision TEXT NOT NULL,
  who TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY (seq) REFERENCES record (seq)
);

CREATE INDEX quotation_document ON quotation (document);

CREATE TRIGGER quotation_update BEFORE UPDATE ON quotation BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER quotation_insert BEFORE INSERT ON quotation WHEN EXISTS (SELECT 1 FROM quotation WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER quotation_delete BEFORE DELETE ON quotation WHEN NOT EXISTS (SELECT 1 FROM erased WHERE seq = OLD.seq) BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

UPDATE alembic_version SET version_num='0004' WHERE alembic_version.version_num = '0003';
