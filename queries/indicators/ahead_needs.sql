-- name: ahead_needs
-- title_vi: Nhu cầu chuyên khoa trong những ngày tới và việc đáp ứng
-- title_en: Declared needs on the coming days and whether they will be met
-- unit: ngày | days
-- method: COV-6 (§2), on days to come
-- param: ahead_days integer default 28 | Số ngày nhìn tới | Days looked ahead
-- param: specialty text default '' | Chuyên khoa của cán bộ; trống = mọi chuyên khoa | Specialty of the workers; empty = all
-- column: station_code text | Mã trạm | Station code
-- column: specialty text | Chuyên khoa | Specialty
-- column: headcount integer | Số người cần | Workers needed
-- column: need_days integer | Số ngày có nhu cầu | Need-days
-- column: met_days integer | Số ngày sẽ được đáp ứng | Need-days that will be met
-- column: unmet_from date | Ngày đầu chưa có người | First day not met
-- source: needs, postings, stations, absences, workers, cadres, calendar
-- uses: declared_needs, ahead_presence, scope_stations, as_of_day

WITH coming AS (
    SELECT n.station_code, n.specialty, n.headcount, c.day
    FROM declared_needs AS n
    JOIN scope_stations AS s ON s.station_code = n.station_code
    CROSS JOIN as_of_day AS t
    JOIN calendar AS c
      ON c.day BETWEEN GREATEST(n.start_on, s.opened_on, t.as_of_day + 1)
                   AND LEAST(n.end_on, s.closed_on, t.as_of_day + CAST(CAST($ahead_days AS BIGINT) AS INTEGER))
    WHERE CAST($specialty AS VARCHAR) = '' OR n.specialty = CAST($specialty AS VARCHAR)
),
present AS (
    SELECT station_code, specialty, day, count(*) AS workers
    FROM ahead_presence
    GROUP BY station_code, specialty, day
)
SELECT c.station_code, c.specialty, max(c.headcount) AS headcount,
       count(*) AS need_days,
       count(*) FILTER (WHERE p.workers >= c.headcount) AS met_days,
       min(c.day) FILTER (WHERE COALESCE(p.workers, 0) < c.headcount) AS unmet_from
FROM coming AS c
LEFT JOIN present AS p ON p.station_code = c.station_code AND p.specialty = c.specialty AND p.day = c.day
GROUP BY c.station_code, c.specialty
ORDER BY c.station_code, c.specialty
