-- postings: who is sent where, from when to when.
-- key: worker_code, station_code, start_on
-- values: decision_no, end_on, left_on, status
-- step: judge
CREATE OR REPLACE TEMP VIEW judging AS
SELECT r.row_no, r.line, r.sheet_no,
       d.code AS decision_no,
       w.code AS worker_code,
       station_on(s.code, s.former_code, s.former_until, a.day) AS station_code,
       a.day AS start_on,
       b.day AS end_on,
       l.day AS left_on,
       CASE WHEN x.code = 'returned' THEN 'active' ELSE coalesce(x.code, 'active') END AS status,
       CASE WHEN t.code = '-' THEN '' ELSE t.code END AS replaces_worker,
       CASE WHEN t.code <> '-' THEN coalesce(t.former_name, d.code) END AS replaces_decision,
       r.left_on <> 0 AS has_left_on,
       r.replaces_worker <> 0 AS has_replaces_worker,
       r.status <> 0 AS has_status,
       coalesce(CASE WHEN r.fault = 1 THEN 'row_length:' END,
                needed(d.missing, d.rule, 'decision_no'),
                needed(w.missing, w.rule, 'worker_code'),
                needed(s.missing, s.rule, 'station_code'),
                needed(a.missing, a.rule, 'start_on'),
                needed(b.missing, b.rule, 'end_on'),
                readable(l.rule, 'left_on'),
                readable(x.rule, 'status'),
                readable(t.rule, 'replaces_worker'),
                CASE WHEN u.rule = 'code_name_disagree' THEN 'code_name_disagree:unit_code' END,
                CASE WHEN b.day < a.day THEN 'end_before_start:end_on'
                     WHEN b.day - a.day + 1 > getvariable('max_posting_days') THEN 'posting_too_long:end_on'
                     WHEN l.day < a.day - 1 THEN 'left_before_start:left_on'
                     WHEN x.code = 'returned' AND l.day IS NULL AND b.day >= getvariable('now')::DATE THEN 'left_unknown:left_on' END,
                station_fault(s.code, s.former_code, s.former_until, a.day)) AS fault
FROM staged_rows AS r
LEFT JOIN staged_cells AS d ON d.cell = r.decision_no
LEFT JOIN staged_cells AS w ON w.cell = r.worker_code
LEFT JOIN staged_cells AS s ON s.cell = r.station_code
LEFT JOIN staged_cells AS a ON a.cell = r.start_on
LEFT JOIN staged_cells AS b ON b.cell = r.end_on
LEFT JOIN staged_cells AS l ON l.cell = r.left_on
LEFT JOIN staged_cells AS x ON x.cell = r.status
LEFT JOIN staged_cells AS t ON t.cell = r.replaces_worker
LEFT JOIN staged_cells AS u ON u.cell = r.unit_code;

-- step: known
CREATE OR REPLACE TEMP TABLE known AS
SELECT j.row_no, h.rowid AS history_row,
       h.load_id AS by_load, h.line AS by_line,
       (
           h.decision_no IS DISTINCT FROM j.decision_no OR
           h.end_on IS DISTINCT FROM j.end_on OR
           h.left_on IS DISTINCT FROM CASE WHEN j.has_left_on THEN j.left_on ELSE h.left_on END OR
           h.status IS DISTINCT FROM CASE WHEN j.has_status THEN j.status ELSE h.status END OR
           h.replaces_worker IS DISTINCT FROM CASE WHEN j.has_replaces_worker THEN j.replaces_worker ELSE h.replaces_worker END OR
           h.replaces_decision IS DISTINCT FROM CASE WHEN j.has_replaces_worker THEN j.replaces_decision ELSE h.replaces_decision END) AS differs,
       differs AND h.load_id < $load_id AS changed,
       h.left_on AS left_on_in_force,
       h.status AS status_in_force,
       h.replaces_worker AS replaces_worker_in_force,
       h.replaces_decision AS replaces_decision_in_force
FROM passed AS j
JOIN postings_history AS h ON h.worker_code = j.worker_code
    AND h.station_code = j.station_code
    AND h.start_on = j.start_on
WHERE h.superseded_by IS NULL;

-- step: insert
INSERT INTO postings_history
SELECT j.decision_no,
       j.worker_code,
       j.station_code,
       j.start_on,
       j.end_on,
       CASE WHEN k.changed AND NOT j.has_left_on THEN k.left_on_in_force ELSE j.left_on END,
       CASE WHEN k.changed AND NOT j.has_status THEN k.status_in_force ELSE j.status END,
       CASE WHEN k.changed AND NOT j.has_replaces_worker THEN k.replaces_decision_in_force ELSE j.replaces_decision END,
       CASE WHEN k.changed AND NOT j.has_replaces_worker THEN k.replaces_worker_in_force ELSE j.replaces_worker END,
       $load_id, n.sheet, j.line, NULL
