-- rebases: from which week on the limits of a series are computed anew.
-- key: measure, week_start, station_code, province_code
-- values: reason
-- step: judge
CREATE OR REPLACE TEMP VIEW judging AS
SELECT r.row_no, r.line, r.sheet_no,
       m.code AS measure,
       w.day AS week_start,
       x.code AS reason,
       CASE WHEN coalesce(s.missing, TRUE) THEN '' ELSE station_on(s.code, s.former_code, s.former_until, w.day) END AS station_code,
       getvariable('province') AS province_code,
       coalesce(CASE WHEN r.fault = 1 THEN 'row_length:' END,
                needed(m.missing, m.rule, 'measure'),
                needed(w.missing, w.rule, 'week'),
                needed(x.missing, x.rule, 'reason'),
                readable(s.rule, 'station_code'),
                CASE WHEN NOT s.missing THEN station_fault(s.code, s.former_code, s.former_until, w.day) END) AS fault
FROM staged_rows AS r
LEFT JOIN staged_cells AS m ON m.cell = r.measure
LEFT JOIN staged_cells AS w ON w.cell = r.week
LEFT JOIN staged_cells AS x ON x.cell = r.reason
LEFT JOIN staged_cells AS s ON s.cell = r.station_code;

-- step: known
CREATE OR REPLACE TEMP TABLE known AS
SELECT j.row_no, h.rowid AS history_row,
       h.load_id AS by_load, h.line AS by_line,
       (
           h.reason IS DISTINCT FROM j.reason) AS differs,
       differs AND h.load_id < $load_id AS changed
FROM passed AS j
JOIN rebases_history AS h ON h.measure = j.measure AND h.week_start = j.week_start AND h.station_code = j.station_code AND h.province_code = j.province_code
WHERE h.superseded_by IS NULL;

-- step: insert
INSERT INTO rebases_history
SELECT j.measure,
       j.week_start,
       j.reason,
       j.station_code,
       j.province_code,
       $load_id, n.sheet, j.line, NULL
FROM passed AS j
JOIN staged_sheets AS n ON n.sheet_no = j.sheet_no
LEFT JOIN known AS k ON k.row_no = j.row_no
WHERE k.row_no IS NULL OR k.changed;
