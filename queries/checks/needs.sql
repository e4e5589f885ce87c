-- needs: which specialties a station asked for.
-- key: station_code, source_unit, specialty, start_on
-- values: headcount, end_on
-- step: judge
CREATE OR REPLACE TEMP VIEW judging AS
SELECT r.row_no, r.line, r.sheet_no,
       station_on(s.code, s.former_code, s.former_until, a.day) AS station_code,
       source_on(s.code, s.former_code, s.former_name, s.former_until, a.day) AS source_unit,
       g.code AS specialty,
       n.number AS headcount,
       a.day AS start_on,
       -- An open-ended need of a former commune ends with it.
       CASE WHEN b.day IS NULL AND source_unit <> '' THEN s.former_until ELSE b.day END AS end_on,
       r.end_on <> 0 AS has_end_on,
       coalesce(CASE WHEN r.fault = 1 THEN 'row_length:' END,
                needed(s.missing, s.rule, 'station_code'),
                needed(g.missing, g.rule, 'specialty'),
                needed(n.missing, n.rule, 'headcount'),
                needed(a.missing, a.rule, 'start_on'),
                readable(b.rule, 'end_on'),
                CASE WHEN b.day < a.day THEN 'end_before_start:end_on' END,
                station_fault(s.code, s.former_code, s.former_until, a.day)) AS fault
FROM staged_rows AS r
LEFT JOIN staged_cells AS s ON s.cell = r.station_code
LEFT JOIN staged_cells AS g ON g.cell = r.specialty
LEFT JOIN staged_cells AS n ON n.cell = r.headcount
LEFT JOIN staged_cells AS a ON a.cell = r.start_on
LEFT JOIN staged_cells AS b ON b.cell = r.end_on;

-- step: known
CREATE OR REPLACE TEMP TABLE known AS
SELECT j.row_no, h.rowid AS history_row,
       h.load_id AS by_load, h.line AS by_line,
       (
           h.headcount IS DISTINCT FROM j.headcount OR
           h.end_on IS DISTINCT FROM CASE WHEN j.has_end_on THEN j.end_on ELSE h.end_on END) AS differs,
       differs AND h.load_id < $load_id AS changed,
       h.end_on AS end_on_in_force
FROM passed AS j
JOIN needs_history AS h ON h.station_code = j.station_code AND h.source_unit = j.source_unit AND h.specialty = j.specialty AND h.start_on = j.start_on
WHERE h.superseded_by IS NULL;

-- step: insert
INSERT INTO needs_history
SELECT j.station_code,
       j.source_unit,
       j.specialty,
       j.headcount,
       j.start_on,
       CASE WHEN k.changed AND NOT j.has_end_on THEN k.end_on_in_force ELSE j.end_on END,
       $load_id, n.sheet, j.line, NULL
FROM passed AS j
JOIN staged_sheets AS n ON n.sheet_no = j.sheet_no
LEFT JOIN known AS k ON k.row_no = j.row_no
WHERE k.row_no IS NULL OR k.changed;
