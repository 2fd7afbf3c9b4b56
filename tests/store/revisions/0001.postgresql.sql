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

COMMENT ON TABLE record IS 'one row for every record ever appended; never changed, never shortened';

COMMENT ON COLUMN record.seq IS '1, 2, 3 … without a gap';

COMMENT ON COLUMN record.kind IS 'the table that holds the record''s own row';

COMMENT ON COLUMN record.time IS 'when it was appended: ISO 8601, UTC';

COMMENT ON COLUMN record.content IS 'SHA-256 of the salt and the record''s own row';

COMMENT ON COLUMN record.head IS 'SHA-256 of the head before and of this row: the chain';

CREATE INDEX record_kind ON record (kind);

CREATE TABLE salt (
  seq BIGINT NOT NULL,
  salt VARCHAR(32) NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY(seq) REFERENCES record (seq)
);

COMMENT ON TABLE salt IS 'what each record''s digest was salted with';

COMMENT ON COLUMN salt.seq IS 'the record''s number in the chain';

COMMENT ON COLUMN salt.salt IS 'random; without it, nobody can guess what an erased row said';

CREATE TABLE erased (
  seq BIGINT NOT NULL,
  by BIGINT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY(seq) REFERENCES record (seq)
);

COMMENT ON TABLE erased IS 'records whose own row and salt were deleted on request';

COMMENT ON COLUMN erased.seq IS 'the record''s number in the chain';

COMMENT ON COLUMN erased.by IS 'the number of the erasure that names this record';

CREATE TABLE blob (
  sha256 VARCHAR(64) NOT NULL,
  content BYTEA NOT NULL,
  PRIMARY KEY (sha256)
);

COMMENT ON TABLE blob IS 'bytes as they came; a workspace of its own keeps them in files instead';

COMMENT ON COLUMN blob.sha256 IS 'of the bytes';

COMMENT ON COLUMN blob.content IS 'a source''s bytes, where the store is on a server';

CREATE TABLE source (
  seq BIGINT NOT NULL,
  path TEXT NOT NULL,
  media_type TEXT NOT NULL,
  sha256 VARCHAR(64) NOT NULL,
  size BIGINT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY(seq) REFERENCES record (seq)
);

COMMENT ON TABLE source IS 'every version of every file received; the last of a path is the current one';

COMMENT ON COLUMN source.seq IS 'the record''s number in the chain';

COMMENT ON COLUMN source.path IS 'inside responses/: the source''s identity';

COMMENT ON COLUMN source.media_type IS 'as its content shows it';

COMMENT ON COLUMN source.sha256 IS 'of its bytes, which are kept under this name';

COMMENT ON COLUMN source.size IS 'in bytes';

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

COMMENT ON TABLE document IS 'what a reader made of a source, or of a row or member of one';

COMMENT ON COLUMN document.seq IS 'the record''s number in the chain';

COMMENT ON COLUMN document.path IS 'the source that it was read from';

COMMENT ON COLUMN document.sha256 IS 'of the source''s bytes';

COMMENT ON COLUMN document.name IS 'the document''s name: the path, and what part of it this is';

COMMENT ON COLUMN document.digest IS 'SHA-256 of text and layout, to find what was read before';

COMMENT ON COLUMN document.text IS 'the whole text, to which all offsets refer';

COMMENT ON COLUMN document.layout IS 'JSON: blocks, what was left out, media type, what the file says of its sender';

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

COMMENT ON TABLE segmentation IS 'every way in which a document was ever divided, by the splitter or by hand';

COMMENT ON COLUMN segmentation.seq IS 'the record''s number in the chain';

COMMENT ON COLUMN segmentation.document IS 'the document''s name';

COMMENT ON COLUMN segmentation.text IS 'SHA-256 of the text that is divided';

COMMENT ON COLUMN segmentation.coder IS 'the splitter''s version, or the id of the person who divided it';

COMMENT ON COLUMN segmentation.kind IS 'machine, human or adjudicator';

COMMENT ON COLUMN segmentation.name IS 'the coder''s name';

COMMENT ON COLUMN segmentation.segments IS 'JSON: all segments in order; together they are the whole text';

