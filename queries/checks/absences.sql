-- absences: days on which a worker was away from every posting.
-- key: worker_code, absent_from
-- values: absent_to, reason
-- step: judge
CREATE OR REPLACE TEMP VIEW judging AS
SELECT r.row_no, r.line, r.sheet_no,
       w.code AS worker_code,
       a.day AS absent_from,
       b.day AS absent_to,
       x.code AS reason,
       r.reason <> 0 AS has_reason,
       coalesce(CASE WHEN r.fault = 1 THEN 'row_length:' END,
                needed(w.missing, w.rule, 'worker_code'),
                needed(a.missing, a.rule, 'absent_from'),
                needed(b.missing, b.rule, 'absent_to'),
                CASE WHEN b.day < a.day THEN 'end_before_start:absent_to' END) AS fault
FROM staged_rows AS r
LEFT JOIN staged_cells AS w ON w.cell = r.worker_code
LEFT JOIN staged_cells AS a ON a.cell = r.absent_from
LEFT JOIN staged_cells AS b ON b.cell = r.absent_to
LEFT JOIN staged_cells AS x ON x.cell = r.reason;

-- step: known
CREATE OR REPLACE TEMP TABLE known AS
SELECT j.row_no, h.rowid AS history_row,
       h.load_id AS by_load, h.line AS by_line,
       (
           h.absent_to IS DISTINCT FROM j.absent_to OR
           h.reason IS DISTINCT FROM CASE WHEN j.has_reason THEN j.reason ELSE h.reason END) AS differs,
       differs AND h.load_id < $load_id AS changed,
       h.reason AS reason_in_force
FROM passed AS j
JOIN absences_history AS h ON h.worker_code = j.worker_code AND h.absent_from = j.absent_from
WHERE h.superseded_by IS NULL;

-- step: insert
INSERT INTO absences_history
SELECT j.worker_code,
       j.absent_from,
       j.absent_to,
       CASE WHEN k.changed AND NOT j.has_reason THEN k.reason_in_force ELSE j.reason END,
       $load_id, n.sheet, j.line, NULL
FROM passed AS j
JOIN staged_sheets AS n ON n.sheet_no = j.sheet_no
LEFT JOIN known AS k ON k.row_no = j.row_no
WHERE k.row_no IS NULL OR k.changed;
