-- weekly_reports: weekly reports received, of a rotated worker or (no worker) of the station itself.
-- key: station_code, source_unit, worker_code, week_start, received_at
-- values: required_fields, filled_fields
-- step: judge
CREATE OR REPLACE TEMP VIEW judging AS
SELECT r.row_no, r.line, r.sheet_no,
       station_on(s.code, s.former_code, s.former_until, k.day) AS station_code,
       source_on(s.code, s.former_code, s.former_name, s.former_until, k.day) AS source_unit,
       coalesce(w.code, '') AS worker_code,
       k.day AS week_start,
       t.moment AS received_at,
       a.number AS required_fields,
       b.number AS filled_fields,
       r.required_fields <> 0 AS has_required_fields,
       r.filled_fields <> 0 AS has_filled_fields,
       coalesce(CASE WHEN r.fault = 1 THEN 'row_length:' END,
                needed(s.missing, s.rule, 'station_code'),
                readable(w.rule, 'worker_code'),
                needed(k.missing, k.rule, 'week'),
                needed(t.missing, t.rule, 'received_at'),
                readable(a.rule, 'required_fields'),
                readable(b.rule, 'filled_fields'),
                station_fault(s.code, s.former_code, s.former_until, k.day),
                CASE WHEN k.day > getvariable('this_week') THEN 'week_future:week' END,
                -- A day without a time means its end, and lies ahead only where the day does.
                CASE WHEN coalesce(CAST(t.day AS TIMESTAMP), t.moment) > getvariable('now') THEN 'moment_future:received_at'
                     WHEN b.number > a.number THEN 'filled_exceed_required:filled_fields' END,
                CASE WHEN k.day + 6 < s.opened_on THEN 'before_opening:week'
                     WHEN k.day > s.closed_on THEN 'after_closing:week' END) AS fault
FROM staged_rows AS r
LEFT JOIN staged_cells AS s ON s.cell = r.station_code
LEFT JOIN staged_cells AS w ON w.cell = r.worker_code
LEFT JOIN staged_cells AS k ON k.cell = r.week
LEFT JOIN staged_cells AS t ON t.cell = r.received_at
LEFT JOIN staged_cells AS a ON a.cell = r.required_fields
LEFT JOIN staged_cells AS b ON b.cell = r.filled_fields;

-- step: days_alone
-- The rows that give a day without a time, and one of these days as it stands.
SELECT count(*), coalesce(min(t.text), '')
FROM staged_rows AS r
JOIN staged_cells AS t ON t.cell = r.received_at
WHERE t.day IS NOT NULL;

-- step: known
CREATE OR REPLACE TEMP TABLE known AS
SELECT j.row_no, h.rowid AS history_row,
       h.load_id AS by_load, h.line AS by_line,
       (
           h.required_fields IS DISTINCT FROM CASE WHEN j.has_required_fields THEN j.required_fields ELSE h.required_fields END OR
           h.filled_fields IS DISTINCT FROM CASE WHEN j.has_filled_fields THEN j.filled_fields ELSE h.filled_fields END) AS differs,
       differs AND h.load_id < $load_id AS changed,
       h.required_fields AS required_fields_in_force,
       h.filled_fields AS filled_fields_in_force
FROM passed AS j
JOIN weekly_reports_history AS h ON h.station_code = j.station_code AND h.source_unit = j.source_unit
    AND h.worker_code = j.worker_code
    AND h.week_start = j.week_start
    AND h.received_at = j.received_at
WHERE h.superseded_by IS NULL;

-- step: insert
INSERT INTO weekly_reports_history
SELECT j.station_code,
       j.source_unit,
       j.worker_code,
       j.week_start,
       j.received_at,
       CASE WHEN k.changed AND NOT j.has_required_fields THEN k.required_fields_in_force ELSE j.required_fields END,
       CASE WHEN k.changed AND NOT j.has_filled_fields THEN k.filled_fields_in_force ELSE j.filled_fields END,
       $load_id, n.sheet, j.line, NULL
FROM passed AS j
JOIN staged_sheets AS n ON n.sheet_no = j.sheet_no
LEFT JOIN known AS k ON k.row_no = j.row_no
WHERE k.row_no IS NULL OR k.changed;