FROM passed AS j
JOIN staged_sheets AS n ON n.sheet_no = j.sheet_no
LEFT JOIN known AS k ON k.row_no = j.row_no
WHERE k.row_no IS NULL OR k.changed;

-- step: listed
-- What the load lists, known rows included.
INSERT INTO posting_listing_history
SELECT $load_id, decision_no, worker_code, station_code, start_on FROM passed;

-- step: possible_replacements
-- Orders that this load lists first, each with an earlier one of its decision and station that no load lists beside it; see
-- the query of that name, which says it of an edition.
WITH listed AS (
    SELECT decision_no, worker_code, station_code, start_on, min(load_id) AS first_load
    FROM posting_listing_history
    WHERE (decision_no, station_code) IN (SELECT (decision_no, station_code) FROM posting_listing_history WHERE load_id = $load_id)
    GROUP BY ALL
), running AS (
    SELECT p.*, l.first_load, w.cadre, s.station_name
    FROM postings AS p
    JOIN listed AS l USING (decision_no, worker_code, station_code, start_on)
    LEFT JOIN workers AS w ON w.worker_code = p.worker_code
    JOIN stations AS s ON s.station_code = p.station_code
    WHERE p.status = 'active'
)
SELECT q.decision_no, q.station_code, q.station_name, q.worker_code, q.start_on, p.worker_code, p.start_on
FROM running AS q
JOIN running AS p ON p.station_code = q.station_code AND p.decision_no = q.decision_no AND p.first_load > q.first_load
WHERE p.first_load = $load_id AND p.replaces_worker IS NULL AND (p.worker_code = q.worker_code OR p.cadre = q.cadre)
  AND NOT EXISTS (
      SELECT 1 FROM posting_listing_history AS a
      JOIN posting_listing_history AS b ON b.load_id = a.load_id AND b.decision_no = a.decision_no AND b.station_code = a.station_code
      WHERE a.decision_no = q.decision_no AND a.station_code = q.station_code AND a.worker_code = q.worker_code AND a.start_on = q.start_on
        AND b.worker_code = p.worker_code AND b.start_on = p.start_on)
ORDER BY ALL;

-- step: order
-- An order in force, by its key.
SELECT p.decision_no, p.end_on, s.province_code
FROM postings AS p JOIN stations AS s ON s.station_code = p.station_code
WHERE p.worker_code = $worker_code AND p.station_code = $station_code AND p.start_on = $start_on AND p.status = 'active';

-- step: described
-- Where a list describes its workers otherwise than the table of workers: by sheet and column, how many rows and the
-- first of their lines. Letters' case, accents and spaces between words make no difference. The rows' own cells are put
-- together first: the engine, left to choose, multiplies the rows by the workers.
WITH told AS MATERIALIZED (
    SELECT r.sheet_no, r.line, w.code AS worker_code, q.code AS qualification, s.code AS specialty,
           CASE WHEN u.cell IS NOT NULL THEN coalesce(u.code, '') END AS unit_code
    FROM staged_rows AS r
    JOIN staged_cells AS w ON w.cell = r.worker_code
    LEFT JOIN staged_cells AS q ON q.cell = r.qualification AND NOT q.missing
    LEFT JOIN staged_cells AS s ON s.cell = r.specialty AND NOT s.missing
    LEFT JOIN staged_cells AS u ON u.cell = r.unit_code AND NOT u.missing
    WHERE w.code IS NOT NULL AND (r.qualification <> 0 OR r.specialty <> 0 OR r.unit_code <> 0)
), known AS MATERIALIZED (
    SELECT worker_code, qualification, specialty, unit_code FROM workers_history WHERE superseded_by IS NULL
), compared AS (
    SELECT t.sheet_no, t.line, f.field, f.listed, f.known
    FROM told AS t
    JOIN known AS k ON k.worker_code = t.worker_code
    CROSS JOIN LATERAL (VALUES ('qualification', t.qualification, k.qualification),
                               ('specialty', t.specialty, k.specialty),
                               ('unit_code', t.unit_code, k.unit_code)) AS f(field, listed, known)
)
SELECT n.sheet, c.field, count(*), array_to_string(list_slice(list(c.line ORDER BY c.line), 1, 10), ', ')
FROM compared AS c JOIN staged_sheets AS n ON n.sheet_no = c.sheet_no
WHERE replace(lower(strip_accents(c.listed)), ' ', '') <> replace(lower(strip_accents(c.known)), ' ', '')
GROUP BY n.sheet, c.field
ORDER BY n.sheet, c.field;
