-- name: row_counts
-- title_vi: Số dòng đứng sau các con số
-- title_en: How many rows stand behind the figures
-- unit: dòng | rows
-- method: facts in force
-- column: kind text | Loại bảng | Kind
-- column: n integer | Số dòng | Rows
-- source: load_history, absences_history, activity_history, incident_reports_history, indicators_history, needs_history, postings_history, stations, weekly_reports_history, workers_history
-- uses: rows_activity, rows_indicators, rows_postings, rows_absences, rows_needs, rows_weekly_reports, rows_incident_reports

SELECT 'activity' AS kind, count(*) AS n FROM rows_activity
UNION ALL
SELECT 'indicators' AS kind, count(*) AS n FROM rows_indicators
UNION ALL
SELECT 'postings' AS kind, count(*) AS n FROM rows_postings
UNION ALL
SELECT 'absences' AS kind, count(*) AS n FROM rows_absences
UNION ALL
SELECT 'needs' AS kind, count(*) AS n FROM rows_needs
UNION ALL
SELECT 'weekly_reports' AS kind, count(*) AS n FROM rows_weekly_reports
UNION ALL
SELECT 'incident_reports' AS kind, count(*) AS n FROM rows_incident_reports
ORDER BY kind
