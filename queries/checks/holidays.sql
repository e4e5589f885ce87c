-- holidays: days that do not count towards the deadline of reports.
-- key: day
-- values: reason
-- step: judge
CREATE OR REPLACE TEMP VIEW judging AS
SELECT r.row_no, r.line, r.sheet_no,
       d.day AS day,
       x.code AS reason,
       r.reason <> 0 AS has_reason,
       coalesce(CASE WHEN r.fault = 1 THEN 'row_length:' END,
                needed(d.missing, d.rule, 'day'),
                readable(x.rule, 'reason')) AS fault
FROM staged_rows AS r
LEFT JOIN staged_cells AS d ON d.cell = r.day
LEFT JOIN staged_cells AS x ON x.cell = r.reason;

-- step: known
CREATE OR REPLACE TEMP TABLE known AS
SELECT j.row_no, h.rowid AS history_row,
       h.load_id AS by_load, h.line AS by_line,
       (
           h.reason IS DISTINCT FROM CASE WHEN j.has_reason THEN j.reason ELSE h.reason END) AS differs,
       differs AND h.load_id < $load_id AS changed,
       h.reason AS reason_in_force
FROM passed AS j
JOIN holidays_history AS h ON h.day = j.day
WHERE h.superseded_by IS NULL;

-- step: insert
INSERT INTO holidays_history
SELECT j.day,
       CASE WHEN k.changed AND NOT j.has_reason THEN k.reason_in_force ELSE j.reason END,
       $load_id, n.sheet, j.line, NULL
FROM passed AS j
JOIN staged_sheets AS n ON n.sheet_no = j.sheet_no
LEFT JOIN known AS k ON k.row_no = j.row_no
WHERE k.row_no IS NULL OR k.changed;
