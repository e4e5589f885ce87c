-- The facts in force, one view a kind, under the names of the input formats; and the load history and the
-- quarantine as analysts see them.

CREATE OR REPLACE VIEW stations AS
SELECT station_code, station_name, type, health_center, province_code, lat, lon, population, opened_on, closed_on
FROM stations_history WHERE superseded_by IS NULL;

CREATE OR REPLACE VIEW units AS
SELECT unit_code, unit_name, level, province_code FROM units_history WHERE superseded_by IS NULL;

CREATE OR REPLACE VIEW workers AS
SELECT worker_code, unit_code, qualification, specialty, cadre, fte, province_code FROM workers_history WHERE superseded_by IS NULL;

-- An order that another one says it replaces is replaced, in whichever order the two came.
CREATE OR REPLACE VIEW postings AS
SELECT p.decision_no, p.worker_code, p.station_code, p.start_on, p.end_on, p.left_on,
       CASE WHEN p.status = 'active' AND o.worker_code IS NOT NULL THEN 'replaced' ELSE p.status END AS status,
       p.replaces_decision, p.replaces_worker
FROM postings_history AS p
LEFT JOIN (
    SELECT DISTINCT q.worker_code, q.station_code, q.start_on
    FROM postings_history AS q
    JOIN postings_history AS r ON r.station_code = q.station_code AND r.replaces_worker = q.worker_code AND r.replaces_decision = q.decision_no
        AND (r.worker_code <> q.worker_code OR r.start_on <> q.start_on)
    WHERE q.superseded_by IS NULL AND r.superseded_by IS NULL AND r.status <> 'cancelled'
) AS o ON o.worker_code = p.worker_code AND o.station_code = p.station_code AND o.start_on = p.start_on
WHERE p.superseded_by IS NULL;

CREATE OR REPLACE VIEW posting_listings AS
SELECT load_id, decision_no, worker_code, station_code, start_on FROM posting_listing_history;

CREATE OR REPLACE VIEW absences AS
SELECT worker_code, absent_from, absent_to, reason FROM absences_history WHERE superseded_by IS NULL;

CREATE OR REPLACE VIEW needs AS
SELECT station_code, source_unit, specialty, headcount, start_on, end_on FROM needs_history WHERE superseded_by IS NULL;

CREATE OR REPLACE VIEW activity AS
SELECT station_code, source_unit, strftime(week_start, '%G-W%V') AS week, week_start, diagnosis_group, visits, referrals
FROM activity_history WHERE superseded_by IS NULL;

CREATE OR REPLACE VIEW indicators AS
SELECT station_code, source_unit, strftime(week_start, '%G-W%V') AS week, week_start, indicator, value
FROM indicators_history WHERE superseded_by IS NULL;

CREATE OR REPLACE VIEW monthly_indicators AS
SELECT station_code, source_unit, strftime(month_start, '%Y-%m') AS month, month_start, indicator, value
FROM monthly_indicators_history WHERE superseded_by IS NULL;

CREATE OR REPLACE VIEW weekly_reports AS
SELECT station_code, source_unit, worker_code, strftime(week_start, '%G-W%V') AS week, week_start, received_at, required_fields, filled_fields
FROM weekly_reports_history WHERE superseded_by IS NULL;

CREATE OR REPLACE VIEW incident_reports AS
SELECT station_code, source_unit, worker_code, reported_at, content, severity, responded_at, resolved_at
FROM incident_reports_history WHERE superseded_by IS NULL;

CREATE OR REPLACE VIEW diagnosis_groups AS
SELECT diagnosis_group, icd10 FROM diagnosis_groups_history WHERE superseded_by IS NULL;

CREATE OR REPLACE VIEW indicator_catalogue AS
SELECT indicator, nature, unit, number_type FROM indicator_catalogue_history WHERE superseded_by IS NULL;

CREATE OR REPLACE VIEW specialties AS
SELECT specialty, cadre FROM specialties_history WHERE superseded_by IS NULL;

CREATE OR REPLACE VIEW rebases AS
SELECT r.measure, strftime(r.week_start, '%G-W%V') AS week, r.week_start, r.reason, r.station_code, r.province_code,
       l.loaded_by AS recorded_by
FROM rebases_history AS r JOIN load_history AS l ON l.load_id = r.load_id
WHERE r.superseded_by IS NULL;

CREATE OR REPLACE VIEW targets AS
SELECT measure, year, target, direction, station_code, province_code FROM targets_history WHERE superseded_by IS NULL;

CREATE OR REPLACE VIEW holidays AS
SELECT day, reason FROM holidays_history WHERE superseded_by IS NULL;

CREATE OR REPLACE VIEW contacts AS
SELECT station_code, unit_code FROM contacts_history WHERE superseded_by IS NULL;

CREATE OR REPLACE VIEW loads AS
SELECT load_id, file_name, sha256, size_bytes, loaded_at, loaded_by,
       rows_read, rows_loaded, rows_unchanged, rows_corrected, rows_quarantined
FROM load_history;

CREATE OR REPLACE VIEW load_parts AS
SELECT load_id, sheet, kind, rows_read, rows_loaded, rows_unchanged, rows_corrected, rows_quarantined
FROM load_part_history;

CREATE OR REPLACE VIEW quarantine AS
SELECT q.load_id, l.file_name, q.sheet, q.line, q.kind, q.column_name, q.rule, q.message_vi, q.message_en, q.retry, q.resolved_by
FROM quarantine_history AS q JOIN load_history AS l ON l.load_id = q.load_id;
