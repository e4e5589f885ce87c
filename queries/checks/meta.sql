-- Settings of the warehouse.
-- step: tables
-- Whether there are any tables yet.
SELECT count(*) FROM duckdb_tables() WHERE table_name = 'meta';

-- step: get
SELECT value FROM meta WHERE key = $key;

-- step: clear
DELETE FROM meta WHERE key = $key;

-- step: set
INSERT INTO meta VALUES ($key, $value);
