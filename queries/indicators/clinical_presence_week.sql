-- name: clinical_presence_week
-- title_vi: Số ngày có bác sĩ trong tuần
-- title_en: Days with a doctor, by week
-- unit: ngày | days
-- method: §4 covered_days
-- column: station_code text | Mã trạm | Station code
-- column: week_start date | Thứ Hai của tuần | Monday of the week
-- column: covered_days integer | Số ngày có cán bộ | Days with a worker present
-- source: postings, stations, absences, workers, cadres, calendar
-- uses: clinical_weeks, station_days, known_day

-- Weeks without any are left out. A week is complete or it is the one in which as-of lies.
SELECT c.station_code, c.week_start, c.covered_days
FROM clinical_weeks AS c
JOIN known_day AS t ON c.week_start <= t.as_of_day - 6 AND t.known_day BETWEEN c.known_from AND c.known_to
UNION ALL
SELECT d.station_code, d.week_start, count(*) AS covered_days
FROM station_days AS d
JOIN known_day AS t ON d.day <= t.as_of_day AND d.week_start > t.as_of_day - 6 AND t.known_day BETWEEN d.known_from AND d.known_to
WHERE d.doctors > 0
GROUP BY d.station_code, d.week_start
