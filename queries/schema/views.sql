-- The facts in force, one view a kind, under the names of the input formats; and the load history and the
-- quarantine as analysts see them.

CREATE OR REPLACE VIEW stations AS
SELECT station_code, station_name, type, health_center, lat, lon, population, opened_on, closed_on
FROM stations_history WHERE superseded_by IS NULL;

CREATE OR REPLACE VIEW units AS
SELECT unit_code, unit_name, level FROM units_history WHERE superseded_by IS NULL;

CREATE OR REPLACE VIEW workers AS
SELECT worker_code, unit_code, qualification, specialty, cadre, fte FROM workers_history WHERE superseded_by IS NULL;

CREATE OR REPLACE VIEW postings AS
SELECT decision_no, worker_code, station_code, start_on, end_on, left_on, status
FROM postings_history WHERE superseded_by IS NULL;

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
