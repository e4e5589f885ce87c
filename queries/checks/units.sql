-- units: the units that send workers.
-- key: unit_code
-- values: unit_name, level
-- step: judge
CREATE OR REPLACE TEMP VIEW judging AS
SELECT r.row_no, r.line, r.sheet_no,
       c.code AS unit_code,
       n.code AS unit_name,
       l.code AS level,
       coalesce(pv.code, getvariable('province')) AS province_code,
       coalesce(CASE WHEN r.fault = 1 THEN 'row_length:' END,
                needed(c.missing, c.rule, 'unit_code'),
                needed(n.missing, n.rule, 'unit_name'),
                needed(l.missing, l.rule, 'level'),
                readable(pv.rule, 'province_code'),
                CASE WHEN pv.code <> getvariable('province') AND getvariable('province') <> '' THEN 'other_province:province_code' END) AS fault
FROM staged_rows AS r
LEFT JOIN staged_cells AS c ON c.cell = r.unit_code
LEFT JOIN staged_cells AS n ON n.cell = r.unit_name
LEFT JOIN staged_cells AS l ON l.cell = r.level
LEFT JOIN staged_cells AS pv ON pv.cell = r.province_code;

-- step: known
CREATE OR REPLACE TEMP TABLE known AS
SELECT j.row_no, h.rowid AS history_row,
       h.load_id AS by_load, h.line AS by_line,
       (
           h.unit_name IS DISTINCT FROM j.unit_name OR
           h.level IS DISTINCT FROM j.level) AS differs,
       differs AND h.load_id < $load_id AS changed
FROM passed AS j
JOIN units_history AS h ON h.unit_code = j.unit_code
WHERE h.superseded_by IS NULL;

-- step: insert
INSERT INTO units_history
SELECT j.unit_code, j.unit_name, j.level, j.province_code,
       $load_id, n.sheet, j.line, NULL
FROM passed AS j
JOIN staged_sheets AS n ON n.sheet_no = j.sheet_no
LEFT JOIN known AS k ON k.row_no = j.row_no
WHERE k.row_no IS NULL OR k.changed;

-- step: called
-- The names and codes of the units in force, of the province of the load.
SELECT unit_name, unit_code FROM units_history
WHERE superseded_by IS NULL AND province_code = getvariable('province')
ORDER BY unit_code;

-- step: in_force
SELECT count(*) FROM units_history WHERE superseded_by IS NULL;

-- step: changes
-- What the file says otherwise of the units in force: name, cell of a person's name (none here), level; no unit closes.
SELECT j.unit_code, h.unit_name, j.unit_name, NULL, h.level, j.level, NULL
FROM known AS k
JOIN passed AS j ON j.row_no = k.row_no
JOIN units_history AS h ON h.rowid = k.history_row
ORDER BY j.row_no;
