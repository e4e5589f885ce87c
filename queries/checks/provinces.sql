-- To which province stations, units and workers belong.
-- step: named
-- The provinces that the rows of a part name themselves.
SELECT DISTINCT c.code
FROM staged_rows AS r JOIN staged_cells AS c ON c.cell = r.province_code
WHERE NOT c.missing AND c.code IS NOT NULL;

-- step: unsaid
-- The stations, units and workers that a folder holds.
SELECT (SELECT count(*) FROM stations_history WHERE superseded_by IS NULL),
       (SELECT count(*) FROM units_history WHERE superseded_by IS NULL),
       (SELECT count(*) FROM workers_history WHERE superseded_by IS NULL);

-- step: judged_otherwise
-- Rows of facts that name another province than the load's, or none that can be read, are refused for that, whatever else
-- is wrong with them: names are looked for in the province of the load alone.
DELETE FROM refused
WHERE row_no IN (
    SELECT r.row_no FROM staged_rows AS r JOIN staged_cells AS c ON c.cell = r.province_code
    WHERE c.rule IS NOT NULL OR c.code <> getvariable('province') AND getvariable('province') <> '');

-- step: refuse_other
INSERT INTO refused
SELECT r.*, coalesce(c.rule, 'other_province') || ':province_code'
FROM staged_rows AS r JOIN staged_cells AS c ON c.cell = r.province_code
WHERE c.rule IS NOT NULL OR c.code <> getvariable('province') AND getvariable('province') <> '';

-- step: held
SELECT count(DISTINCT province_code) FROM stations_history WHERE superseded_by IS NULL AND province_code <> '';

-- step: holding
-- The provinces that a folder holds anything of.
SELECT DISTINCT province_code
FROM (SELECT province_code FROM stations UNION ALL SELECT province_code FROM units UNION ALL SELECT province_code FROM workers)
WHERE province_code <> ''
ORDER BY province_code;

-- step: own_stations
-- What was loaded before anybody said which province is the folder's own belongs to it.
UPDATE stations_history SET province_code = $province WHERE province_code = '';

-- step: own_units
UPDATE units_history SET province_code = $province WHERE province_code = '';

-- step: own_workers
UPDATE workers_history SET province_code = $province WHERE province_code = '';

-- step: own_targets
UPDATE targets_history SET province_code = $province WHERE province_code = '';

-- step: own_rebases
UPDATE rebases_history SET province_code = $province WHERE province_code = '';
