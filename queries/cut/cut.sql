-- How a database of some stations alone is made of an edition, which is attached as whole. What stands in braces is put in.
-- step: attach
ATTACH '{path}' AS whole (READ_ONLY);

-- step: detach
DETACH whole;

-- step: area
-- The codes of the stations, each with a comma before and after it.
SET VARIABLE area = $area::VARCHAR;

-- step: tables
-- The tables of the edition, and whether their rows are of stations.
SELECT t.table_name, coalesce(bool_or(c.column_name = 'station_code'), FALSE)
FROM duckdb_tables() AS t
LEFT JOIN duckdb_columns() AS c ON c.database_name = t.database_name AND c.schema_name = t.schema_name AND c.table_name = t.table_name
WHERE t.database_name = 'whole' AND t.schema_name = 'main' AND NOT t.internal
GROUP BY t.table_name ORDER BY t.table_name;

-- step: views
SELECT view_name, sql FROM duckdb_views() WHERE database_name = 'whole' AND schema_name = 'main' AND NOT internal ORDER BY view_name;

-- step: recipes
-- How each load was made, its area among it.
SELECT load_id, options FROM whole.main.load_option_history;

-- step: no_own_loads
CREATE OR REPLACE TEMP TABLE own_loads (load_id INTEGER NOT NULL);

-- step: own_load
INSERT INTO own_loads VALUES ($load_id);

-- step: as_it_is
CREATE TABLE {table} AS FROM whole.main.{table};

-- step: empty
CREATE TABLE {table} AS FROM whole.main.{table} LIMIT 0;

-- step: of_stations
-- Rows of no station are the province's.
CREATE TABLE {table} AS
FROM whole.main.{table} WHERE station_code = '' OR contains(getvariable('area'), ',' || station_code || ',');

-- step: of_workers
-- Of who was sent to one of the stations, or reported from one.
CREATE TABLE {table} AS
FROM whole.main.{table} WHERE worker_code IN (
    SELECT worker_code FROM whole.main.postings_history WHERE contains(getvariable('area'), ',' || station_code || ',')
    UNION ALL
    SELECT worker_code FROM whole.main.weekly_reports_history WHERE contains(getvariable('area'), ',' || station_code || ','));

-- step: of_loads
CREATE TABLE {table} AS FROM whole.main.{table} WHERE load_id IN (SELECT load_id FROM own_loads);

-- step: load_history
-- Facts name their loads: of those of others no more stays than number and time.
CREATE TABLE load_history AS
SELECT l.load_id, '' AS load_key, CASE WHEN o.load_id IS NULL THEN '' ELSE l.file_name END AS file_name,
       CASE WHEN o.load_id IS NULL THEN '' ELSE l.sha256 END AS sha256, CASE WHEN o.load_id IS NULL THEN 0 ELSE l.size_bytes END AS size_bytes,
       l.loaded_at, CASE WHEN o.load_id IS NULL THEN '' ELSE l.loaded_by END AS loaded_by,
       CASE WHEN o.load_id IS NULL THEN 0 ELSE l.rows_read END AS rows_read, CASE WHEN o.load_id IS NULL THEN 0 ELSE l.rows_loaded END AS rows_loaded,
       CASE WHEN o.load_id IS NULL THEN 0 ELSE l.rows_unchanged END AS rows_unchanged,
       CASE WHEN o.load_id IS NULL THEN 0 ELSE l.rows_corrected END AS rows_corrected,
       CASE WHEN o.load_id IS NULL THEN 0 ELSE l.rows_quarantined END AS rows_quarantined
FROM whole.main.load_history AS l LEFT JOIN own_loads AS o ON o.load_id = l.load_id;

-- step: doubled_days
CREATE TABLE doubled_days AS
SELECT * REPLACE (CASE WHEN contains(getvariable('area'), ',' || attributed_to || ',') THEN attributed_to ELSE '' END AS attributed_to)
FROM whole.main.doubled_days WHERE contains(getvariable('area'), ',' || station_code || ',');

-- step: checkpoint
CHECKPOINT;
