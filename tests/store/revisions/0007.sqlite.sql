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

CREATE TRIGGER coding_table_update BEFORE UPDATE ON coding_table BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER coding_table_insert BEFORE INSERT ON coding_table WHEN EXISTS (SELECT 1 FROM coding_table WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER coding_table_delete BEFORE DELETE ON coding_table WHEN NOT EXISTS (SELECT 1 FROM erased WHERE seq = OLD.seq) BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

UPDATE alembic_version SET version_num='0007' WHERE alembic_version.version_num = '0006';