COMMENT ON COLUMN segmentation.memo IS 'why, if somebody said so';

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

COMMENT ON TABLE unread IS 'what could not be read; it is in the ledger';

COMMENT ON COLUMN unread.seq IS 'the record''s number in the chain';

COMMENT ON COLUMN unread.path IS 'the source';

COMMENT ON COLUMN unread.sha256 IS 'of the source''s bytes';

COMMENT ON COLUMN unread.name IS 'the source''s path, or that and a part of it';

COMMENT ON COLUMN unread.reason IS 'why it could not be read, and what to do';

CREATE INDEX unread_path ON unread (path);

CREATE TABLE mapping (
  seq BIGINT NOT NULL,
  path TEXT NOT NULL,
  sha256 VARCHAR(64) NOT NULL,
  columns TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY(seq) REFERENCES record (seq)
);

COMMENT ON TABLE mapping IS 'how a table of responses was read';

COMMENT ON COLUMN mapping.seq IS 'the record''s number in the chain';

COMMENT ON COLUMN mapping.path IS 'the source';

COMMENT ON COLUMN mapping.sha256 IS 'of the source''s bytes';

COMMENT ON COLUMN mapping.columns IS 'JSON: what each column of the table was taken for, why, and how surely';

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

COMMENT ON TABLE reading IS 'everything that was found in a source; a source is in when it has one';

COMMENT ON COLUMN reading.seq IS 'the record''s number in the chain';

COMMENT ON COLUMN reading.path IS 'the source';

COMMENT ON COLUMN reading.sha256 IS 'of the source''s bytes';

COMMENT ON COLUMN reading.recipe IS 'SHA-256 of the versions and settings that it was read and divided with';

COMMENT ON COLUMN reading.parts IS 'JSON, in order: what was found, as the name of its table and the numbers of its records';

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

COMMENT ON TABLE respondent IS 'who sent a response and what they allow; the last about a response counts';

COMMENT ON COLUMN respondent.seq IS 'the record''s number in the chain';

COMMENT ON COLUMN respondent.document IS 'the response''s name';

COMMENT ON COLUMN respondent.name IS 'as respondents.csv or the file says';

COMMENT ON COLUMN respondent.type IS 'council, charity, individual …';

COMMENT ON COLUMN respondent.publish IS 'yes, anonymous or no';

CREATE INDEX respondent_document ON respondent (document);

CREATE TABLE link (
  seq BIGINT NOT NULL,
  document TEXT NOT NULL,
  other TEXT NOT NULL,
  similarity TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY(seq) REFERENCES record (seq)
);

COMMENT ON TABLE link IS 'campaign letters, linked when they arrive; each stays a response of its own';

COMMENT ON COLUMN link.seq IS 'the record''s number in the chain';

COMMENT ON COLUMN link.document IS 'the response that arrived';

COMMENT ON COLUMN link.other IS 'the earlier response that says the same, or nearly';

COMMENT ON COLUMN link.similarity IS 'share of its text that is copied, 0 to 1';

CREATE INDEX link_document ON link (document);

CREATE INDEX link_other ON link (other);

CREATE TABLE codebook (
  seq BIGINT NOT NULL,
  version VARCHAR(16) NOT NULL,
  themes TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY(seq) REFERENCES record (seq)
);

COMMENT ON TABLE codebook IS 'every codebook that anything was coded with';

COMMENT ON COLUMN codebook.seq IS 'the record''s number in the chain';

COMMENT ON COLUMN codebook.version IS 'the hash of its themes';

COMMENT ON COLUMN codebook.themes IS 'JSON: all themes with all their fields';

CREATE INDEX codebook_version ON codebook (version);

CREATE TABLE coder (
  seq BIGINT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY(seq) REFERENCES record (seq)
);

COMMENT ON TABLE coder IS 'who judged; the last name of an id counts';

COMMENT ON COLUMN coder.seq IS 'the record''s number in the chain';

COMMENT ON COLUMN coder.id IS 'a machine''s fingerprint, or what a person is known by';

COMMENT ON COLUMN coder.kind IS 'machine, human or adjudicator';

