-- incident_reports: difficulties reported at once.
-- key: station_code, source_unit, worker_code, reported_at
-- values: content, severity, responded_at, resolved_at
-- step: judge
CREATE OR REPLACE TEMP VIEW judging AS
SELECT r.row_no, r.line, r.sheet_no,
       station_on(s.code, s.former_code, s.former_until, CAST(a.moment AS DATE)) AS station_code,
       source_on(s.code, s.former_code, s.former_name, s.former_until, CAST(a.moment AS DATE)) AS source_unit,
       w.code AS worker_code,
       a.moment AS reported_at,
       c.code AS content,
       coalesce(v.code, 'normal') AS severity,
       b.moment AS responded_at,
       z.moment AS resolved_at,
       r.severity <> 0 AS has_severity,
       r.responded_at <> 0 AS has_responded_at,
       r.resolved_at <> 0 AS has_resolved_at,
       coalesce(CASE WHEN r.fault = 1 THEN 'row_length:' END,
                needed(s.missing, s.rule, 'station_code'),
                needed(w.missing, w.rule, 'worker_code'),
                needed(a.missing, a.rule, 'reported_at'),
                needed(c.missing, c.rule, 'content'),
                readable(v.rule, 'severity'),
                readable(b.rule, 'responded_at'),
                readable(z.rule, 'resolved_at'),
                station_fault(s.code, s.former_code, s.former_until, CAST(a.moment AS DATE)),
                CASE WHEN a.moment > getvariable('now') THEN 'moment_future:reported_at'
                     WHEN b.moment > getvariable('now') THEN 'moment_future:responded_at'
                     WHEN z.moment > getvariable('now') THEN 'moment_future:resolved_at'
                     WHEN b.moment < a.moment THEN 'resolved_before_reported:responded_at'
                     WHEN z.moment < a.moment THEN 'resolved_before_reported:resolved_at' END) AS fault
FROM staged_rows AS r
LEFT JOIN staged_cells AS s ON s.cell = r.station_code
LEFT JOIN staged_cells AS w ON w.cell = r.worker_code
LEFT JOIN staged_cells AS a ON a.cell = r.reported_at
LEFT JOIN staged_cells AS c ON c.cell = r.content
LEFT JOIN staged_cells AS v ON v.cell = r.severity
LEFT JOIN staged_cells AS b ON b.cell = r.responded_at
LEFT JOIN staged_cells AS z ON z.cell = r.resolved_at;

-- step: known
CREATE OR REPLACE TEMP TABLE known AS
SELECT j.row_no, h.rowid AS history_row,
       h.load_id AS by_load, h.line AS by_line,
       (
           h.content IS DISTINCT FROM j.content OR
           h.severity IS DISTINCT FROM CASE WHEN j.has_severity THEN j.severity ELSE h.severity END OR
           h.responded_at IS DISTINCT FROM CASE WHEN j.has_responded_at THEN j.responded_at ELSE h.responded_at END OR
           h.resolved_at IS DISTINCT FROM CASE WHEN j.has_resolved_at THEN j.resolved_at ELSE h.resolved_at END) AS differs,
       differs AND h.load_id < $load_id AS changed,
       h.severity AS severity_in_force,
       h.responded_at AS responded_at_in_force,
       h.resolved_at AS resolved_at_in_force
FROM passed AS j
JOIN incident_reports_history AS h ON h.station_code = j.station_code AND h.source_unit = j.source_unit
    AND h.worker_code = j.worker_code
    AND h.reported_at = j.reported_at
WHERE h.superseded_by IS NULL;

-- step: insert
INSERT INTO incident_reports_history
SELECT j.station_code,
       j.source_unit,
       j.worker_code,
       j.reported_at,
       j.content,
       CASE WHEN k.changed AND NOT j.has_severity THEN k.severity_in_force ELSE j.severity END,
       CASE WHEN k.changed AND NOT j.has_responded_at THEN k.responded_at_in_force ELSE j.responded_at END,
       CASE WHEN k.changed AND NOT j.has_resolved_at THEN k.resolved_at_in_force ELSE j.resolved_at END,
       $load_id, n.sheet, j.line, NULL
FROM passed AS j
JOIN staged_sheets AS n ON n.sheet_no = j.sheet_no
LEFT JOIN known AS k ON k.row_no = j.row_no
WHERE k.row_no IS NULL OR k.changed;
