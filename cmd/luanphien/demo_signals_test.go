package main

import "luanphien/analytics/attention"

// demoSignals are independent statements of the stations (” = the province) of which the demo's list must tell a signal.
var demoSignals = map[attention.Code]string{
	// Of referrals the limits are those of the 26 weeks before the programme; either side is told.
	attention.ReferralSignal: `WITH w AS (SELECT station_code, week_start, sum(referrals) / sum(visits) AS p FROM activity
	    WHERE visits IS NOT NULL AND referrals BETWEEN 0 AND visits AND week_start BETWEEN DATE '2025-06-16' AND DATE '2026-11-09' GROUP BY 1, 2 HAVING sum(visits) > 0),
	  first AS (SELECT * FROM w WHERE week_start < DATE '2025-12-15')` + flaggedSQL + `
	  SELECT DISTINCT station_code, 1 FROM r WHERE week_start >= DATE '2026-10-19' AND (outside <> 0 OR abs(run) = 7 OR abs(climb) = 6 OR abs(sides) = 3 AND nears >= 2)`,
	attention.CoverageSignal: presentSQL + `, w AS (SELECT station_code, week_start, sum(here) / count(*) AS p FROM (` + stationDaysSQL + `) GROUP BY ALL)` + firstSQL + lowSQL + ` AND station_code NOT IN (SELECT station_code FROM alone WHERE days > 14)`,
	attention.DoctorSignal:   presentSQL + `, w AS (SELECT station_code, week_start, sum(doctor) / count(*) AS p FROM (` + stationDaysSQL + `) GROUP BY ALL)` + firstSQL + lowSQL + ` AND station_code NOT IN (SELECT station_code FROM alone WHERE days > 14 OR doctor > 14)`,
	// Weeks up to that of 2 November are due. A report is in time on the second day after its Sunday that is no holiday.
	attention.OnTimeSignal: presentSQL + `, expected AS (SELECT station_code, worker_code, date_trunc('week', day)::DATE AS week_start FROM present
	    WHERE day BETWEEN DATE '2025-12-15' AND DATE '2026-11-08' GROUP BY ALL HAVING count(*) >= 3),
	  deadline AS (SELECT week_start, (SELECT list_sort(list(d.day))[2] FROM (SELECT unnest(generate_series(week_start + 7, week_start + 40, INTERVAL 1 DAY))::DATE AS day) d
	    WHERE d.day NOT IN (SELECT day FROM holidays)) AS last FROM (SELECT DISTINCT week_start FROM expected)),
	  reports AS (SELECT e.station_code, e.week_start, coalesce((SELECT min(r.received_at) FROM weekly_reports r WHERE r.station_code = e.station_code AND r.worker_code = e.worker_code
	    AND r.week_start = e.week_start AND r.received_at >= e.week_start AND r.received_at <= TIMESTAMP '2026-11-16')::DATE <= d.last, false)::INT AS x FROM expected e JOIN deadline d USING (week_start)),
	  w AS (SELECT station_code, week_start, avg(x) AS p FROM (SELECT * FROM reports UNION ALL SELECT '', week_start, x FROM reports) GROUP BY 1, 2)` + firstSQL + lowSQL,
}

// stationDaysSQL are the active days of the stations, and again as those of the province, in the weeks from the start on, and whether somebody, or a doctor, was there.
const stationDaysSQL = `SELECT unnest([s.station_code, '']) AS station_code, date_trunc('week', d.day)::DATE AS week_start, (count(p.day) > 0)::INT AS here, (count(p.day) FILTER (p.role = 'doctor') > 0)::INT AS doctor
    FROM stations s JOIN (SELECT unnest(generate_series(DATE '2025-12-15', DATE '2026-11-15', INTERVAL 1 DAY))::DATE AS day) d
      ON d.day BETWEEN s.opened_on AND coalesce(s.closed_on, DATE '2099-01-01')
    LEFT JOIN present p ON p.station_code = s.station_code AND p.day = d.day GROUP BY s.station_code, d.day`

// firstSQL are the first 26 weeks of a series, which set its limits, of the series that are judged: whose values there are
// all equal, or more than three of which none is more than half.
const firstSQL = `, early AS (SELECT * FROM w QUALIFY row_number() OVER (PARTITION BY station_code ORDER BY week_start) <= 26),
  tally AS (SELECT station_code, round(p, 9) AS p, count(*) AS n FROM early GROUP BY 1, 2),
  first AS (SELECT * FROM early WHERE station_code IN (SELECT station_code FROM tally GROUP BY 1 HAVING sum(n) >= 12 AND (count(*) = 1 OR count(*) > 3 AND max(n) * 2 <= sum(n))))`

// flaggedSQL are the weeks of series w with what flags them by the limits of the weeks «first».
const flaggedSQL = `, b AS (SELECT station_code, avg(p) AS mean, avg(mr) AS mrbar FROM (SELECT *, abs(p - lag(p) OVER (PARTITION BY station_code ORDER BY week_start)) AS mr FROM first) GROUP BY 1),
  t AS (SELECT w.*, mean, 2.66 * mrbar AS wide, sign(p - mean) AS side, sum(sign(p - mean)) OVER seven AS run,
      sum(sign(p - before)) OVER (PARTITION BY w.station_code ORDER BY week_start ROWS 5 PRECEDING) AS climb
    FROM (SELECT *, lag(p) OVER (PARTITION BY station_code ORDER BY week_start) AS before FROM w) AS w JOIN b USING (station_code)
    WINDOW seven AS (PARTITION BY w.station_code ORDER BY week_start ROWS 6 PRECEDING)),
  n AS (SELECT *, CASE WHEN abs(p - mean) > wide THEN side ELSE 0 END AS outside, abs(p - mean) > wide * 2 / 3 AND abs(p - mean) <= wide AS near FROM t),
  r AS (SELECT *, sum(side) OVER three AS sides, count(*) FILTER (near) OVER three AS nears FROM n WINDOW three AS (PARTITION BY station_code ORDER BY week_start ROWS 2 PRECEDING))`

// lowSQL are the stations with such a flag on the low side, or falling, in the last four weeks that count.
const lowSQL = flaggedSQL + `
  SELECT DISTINCT station_code, 1 FROM r WHERE week_start > (SELECT max(week_start) - 28 FROM w) AND (outside < 0 OR run = -7 OR climb = -6 OR sides = -3 AND nears >= 2)`
