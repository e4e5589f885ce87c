-- activity: visits and referrals by station, week and diagnosis group.
-- key: station_code, source_unit, week_start, diagnosis_group
-- key cells: station_code, week, diagnosis_group
-- figures: visits, referrals
-- step: judge
CREATE OR REPLACE TEMP VIEW judging AS
SELECT r.row_no, r.line, r.sheet_no,
       station_on(s.code, s.former_code, s.former_until, w.day) AS station_code,
       source_on(s.code, s.former_code, s.former_name, s.former_until, w.day) AS source_unit,
       w.day AS week_start,
       g.code AS diagnosis_group,
       v.number AS visits,
       f.number AS referrals,
       r.visits <> 0 AS has_visits,
       r.referrals <> 0 AS has_referrals,
       r.fault = 2 AS gone,
       coalesce(CASE WHEN r.fault = 1 THEN 'row_length:' END,
                needed(s.missing, s.rule, 'station_code'),
                needed(w.missing, w.rule, 'week'),
                needed(g.missing, g.rule, 'diagnosis_group'),
                readable(v.rule, 'visits'),
                readable(f.rule, 'referrals'),
                station_fault(s.code, s.former_code, s.former_until, w.day),
                CASE WHEN w.day > getvariable('this_week') THEN 'week_future:week' END,
                CASE WHEN v.number > getvariable('max_count') THEN 'implausible:visits'
                     WHEN f.number > getvariable('max_count') THEN 'implausible:referrals'
                     WHEN f.number > v.number THEN 'referrals_exceed_visits:referrals' END,
                CASE WHEN w.day + 6 < s.opened_on THEN 'before_opening:week'
                     WHEN w.day > s.closed_on THEN 'after_closing:week' END) AS fault
FROM staged_rows AS r
JOIN staged_cells AS s ON s.cell = r.station_code
JOIN staged_cells AS w ON w.cell = r.week
JOIN staged_cells AS g ON g.cell = r.diagnosis_group
JOIN staged_cells AS v ON v.cell = r.visits
JOIN staged_cells AS f ON f.cell = r.referrals;

-- step: known
CREATE OR REPLACE TEMP TABLE known AS
SELECT j.row_no, h.rowid AS history_row,
       h.load_id AS by_load, h.line AS by_line,
       (
           h.visits IS DISTINCT FROM CASE WHEN j.has_visits THEN j.visits ELSE h.visits END OR
           h.referrals IS DISTINCT FROM CASE WHEN j.has_referrals THEN j.referrals ELSE h.referrals END OR
           j.gone AND (j.has_visits OR h.visits IS NULL) AND (j.has_referrals OR h.referrals IS NULL)) AS differs,
       differs AND h.load_id < $load_id AS changed,
       j.gone AND (j.has_visits OR h.visits IS NULL) AND (j.has_referrals OR h.referrals IS NULL) AS gone,
       h.visits AS visits_in_force,
       h.referrals AS referrals_in_force
FROM passed AS j
JOIN activity_history AS h ON h.station_code = j.station_code
    AND h.source_unit = j.source_unit
    AND h.week_start = j.week_start
    AND h.diagnosis_group = j.diagnosis_group
WHERE h.superseded_by IS NULL;

-- step: standing
-- Of what the figures of one station and week are that are in force.
SELECT diagnosis_group FROM activity_history
WHERE superseded_by IS NULL AND week_start = $day::DATE
  AND station_code = station_on($code::VARCHAR, $former_code::VARCHAR, $former_until::DATE, $day::DATE)
  AND source_unit = source_on($code::VARCHAR, $former_code::VARCHAR, $former_name::VARCHAR, $former_until::DATE, $day::DATE)
ORDER BY diagnosis_group;

-- step: insert
INSERT INTO activity_history
SELECT j.station_code, j.source_unit, j.week_start, j.diagnosis_group,
       CASE WHEN k.changed AND NOT j.has_visits THEN k.visits_in_force ELSE j.visits END,
       CASE WHEN k.changed AND NOT j.has_referrals THEN k.referrals_in_force ELSE j.referrals END,
       $load_id, n.sheet, j.line, NULL
FROM passed AS j
JOIN staged_sheets AS n ON n.sheet_no = j.sheet_no
LEFT JOIN known AS k ON k.row_no = j.row_no
WHERE k.row_no IS NULL OR k.changed AND NOT k.gone;
