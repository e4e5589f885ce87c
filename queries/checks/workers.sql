-- workers: the workers who may be sent. Their names go to the application store, not here.
-- key: worker_code
-- values: unit_code, qualification, specialty, cadre, fte
-- step: judge
CREATE OR REPLACE TEMP VIEW judging AS
SELECT r.row_no, r.line, r.sheet_no,
       c.code AS worker_code,
       u.code AS unit_code,
       q.code AS qualification,
       s.code AS specialty,
       g.code AS cadre,
       coalesce(f.real, 1) AS fte,
       coalesce(pv.code, getvariable('province')) AS province_code,
       r.fte <> 0 AS has_fte,
       r.full_name AS name_cell,
       coalesce(CASE WHEN r.fault = 1 THEN 'row_length:' END,
                needed(c.missing, c.rule, 'worker_code'),
                needed(u.missing, u.rule, 'unit_code'),
                needed(q.missing, q.rule, 'qualification'),
                needed(s.missing, s.rule, 'specialty'),
                needed(g.missing, g.rule, 'cadre'),
                readable(f.rule, 'fte'),
                CASE WHEN f.real <= 0 OR f.real > 1 THEN 'fte_out_of_range:fte' END,
                readable(pv.rule, 'province_code'),
                CASE WHEN pv.code <> getvariable('province') AND getvariable('province') <> '' THEN 'other_province:province_code' END) AS fault
FROM staged_rows AS r
LEFT JOIN staged_cells AS c ON c.cell = r.worker_code
LEFT JOIN staged_cells AS u ON u.cell = r.unit_code
LEFT JOIN staged_cells AS q ON q.cell = r.qualification
LEFT JOIN staged_cells AS s ON s.cell = r.specialty
LEFT JOIN staged_cells AS g ON g.cell = r.cadre
LEFT JOIN staged_cells AS f ON f.cell = r.fte
LEFT JOIN staged_cells AS pv ON pv.cell = r.province_code;

-- step: known
CREATE OR REPLACE TEMP TABLE known AS
SELECT j.row_no, h.rowid AS history_row,
       h.load_id AS by_load, h.line AS by_line,
       (
           h.unit_code IS DISTINCT FROM j.unit_code OR
           h.qualification IS DISTINCT FROM j.qualification OR
           h.specialty IS DISTINCT FROM j.specialty OR
           h.cadre IS DISTINCT FROM j.cadre OR
           h.fte IS DISTINCT FROM CASE WHEN j.has_fte THEN j.fte ELSE h.fte END) AS differs,
       differs AND h.load_id < $load_id AS changed,
       h.fte AS fte_in_force
FROM passed AS j
JOIN workers_history AS h ON h.worker_code = j.worker_code
WHERE h.superseded_by IS NULL;

-- step: same
-- The rows that say nothing new but, maybe, a name, which is kept elsewhere. What a later load says stands.
SELECT j.row_no, j.worker_code, j.name_cell
FROM known AS k JOIN passed AS j ON j.row_no = k.row_no
WHERE NOT k.changed AND j.name_cell <> 0 AND k.by_load < $load_id;

-- step: renamed
-- A row that gives a known worker another name.
UPDATE known SET differs = TRUE, changed = TRUE WHERE row_no = $row_no;

-- step: insert
INSERT INTO workers_history
SELECT j.worker_code,
       j.unit_code,
       j.qualification,
       j.specialty,
       j.cadre,
       CASE WHEN k.changed AND NOT j.has_fte THEN k.fte_in_force ELSE j.fte END,
       j.province_code,
       $load_id, n.sheet, j.line, NULL
FROM passed AS j
JOIN staged_sheets AS n ON n.sheet_no = j.sheet_no
LEFT JOIN known AS k ON k.row_no = j.row_no
WHERE k.row_no IS NULL OR k.changed;

-- step: in_force
SELECT count(*) FROM workers_history WHERE superseded_by IS NULL;

-- step: changes
-- What the file says otherwise of the workers in force: the cell of the name, which is kept elsewhere, and the unit; no
-- worker closes.
SELECT j.worker_code, NULL, NULL, j.name_cell, h.unit_code, j.unit_code, NULL
FROM known AS k
JOIN passed AS j ON j.row_no = k.row_no
JOIN workers_history AS h ON h.rowid = k.history_row
ORDER BY j.row_no;
