-- contacts: whom to call at a station or unit. What is said of them goes to the application store, not here.
-- key: station_code, unit_code
-- step: judge
CREATE OR REPLACE TEMP VIEW judging AS
SELECT r.row_no, r.line, r.sheet_no,
       CASE WHEN coalesce(s.missing, TRUE) THEN '' ELSE station_on(s.code, s.former_code, s.former_until, CAST(getvariable('now') AS DATE)) END AS station_code,
       CASE WHEN coalesce(u.missing, TRUE) THEN '' ELSE u.code END AS unit_code,
       r.phone AS phone_cell,
       r.person AS person_cell,
       coalesce(CASE WHEN r.fault = 1 THEN 'row_length:' END,
                readable(s.rule, 'station_code'),
                readable(u.rule, 'unit_code'),
                needed(p.missing, p.rule, 'phone'),
                readable(q.rule, 'person'),
                CASE WHEN coalesce(s.missing, TRUE) = coalesce(u.missing, TRUE) THEN 'one_place:' END,
                CASE WHEN NOT s.missing THEN station_fault(s.code, s.former_code, s.former_until, CAST(getvariable('now') AS DATE)) END) AS fault
FROM staged_rows AS r
LEFT JOIN staged_cells AS s ON s.cell = r.station_code
LEFT JOIN staged_cells AS u ON u.cell = r.unit_code
LEFT JOIN staged_cells AS p ON p.cell = r.phone
LEFT JOIN staged_cells AS q ON q.cell = r.person;

-- step: known
CREATE OR REPLACE TEMP TABLE known AS
SELECT j.row_no, h.rowid AS history_row,
       h.load_id AS by_load, h.line AS by_line,
       TRUE AS differs,
       differs AND h.load_id < $load_id AS changed
FROM passed AS j
JOIN contacts_history AS h ON h.station_code = j.station_code AND h.unit_code = j.unit_code
WHERE h.superseded_by IS NULL;

-- step: insert
INSERT INTO contacts_history
SELECT j.station_code,
       j.unit_code,
       $load_id, n.sheet, j.line, NULL
FROM passed AS j
JOIN staged_sheets AS n ON n.sheet_no = j.sheet_no
LEFT JOIN known AS k ON k.row_no = j.row_no
WHERE k.row_no IS NULL OR k.changed;

-- step: rows
-- Each row that passed: its place, where its texts stand among those that the reader kept to itself, and whether the place
-- is known already.
SELECT j.row_no, j.station_code, j.unit_code, j.phone_cell, j.person_cell, coalesce(k.changed, FALSE),
       coalesce(k.by_load > $load_id, FALSE)
FROM passed AS j LEFT JOIN known AS k ON k.row_no = j.row_no
ORDER BY j.row_no;

-- step: same
-- A row that says what is known.
UPDATE known SET differs = FALSE, changed = FALSE WHERE row_no = $row_no;