COMMENT ON COLUMN coder.name IS 'as it is shown';

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

COMMENT ON TABLE coding IS 'one coder''s whole set of themes for one point';

COMMENT ON COLUMN coding.seq IS 'the record''s number in the chain';

COMMENT ON COLUMN coding.document IS 'where the point stands';

COMMENT ON COLUMN coding.start IS 'the point''s first character';

COMMENT ON COLUMN coding."end" IS 'one beyond its last';

COMMENT ON COLUMN coding.text IS 'SHA-256 of the point''s words, by which it is found again';

COMMENT ON COLUMN coding.coder IS 'who judged: coder.id';

COMMENT ON COLUMN coding.kind IS 'machine, human or adjudicator';

COMMENT ON COLUMN coding.codebook IS 'codebook.version';

COMMENT ON COLUMN coding.segmentation IS 'who divided the document: segmentation.coder';

COMMENT ON COLUMN coding.themes IS 'JSON: the keys of all themes given, sorted; an empty list is a judgement';

COMMENT ON COLUMN coding.scores IS 'JSON: [theme, probability] for every theme; people give none';

COMMENT ON COLUMN coding.evidence IS 'JSON: [theme, start, end, weight] for every span that moved the decision';

COMMENT ON COLUMN coding.memo IS 'what the coder noted';

COMMENT ON COLUMN coding.mode IS 'machine, blind, assisted, second or adjudication';

COMMENT ON COLUMN coding.outcome IS 'coded, or cannot tell';

COMMENT ON COLUMN coding.time IS 'when it was judged: ISO 8601, UTC';

CREATE INDEX coding_coder ON coding (kind, coder);

CREATE INDEX coding_point ON coding (document, start, "end");

CREATE TABLE sample (
  seq BIGINT NOT NULL,
  name TEXT NOT NULL,
  seed BIGINT NOT NULL,
  design TEXT NOT NULL,
  by TEXT NOT NULL,
  codebook VARCHAR(16) NOT NULL,
  machine TEXT NOT NULL,
  coder TEXT NOT NULL,
  asked BIGINT NOT NULL,
  strata TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY(seq) REFERENCES record (seq)
);

COMMENT ON TABLE sample IS 'audit samples, a row for each draw; which points these are, the next two tables say';

COMMENT ON COLUMN sample.seq IS 'the record''s number in the chain';

COMMENT ON COLUMN sample.name IS 'what the audit is called';

COMMENT ON COLUMN sample.seed IS 'what it is drawn by';

COMMENT ON COLUMN sample.design IS 'simple or stratified';

COMMENT ON COLUMN sample.by IS 'JSON: what the strata were made from';

COMMENT ON COLUMN sample.codebook IS 'codebook.version';

COMMENT ON COLUMN sample.machine IS 'the machine coder that is measured: coder.id';

COMMENT ON COLUMN sample.coder IS 'who drew it: coder.id';

COMMENT ON COLUMN sample.asked IS 'how many points were asked for, those drawn before among them';

COMMENT ON COLUMN sample.strata IS 'JSON: [stratum, points in the frame, points drawn so far] for every stratum';

CREATE INDEX sample_name ON sample (name);

CREATE TABLE frame (
  seq BIGINT NOT NULL,
  name TEXT NOT NULL,
  document TEXT NOT NULL,
  points TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY(seq) REFERENCES record (seq)
);

COMMENT ON TABLE frame IS 'what an audit was drawn from, as it was then: a row for each document';

COMMENT ON COLUMN frame.seq IS 'the record''s number in the chain';

COMMENT ON COLUMN frame.name IS 'what the audit is called';

COMMENT ON COLUMN frame.document IS 'where the points stand';

COMMENT ON COLUMN frame.points IS 'JSON: [start, end, SHA-256 of the words, stratum] for every point that could have been drawn';

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

COMMENT ON TABLE drawn IS 'which points an audit drew: a row for each draw and document';

COMMENT ON COLUMN drawn.seq IS 'the record''s number in the chain';

COMMENT ON COLUMN drawn.name IS 'what the audit is called';

