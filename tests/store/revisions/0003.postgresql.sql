COMMENT ON COLUMN coding.scores IS 'JSON: [theme, score, cut] for every theme, old rows without the cut; people give none';

UPDATE alembic_version SET version_num='0003' WHERE alembic_version.version_num = '0002';
