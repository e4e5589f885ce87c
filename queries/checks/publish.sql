-- What the manifest of an edition says.
-- step: brought
-- The last load that brought anything: one whose rows are all in force already makes no edition, nor does one of contacts
-- alone, which no edition holds, but for those that it refused.
SELECT coalesce(max(load_id), 0) FROM load_part_history
WHERE rows_quarantined + CASE WHEN kind = 'contacts' THEN 0 ELSE rows_loaded + rows_corrected END > 0;

-- step: state
SELECT (SELECT coalesce(max(load_id), 0) FROM load_history),
       (SELECT count(*) FROM quarantine_history WHERE resolved_by IS NOT NULL),
       (SELECT count(*) FROM undo_history);

-- step: loads
SELECT file_name FROM load_history WHERE load_id > $after ORDER BY load_id;

-- step: rows
SELECT 'stations' AS kind, count(*) AS n FROM stations
UNION ALL SELECT 'units', count(*) FROM units
UNION ALL SELECT 'workers', count(*) FROM workers
UNION ALL SELECT 'postings', count(*) FROM postings
UNION ALL SELECT 'absences', count(*) FROM absences
UNION ALL SELECT 'needs', count(*) FROM needs
UNION ALL SELECT 'activity', count(*) FROM activity
UNION ALL SELECT 'indicators', count(*) FROM indicators
UNION ALL SELECT 'monthly_indicators', count(*) FROM monthly_indicators
UNION ALL SELECT 'weekly_reports', count(*) FROM weekly_reports
UNION ALL SELECT 'incident_reports', count(*) FROM incident_reports
UNION ALL SELECT 'diagnosis_groups', count(*) FROM diagnosis_groups
UNION ALL SELECT 'indicator_catalogue', count(*) FROM indicator_catalogue
UNION ALL SELECT 'specialties', count(*) FROM specialties
UNION ALL SELECT 'targets', count(*) FROM targets
UNION ALL SELECT 'rebases', count(*) FROM rebases
UNION ALL SELECT 'holidays', count(*) FROM holidays;

-- step: checkpoint
-- Writes everything into the one file; when the engine does so by itself while it closes, a full disk is not told.
CHECKPOINT;