COMMENT ON COLUMN drawn.draw IS '1, 2 … : which of its draws';

COMMENT ON COLUMN drawn.document IS 'where the points stand';

COMMENT ON COLUMN drawn.points IS 'JSON: [start, end, its turn to be coded] for every point that was drawn';

CREATE INDEX drawn_document ON drawn (document);

CREATE TABLE seen (
  seq BIGINT NOT NULL,
  coder TEXT NOT NULL,
  document TEXT NOT NULL,
  points TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY(seq) REFERENCES record (seq)
);

COMMENT ON TABLE seen IS 'which points people were shown with the machine''s opinion: of these their codings are not blind';

COMMENT ON COLUMN seen.seq IS 'the record''s number in the chain';

COMMENT ON COLUMN seen.coder IS 'a person: coder.id';

COMMENT ON COLUMN seen.document IS 'where the points stand';

COMMENT ON COLUMN seen.points IS 'JSON: [start, end, SHA-256 of the words] for every point';

CREATE INDEX seen_document ON seen (document);

CREATE TABLE score (
  seq BIGINT NOT NULL,
  name TEXT NOT NULL,
  draws BIGINT NOT NULL,
  figures TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY(seq) REFERENCES record (seq)
);

COMMENT ON TABLE score IS 'when audits were scored; from then on what they found may teach the machine';

COMMENT ON COLUMN score.seq IS 'the record''s number in the chain';

COMMENT ON COLUMN score.name IS 'what the audit is called';

COMMENT ON COLUMN score.draws IS 'how many of its draws had been made; what is coded of them later is not blind';

COMMENT ON COLUMN score.figures IS 'JSON: the figures that were told then; they name nobody';

CREATE TABLE report (
  seq BIGINT NOT NULL,
  page VARCHAR(64) NOT NULL,
  manifest TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY(seq) REFERENCES record (seq)
);

COMMENT ON TABLE report IS 'every report that was made';

COMMENT ON COLUMN report.seq IS 'the record''s number in the chain';

COMMENT ON COLUMN report.page IS 'SHA-256 of the report';

COMMENT ON COLUMN report.manifest IS 'JSON: what it was made by; nothing by which a response could be guessed';

CREATE TABLE erasure (
  seq BIGINT NOT NULL,
  who TEXT NOT NULL,
  why TEXT NOT NULL,
  records TEXT NOT NULL,
  PRIMARY KEY (seq),
  FOREIGN KEY(seq) REFERENCES record (seq)
);

COMMENT ON TABLE erasure IS 'the ledger''s line about an erasure; it names nobody else';

COMMENT ON COLUMN erasure.seq IS 'the record''s number in the chain';

COMMENT ON COLUMN erasure.who IS 'who had it erased';

COMMENT ON COLUMN erasure.why IS 'the reason they gave';

COMMENT ON COLUMN erasure.records IS 'JSON: the numbers of all records erased';

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'records are never changed or deleted'; END $$;

CREATE FUNCTION refuse_unless_erased() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM erased WHERE seq = OLD.seq) THEN RETURN OLD; END IF; RAISE EXCEPTION 'records are never deleted'; END $$;

CREATE TRIGGER record_update BEFORE UPDATE ON record FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER record_delete BEFORE DELETE ON record FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER record_truncate BEFORE TRUNCATE ON record FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER erased_update BEFORE UPDATE ON erased FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER erased_delete BEFORE DELETE ON erased FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER erased_truncate BEFORE TRUNCATE ON erased FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER codebook_update BEFORE UPDATE ON codebook FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER codebook_delete BEFORE DELETE ON codebook FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER codebook_truncate BEFORE TRUNCATE ON codebook FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER coder_update BEFORE UPDATE ON coder FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER coder_delete BEFORE DELETE ON coder FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER coder_truncate BEFORE TRUNCATE ON coder FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER sample_update BEFORE UPDATE ON sample FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER sample_delete BEFORE DELETE ON sample FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER sample_truncate BEFORE TRUNCATE ON sample FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER score_update BEFORE UPDATE ON score FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER score_delete BEFORE DELETE ON score FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER score_truncate BEFORE TRUNCATE ON score FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER report_update BEFORE UPDATE ON report FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER report_delete BEFORE DELETE ON report FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER report_truncate BEFORE TRUNCATE ON report FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER erasure_update BEFORE UPDATE ON erasure FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER erasure_delete BEFORE DELETE ON erasure FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER erasure_truncate BEFORE TRUNCATE ON erasure FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER salt_update BEFORE UPDATE ON salt FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER salt_delete BEFORE DELETE ON salt FOR EACH ROW EXECUTE FUNCTION refuse_unless_erased();

