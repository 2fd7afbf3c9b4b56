CREATE TABLE alembic_version (
  version_num VARCHAR(32) NOT NULL,
  CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TABLE record (
  seq BIGINT NOT NULL,
  kind VARCHAR(20) NOT NULL,
  time TEXT NOT NULL,
  content VARCHAR(64) NOT NULL,
  head VARCHAR(64) NOT NULL,
  PRIMARY KEY (seq)
);

CREATE INDEX record_kind ON record (kind);

CREATE TABLE salt (
  seq BIGINT NOT NULL,
  salt VARCHAR(32) NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY(seq) REFERENCES record (seq)
);

CREATE TABLE erased (
  seq BIGINT NOT NULL,
  "by" BIGINT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY(seq) REFERENCES record (seq)
);

CREATE TABLE blob (
  sha256 VARCHAR(64) NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (sha256)
);

CREATE TABLE source (
  seq BIGINT NOT NULL,
  path TEXT NOT NULL,
  media_type TEXT NOT NULL,
  sha256 VARCHAR(64) NOT NULL,
  size BIGINT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY(seq) REFERENCES record (seq)
);

CREATE INDEX source_path ON source (path);

CREATE INDEX source_sha256 ON source (sha256);

CREATE TABLE document (
  seq BIGINT NOT NULL,
  path TEXT NOT NULL,
  sha256 VARCHAR(64) NOT NULL,
  name TEXT NOT NULL,
  digest VARCHAR(64) NOT NULL,
  text TEXT NOT NULL,
  layout TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY(seq) REFERENCES record (seq)
);

CREATE INDEX document_name ON document (name);

CREATE INDEX document_path ON document (path);

CREATE TABLE segmentation (
  seq BIGINT NOT NULL,
  document TEXT NOT NULL,
  text VARCHAR(64) NOT NULL,
  coder TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  segments TEXT NOT NULL,
  memo TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY(seq) REFERENCES record (seq)
);

CREATE INDEX segmentation_document ON segmentation (document);

CREATE TABLE unread (
  seq BIGINT NOT NULL,
  path TEXT NOT NULL,
  sha256 VARCHAR(64) NOT NULL,
  name TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY(seq) REFERENCES record (seq)
);

CREATE INDEX unread_path ON unread (path);

CREATE TABLE mapping (
  seq BIGINT NOT NULL,
  path TEXT NOT NULL,
  sha256 VARCHAR(64) NOT NULL,
  columns TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY(seq) REFERENCES record (seq)
);

CREATE INDEX mapping_path ON mapping (path);

CREATE TABLE reading (
  seq BIGINT NOT NULL,
  path TEXT NOT NULL,
  sha256 VARCHAR(64) NOT NULL,
  recipe VARCHAR(64) NOT NULL,
  parts TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY(seq) REFERENCES record (seq)
);

CREATE INDEX reading_path ON reading (path);

CREATE TABLE respondent (
  seq BIGINT NOT NULL,
  document TEXT NOT NULL,
  name TEXT,
  type TEXT,
  publish TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY(seq) REFERENCES record (seq)
);

CREATE INDEX respondent_document ON respondent (document);

CREATE TABLE link (
  seq BIGINT NOT NULL,
  document TEXT NOT NULL,
  other TEXT NOT NULL,
  similarity TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY(seq) REFERENCES record (seq)
);

CREATE INDEX link_document ON link (document);

CREATE INDEX link_other ON link (other);

CREATE TABLE codebook (
  seq BIGINT NOT NULL,
  version VARCHAR(16) NOT NULL,
  themes TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY(seq) REFERENCES record (seq)
);

CREATE INDEX codebook_version ON codebook (version);

CREATE TABLE coder (
  seq BIGINT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY(seq) REFERENCES record (seq)
);

CREATE INDEX coder_id ON coder (id);

CREATE TABLE coding (
  seq BIGINT NOT NULL,
  document TEXT NOT NULL,
  start BIGINT NOT NULL,
  "end" BIGINT NOT NULL,
  text VARCHAR(64),
  coder TEXT NOT NULL,
  kind TEXT NOT NULL,
  codebook VARCHAR(16) NOT NULL,
  segmentation TEXT NOT NULL,
  themes TEXT NOT NULL,
  scores TEXT NOT NULL,
  evidence TEXT NOT NULL,
  memo TEXT NOT NULL,
  mode TEXT NOT NULL,
  outcome TEXT NOT NULL,
  time TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY(seq) REFERENCES record (seq)
);

CREATE INDEX coding_coder ON coding (kind, coder);

CREATE INDEX coding_point ON coding (document, start, "end");

CREATE TABLE sample (
  seq BIGINT NOT NULL,
  name TEXT NOT NULL,
  seed BIGINT NOT NULL,
  design TEXT NOT NULL,
  "by" TEXT NOT NULL,
  codebook VARCHAR(16) NOT NULL,
  machine TEXT NOT NULL,
  coder TEXT NOT NULL,
  asked BIGINT NOT NULL,
  strata TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY(seq) REFERENCES record (seq)
);

CREATE INDEX sample_name ON sample (name);

CREATE TABLE frame (
  seq BIGINT NOT NULL,
  name TEXT NOT NULL,
  document TEXT NOT NULL,
  points TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY(seq) REFERENCES record (seq)
);

CREATE INDEX frame_document ON frame (document);

CREATE TABLE drawn (
  seq BIGINT NOT NULL,
  name TEXT NOT NULL,
  draw BIGINT NOT NULL,
  document TEXT NOT NULL,
  points TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY(seq) REFERENCES record (seq)
);

CREATE INDEX drawn_document ON drawn (document);

CREATE TABLE seen (
  seq BIGINT NOT NULL,
  coder TEXT NOT NULL,
  document TEXT NOT NULL,
  points TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY(seq) REFERENCES record (seq)
);

CREATE INDEX seen_document ON seen (document);

CREATE TABLE score (
  seq BIGINT NOT NULL,
  name TEXT NOT NULL,
  draws BIGINT NOT NULL,
  figures TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY(seq) REFERENCES record (seq)
);

CREATE TABLE report (
  seq BIGINT NOT NULL,
  page VARCHAR(64) NOT NULL,
  manifest TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY(seq) REFERENCES record (seq)
);

CREATE TABLE erasure (
  seq BIGINT NOT NULL,
  who TEXT NOT NULL,
  why TEXT NOT NULL,
  records TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY(seq) REFERENCES record (seq)
);

CREATE TRIGGER record_update BEFORE UPDATE ON record BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER record_insert BEFORE INSERT ON record WHEN EXISTS (SELECT 1 FROM record WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER record_delete BEFORE DELETE ON record BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER erased_update BEFORE UPDATE ON erased BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER erased_insert BEFORE INSERT ON erased WHEN EXISTS (SELECT 1 FROM erased WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER erased_delete BEFORE DELETE ON erased BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER codebook_update BEFORE UPDATE ON codebook BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER codebook_insert BEFORE INSERT ON codebook WHEN EXISTS (SELECT 1 FROM codebook WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER codebook_delete BEFORE DELETE ON codebook BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER coder_update BEFORE UPDATE ON coder BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER coder_insert BEFORE INSERT ON coder WHEN EXISTS (SELECT 1 FROM coder WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER coder_delete BEFORE DELETE ON coder BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER sample_update BEFORE UPDATE ON sample BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER sample_insert BEFORE INSERT ON sample WHEN EXISTS (SELECT 1 FROM sample WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER sample_delete BEFORE DELETE ON sample BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER score_update BEFORE UPDATE ON score BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER score_insert BEFORE INSERT ON score WHEN EXISTS (SELECT 1 FROM score WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER score_delete BEFORE DELETE ON score BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER report_update BEFORE UPDATE ON report BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER report_insert BEFORE INSERT ON report WHEN EXISTS (SELECT 1 FROM report WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER report_delete BEFORE DELETE ON report BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER erasure_update BEFORE UPDATE ON erasure BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER erasure_insert BEFORE INSERT ON erasure WHEN EXISTS (SELECT 1 FROM erasure WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER erasure_delete BEFORE DELETE ON erasure BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER salt_update BEFORE UPDATE ON salt BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER salt_insert BEFORE INSERT ON salt WHEN EXISTS (SELECT 1 FROM salt WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER salt_delete BEFORE DELETE ON salt WHEN NOT EXISTS (SELECT 1 FROM erased WHERE seq = OLD.seq) BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER source_update BEFORE UPDATE ON source BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER source_insert BEFORE INSERT ON source WHEN EXISTS (SELECT 1 FROM source WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER source_delete BEFORE DELETE ON source WHEN NOT EXISTS (SELECT 1 FROM erased WHERE seq = OLD.seq) BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER document_update BEFORE UPDATE ON document BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER document_insert BEFORE INSERT ON document WHEN EXISTS (SELECT 1 FROM document WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER document_delete BEFORE DELETE ON document WHEN NOT EXISTS (SELECT 1 FROM erased WHERE seq = OLD.seq) BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER segmentation_update BEFORE UPDATE ON segmentation BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER segmentation_insert BEFORE INSERT ON segmentation WHEN EXISTS (SELECT 1 FROM segmentation WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER segmentation_delete BEFORE DELETE ON segmentation WHEN NOT EXISTS (SELECT 1 FROM erased WHERE seq = OLD.seq) BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER unread_update BEFORE UPDATE ON unread BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER unread_insert BEFORE INSERT ON unread WHEN EXISTS (SELECT 1 FROM unread WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER unread_delete BEFORE DELETE ON unread WHEN NOT EXISTS (SELECT 1 FROM erased WHERE seq = OLD.seq) BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER mapping_update BEFORE UPDATE ON mapping BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER mapping_insert BEFORE INSERT ON mapping WHEN EXISTS (SELECT 1 FROM mapping WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER mapping_delete BEFORE DELETE ON mapping WHEN NOT EXISTS (SELECT 1 FROM erased WHERE seq = OLD.seq) BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER reading_update BEFORE UPDATE ON reading BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER reading_insert BEFORE INSERT ON reading WHEN EXISTS (SELECT 1 FROM reading WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER reading_delete BEFORE DELETE ON reading WHEN NOT EXISTS (SELECT 1 FROM erased WHERE seq = OLD.seq) BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER respondent_update BEFORE UPDATE ON respondent BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER respondent_insert BEFORE INSERT ON respondent WHEN EXISTS (SELECT 1 FROM respondent WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER respondent_delete BEFORE DELETE ON respondent WHEN NOT EXISTS (SELECT 1 FROM erased WHERE seq = OLD.seq) BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER link_update BEFORE UPDATE ON link BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER link_insert BEFORE INSERT ON link WHEN EXISTS (SELECT 1 FROM link WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER link_delete BEFORE DELETE ON link WHEN NOT EXISTS (SELECT 1 FROM erased WHERE seq = OLD.seq) BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER coding_update BEFORE UPDATE ON coding BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER coding_insert BEFORE INSERT ON coding WHEN EXISTS (SELECT 1 FROM coding WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER coding_delete BEFORE DELETE ON coding WHEN NOT EXISTS (SELECT 1 FROM erased WHERE seq = OLD.seq) BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER frame_update BEFORE UPDATE ON frame BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER frame_insert BEFORE INSERT ON frame WHEN EXISTS (SELECT 1 FROM frame WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER frame_delete BEFORE DELETE ON frame WHEN NOT EXISTS (SELECT 1 FROM erased WHERE seq = OLD.seq) BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER drawn_update BEFORE UPDATE ON drawn BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER drawn_insert BEFORE INSERT ON drawn WHEN EXISTS (SELECT 1 FROM drawn WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER drawn_delete BEFORE DELETE ON drawn WHEN NOT EXISTS (SELECT 1 FROM erased WHERE seq = OLD.seq) BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER seen_update BEFORE UPDATE ON seen BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER seen_insert BEFORE INSERT ON seen WHEN EXISTS (SELECT 1 FROM seen WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;

CREATE TRIGGER seen_delete BEFORE DELETE ON seen WHEN NOT EXISTS (SELECT 1 FROM erased WHERE seq = OLD.seq) BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

INSERT INTO alembic_version (version_num) VALUES ('0001') RETURNING version_num;
