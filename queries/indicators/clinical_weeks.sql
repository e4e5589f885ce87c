-- name: clinical_weeks
-- title_vi: Số ngày có bác sĩ trong tuần, cả những tuần tới
-- title_en: Days with a doctor by week, the weeks to come included
-- unit: ngày | days
-- method: §4 covered_days
-- column: station_code text | Mã trạm | Station code
-- column: week_start date | Thứ Hai của tuần | Monday of the week
-- column: covered_days integer | Số ngày có bác sĩ | Days with a doctor
-- column: known_from date | Biết từ ngày; 1900-01-01 = biết ngay | Known from this day on; 1900-01-01 = at once
-- column: known_to date | Đúng đến ngày; 9999-12-31 = đến nay | Holds up to this day; 9999-12-31 = to the present
-- source: postings, stations, absences, workers, cadres, calendar
-- uses: station_days, presence_turns
-- materialize: table

-- Weeks without any are left out. A week of which something was known late has a row for each span in which the same was known.
WITH spans AS (
    SELECT station_code, week_start, turn_on AS known_from,
           COALESCE(lead(turn_on) OVER (PARTITION BY station_code, week_start ORDER BY turn_on) - 1, DATE '9999-12-31') AS known_to
    FROM (
        SELECT station_code, week_start, turn_on FROM presence_turns
        UNION
        SELECT station_code, week_start, DATE '1900-01-01' FROM presence_turns
    ) AS turns
)
SELECT d.station_code, d.week_start, count(*) AS covered_days, DATE '1900-01-01' AS known_from, DATE '9999-12-31' AS known_to
FROM station_days AS d
WHERE d.doctors > 0
  AND NOT EXISTS (SELECT 1 FROM presence_turns AS u WHERE u.station_code = d.station_code AND u.week_start = d.week_start)
GROUP BY d.station_code, d.week_start
UNION ALL
SELECT d.station_code, d.week_start, count(*) AS covered_days, u.known_from, u.known_to
FROM spans AS u
JOIN station_days AS d ON d.station_code = u.station_code AND d.week_start = u.week_start
 AND d.known_from <= u.known_from AND d.known_to >= u.known_to
WHERE d.doctors > 0
GROUP BY d.station_code, d.week_start, u.known_from, u.known_to