CREATE TRIGGER salt_truncate BEFORE TRUNCATE ON salt FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER source_update BEFORE UPDATE ON source FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER source_delete BEFORE DELETE ON source FOR EACH ROW EXECUTE FUNCTION refuse_unless_erased();

CREATE TRIGGER source_truncate BEFORE TRUNCATE ON source FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER document_update BEFORE UPDATE ON document FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER document_delete BEFORE DELETE ON document FOR EACH ROW EXECUTE FUNCTION refuse_unless_erased();

CREATE TRIGGER document_truncate BEFORE TRUNCATE ON document FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER segmentation_update BEFORE UPDATE ON segmentation FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER segmentation_delete BEFORE DELETE ON segmentation FOR EACH ROW EXECUTE FUNCTION refuse_unless_erased();

CREATE TRIGGER segmentation_truncate BEFORE TRUNCATE ON segmentation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER unread_update BEFORE UPDATE ON unread FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER unread_delete BEFORE DELETE ON unread FOR EACH ROW EXECUTE FUNCTION refuse_unless_erased();

CREATE TRIGGER unread_truncate BEFORE TRUNCATE ON unread FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER mapping_update BEFORE UPDATE ON mapping FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER mapping_delete BEFORE DELETE ON mapping FOR EACH ROW EXECUTE FUNCTION refuse_unless_erased();

CREATE TRIGGER mapping_truncate BEFORE TRUNCATE ON mapping FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER reading_update BEFORE UPDATE ON reading FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER reading_delete BEFORE DELETE ON reading FOR EACH ROW EXECUTE FUNCTION refuse_unless_erased();

CREATE TRIGGER reading_truncate BEFORE TRUNCATE ON reading FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER respondent_update BEFORE UPDATE ON respondent FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER respondent_delete BEFORE DELETE ON respondent FOR EACH ROW EXECUTE FUNCTION refuse_unless_erased();

CREATE TRIGGER respondent_truncate BEFORE TRUNCATE ON respondent FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER link_update BEFORE UPDATE ON link FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER link_delete BEFORE DELETE ON link FOR EACH ROW EXECUTE FUNCTION refuse_unless_erased();

CREATE TRIGGER link_truncate BEFORE TRUNCATE ON link FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER coding_update BEFORE UPDATE ON coding FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER coding_delete BEFORE DELETE ON coding FOR EACH ROW EXECUTE FUNCTION refuse_unless_erased();

CREATE TRIGGER coding_truncate BEFORE TRUNCATE ON coding FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER frame_update BEFORE UPDATE ON frame FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER frame_delete BEFORE DELETE ON frame FOR EACH ROW EXECUTE FUNCTION refuse_unless_erased();

CREATE TRIGGER frame_truncate BEFORE TRUNCATE ON frame FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER drawn_update BEFORE UPDATE ON drawn FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER drawn_delete BEFORE DELETE ON drawn FOR EACH ROW EXECUTE FUNCTION refuse_unless_erased();

CREATE TRIGGER drawn_truncate BEFORE TRUNCATE ON drawn FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER seen_update BEFORE UPDATE ON seen FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER seen_delete BEFORE DELETE ON seen FOR EACH ROW EXECUTE FUNCTION refuse_unless_erased();

CREATE TRIGGER seen_truncate BEFORE TRUNCATE ON seen FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

INSERT INTO alembic_version (version_num) VALUES ('0001') RETURNING alembic_version.version_num;
